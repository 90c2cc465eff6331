"""The days a new schema starts with: announced years as official, the next as provisional."""

from __future__ import annotations

import re
from datetime import date, datetime

from core.actor import Actor
from core.models.calendar import CalendarDay
from core.workcalendar.services import CalendarRow, Published, calendar_publish_rows

FIRST_YEAR = 2025
LAST_YEAR = 2027
# Days in lieu that a library works out by itself are no announcement.
_GUESSED = re.compile(r"补假")
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


def seed(*, at: datetime) -> Published | None:
    """Fill an empty calendar; None where there already is one (seeding again changes nothing)."""
    if CalendarDay.objects.filter(county_override=False).exists():
        return None
    return calendar_publish_rows(
        seed_rows(), source="国务院办公厅节假日安排", by=Actor.system("seeds"), at=at
    )


def seed_rows() -> list[CalendarRow]:
    """National days of 2025 to 2027, each year as far as it is announced."""
    rows: list[CalendarRow] = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        rows += announced(year) or statutory(year)
    return rows


def announced(year: int) -> list[CalendarRow]:
    """The State Council's schedule of a year; empty when the installed data does not have it."""
    from chinese_calendar import constants

    kinds = CalendarDay.Kind
    days = {day: (kinds.HOLIDAY, name) for day, name in constants.holidays.items()}
    days |= {day: (kinds.MAKE_UP, name) for day, name in constants.workdays.items()}
    return [
        CalendarRow(date=day, kind=kind, name=_NAMES.get(name, name))
        for day, (kind, name) in sorted(days.items())
        if day.year == year
    ]


def statutory(year: int) -> list[CalendarRow]:
    """The statutory days of a year without a schedule, as provisional; no make-up days."""
    import holidays

    found: dict[date, str] = holidays.country_holidays("CN", years=year, language="zh_CN")
    return [
        CalendarRow(
            date=day,
            kind=CalendarDay.Kind.HOLIDAY,
            name=name.replace("农历除夕", "除夕"),
            status=CalendarDay.Status.PROVISIONAL,
        )
        for day, name in sorted(found.items())
        if not _GUESSED.search(name)
    ]
