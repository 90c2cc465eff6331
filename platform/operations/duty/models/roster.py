"""Shifts and what happens to them: schedules of holidays, stand-ins, leaving, gaps, swaps."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.duty.lifecycle import ScheduleStates, ShiftStates, SwapStates


def one_at_a_time(who: str, **more: object) -> ExclusionConstraint:
    """No two rows of one person overlap (R57). A range of ids needs no further extension."""
    return ExclusionConstraint(
        expressions=[
            (Func(F(who), F(who), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            (
                Func(F("starts_at"), F("ends_at"), function="tstzrange"),
                RangeOperators.OVERLAPS,
            ),
        ],
        violation_error_message=_("This person has a shift at that time already."),
        **more,  # type: ignore[arg-type]
    )


class HolidaySchedule(LifecycleRecord):
    """The work schedule of one block of holidays (节假日工作安排表, R39)."""

    status = models.CharField(
        _("state"), max_length=20, choices=ScheduleStates.choices, default=ScheduleStates.DRAFT
    )
    name = models.CharField(_("holiday"), max_length=40)
    first_date = models.DateField(_("first day of rest"))
    last_date = models.DateField(_("last day of rest"))
    # Five working days before the block, as the calendar stood when it was drawn up.
    due_date = models.DateField(_("to be published by"))
    arrangements = models.TextField(_("arrangements"), blank=True, default="")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by_name = models.CharField(_("published by"), max_length=80, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("holiday work schedule")
        verbose_name_plural = _("holiday work schedules")
        constraints = [
            models.UniqueConstraint(
                fields=["first_date"],
                name="duty_schedule_once",
                violation_error_message=_("There is a schedule of this holiday already."),
            ),
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")) & Q(due_date__lt=F("first_date")),
                name="duty_schedule_dates",
                violation_error_message=_("A schedule is due before its holiday begins."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="duty_schedule_published_at",
                violation_error_message=_("A published schedule has the moment of publication."),
            ),
        ]

    def __str__(self) -> str:
        return _now("Work schedule of %(name)s %(year)s") % {
            "name": self.name,
            "year": self.first_date.year,
        }


class Shift(LifecycleRecord):
    """One person at the post from a time to a time (R50, R57)."""

    status = models.CharField(
        _("state"), max_length=20, choices=ShiftStates.choices, default=ShiftStates.PLANNED
    )
    starts_at = models.DateTimeField(_("shift begins"))
    ends_at = models.DateTimeField(_("shift ends"))
    # The day it belongs to in the roster and in the duty book: that of its beginning.
    on_date = models.DateField(_("day"), db_index=True)
    officer_id = models.BigIntegerField(editable=False)
    officer_name = models.CharField(_("person on duty"), max_length=80)
    leader_id = models.BigIntegerField(null=True, blank=True, editable=False)
    leader_name = models.CharField(_("leader on call"), max_length=80, blank=True, default="")
    schedule = models.ForeignKey(
        HolidaySchedule, models.PROTECT, null=True, blank=True, related_name="shifts"
    )
    signed_in_at = models.DateTimeField(_("signed in at"), null=True, blank=True)
    signed_in_place = models.CharField(_("where signed in"), max_length=80, blank=True, default="")
    signed_out_at = models.DateTimeField(_("signed out at"), null=True, blank=True)
    signed_out_place = models.CharField(
        _("where signed out"), max_length=80, blank=True, default=""
    )
    summary = models.TextField(_("main work of the day"), blank=True, default="")
    # Said, where there are no entries.
    nothing_happened = models.BooleanField(_("nothing came up"), default=False)
    things = models.CharField(_("keys and equipment"), max_length=300, blank=True, default="")
    # The open matters as they were listed at the handover: [{"id": 7, "text": "…"}].
    matters = models.JSONField(_("open matters"), default=list, blank=True)
    received_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    received_by_name = models.CharField(_("taken over by"), max_length=80, blank=True, default="")
    received_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    # The office was told that nobody has signed in.
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("duty shift")
        verbose_name_plural = _("duty shifts")
        indexes = [
            models.Index(fields=["starts_at"], name="duty_shift_start"),
            models.Index(fields=["ends_at"], name="duty_shift_end"),
        ]
        constraints = [
            one_at_a_time(
                "officer_id",
                name="duty_shift_one_at_a_time",
                condition=~Q(status__in=["cancelled", "missed"]),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="duty_shift_times",
                violation_error_message=_("A shift ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "missed", "cancelled"])
                | Q(signed_in_at__isnull=False),
                name="duty_shift_signed_in",
                violation_error_message=_("Nobody is on duty without having signed in."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["handing_over", "handed_over"])
                | (~Q(summary="") & ~Q(things="") & Q(signed_out_at__isnull=False)),
                name="duty_shift_handed_over_is_complete",
                violation_error_message=_("A handover has its summary and its list of things."),
            ),
            models.CheckConstraint(
                condition=~Q(status="handed_over")
                | (Q(received_at__isnull=False) & ~Q(received_by_name="")),
                name="duty_shift_both_signed",
                violation_error_message=_("A handover is signed by both sides."),
            ),
        ]

    def __str__(self) -> str:
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{start:%Y-%m-%d %H:%M}—{end:%H:%M} {self.officer_name}"


class StandIn(models.Model):
    """Somebody else at the post for a part of a shift, as the office agreed (替班, R50)."""

    class Decision(models.TextChoices):
        OPEN = "open", _("not decided yet")
        AGREED = "agreed", _("stand-in agreed")
        REFUSED = "refused", _("stand-in refused")

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="stand_ins")
    person_id = models.BigIntegerField(editable=False)
    person_name = models.CharField(_("who stands in"), max_length=80)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    asked_by_id = models.BigIntegerField(editable=False)
    asked_by_name = models.CharField(_("asked by"), max_length=80)
    asked_at = models.DateTimeField(_("asked at"))
    decision = models.CharField(
        _("decision"), max_length=7, choices=Decision.choices, default=Decision.OPEN
    )
    opinion = models.CharField(_("opinion"), max_length=200, blank=True, default="")
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        constraints = [
            one_at_a_time(
                "person_id", name="duty_standin_one_at_a_time", condition=Q(decision="agreed")
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="duty_standin_times",
                violation_error_message=_("A stand-in ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{self.person_name} {start:%H:%M}—{end:%H:%M}"


class Away(models.Model):
    """The person on duty is not at the post for a while (R50)."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="aways")
    left_at = models.DateTimeField(_("left at"))
    back_at = models.DateTimeField(_("back at the post at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("time away from the post")
        verbose_name_plural = _("times away from the post")
        constraints = [
            models.UniqueConstraint(
                fields=["shift"],
                condition=Q(back_at=None),
                name="duty_away_once",
                violation_error_message=_("One is away already."),
            ),
            models.CheckConstraint(
                condition=Q(back_at=None) | Q(back_at__gte=F("left_at")),
                name="duty_away_times",
                violation_error_message=_("One is back after one has left."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Gap(models.Model):
    """Nobody was at the post for longer than allowed (脱岗), and what the inquiry found (R50)."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="gaps")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    finding = models.CharField(_("result of the inquiry"), max_length=500, blank=True, default="")
    found_by_name = models.CharField(_("inquiry by"), max_length=80, blank=True, default="")
    found_at = models.DateTimeField(_("inquiry made at"), null=True, blank=True)

    class Meta:
        verbose_name = _("gap at the post")
        verbose_name_plural = _("gaps at the post")
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "starts_at"],
                name="duty_gap_once",
                violation_error_message=_("This gap is noted already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="duty_gap_times",
                violation_error_message=_("A gap ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{start:%m-%d %H:%M}—{end:%H:%M}"

    @property
    def minutes(self) -> int:
        """How long it was."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class Swap(LifecycleRecord):
    """Two people exchange their shifts, or one takes over the other's (换班)."""

    status = models.CharField(
        _("state"), max_length=20, choices=SwapStates.choices, default=SwapStates.ASKED
    )
    shift = models.ForeignKey(Shift, models.PROTECT, related_name="swaps", verbose_name=_("shift"))
    other = models.ForeignKey(
        Shift,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shift in exchange"),
    )
    asked_by_name = models.CharField(_("asked by"), max_length=80)
    partner_id = models.BigIntegerField(editable=False)
    partner_name = models.CharField(_("colleague"), max_length=80)
    reason = models.CharField(_("reason"), max_length=200)
    decided_by_name = models.CharField(_("decided by"), max_length=80, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("swap of shifts")
        verbose_name_plural = _("swaps of shifts")
        constraints = [
            models.UniqueConstraint(
                fields=["shift"],
                condition=Q(status__in=["asked", "agreed"]),
                name="duty_swap_one_open",
                violation_error_message=_("A swap of this shift is being asked for already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_name} ⇄ {self.partner_name} {self.shift.on_date}"
