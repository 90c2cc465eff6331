"""Deadlines in words: 'deadline = …, because …', naming what was skipped and what was worked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from core.workcalendar.arithmetic import WorkCalendar

WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)


def long_date(day: date) -> str:
    """2026年5月11日（星期一）."""
    return _("%(year)d-%(month)d-%(day)d (%(weekday)s)") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "weekday": WEEKDAYS[day.weekday()],
    }


def short_date(day: date) -> str:
    """5月11日."""
    return _("%(month)d/%(day)d") % {"month": day.month, "day": day.day}


def span(first: date, last: date) -> str:
    """5月1日至5月5日, or one date where both are the same."""
    if first == last:
        return short_date(first)
    return _("%(first)s to %(last)s") % {"first": short_date(first), "last": short_date(last)}


def deadline(calendar: WorkCalendar, *, start: date, days: int, due: date, because: str) -> str:
    """The whole sentence; every part in it is a translated clause."""
    parts = [_opening(start=start, days=days, due=due, because=because)]
    skipped = _skipped(calendar, start, due)
    if skipped:
        parts.append(_("Not counted: %(days)s.") % {"days": skipped})
    worked = _worked(calendar, start, due)
    if worked:
        parts.append(_("Counted although on a weekend: %(days)s.") % {"days": worked})
    parts += _unsure(calendar, start, due)
    return "".join(parts)


def _opening(*, start: date, days: int, due: date, because: str) -> str:
    return _("Due %(due)s, because %(because)s: %(days)d working days after %(start)s.") % {
        "due": long_date(due),
        "because": because,
        "days": days,
        "start": long_date(start),
    }


def _skipped(calendar: WorkCalendar, start: date, due: date) -> str:
    """Named holidays between start and due, each with its days."""
    blocks: list[tuple[str, date, date]] = []
    for day in _days(start, due):
        mark = calendar.marks.get(day)
        if mark is None or mark.is_working:
            continue
        name = mark.name or _("day of rest")
        if blocks and blocks[-1][0] == name and blocks[-1][2] == day - timedelta(days=1):
            blocks[-1] = (name, blocks[-1][1], day)
        else:
            blocks.append((name, day, day))
    return _("; ").join(
        _("%(name)s (%(span)s)") % {"name": name, "span": span(first, last)}
        for name, first, last in blocks
    )


def _worked(calendar: WorkCalendar, start: date, due: date) -> str:
    """Weekend days that count as working days."""
    days = [
        day
        for day in _days(start, due)
        if day.weekday() >= 5 and calendar.is_working(day)  # noqa: PLR2004 - Saturday
    ]
    return _("; ").join(
        _("%(day)s (%(weekday)s, make-up working day)")
        % {"day": short_date(day), "weekday": WEEKDAYS[day.weekday()]}
        for day in days
    )


def _unsure(calendar: WorkCalendar, start: date, due: date) -> list[str]:
    sentences = []
    for year in calendar.unsure_years(start, due):
        if calendar.year_status(year) == "provisional":
            text = _(
                "The holiday schedule of %(year)d is provisional; the date is worked out again"
                " when the official one is published."
            )
        else:
            text = _(
                "The holiday schedule of %(year)d has not been announced yet; for now Monday to"
                " Friday count as working days, and the date is worked out again when it is"
                " published."
            )
        sentences.append(text % {"year": year})
    return sentences


def _days(start: date, due: date) -> list[date]:
    return [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
