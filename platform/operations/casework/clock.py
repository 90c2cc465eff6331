"""The two clocks of a case, in working days; pure arithmetic (R135, R136, handbook §3.6).

A pause from day a to day b takes out the working days after a up to b: whoever waits from Monday
to Wednesday gets two days back, and a pause that ends on its own day gives none. A pause that
begins after the due day gives nothing: what is overdue stays overdue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.workcalendar import WorkCalendar

# Yellow when so much of the working time, or less, is left.
LEFT_AT_YELLOW = 0.3
Span = tuple[date, date | None]


class Light(StrEnum):
    """How near the due date is; nothing where no clock runs."""

    NONE = ""
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Due:
    """The three dates of an accepted case. promised: for the figures; due: with extensions."""

    promised: date
    due: date
    legal: date


def due_after(
    calendar: WorkCalendar, *, start: date, days: int, spans: Iterable[Span], today: date
) -> date:
    """The day after so many working days, pauses excluded; an open pause counts until today."""
    due = calendar.add(start, days)
    for first, last in sorted(spans, key=lambda span: span[0]):
        if first <= due:
            until = last or max(first, today)
            due = calendar.add(due, calendar.working_days_between(first, until))
    return due


def dues(
    calendar: WorkCalendar,
    *,
    accepted: date,
    promise: int,
    extended: int,
    legal: int,
    spans: Iterable[Span],
    today: date,
) -> Due:
    """When a case is due: accepted + promised working days, pauses excluded (R136)."""
    spans = list(spans)

    def after(days: int) -> date:
        return due_after(calendar, start=accepted, days=days, spans=spans, today=today)

    return Due(promised=after(promise), due=after(promise + extended), legal=after(legal))


def light(calendar: WorkCalendar, *, due: date, days: int, today: date, paused: bool) -> Light:
    """Yellow from 70 % of the working time on, red after the due day; paused while it stands.

    days: the working days there are in all, pauses excluded.
    """
    if paused:
        return Light.PAUSED
    if today > due:
        return Light.RED
    left = calendar.working_days_between(today, due)
    return Light.YELLOW if days and left <= days * LEFT_AT_YELLOW else Light.GREEN
