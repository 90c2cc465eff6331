"""Cases, their clocks and their course."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.actor import Scope
from core.lifecycle import LifecycleRecord
from operations.casework.lifecycle import DONE, States
from operations.casework.models.applicants import Applicant
from operations.casework.models.catalogue import Channel, ItemForm, ServiceItem, System
from operations.casework.models.consents import ConsentText
from operations.stations.models import Station


class Case(LifecycleRecord):
    """One request of one applicant for one item (handbook §2.2)."""

    status = models.CharField(
        _("state"), max_length=20, choices=States.choices, default=States.DRAFT, db_index=True
    )
    # FW-20261125-0001, given at acceptance; the reference is there from the start.
    number = models.CharField(_("case number"), max_length=20, blank=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    # In the address behind the receipt's QR code: lets its holder see, complete, withdraw, rate.
    token = models.CharField(max_length=32, unique=True, editable=False)
    item = models.ForeignKey(
        ServiceItem, models.PROTECT, related_name="cases", verbose_name=_("service item")
    )
    form = models.ForeignKey(ItemForm, models.PROTECT, related_name="cases")
    # Frozen from the item: what an item becomes later does not rewrite a case.
    system = models.CharField(_("system"), max_length=12, choices=System.choices)
    zone = models.CharField(_("zone"), max_length=20)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    station = models.ForeignKey(
        Station,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("station"),
    )
    applicant = models.ForeignKey(
        Applicant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("applicant"),
    )
    request = models.TextField(_("request"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    # Values of private fields (accounts), as JSON text.
    private_details = privacy.EncryptedCharField(max_length=4000, blank=True)
    materials = models.JSONField(_("materials handed in"), default=list, blank=True)
    missing = models.JSONField(_("missing materials"), default=list, blank=True)
    on_behalf = models.BooleanField(_("handled on behalf"), default=False)
    urgent = models.BooleanField(_("urgent"), default=False)
    agreement = models.CharField(_("agreement"), max_length=80, blank=True)
    # When the applicant on line consented to the use of their data, and to which words.
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)
    consent_text = models.ForeignKey(
        ConsentText,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("consented to"),
    )
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2, default=0)
    # The first case, where this is a complaint about it.
    about = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("complaint about"),
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("handler"),
    )

    promise_days = models.PositiveSmallIntegerField(_("promised working days"), default=0)
    legal_days = models.PositiveSmallIntegerField(_("legal working days"), default=0)
    extended_days = models.PositiveSmallIntegerField(_("extended by working days"), default=0)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    answer_due_date = models.DateField(_("answer due"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by_name = models.CharField(_("accepted by"), max_length=40, blank=True)
    # As promised, pauses excluded: what 'in time' is measured by (R136).
    promised_date = models.DateField(_("promised for"), null=True, blank=True)
    # With the extensions that were approved: what the handler works to.
    due_date = models.DateField(_("due on"), null=True, blank=True)
    legal_due_date = models.DateField(_("legally due on"), null=True, blank=True)
    # Where the promise runs to a step before the end (first session, notice): when that was done.
    promise_met_at = models.DateTimeField(_("promise kept at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)
    delivered = models.CharField(_("how it was delivered"), max_length=80, blank=True)
    rate_until_date = models.DateField(_("can be rated until"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    closing_reason = models.CharField(_("reason"), max_length=500, blank=True)
    # The light that the handler has been warned of: '', 'yellow', 'red'.
    warned = models.CharField(max_length=6, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("service case")
        verbose_name_plural = _("service cases")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="casework_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(status=States.DRAFT)
                | Q(status=States.WITHDRAWN)
                | (Q(applicant__isnull=False) & ~Q(request="")),
                name="casework_applicant_and_request",
                violation_error_message=_("There is no case without applicant and request (R121)."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[str(s) for s in DONE])
                | Q(finished_at__isnull=False, accepted_at__isnull=False),
                name="casework_done_has_its_times",
                violation_error_message=_("A completed case was accepted and completed."),
            ),
            models.CheckConstraint(
                condition=Q(channel="station", station__isnull=False) | ~Q(channel="station"),
                name="casework_station_is_named",
                violation_error_message=_("Name the station where it was registered."),
            ),
            models.CheckConstraint(
                condition=Q(consented_at=None, consent_text=None)
                | Q(consented_at__isnull=False, consent_text__isnull=False),
                name="casework_consent_has_its_text",
                violation_error_message=_("A consent says when it was given and to what."),
            ),
            models.CheckConstraint(
                condition=~Q(pk=F("about")),
                name="casework_complaint_about_another",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["handler", "status", "due_date"], name="casework_by_handler"),
            models.Index(fields=["zone", "status", "due_date"], name="casework_by_zone"),
            models.Index(fields=["station", "-created_at"], name="casework_by_station"),
            models.Index(fields=["item", "-created_at"], name="casework_by_item"),
            models.Index(fields=["applicant", "-created_at"], name="casework_by_applicant"),
            models.Index(fields=["finished_at"], name="casework_by_finish"),
            models.Index(fields=["-created_at", "-id"], name="casework_by_age"),
            models.Index(fields=["due_date", "id"], name="casework_by_due"),
            # Numbers are typed from their beginning.
            models.Index(
                fields=["number"], name="casework_by_number", opclasses=["varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.reference} {self.item.name}"

    def origin_scope(self) -> Scope:
        """Where it was registered: the station, or the zone at the centre."""
        if self.station_id is not None:
            return Scope("station", str(self.station_id))
        return Scope("area", self.zone)

    def process_scope(self) -> Scope:
        """Where it is handled: stations do their own items, the zones all others."""
        if self.item.by_station and self.station_id is not None:
            return Scope("station", str(self.station_id))
        return Scope("area", self.zone)


class CaseHandler(models.Model):
    """Who has had a case, from when to when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="handlers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(_("from"))
    to_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("handler of a case")
        verbose_name_plural = _("handlers of cases")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(to_at__isnull=True), name="casework_one_handler"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"


class Pause(models.Model):
    """Days on which the clock stood still (R135)."""

    class Kind(models.TextChoices):
        SUPPLEMENT = "supplement", _("Missing material")
        APPLICANT = "applicant", _("Waiting for the applicant")

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    from_date = models.DateField(_("from"))
    to_date = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(to_date__isnull=True),
                name="casework_one_pause",
                violation_error_message=_("The clock stands still already."),
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="casework_pause_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.from_date}"


class Extension(models.Model):
    """More days asked for by the handler, decided by a chief (R0)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("working days"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by_id = models.BigIntegerField()
    asked_by_name = models.CharField(_("asked by"), max_length=40)
    approved = models.BooleanField(_("approved"), null=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(approved__isnull=True),
                name="casework_one_extension_asked",
                violation_error_message=_("An extension is being decided on already."),
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="casework_extension_days"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} +{self.days}"


class CaseStep(models.Model):
    """A line of the handling record: a session, a call, a visit, a draft sent."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="course")
    on_date = models.DateField(_("on"))
    text = models.CharField(_("what was done"), max_length=500)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    by_name = models.CharField(_("by"), max_length=80)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("handling record")
        verbose_name_plural = _("handling records")

    def __str__(self) -> str:
        return self.text[:40]


class CaseNote(models.Model):
    """An internal note; the applicant never sees it. mentions: users told of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = models.CharField(_("note"), max_length=1000)
    by_id = models.BigIntegerField()
    by_name = models.CharField(_("by"), max_length=80)
    mentions = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self) -> str:
        return self.text[:40]
