"""Verbs of the roster: plan a shift, fill days in rotation, change, cancel (R50, R57)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, figures
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile
from core.workcalendar import WorkCalendar
from operations.duty import paperwork, selectors
from operations.duty.lifecycle import OFFICERS, H, S
from operations.duty.models import HolidaySchedule, Shift
from operations.duty.rules import roster as rules
from operations.duty.rules.roster import Slot
from operations.duty.services.moving import (
    handovers_follow,
    locked,
    move_shift,
    office_only,
    refigure,
)
from operations.duty.settings import setting


@dataclass(frozen=True, slots=True)
class ShiftData:
    """Who is at the post, from when until when, and who is on call."""

    officer_id: int
    starts_at: datetime
    ends_at: datetime
    leader_id: int | None = None


@transaction.atomic
def shift_plan(*, data: ShiftData, by: Actor, at: datetime) -> Shift:
    """Put one shift on the roster (R50, R57)."""
    office_only(by)
    rules.times_in_order(starts=data.starts_at, ends=data.ends_at)
    rules.lies_ahead(ends=data.ends_at, now=at)
    on = timezone.localdate(data.starts_at)
    shift = Shift(
        starts_at=data.starts_at,
        ends_at=data.ends_at,
        on_date=on,
        status_since=at,
        created_at=at,
        created_by_id=(by.acting_for or by).user_id,
    )
    _take(shift, data)
    shift.save()
    audit.record(
        shift,
        by=by,
        action="shift.plan",
        changes={"officer": shift.officer_name, "on_date": on.isoformat()},
        clauses=(R(57),),
        at=at,
    )
    handovers_follow(by=by, at=at)
    refigure(shift)
    return shift


@transaction.atomic
def roster_fill(*, first_date: date, last_date: date, by: Actor, at: datetime) -> list[Shift]:
    """Give every day its shifts in fair rotation; days with a shift and holidays stay (R57).

    Holidays have schedules of their own. Raises Violation where nobody is free.
    """
    office_only(by)
    rules.dates_in_order(first=first_date, last=last_date)
    calendar = WorkCalendar.load()
    there = set(
        Shift.objects.filter(on_date__range=(first_date, last_date))
        .exclude(status=S.CANCELLED)
        .values_list("on_date", flat=True)
    )
    holidays = _days_of_holidays(calendar, first_date, last_date)
    slots = [
        slot
        for day in rules.days_between(first_date, last_date)
        if day not in there and day not in holidays
        for slot in _slots(calendar, day)
        if slot.ends > at
    ]
    if not slots:
        raise Violation(_("Every day of this time has its shifts already."), R(57))
    return put(slots, schedule=None, by=by, at=at)


def _days_of_holidays(calendar: WorkCalendar, first: date, last: date) -> set[date]:
    year_before = first - rules.ONE_DAY * 31
    found = rules.blocks(calendar, first=year_before, last=last)
    return {day for block in found for day in block.days}


def _slots(calendar: WorkCalendar, day: date) -> list[Slot]:
    kind = "work" if calendar.is_working(day) else "rest"
    return rules.slots_of(day, setting("shifts", on=day).get(kind, ()))


def put(
    slots: Sequence[Slot], *, schedule: HolidaySchedule | None, by: Actor, at: datetime
) -> list[Shift]:
    """Shifts for these times: officers in fair rotation, in holidays leaders on call, too (R39)."""
    officers = rotation(slots, posts="pool", field="officer_id", holidays=schedule is not None)
    bare = [slot.on for slot, one in zip(slots, officers, strict=True) if one is None]
    if bare:
        raise Violation(
            _("Nobody is free for duty on %(days)s.")
            % {"days": "、".join(f"{day.month}月{day.day}日" for day in bare)},
            R(57),
        )
    leaders: list[tuple[int, str] | None] = [None] * len(slots)
    if schedule is not None:
        leaders = rotation(slots, posts="leaders", field="leader_id", holidays=True)
    made = [
        Shift(
            starts_at=slot.starts,
            ends_at=slot.ends,
            on_date=slot.on,
            officer_id=officer[0],
            officer_name=officer[1][:80],
            leader_id=leader[0] if leader else None,
            leader_name=leader[1][:80] if leader else "",
            schedule=schedule,
            status_since=at,
            created_at=at,
            created_by_id=(by.acting_for or by).user_id,
        )
        for slot, officer, leader in zip(slots, officers, leaders, strict=True)
        if officer is not None
    ]
    Shift.objects.bulk_create(made)
    drafts = [
        audit.Draft(
            one,
            "shift.plan",
            changes={"officer": one.officer_name, "on_date": one.on_date.isoformat()},
            clauses=(R(57),),
        )
        for one in made
    ]
    audit.record_many(drafts, by=by, at=at)
    handovers_follow(by=by, at=at)
    for day in {one.on_date for one in made}:
        figures.changed(("O-DUTYGAP",), on=day)
    return made


def rotation(
    slots: Sequence[Slot], *, posts: str, field: str, holidays: bool
) -> list[tuple[int, str] | None]:
    """Ids and names in fair order: fewest shifts so far first; on leave or on duty, not (R39)."""
    first, last = slots[0], slots[-1]
    people = selectors.people(setting(posts, on=first.on), on=first.on)
    pool = sorted(people)
    counted = selectors.served(pool, field=field, before=first.starts, holidays=holidays)
    away = selectors.leaves(pool, first=first.on, last=last.on)
    # One leader is on call for several shifts at once; an officer is at one post.
    held = selectors.taken(starts=first.starts, ends=last.ends) if field == "officer_id" else {}
    chosen = rules.rotate(
        slots,
        pool=pool,
        served={person: number for person, (number, _last) in counted.items()},
        last={person: on for person, (_number, on) in counted.items()},
        free=lambda person, slot: selectors.is_free(person, slot, away=away, held=held),
    )
    return [None if one is None else (one, people[one]) for one in chosen]


@transaction.atomic
def shift_change(
    *, shift_id: int, data: ShiftData, by: Actor, at: datetime, expected_version: int | None = None
) -> Shift:
    """Somebody else, another leader or another time, before it begins (R57)."""
    office_only(by)
    shift = locked(shift_id)
    version_holds(shift, expected_version)
    rules.not_begun(planned=shift.status == S.PLANNED)
    rules.times_in_order(starts=data.starts_at, ends=data.ends_at)
    rules.lies_ahead(ends=data.ends_at, now=at)
    was = shift.officer_name
    refigure(shift)
    shift.starts_at, shift.ends_at = data.starts_at, data.ends_at
    shift.on_date = timezone.localdate(data.starts_at)
    _take(shift, data)
    if _is_published(shift):
        bare = () if shift.leader_id is not None else (shift.on_date,)
        rules.every_shift_has_a_leader(without=bare)
    shift.version += 1
    shift.save()
    audit.record(
        shift,
        by=by,
        action="shift.change",
        changes={"officer": (was, shift.officer_name), "on_date": shift.on_date.isoformat()},
        clauses=(R(57),),
        at=at,
    )
    handovers_follow(by=by, at=at)
    sheet_follows(shift, by=by)
    refigure(shift)
    return shift


def _is_published(shift: Shift) -> bool:
    return shift.schedule is not None and shift.schedule.status == H.PUBLISHED


def sheet_follows(shift: Shift, *, by: Actor) -> None:
    """A published schedule is issued anew when one of its shifts has changed (R39)."""
    if shift.schedule is not None and _is_published(shift):
        paperwork.issue(shift.schedule, by=by)


def version_holds(shift: Shift, expected: int | None) -> None:
    """What the person saw is what there is. Raises Violation."""
    if expected is not None and expected != shift.version:
        raise Violation(changed_meanwhile(shift))


def _take(shift: Shift, data: ShiftData) -> None:
    """Officer and leader, who must be somebody and be free."""
    on = timezone.localdate(data.starts_at)
    officers = selectors.people(OFFICERS, on=on)
    rules.somebody_of_the_centre(known=data.officer_id in officers, field="officer_id")
    name = officers[data.officer_id]
    free_of = selectors.busy(
        data.officer_id,
        starts=data.starts_at,
        ends=data.ends_at,
        but=() if shift.pk is None else (shift.pk,),
    )
    rules.one_shift_at_a_time(name=name, busy=free_of)
    shift.officer_id, shift.officer_name = data.officer_id, name[:80]
    shift.schedule = HolidaySchedule.objects.filter(first_date__lte=on, last_date__gte=on).first()
    shift.leader_id, shift.leader_name = None, ""
    if data.leader_id is not None:
        leaders = selectors.people(setting("leaders", on=on), on=on)
        rules.leader_is_a_leader(known=data.leader_id in leaders)
        shift.leader_id, shift.leader_name = data.leader_id, leaders[data.leader_id][:80]


@transaction.atomic
def shift_cancel(
    *, shift_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Shift:
    """Take a shift off the roster before it begins."""
    shift = locked(shift_id)
    if _is_published(shift):
        others = Shift.objects.filter(schedule=shift.schedule, on_date=shift.on_date)
        left = others.exclude(status=S.CANCELLED).exclude(pk=shift.pk)
        rules.every_day_is_covered(
            days=[shift.on_date], shifts=left.values_list("on_date", flat=True)
        )
    move_shift(shift, "cancel", by=by, at=at, reason=reason, expected_version=expected_version)
    handovers_follow(by=by, at=at)
    sheet_follows(shift, by=by)
    return shift
