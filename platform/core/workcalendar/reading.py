"""A year as it is shown: twelve months of days, each with what marks it."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.models.calendar import CalendarDay
from core.workcalendar.arithmetic import WorkCalendar

_WEEKS = Calendar()


@dataclass(frozen=True, slots=True)
class Day:
    """One square of a month. mark: what the calendar says of the day; beneath: the national one."""

    date: date
    inside: bool
    works: bool
    mark: CalendarDay | None = None
    beneath: CalendarDay | None = None

    @property
    def own(self) -> bool:
        """Has the county said so itself?"""
        return self.mark is not None and self.mark.county_override

    @property
    def provisional(self) -> bool:
        """May it still change?"""
        return self.mark is not None and self.mark.status == CalendarDay.Status.PROVISIONAL


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday, and how many of its days work."""

    first: date
    weeks: list[list[Day]]
    working_days: int


def months(year: int, calendar: WorkCalendar) -> list[Month]:
    """The twelve months of a year; one query."""
    national, own = _marks(year)
    return [_month(date(year, number, 1), calendar, national, own) for number in range(1, 13)]


def own_days(year: int) -> list[CalendarDay]:
    """A county's own days of a year."""
    return list(CalendarDay.objects.filter(county_override=True, date__year=year).order_by("date"))


Marks = Mapping[date, CalendarDay]


def _marks(year: int) -> tuple[dict[date, CalendarDay], dict[date, CalendarDay]]:
    national: dict[date, CalendarDay] = {}
    own: dict[date, CalendarDay] = {}
    for day in CalendarDay.objects.filter(date__year=year):
        (own if day.county_override else national)[day.date] = day
    return national, own


def _month(first: date, calendar: WorkCalendar, national: Marks, own: Marks) -> Month:
    weeks = [
        [_day(day, first, calendar, national, own) for day in week]
        for week in _WEEKS.monthdatescalendar(first.year, first.month)
    ]
    inside = [day for week in weeks for day in week if day.inside]
    return Month(first=first, weeks=weeks, working_days=sum(day.works for day in inside))


def _day(day: date, first: date, calendar: WorkCalendar, national: Marks, own: Marks) -> Day:
    inside = day.month == first.month
    return Day(
        date=day,
        inside=inside,
        works=calendar.is_working(day),
        mark=own.get(day) or national.get(day) if inside else None,
        beneath=national.get(day) if inside and day in own else None,
    )
