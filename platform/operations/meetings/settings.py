"""The dated settings of meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.meetings.models import MeetingsSetting

DEFAULTS: dict[str, Any] = {
    # Working days after a meeting within which its minutes are signed; the handbook names none.
    "minutes_days": 5,
    # Working days before a meeting, and before minutes are due, on which people are reminded.
    "remind_days": 1,
    "urge_days": 1,
    # Minutes before its begin from which on one can sign in, and for which a shown code is good.
    "early_minutes": 60,
    "code_minutes": 5,
    # So many minutes after the begin nobody counts as late yet.
    "late_minutes": 0,
    # Working days after the signature within which minutes are filed.
    "filing_days": 10,
    # The agency's name in the head of minutes; empty for the centre's own.
    "agency": "",
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return MeetingsSetting.in_force(key, on=on, defaults=DEFAULTS)
