"""The rules of two-weekly plans, on values only (R37-R42)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar

DAYS = 14


@dataclass(frozen=True, slots=True)
class Cycle:
    """Fourteen days with their number, counted from the anchor (R38)."""

    number: int
    first: date

    @property
    def last(self) -> date:
        """The fourteenth day."""
        return self.first + timedelta(days=DAYS - 1)


def cycle_of(day: date, *, anchor: date) -> Cycle:
    """The cycle that a day lies in: no gaps, no overlap (R38)."""
    if day < anchor:
        raise Violation(
            _("Plans begin with the cycle of %(day)s.") % {"day": anchor.isoformat()}, R(38)
        )
    number = (day - anchor).days // DAYS
    return Cycle(number + 1, anchor + timedelta(days=number * DAYS))


def plan_is_new(*, exists: bool) -> None:
    """Each cycle has exactly one plan (R38)."""
    if exists:
        raise Violation(_("There is a plan of this cycle already."), R(38))


def departments_own(*, department: int, own: Collection[int], is_office: bool) -> None:
    """Departments enter their own items; the office may for all (R37)."""
    if not is_office and own and department not in own:
        raise Violation(
            _("One enters items for one's own department."), R(37), field="department_id"
        )


def item_is_complete(*, matter: str, responsible: str) -> None:
    """An item names its matter and who answers for it (R41)."""
    if not matter.strip():
        raise Violation(_("Say what is planned."), R(41), field="matter")
    if not responsible.strip():
        raise Violation(_("Say who is responsible."), R(41), field="responsible")


def item_lies_in_the_cycle(*, first: date, last: date, start: date, end: date) -> None:
    """From and until lie inside the cycle, in order (R41)."""
    if end < start:
        raise Violation(_("The last day cannot lie before the first."), R(41), field="end_date")
    for day, field in ((start, "start_date"), (end, "end_date")):
        if not first <= day <= last:
            raise Violation(
                _("This cycle runs from %(first)s until %(last)s.")
                % {"first": first.isoformat(), "last": last.isoformat()},
                R(41),
                R(38),
                field=field,
            )


def may_add(*, collecting: bool, merging: bool, out: bool, is_office: bool, reason: str) -> None:
    """While collected by all, while merged by the office, afterwards with the reason (R40)."""
    if collecting or (merging and is_office):
        return
    if merging:
        raise Violation(_("The office is merging the plan; ask it to collect again."), R(37))
    if not out:
        raise Violation(_("This plan is summed up; nothing is added to it."), R(40))
    if not reason.strip():
        raise Violation(
            _("The plan is published: say why the item is added."), R(40), field="added_reason"
        )


def may_change(*, collecting: bool, merging: bool, is_office: bool) -> None:
    """After the publication items stand as they are (R40)."""
    if merging and not is_office:
        raise Violation(_("The office is merging the plan; ask it to collect again."), R(37))
    if not collecting and not merging:
        raise Violation(_("A published plan is not changed; items are only added to it."), R(40))


def something_is_planned(*, items: int) -> None:
    """An empty plan is not published (R38)."""
    if not items:
        raise Violation(_("The plan has no items yet."), R(38))


def nothing_is_left_open(*, matters: Collection[str]) -> None:
    """A plan is summed up when each of its items has an outcome (R41)."""
    if matters:
        raise Violation(
            _("These items have no outcome yet: %(names)s.") % {"names": "、".join(matters)},
            R(41),
            R(40),
        )


def summary_is_written(*, summary: str) -> None:
    """A plan ends with its summary (R40)."""
    if not summary.strip():
        raise Violation(_("Write the summary."), R(40), field="summary")


def published_on_time(
    calendar: WorkCalendar, *, start: date, published_at: datetime | None
) -> bool:
    """Published by the end of the cycle's first working day (R42)."""
    if published_at is None:
        return False
    return timezone.localdate(published_at) <= calendar.on_or_after(start)


def opens_on(calendar: WorkCalendar, *, start: date, days: int) -> date:
    """The day on which the collection of a cycle is opened (R38)."""
    return calendar.add(calendar.on_or_after(start), -days)
