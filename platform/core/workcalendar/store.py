"""The calendar of the current schema, read once and kept while its table does not change."""

from datetime import date

from django.core.cache import cache
from django.db.models import Count, Max

from core.models.calendar import CalendarDay
from core.remembering import remembered
from core.workcalendar.arithmetic import DayMark, WorkCalendar, YearStatus

_KEY = "core:workcalendar"
_SECONDS = 24 * 60 * 60


def load() -> WorkCalendar:
    """The current schema's calendar.

    The cached copy carries the table's revision (newest change, number of rows), asked for on
    every load with one small query: a changed holiday holds at once in every process, also in
    the transaction that changes it, and a rolled-back change leaves nothing behind.
    """
    return remembered(_KEY, _current)


def _current() -> WorkCalendar:
    revision = CalendarDay.objects.aggregate(at=Max("updated_at"), rows=Count("pk"))
    cached = cache.get(_KEY)
    if cached is not None and cached[0] == revision:
        calendar: WorkCalendar = cached[1]
        return calendar
    calendar = _read()
    cache.set(_KEY, (revision, calendar), _SECONDS)
    return calendar


def _read() -> WorkCalendar:
    rows = CalendarDay.objects.order_by("county_override", "date").values_list(
        "date", "kind", "name", "status", "county_override"
    )
    marks: dict[date, DayMark] = {}
    years: dict[int, YearStatus] = {}
    for day, kind, name, status, own in rows:
        # County rows come last and win.
        marks[day] = DayMark(kind=kind, name=name)
        if own:
            continue
        if years.get(day.year) is not YearStatus.PROVISIONAL:
            years[day.year] = YearStatus(status)
    return WorkCalendar(marks=marks, years=years)
