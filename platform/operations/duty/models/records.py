"""The duty book: matters that came up on a shift, and what was done, line by line (R48, R57)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.duty.lifecycle import RecordStates
from operations.duty.models.roster import Shift
from operations.staff.models import Department


class Kind(models.TextChoices):
    """What duty covers: exactly these seven (R48)."""

    PHONE = "phone", _("telephone call")
    LETTER = "letter", _("letter or fax")
    INFORMATION = "information", _("information passed on")
    ENQUIRY = "enquiry", _("enquiry answered")
    VISIT = "visit", _("visit")
    RECEPTION = "reception", _("reception")
    EMERGENCY = "emergency", _("emergency")


class Weight(models.TextChoices):
    """Whether a leader is told first (R54)."""

    NORMAL = "normal", _("ordinary matter")
    IMPORTANT = "important", _("important matter")


class DutyRecord(LifecycleRecord):
    """One matter. What was written down is never changed: `DutyEntry` adds to it (R57)."""

    status = models.CharField(
        _("state"), max_length=20, choices=RecordStates.choices, default=RecordStates.OPEN
    )
    shift = models.ForeignKey(
        Shift, models.PROTECT, related_name="records", verbose_name=_("shift")
    )
    kind = models.CharField(_("kind of entry"), max_length=11, choices=Kind.choices)
    weight = models.CharField(
        _("weight of the matter"), max_length=9, choices=Weight.choices, default=Weight.NORMAL
    )
    text = models.CharField(_("what it is about"), max_length=500)
    contact = models.CharField(_("who, and how to reach them"), max_length=80, blank=True)
    # When it came up; for an emergency when it happened (R56).
    occurred_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by_id = models.BigIntegerField(editable=False)
    recorded_by_name = models.CharField(_("recorded by"), max_length=80)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department in charge"),
    )
    due_date = models.DateField(_("answer due on"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    instructed_at = models.DateTimeField(_("instructed at"), null=True, blank=True)
    instructed_by_name = models.CharField(_("instructed by"), max_length=80, blank=True, default="")
    result = models.TextField(_("result"), blank=True, default="")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    warned_date = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("duty record")
        verbose_name_plural = _("duty records")
        indexes = [models.Index(fields=["-occurred_at"], name="duty_record_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_at__gte=F("occurred_at")),
                name="duty_record_times",
                violation_error_message=_("Nothing is recorded before it happens."),
            ),
            models.CheckConstraint(
                condition=~Q(status="with_department")
                | (Q(department__isnull=False) & Q(due_date__isnull=False)),
                name="duty_record_department",
                violation_error_message=_("A matter handed over has a department and a day."),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (~Q(result="") & Q(closed_at__isnull=False)),
                name="duty_record_closed_is_complete",
                violation_error_message=_("A closed matter has its result."),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed", weight="important") | Q(instructed_at__isnull=False),
                name="duty_record_important_is_instructed",
                violation_error_message=_("An important matter has a leader's instruction."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.text[:40]}"


class DutyEntry(models.Model):
    """One line of a matter's course; added, never changed (a trigger refuses it)."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("what happened next")
        CORRECTION = "correction", _("correction")
        FIRST_REPORT = "first_report", _("first report")
        HANDED_OVER = "handed_over", _("handed over to the department")
        ANSWER = "answer", _("answer of the department")
        ASKED_AGAIN = "asked_again", _("asked again")
        REPORTED = "reported", _("reported to the leader")
        INSTRUCTION = "instruction", _("instruction of the leader")
        RESULT = "result", _("result")
        FINAL_REPORT = "final_report", _("final report")

    record = models.ForeignKey(DutyRecord, models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind of line"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("what was said"))
    by_id = models.BigIntegerField(null=True, editable=False)
    by_name = models.CharField(_("entered by"), max_length=80)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("line of a duty record")
        verbose_name_plural = _("lines of duty records")

    def __str__(self) -> str:
        return self.text[:40]
