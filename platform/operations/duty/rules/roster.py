"""The rules of the roster: holidays, fair rotation, one shift at a time, swaps (R39, R57)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar

ONE_DAY = timedelta(days=1)
HOLIDAY = "holiday"
# A roster is filled for so many days at most; a slip of the hand must not plan years.
MOST_DAYS = 100
LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Block:
    """Days of rest around a statutory holiday, without a working day between them (R39)."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return days_between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at the post that somebody is needed for."""

    on: date
    starts: datetime
    ends: datetime


def days_between(first: date, last: date) -> list[date]:
    """From the first to the last, both included."""
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]


def blocks(calendar: WorkCalendar, *, first: date, last: date) -> list[Block]:
    """The statutory holidays that begin within the dates, with the days of rest around them."""
    found: list[Block] = []
    for day in sorted(day for day, mark in calendar.marks.items() if mark.kind == HOLIDAY):
        if found and day <= found[-1].last:
            continue
        begin, end = day, day
        while not calendar.is_working(begin - ONE_DAY):
            begin -= ONE_DAY
        while not calendar.is_working(end + ONE_DAY):
            end += ONE_DAY
        found.append(Block(_name(calendar, begin, end), begin, end))
    return [one for one in found if first <= one.first <= last]


def _name(calendar: WorkCalendar, first: date, last: date) -> str:
    marks = (calendar.marks.get(day) for day in days_between(first, last))
    names = [mark.name for mark in marks if mark and mark.kind == HOLIDAY and mark.name]
    return "、".join(dict.fromkeys(names))[:40] or _("Public holiday")


def due_day(calendar: WorkCalendar, *, first: date, days: int) -> date:
    """So many working days before the holiday begins (R39)."""
    return calendar.add(first, -days)


def published_in_time(*, due: date, published_at: datetime | None) -> bool:
    """Published by the end of the due day (R39)."""
    return published_at is not None and timezone.localdate(published_at) <= due


def every_day_is_covered(*, days: Iterable[date], shifts: Collection[date]) -> None:
    """In a holiday every day has a shift (R57)."""
    bare = [day for day in days if day not in shifts]
    if bare:
        raise Violation(
            _("These days have no shift yet: %(days)s.") % {"days": _listed(bare)}, R(57), R(39)
        )


def every_shift_has_a_leader(*, without: Collection[date]) -> None:
    """In a holiday every shift has a leader on call (R57)."""
    if without:
        raise Violation(
            _("These days have no leader on call yet: %(days)s.")
            % {"days": _listed(sorted(without))},
            R(57),
            R(39),
        )


def schedule_is_new(*, exists: bool) -> None:
    """Each holiday has one schedule (R39)."""
    if exists:
        raise Violation(_("There is a schedule of this holiday already."), R(39))


def is_a_holiday(*, block: Block | None) -> Block:
    """Schedules are drawn up for the holidays of the calendar (R39)."""
    if block is None:
        raise Violation(_("The calendar has no holiday that begins on this day."), R(39))
    return block


def _listed(days: Iterable[date]) -> str:
    return "、".join(f"{day.month}月{day.day}日" for day in days)


# --- Shifts in the roster ---


def slots_of(day: date, times: Iterable[Sequence[str]]) -> list[Slot]:
    """The shifts of a day; an end that is not later than the start is on the next day."""
    found = []
    for begin, end in times:
        first, last = time.fromisoformat(begin), time.fromisoformat(end)
        found.append(
            Slot(
                day,
                timezone.make_aware(datetime.combine(day, first)),
                timezone.make_aware(
                    datetime.combine(day + ONE_DAY if last <= first else day, last)
                ),
            )
        )
    return found


def times_in_order(*, starts: datetime, ends: datetime) -> None:
    """A shift ends after it begins, and lasts a day at most (R50)."""
    if ends <= starts:
        raise Violation(_("A shift ends after it begins."), R(50), field="ends_at")
    if ends - starts > LONGEST:
        raise Violation(_("A shift lasts 24 hours at most."), R(50), field="ends_at")


