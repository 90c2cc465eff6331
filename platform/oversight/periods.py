"""Reporting periods (R157): month, quarter, half-year, year; their last day and their months."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

_FORMS = {
    "month": re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$"),
    "quarter": re.compile(r"^(\d{4})-Q([1-4])$"),
    "half": re.compile(r"^(\d{4})-H([12])$"),
    "year": re.compile(r"^(\d{4})$"),
}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
KINDS = tuple(_MONTHS)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole months. kind: month, quarter, half or year; first: its first day."""

    first: date
    kind: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read 2026-11, 2026-Q3, 2026-H1 or 2026. Raises ValueError."""
        for kind, form in _FORMS.items():
            match = form.match(text)
            if match:
                index = int(match.group(2)) - 1 if kind != "year" else 0
                return cls(date(int(match.group(1)), index * _MONTHS[kind] + 1, 1), kind)
        raise ValueError(text)

    @classmethod
    def around(cls, day: date, kind: str) -> Period:
        """The period of that kind that holds the day."""
        length = _MONTHS[kind]
        return cls(date(day.year, (day.month - 1) // length * length + 1, 1), kind)

    @property
    def months(self) -> list[date]:
        """First days of the months it holds."""
        return [shift(self.first, n) for n in range(_MONTHS[self.kind])]

    @property
    def last(self) -> date:
        """Its last day."""
        return month_end(self.months[-1])

    def shifted(self, steps: int) -> Period:
        """The period so many steps of its own length later (or earlier)."""
        return Period(shift(self.first, steps * _MONTHS[self.kind]), self.kind)

    def year_before(self) -> Period:
        """The same period last year (R160)."""
        return Period(self.first.replace(year=self.first.year - 1), self.kind)

    def __str__(self) -> str:
        index = (self.first.month - 1) // _MONTHS[self.kind] + 1
        return {
            "month": f"{self.first:%Y-%m}",
            "quarter": f"{self.first.year}-Q{index}",
            "half": f"{self.first.year}-H{index}",
            "year": str(self.first.year),
        }[self.kind]

    @property
    def label(self) -> str:
        """The period in words."""
        index = (self.first.month - 1) // _MONTHS[self.kind] + 1
        words = {
            "month": _("%(month)s/%(year)s"),
            "quarter": _("quarter %(index)s of %(year)s"),
            "half": _("half-year %(index)s of %(year)s"),
            "year": _("year %(year)s"),
        }
        values = {"year": self.first.year, "month": self.first.month, "index": index}
        return words[self.kind] % values


def month_of(day: date) -> date:
    """First day of the day's month."""
    return day.replace(day=1)


def month_end(month: date) -> date:
    """Last day of the month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def shift(month: date, months: int) -> date:
    """First day of the month so many months later (or earlier)."""
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def count_months(first: date, last: date) -> int:
    """How many months from the first to the last, both included; 0 when the last is earlier."""
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)


def months_between(first: date, last: date) -> list[date]:
    """First days of all months from the first to the last, both included."""
    months = []
    month = month_of(first)
    while month <= last:
        months.append(month)
        month = shift(month, 1)
    return months


def days_between(first: date, last: date) -> list[date]:
    """All days from the first to the last, both included."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def kinds() -> list[tuple[str, str]]:
    """The kinds of periods with their names."""
    return [
        ("month", _("Month")),
        ("quarter", _("Quarter")),
        ("half", _("Half-year")),
        ("year", _("Year")),
    ]
