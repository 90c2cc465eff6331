"""Verbs of the work schedules of holidays (节假日工作安排表): draw up, publish (R39, R57)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import SYSTEM, denied
from core.workcalendar import WorkCalendar
from operations.duty import paperwork
from operations.duty.lifecycle import SCHEDULE, H, S
from operations.duty.models import HolidaySchedule, Shift
from operations.duty.rules import roster as rules
from operations.duty.rules.roster import Block
from operations.duty.services.moving import end_of, move, office_only, tell
from operations.duty.services.rostering import put
from operations.duty.settings import setting

PUBLISH, NOTICE = "publish", "notice"
# Holidays that begin so many days ahead are looked at.
AHEAD = timedelta(days=60)


def locked_schedule(schedule_id: int) -> HolidaySchedule:
    """The schedule, locked. Raises HolidaySchedule.DoesNotExist."""
    return HolidaySchedule.objects.select_for_update().get(pk=schedule_id)


@transaction.atomic
def schedule_open(*, first_date: date, by: Actor, at: datetime) -> HolidaySchedule:
    """Draw up the schedule of the holiday that begins on a day, in fair rotation (R39, R57)."""
    if not by.is_system and not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE, SYSTEM))
    calendar = WorkCalendar.load()
    found = rules.blocks(calendar, first=first_date, last=first_date)
    block = rules.is_a_holiday(block=found[0] if found else None)
    today = timezone.localdate(at)
    schedule, made = HolidaySchedule.objects.get_or_create(
        first_date=block.first,
        defaults={
            "name": block.name,
            "last_date": block.last,
            "due_date": rules.due_day(
                calendar, first=block.first, days=setting("schedule_due_days", on=today)
            ),
            "arrangements": setting("arrangements", on=today),
            "status_since": at,
            "created_at": at,
            "created_by_id": (by.acting_for or by).user_id,
        },
    )
    rules.schedule_is_new(exists=not made)
    Shift.objects.filter(on_date__range=(block.first, block.last), status=S.PLANNED).update(
        schedule=schedule
    )
    _fill(schedule, block, by=by, at=at)
    audit.record(schedule, by=by, action="holiday_schedule.open", clauses=(R(39),), at=at)
    inbox.assign(
        schedule,
        step=PUBLISH,
        title=_("Check and publish: %(schedule)s") % {"schedule": schedule},
        by=by,
        at=at,
        post=Post.OFFICE,
        due_at=end_of(schedule.due_date),
        clause=R(39),
    )
    refigure(schedule)
    return schedule


def _fill(schedule: HolidaySchedule, block: Block, *, by: Actor, at: datetime) -> None:
    """Shifts for the days without one; where nobody is free the office sees an empty day."""
    there = set(schedule.shifts.exclude(status=S.CANCELLED).values_list("on_date", flat=True))
    times = setting("shifts", on=block.first).get("holiday", ())
    bare = [day for day in block.days if day not in there]
    slots = [slot for day in bare for slot in rules.slots_of(day, times) if slot.ends > at]
    if slots:
        put(slots, schedule=schedule, by=by, at=at)


def schedule_open_due(*, by: Actor, at: datetime) -> list[HolidaySchedule]:
    """What the morning's job does: draw up the schedules of holidays that come near (R39).

    A county in which nobody is free is left to its office, which sees the sign.
    """
    today, calendar = timezone.localdate(at), WorkCalendar.load()
    ahead = setting("schedule_open_days", on=today)
    coming = rules.blocks(calendar, first=today + rules.ONE_DAY, last=today + AHEAD)
    there = set(HolidaySchedule.objects.values_list("first_date", flat=True))
    opened = []
    for block in coming:
        if block.first in there or today < calendar.add(block.first, -ahead):
            continue
        try:
            opened.append(schedule_open(first_date=block.first, by=by, at=at))
        except Violation:
            continue
    return opened


@transaction.atomic
def schedule_refill(*, schedule_id: int, by: Actor, at: datetime) -> HolidaySchedule:
    """Give days without a shift one, after shifts were cancelled or the calendar moved (R57)."""
    office_only(by)
    schedule = locked_schedule(schedule_id)
    _fill(schedule, Block(schedule.name, schedule.first_date, schedule.last_date), by=by, at=at)
    audit.record(schedule, by=by, action="holiday_schedule.refill", clauses=(R(57),), at=at)
    return schedule


@transaction.atomic
def schedule_write(
    *,
    schedule_id: int,
    arrangements: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> HolidaySchedule:
    """What is to be done in the holiday, beside who is on duty."""
    office_only(by)
    schedule = locked_schedule(schedule_id)
    if schedule.status != H.DRAFT:
        raise Violation(_("A published schedule is taken back before it is changed."), R(39))
    schedule.arrangements = arrangements.strip()
    schedule.save(update_fields=["arrangements", "updated_at"])
    audit.record(schedule, by=by, action="holiday_schedule.write", clauses=(R(39),), at=at)
    return schedule


@transaction.atomic
def schedule_publish(
    *, schedule_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> HolidaySchedule:
    """Every day has a shift and a leader on call: publish it, with its sheet (R39, R57)."""
    schedule = locked_schedule(schedule_id)
    shifts = list(schedule.shifts.exclude(status=S.CANCELLED))
    rules.every_day_is_covered(
        days=rules.days_between(schedule.first_date, schedule.last_date),
        shifts={one.on_date for one in shifts},
    )
    rules.every_shift_has_a_leader(without={one.on_date for one in shifts if one.leader_id is None})
    # The first publication counts for being in time, whatever is changed afterwards.
    schedule.published_at = schedule.published_at or at
    schedule.published_by_name = by.signature[:80]
    move(
        schedule,
        SCHEDULE,
        "publish",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("published_at", "published_by_name"),
        clauses=(R(57),),
    )
    inbox.close(schedule, by=by, outcome="publish", step=PUBLISH, returning=True, at=at)
    for person in sorted(
        {one.officer_id for one in shifts} | {one.leader_id or 0 for one in shifts}
    ):
        tell(
            schedule,
            step=NOTICE,
            title=_("You are on duty: %(schedule)s") % {"schedule": schedule},
            by=by,
            at=at,
            user_id=person,
            clause=R(39),
        )
    paperwork.issue(schedule, by=by)
    refigure(schedule)
    return schedule


@transaction.atomic
def schedule_reopen(
    *, schedule_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> HolidaySchedule:
    """Take it back for changes; it is published anew (R39)."""
    schedule = locked_schedule(schedule_id)
    move(
        schedule, SCHEDULE, "reopen", by=by, at=at, reason=reason, expected_version=expected_version
    )
    inbox.assign(
        schedule,
        step=PUBLISH,
        title=_("Check and publish: %(schedule)s") % {"schedule": schedule},
        by=by,
        at=at,
        post=Post.OFFICE,
        due_at=end_of(schedule.due_date),
        clause=R(39),
    )
    refigure(schedule)
    return schedule


def refigure(schedule: HolidaySchedule) -> None:
    """Tell the figure of the day on which it is due."""
    figures.changed(("O-NOROSTER",), on=schedule.due_date)