def dates_in_order(*, first: date, last: date) -> None:
    """A roster is filled from a day to a later one."""
    if last < first:
        raise Violation(_("The last day cannot lie before the first."), field="last_date")
    if (last - first).days >= MOST_DAYS:
        raise Violation(
            _("A roster is filled for %(n)s days at most.") % {"n": MOST_DAYS}, field="last_date"
        )


def lies_ahead(*, ends: datetime, now: datetime) -> None:
    """The past is not planned."""
    if ends <= now:
        raise Violation(_("This time has passed; shifts are planned ahead."), field="starts_at")


def one_shift_at_a_time(*, name: str, busy: str, field: str = "officer_id") -> None:
    """One person has at most one shift at a time (R57)."""
    if busy:
        raise Violation(
            _("%(name)s is on duty at that time already: %(shift)s.")
            % {"name": name, "shift": busy},
            R(57),
            field=field,
        )


def somebody_of_the_centre(*, known: bool, field: str) -> None:
    """Who is on the roster works at the centre (R57)."""
    if not known:
        raise Violation(_("Choose somebody of the centre."), R(57), field=field)


def leader_is_a_leader(*, known: bool) -> None:
    """Who is on call is a leader (R57)."""
    if not known:
        raise Violation(_("Choose a leader of the centre."), R(57), field="leader_id")


def not_begun(*, planned: bool) -> None:
    """The roster of what has begun stands as it is (R57)."""
    if not planned:
        raise Violation(_("This shift has begun or is over; it is not changed any more."), R(57))


# --- Fair rotation ---


def rotate(
    slots: Sequence[Slot],
    *,
    pool: Sequence[int],
    served: Mapping[int, int],
    last: Mapping[int, date],
    free: Callable[[int, Slot], bool],
) -> list[int | None]:
    """Who takes which slot: the fewest shifts so far first, then who has rested longest.

    The order of the pool decides between equals, so the same roster always comes out. Nobody has
    two slots running while somebody else is free, nor two at a time. None where nobody is free.
    """
    counts = {person: served.get(person, 0) for person in pool}
    latest = dict(last)
    order = {person: place for place, person in enumerate(pool)}
    found: list[int | None] = []
    given: dict[int, Slot] = {}
    before: int | None = None
    for slot in slots:
        able = [
            person
            for person in pool
            if free(person, slot) and not (person in given and given[person].ends > slot.starts)
        ]
        rested = [person for person in able if person != before] or able
        chosen = min(
            rested,
            key=lambda one: (counts[one], latest.get(one, date.min), order[one]),
            default=None,
        )
        found.append(chosen)
        before = chosen
        if chosen is not None:
            given[chosen] = slot
            counts[chosen] += 1
            latest[chosen] = slot.on
    return found


# --- Swaps ---


def swap_is_between_two(*, mine: int, partner: int, other_officer: int | None) -> None:
    """Two people swap, each with a shift of their own (R57)."""
    if partner == mine:
        raise Violation(_("Choose somebody else than yourself."), R(57), field="partner_id")
    if other_officer is not None and other_officer != partner:
        raise Violation(_("The shift in exchange is the colleague's own."), R(57), field="other_id")


def not_at_the_same_time(*, apart: bool) -> None:
    """Shifts at the same time are not exchanged: nothing would change (R57)."""
    if not apart:
        raise Violation(_("These two shifts are at the same time."), R(57), field="other_id")


def only_the_partner(*, is_partner: bool) -> None:
    """A swap needs the colleague's own consent (R57)."""
    if not is_partner:
        raise Violation(_("Only the colleague who was asked can consent or decline."), R(57))


def only_who_asked(*, is_asker: bool) -> None:
    """Who asked for a swap may withdraw it."""
    if not is_asker:
        raise Violation(_("Only who asked for the swap can withdraw it."), R(57))


def not_a_party(*, is_party: bool) -> None:
    """Nobody approves a swap of their own (R0)."""
    if is_party:
        raise Violation(_("This is your own swap; somebody else decides on it."), R(0), R(57))
