"""Meeting rooms; meetings, who is invited to them, and what was decided there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.meetings.kinds import MeetingKind, Part, Reply
from operations.meetings.lifecycle import MeetingStates
from operations.staff.models import Department


class Room(models.Model):
    """A room in which one meets."""

    name = models.CharField(_("name of the room"), max_length=40)
    place = models.CharField(_("where it is"), max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), default=10)
    equipment = models.CharField(_("equipment"), max_length=120, blank=True)
    ended_date = models.DateField(_("out of use since"), null=True, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("meeting room")
        verbose_name_plural = _("meeting rooms")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(ended_date=None),
                name="meetings_room_name_once",
                violation_error_message=_("There is a room of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(LifecycleRecord):
    """A meeting: while it is ahead its room is booked by it. created_by_id is its organiser."""

    status = models.CharField(
        _("state"), max_length=20, choices=MeetingStates.choices, default=MeetingStates.PLANNED
    )
    number = models.CharField(_("number of the meeting"), max_length=40, blank=True, default="")
    kind = models.CharField(_("kind of meeting"), max_length=12, choices=MeetingKind.choices)
    title = models.CharField(_("title of the meeting"), max_length=80)
    organiser_name = models.CharField(_("organised by"), max_length=80)
    chair_id = models.BigIntegerField(editable=False)
    chair_name = models.CharField(_("chaired by"), max_length=80)
    recorder_id = models.BigIntegerField(editable=False)
    recorder_name = models.CharField(_("minutes kept by"), max_length=80)
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("room")
    )
    # Elsewhere than in a room of the centre.
    place = models.CharField(_("place of the meeting"), max_length=80, blank=True, default="")
    starts_at = models.DateTimeField(_("meeting begins"))
    ends_at = models.DateTimeField(_("meeting ends"))
    agenda = models.TextField(_("agenda"))
    guests = models.CharField(_("guests from outside"), max_length=200, blank=True, default="")
    notified_at = models.DateTimeField(_("notice given at"), null=True, blank=True)
    # The begin of which people were reminded, and what of whoever owes something was reminded of.
    reminded_of_at = models.DateTimeField(null=True, blank=True, editable=False)
    urged = models.CharField(max_length=20, blank=True, default="", editable=False)
    # Whether it was held, and until when its minutes are to be signed (working days).
    held_at = models.DateTimeField(_("noted as held at"), null=True, blank=True)
    minutes_due_date = models.DateField(_("minutes due on"), null=True, blank=True)
    minutes = models.TextField(_("text of the minutes"), blank=True, default="")
    minutes_number = models.CharField(
        _("number of the minutes"), max_length=40, blank=True, default=""
    )
    drafted_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    drafted_by_name = models.CharField(_("minutes written by"), max_length=80, blank=True)
    signed_by_name = models.CharField(_("minutes signed by"), max_length=80, blank=True)
    signed_date = models.DateField(_("minutes signed on"), null=True, blank=True)
    closed_date = models.DateField(_("meeting closed on"), null=True, blank=True)
    archive_number = models.CharField(_("archive number"), max_length=60, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes: ClassVar = [models.Index(fields=["-starts_at"], name="meetings_latest")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"],
                # Blank only inside the transaction that gives the number.
                condition=~Q(number=""),
                name="meetings_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_end_after_begin",
                violation_error_message=_("The meeting ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(room__isnull=False) | ~Q(place=""),
                name="meetings_somewhere",
                violation_error_message=_("Choose a room, or write where it is."),
            ),
            # A range of ids needs no further extension of PostgreSQL.
            ExclusionConstraint(
                name="meetings_room_once_at_a_time",
                expressions=[
                    (
                        Func(F("room_id"), F("room_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(F("starts_at"), F("ends_at"), function="tstzrange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(room__isnull=False) & ~Q(status="cancelled"),
                violation_error_message=_("The room is taken at that time."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["drafted", "signed"]) | ~Q(minutes=""),
                name="meetings_minutes_have_words",
                violation_error_message=_("Minutes have words."),
            ),
            models.CheckConstraint(
                condition=Q(minutes_number="") | Q(signed_date__isnull=False),
                name="meetings_number_of_signed_minutes",
                violation_error_message=_("Minutes get their number when they are signed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """The room, or the place."""
        return str(self.room) if self.room_id else self.place


class Attendance(models.Model):
    """One person invited: what they answered, and whether they or their deputy came."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    user_id = models.BigIntegerField()
    name = models.CharField(_("invited"), max_length=80)
    part = models.CharField(
        _("takes part as"), max_length=6, choices=Part.choices, default=Part.ATTEND
    )
    reply = models.CharField(
        _("reply to the invitation"),
        max_length=8,
        choices=Reply.choices,
        blank=True,
        default=Reply.NONE,
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")
    deputy_id = models.BigIntegerField(null=True, blank=True)
    deputy_name = models.CharField(_("deputy"), max_length=80, blank=True, default="")
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    signed_in_at = models.DateTimeField(_("signed in at"), null=True, blank=True)
    signed_in_name = models.CharField(_("signed in by"), max_length=80, blank=True, default="")
    is_late = models.BooleanField(_("came late"), default=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "user_id"],
                name="meetings_invited_once",
                violation_error_message=_("Each person is invited once."),
            ),
            models.CheckConstraint(
                condition=Q(reply="deputy", deputy_id__isnull=False)
                | (~Q(reply="deputy") & Q(deputy_id__isnull=True)),
                name="meetings_deputy_is_named",
                violation_error_message=_("Whoever sends a deputy names them."),
            ),
            models.CheckConstraint(
                condition=Q(is_late=False) | Q(signed_in_at__isnull=False),
                name="meetings_late_came",
                violation_error_message=_("Only those who came were late."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """One thing that was decided: who does it until when; its supervision item once signed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(_("what was decided"), max_length=300)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department that does it")
    )
    # Nobody by name: the department says who.
    owner_id = models.BigIntegerField(null=True, blank=True)
    owner_name = models.CharField(_("person who does it"), max_length=80, blank=True, default="")
    due_date = models.DateField(_("to be done by"))
    # The item made of it, as the inbox names records.
    item_type = models.CharField(max_length=60, blank=True, default="", editable=False)
    item_id = models.CharField(max_length=40, blank=True, default="", editable=False)
    item_number = models.CharField(_("supervised as"), max_length=40, blank=True, default="")

    class Meta:
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="meetings_decision_position",
                violation_error_message=_("Each decision has its own place."),
            )
        ]

    def __str__(self) -> str:
        return _now("%(minutes)s, item %(n)s") % {
            "minutes": self.meeting.minutes_number or self.meeting.title,
            "n": self.position,
        }
