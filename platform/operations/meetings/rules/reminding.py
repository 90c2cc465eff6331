"""When people are reminded of meetings and of minutes (R26)."""

from __future__ import annotations

from datetime import date, datetime, time

# Nobody is reminded at night.
FROM, UNTIL = time(8), time(18)
SOON, OVERDUE, UNNOTED = "soon", "overdue", "unnoted"


def in_hours(moment: time) -> bool:
    """Is it daytime?"""
    return FROM <= moment < UNTIL


def is_near(*, starts: datetime, now: datetime, begins_on: date, last: date) -> bool:
    """Has it not begun, and is it on `last`, the day up to which one is told, or sooner?"""
    return starts > now and begins_on <= last


def urgency(*, due: date, today: date, last: date) -> str:
    """Minutes due up to `last` are due soon; due before today they are overdue; else nothing."""
    if due < today:
        return OVERDUE
    return SOON if due <= last else ""
