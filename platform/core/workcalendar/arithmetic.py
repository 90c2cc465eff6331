"""Working days, counted. The day of receipt is day 0 (handbook §3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
# Longer than any period of the handbook; a typing slip must not walk through centuries.
MOST_DAYS = 5_000


class YearStatus(StrEnum):
    """How much is known of a year's holidays."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DayMark:
    """What the calendar says of one day. kind: a CalendarDay.Kind value."""

    kind: str
    name: str = ""

    @property
    def is_working(self) -> bool:
        """Working days and make-up working days."""
        return self.kind in ("work", "make_up")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date, whether it may still move, and why it is that day, in words."""

    date: date
    provisional: bool
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class WorkCalendar:
    """Marked days over the plain week. Days without a mark work from Monday to Friday."""

    marks: Mapping[date, DayMark] = field(default_factory=dict)
    years: Mapping[int, YearStatus] = field(default_factory=dict)

    @classmethod
    def load(cls) -> WorkCalendar:
        """The current county's (or the province's) calendar."""
        from core.workcalendar import store

        return store.load()

    def is_working(self, day: date) -> bool:
        """Is the office open that day?"""
        mark = self.marks.get(day)
        return mark.is_working if mark else day.weekday() < _SATURDAY

    def year_status(self, year: int) -> YearStatus:
        """Official, provisional, or nothing known yet."""
        return self.years.get(year, YearStatus.UNKNOWN)

    def add(self, start: date, days: int) -> date:
        """The n-th working day after start, or before it for negative n; start itself for 0."""
        if abs(days) > MOST_DAYS:
            raise ValueError(f"more than {MOST_DAYS} working days")
        step = _ONE_DAY if days > 0 else -_ONE_DAY
        day, left = start, abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; negative when last is earlier."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(1 for _ in self.working_days(first + _ONE_DAY, last))

    def working_days(self, first: date, last: date) -> Iterator[date]:
        """All working days from first to last, both included."""
        day = first
        while day <= last:
            if self.is_working(day):
                yield day
            day += _ONE_DAY

    def on_or_before(self, day: date) -> date:
        """The day itself if it works, else the last working day before it."""
        return day if self.is_working(day) else self.add(day, -1)

    def on_or_after(self, day: date) -> date:
        """The day itself if it works, else the next working day."""
        return day if self.is_working(day) else self.add(day, 1)

    def window_ending(self, day: date, days: int) -> tuple[date, ...]:
        """The n working days that end with the day, or with the last working day before it.

        R104's window of the monthly plan: window_ending(the 25th, 3).
        """
        last = self.on_or_before(day)
        return tuple(self.add(last, -back) for back in range(days - 1, -1, -1))

    def window_from(self, day: date, days: int) -> tuple[date, ...]:
        """The first n working days on or after the day.

        R108's days of issue: window_from(the 5th, 2).
        """
        first = self.on_or_after(day)
        return tuple(self.add(first, ahead) for ahead in range(days))

    def window_is_provisional(self, window: Iterable[date]) -> bool:
        """May the window still move, because a year in it has no official schedule?"""
        return any(self.year_status(day.year) is not YearStatus.OFFICIAL for day in window)

    def deadline(self, start: date, days: int, *, because: str) -> Deadline:
        """When something received at `start` is due, after so many working days.

        because: the reason as a translated clause that ends a sentence, such as the promised time
        of the service item. Raises ValueError for negative days.
        """
        from core.workcalendar import wording

        if days < 0:
            raise ValueError("a deadline lies ahead")
        due = self.add(start, days)
        unsure = self.unsure_years(start, due)
        sentence = wording.deadline(self, start=start, days=days, due=due, because=because)
        return Deadline(date=due, provisional=bool(unsure), sentence=sentence)

    def unsure_years(self, start: date, due: date) -> list[int]:
        """Years touched by the days counted that have no official schedule."""
        first = min(start + _ONE_DAY, due)
        return [
            year
            for year in range(first.year, due.year + 1)
            if self.year_status(year) is not YearStatus.OFFICIAL
        ]
