"""When a plan is handed in and when goods are issued, by the work calendar (R104, R108)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar

# How "by the 25th, within three working days" is read; A is the handbook's as we take it.
READING_A, READING_B, READING_C = 1, 2, 3
LAST_DAY, FIRST_OF_B, FIRST_OF_ISSUE = 25, 23, 5
DAYS_OF_PLAN, DAYS_OF_ISSUE = 3, 2
DECEMBER = 12


def next_month(day: date) -> date:
    """The first day of the month after."""
    if day.month == DECEMBER:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def plan_window(
    calendar: WorkCalendar, *, month: date, reading: int = READING_A
) -> tuple[date, ...]:
    """The working days on which the plan for the month after `month` is handed in (R104).

    A: the three working days that end with the 25th, or the last working day before it. B: from
    the 23rd on. C: any working day up to the 25th; the three days are the manager's.
    """
    last = calendar.on_or_before(month.replace(day=LAST_DAY))
    if reading == READING_A:
        return calendar.window_ending(month.replace(day=LAST_DAY), DAYS_OF_PLAN)
    first = 1 if reading == READING_C else FIRST_OF_B
    found = tuple(calendar.working_days(month.replace(day=first), last))
    return found or (last,)


def issue_window(calendar: WorkCalendar, *, month: date) -> tuple[date, ...]:
    """The first two working days on or after the 5th (R108)."""
    return calendar.window_from(month.replace(day=FIRST_OF_ISSUE), DAYS_OF_ISSUE)


def days_of_issue(calendar: WorkCalendar, *, month: date, today: date) -> tuple[date, ...]:
    """When the plan of a month can be issued from today on: what is left over waits for the next
    days of issue (R108)."""
    found = issue_window(calendar, month=max(month, today))
    return found if today <= found[-1] else issue_window(calendar, month=next_month(today))


def handed_in_in_time(
    *, today: date, month: date, window: Sequence[date], handed_in_before: bool
) -> None:
    """A plan is handed in within its window; what comes later is an urgent need (R104, R107).

    What was in time and came back may be handed in again at any time.
    """
    if handed_in_before or today in window:
        return
    days = "、".join(day.isoformat() for day in window)
    if today < window[0]:
        raise Violation(
            _("The plan for %(month)s is handed in on %(days)s; come back then.")
            % {"month": f"{month:%Y-%m}", "days": days},
            R(104),
        )
    raise Violation(
        _(
            "The plan for %(month)s was to be handed in on %(days)s. What cannot wait for the"
            " next plan is asked for with the urgent request."
        )
        % {"month": f"{month:%Y-%m}", "days": days},
        R(104),
        R(107),
    )


def issued_in_time(*, today: date, month: date, window: Sequence[date]) -> None:
    """Plans are issued on the days of issue; the rest of an earlier one, too (R108)."""
    if month > today or today not in window:
        raise Violation(
            _(
                "Goods of the plan are issued on %(days)s. Outside of these days only urgent"
                " requests and the first issue to a new post."
            )
            % {"days": "、".join(day.isoformat() for day in window)},
            R(108),
        )


def period_of(*, month: date, period: str) -> tuple[date, date]:
    """First day, and the day after the last, of what a standard counts."""
    if period == "year":
        return date(month.year, 1, 1), date(month.year + 1, 1, 1)
    if period == "quarter":
        first = date(month.year, (month.month - 1) // 3 * 3 + 1, 1)
        return first, next_month(next_month(next_month(first)))
    return month.replace(day=1), next_month(month)
