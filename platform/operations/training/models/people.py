"""Who signed up, to what they consented, and what they took home."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.actor import Scope
from core.lifecycle import LifecycleRecord
from core.privacy import mask_name, mask_phone
from operations.stations.models import Station, Village
from operations.training.kinds import Audience, ConsentWay, Outcome, Satisfaction
from operations.training.lifecycle import SignUpStates
from operations.training.models.classes import TrainingClass


class ConsentText(models.Model):
    """One wording of the notice on personal data, as it was read; kept once."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    text = models.TextField(_("notice on personal data"))
    since = models.DateTimeField(_("first agreed to at"), default=timezone.now)

    class Meta:
        verbose_name = _("notice on personal data")
        verbose_name_plural = _("notices on personal data")

    def __str__(self) -> str:
        return f"{self.pk}"


class SignUp(LifecycleRecord):
    """Somebody wants to come to a class: with a place, or on the waiting list."""

    status = models.CharField(
        _("state"), max_length=20, choices=SignUpStates.choices, default=SignUpStates.WAITING
    )
    training_class = models.ForeignKey(
        TrainingClass, models.PROTECT, related_name="sign_ups", verbose_name=_("training class")
    )
    # PX2026-001-007: the class and the order of signing up.
    number = models.CharField(_("number of the sign-up"), max_length=30, unique=True)
    serial = models.PositiveIntegerField(editable=False)
    # The secret part of the receipt's address, and what one says on the phone to sign off.
    token = models.CharField(max_length=32, unique=True, editable=False)
    cancel_code = models.CharField(max_length=8, editable=False)
    name = models.CharField(_("full name"), max_length=40)
    phone = privacy.EncryptedCharField(_("phone"), max_length=20, blank=True)
    phone_hash = privacy.SearchHashField(of="phone")
    id_number = privacy.EncryptedCharField(_("ID number"), max_length=18, blank=True)
    id_hash = privacy.SearchHashField(of="id_number")
    # Whom the counts of persons tell apart (R149): by the ID number, else by the phone.
    person_key = models.CharField(max_length=64, db_index=True, editable=False)
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="+", verbose_name=_("village")
    )
    category = models.CharField(_("who one is"), max_length=12, choices=Audience.choices)
    consent_text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="+", verbose_name=_("consented to")
    )
    consented_at = models.DateTimeField(_("consented at"))
    consent_way = models.CharField(
        _("how consent was given"),
        max_length=6,
        choices=ConsentWay.choices,
        default=ConsentWay.SITE,
    )
    on_site = models.BooleanField(_("signed up on the site"), default=True)
    # Where a manager signed them up, for whom they are the station's own people (R148).
    station = models.ForeignKey(
        Station,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("signed up at the station"),
    )
    passed = models.BooleanField(_("passed the training"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"), choices=Satisfaction.choices, null=True, blank=True
    )
    outcome = models.CharField(
        _("what became of it"), max_length=10, choices=Outcome.choices, blank=True, default=""
    )
    outcome_date = models.DateField(_("since"), null=True, blank=True)
    shop = models.CharField(_("shop that was opened"), max_length=200, blank=True)
    anonymised_at = models.DateTimeField(_("made anonymous"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["training_class", "person_key"],
                condition=~Q(status="cancelled") & Q(anonymised_at=None),
                name="training_sign_up_once",
                violation_error_message=_("This person is signed up for the class already."),
            ),
            models.UniqueConstraint(
                fields=["training_class", "serial"], name="training_sign_up_serial_once"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=100), name="training_score_to_hundred"
            ),
            models.CheckConstraint(
                condition=Q(on_site=True, consent_way="site")
                | Q(on_site=False) & ~Q(consent_way="site"),
                name="training_consent_way_noted",
                violation_error_message=_("Say how they agreed."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome_date__isnull=False),
                name="training_outcome_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.masked_name}"

    def process_scopes(self) -> tuple[Scope, ...]:
        """The centre's, and that of the station whose manager signed them up (R148)."""
        here = (self.station.own_scope,) if self.station else ()
        return (self.process_scope(), *here)

    @property
    def masked_name(self) -> str:
        """As those who need not know it see the name (R152)."""
        return mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        """The phone, the middle hidden (R152)."""
        return mask_phone(self.phone)


class Certificate(models.Model):
    """Somebody came often enough and passed; whoever holds the paper can have it verified."""

    sign_up = models.OneToOneField(
        SignUp, models.PROTECT, related_name="certificate", verbose_name=_("sign-up")
    )
    number = models.CharField(_("number of the training certificate"), max_length=20, unique=True)
    # Printed behind the number: nobody finds certificates by counting.
    mark = models.CharField(max_length=6, editable=False)
    issued_date = models.DateField(_("day of issue"))
    hours = models.DecimalField(_("hours of the course"), max_digits=5, decimal_places=1)
    issued_by_name = models.CharField(_("issued by whom"), max_length=80)
    revoked_date = models.DateField(_("revoked on"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("certificate of training")
        verbose_name_plural = _("certificates of training")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(revoked_date=None) | ~Q(revoked_reason=""),
                name="training_certificate_revoked_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def code(self) -> str:
        """As printed and typed."""
        return f"{self.number}-{self.mark}"

    def holds_on(self, day: date) -> bool:
        """Not revoked by then."""
        return self.revoked_date is None or day < self.revoked_date
