"""Petitions, what was decided on them, who looked at them, and longer terms."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.lifecycle import LifecycleRecord
from core.models.dated import DatedSetting
from core.privacy import mask_name, mask_phone
from operations.petitions.kinds import Channel, Delivery, Kind, Outcome, Stage, Verdict
from operations.petitions.lifecycle import PetitionStates


class Petition(LifecycleRecord):
    """One matter that somebody brought before the centre."""

    status = models.CharField(
        _("state"),
        max_length=20,
        choices=PetitionStates.choices,
        default=PetitionStates.REGISTERED,
    )
    number = models.CharField(_("petition number"), max_length=40, blank=True, default="")
    channel = models.CharField(_("how it came"), max_length=7, choices=Channel.choices)
    kind = models.CharField(_("kind of petition"), max_length=10, choices=Kind.choices)
    received_date = models.DateField(_("received on"))
    registered_at = models.DateTimeField(_("registered at"), default=timezone.now)
    registered_by_name = models.CharField(_("registered by"), max_length=80)

    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    name = privacy.EncryptedCharField(_("petitioner"), max_length=40, blank=True)
    name_hash = privacy.SearchHashField(of="name")
    phone = privacy.EncryptedCharField(_("phone"), max_length=20, blank=True)
    phone_hash = privacy.SearchHashField(of="phone")
    address = privacy.EncryptedCharField(_("address"), max_length=120, blank=True)
    headcount = models.PositiveSmallIntegerField(_("number of petitioners"), default=1)

    subject = models.CharField(_("subject"), max_length=80)
    matter = models.TextField(_("matter and what is asked for"), max_length=3000)
    # Names of those it is about, one a line: they never handle it.
    concerned = privacy.EncryptedCharField(_("persons concerned"), max_length=200, blank=True)

    # Rises when it is reopened: everything begins anew.
    cycle = models.PositiveSmallIntegerField(default=1, editable=False)
    closed_date = models.DateField(_("closed on"), null=True, blank=True)
    closing_note = models.CharField(_("closing note"), max_length=300, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        indexes: ClassVar = [
            models.Index(fields=["-received_date"], name="petition_latest"),
            models.Index(fields=["status"], name="petition_by_state"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"],
                # Blank only inside the transaction that gives the number.
                condition=~Q(number=""),
                name="petition_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(name_hash="", phone_hash=""),
                name="petition_anonymous_has_no_name",
                violation_error_message=_("An anonymous petition keeps nothing of its author."),
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=True) | ~Q(name_hash=""),
                name="petition_named_has_a_name",
                violation_error_message=_("Give the petitioner's name, or tick “anonymous”."),
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=1),
                name="petition_somebody_petitions",
                violation_error_message=_("At least one person petitions."),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(closed_date__isnull=False),
                name="petition_closed_has_a_day",
                violation_error_message=_("A closed petition has its day."),
            ),
        ]

    def __str__(self) -> str:
        # Titles, breadcrumbs and inboxes write a record by its name: the petitioner's is not in it.
        return f"{self.number} {self.subject}".strip()

    @property
    def masked_name(self) -> str:
        """How those who need not know it see the petitioner."""
        return str(_("anonymous")) if self.is_anonymous else mask_name(self.name)

    @property
    def masked_phone(self) -> str:
        """The phone, masked."""
        return mask_phone(self.phone)

    @property
    def masked_concerned(self) -> str:
        """Those whom it is about, masked."""
        return "、".join(mask_name(name) for name in self.names_concerned)

    @property
    def names_concerned(self) -> list[str]:
        """Those whom it is about."""
        return [name.strip() for name in self.concerned.splitlines() if name.strip()]


class Decision(models.Model):
    """The first term: is it accepted? One for the petition, one more each time it is reopened."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="decisions")
    cycle = models.PositiveSmallIntegerField(default=1)
    began_date = models.DateField(_("term runs from"))
    days = models.PositiveSmallIntegerField(_("calendar days"))
    due_date = models.DateField(_("to be decided by"))
    verdict = models.CharField(
        _("decision"), max_length=9, choices=Verdict.choices, blank=True, default=""
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    organ = models.CharField(_("competent organ"), max_length=80, blank=True)
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    # The light that was told last: "", "yellow", "red".
    warned = models.CharField(max_length=6, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("decision on a petition")
        verbose_name_plural = _("decisions on petitions")
        indexes: ClassVar = [models.Index(fields=["due_date"], name="petition_decision_due")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["petition", "cycle"],
                name="petition_decided_once",
                violation_error_message=_("This petition is being decided on already."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_date=None)
                | (~Q(verdict="") & Q(decided_date__isnull=False)),
                name="petition_verdict_has_a_day",
                violation_error_message=_("A decision has its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}/{self.cycle} {self.due_date}"


class Round(models.Model):
    """One look at the matter by one handler: until when, with what written answer."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="rounds")
    cycle = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage.choices)
    handler_id = models.BigIntegerField()
    handler_name = models.CharField(_("handler"), max_length=80)
    began_date = models.DateField(_("term runs from"))
    days = models.PositiveSmallIntegerField(_("calendar days"))
    due_date = models.DateField(_("to be answered by"))
    # Why the petitioner wants it reviewed.
    request = models.CharField(_("why a review is asked for"), max_length=500, blank=True)
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answered_date = models.DateField(_("answered on"), null=True, blank=True)
    answered_by_name = models.CharField(_("answer given by"), max_length=80, blank=True)
    delivered_date = models.DateField(_("delivered on"), null=True, blank=True)
    delivery = models.CharField(
        _("how it was delivered"), max_length=7, choices=Delivery.choices, blank=True
    )
    # The petitioner withdrew it meanwhile.
    dropped_date = models.DateField(null=True, blank=True)
    warned = models.CharField(max_length=6, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("handling of a petition")
        verbose_name_plural = _("handlings of petitions")
        indexes: ClassVar = [
            models.Index(fields=["due_date"], name="petition_round_due"),
            models.Index(fields=["handler_id"], name="petition_round_handler"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["petition", "cycle", "stage"],
                name="petition_stage_once",
                violation_error_message=_("This stage has been gone through already."),
            ),
            models.CheckConstraint(
                condition=Q(answered_date=None)
                | (~Q(answer="") & ~Q(outcome="") & Q(answered_date__gte=models.F("began_date"))),
                name="petition_answer_is_written",
                violation_error_message=_("An answer is in writing and says what comes out."),
            ),
            models.CheckConstraint(
                condition=Q(delivered_date=None) | Q(delivered_date__gte=models.F("answered_date")),
                name="petition_delivered_after_answer",
                violation_error_message=_("Nothing is delivered before it is written."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id}/{self.cycle} {self.get_stage_display()}"

    @property
    def is_open(self) -> bool:
        """Still to be answered."""
        return self.answered_date is None and self.dropped_date is None


class Involvement(models.Model):
    """Somebody had the petition in hand, at whatever stage: no review is theirs (R0)."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="involved")
    user_id = models.BigIntegerField()
    name = models.CharField(_("handler"), max_length=80)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage.choices)
    from_date = models.DateField(_("since"))

    class Meta:
        verbose_name = _("handler of a petition")
        verbose_name_plural = _("handlers of petitions")
        indexes: ClassVar = [models.Index(fields=["user_id"], name="petition_involved_user")]

    def __str__(self) -> str:
        return self.name


class Course(models.Model):
    """What the handler noted: whom they asked, what they found."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="course")
    stage = models.CharField(_("stage"), max_length=9, choices=Stage.choices)
    text = models.CharField(_("course of the handling"), max_length=500)
    by_name = models.CharField(_("noted by"), max_length=80)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("course of a petition")
        verbose_name_plural = _("courses of petitions")

    def __str__(self) -> str:
        return self.text


class LongerTerm(models.Model):
    """The handler asks for more days; a leader decides; the petitioner is told."""

    class Choice(models.TextChoices):
        OPEN = "open", _("to be decided")
        AGREED = "agreed", _("term agreed")
        REFUSED = "refused", _("term refused")
        LAPSED = "lapsed", _("lapsed")

    round = models.ForeignKey(Round, models.PROTECT, related_name="longer_terms")
    days = models.PositiveSmallIntegerField(_("calendar days more"))
    reason = models.CharField(_("reason"), max_length=300)
    asked_by_id = models.BigIntegerField(null=True, blank=True)
    asked_by_name = models.CharField(_("asked by"), max_length=80)
    asked_at = models.DateTimeField(_("asked at"))
    choice = models.CharField(
        _("decision"), max_length=7, choices=Choice.choices, default=Choice.OPEN
    )
    opinion = models.CharField(_("opinion"), max_length=300, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    told_date = models.DateField(_("petitioner told on"), null=True, blank=True)

    class Meta:
        verbose_name = _("longer term of a petition")
        verbose_name_plural = _("longer terms of petitions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(choice__in=["open", "agreed"]),
                name="petition_one_longer_term",
                violation_error_message=_("The term is lengthened once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} +{self.days}"


class PetitionsSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["key", "valid_from_date"], name="petitions_setting_once"
            )
        ]
