"""Casework's dated settings of the county, with defaults (R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.casework.models import CaseworkSetting

DEFAULTS: dict[str, Any] = {
    # R135: working days until the answer; R139: days for rating; R138: call-back and mending.
    "answer_days": 1,
    "rating_days": 30,
    "callback_days": 1,
    "rectification_days": 15,
    "assign_days": 1,
    # Within these hours of a working day people are reminded; never at night.
    "reminder_hours": ["08:30", "17:30"],
    # Appointments: times of a working day, places each, how many days ahead.
    "slots": ["09:00", "09:30", "10:00", "10:30", "14:30", "15:00", "15:30", "16:00"],
    "places_per_slot": 2,
    "book_days_ahead": 14,
    "refusal_reasons": {
        "not_ours": "不属于本中心服务事项",
        "not_eligible": "申请人不符合办理条件",
        "incomplete": "一次性告知后材料仍不齐全",
        "false": "材料或陈述不实",
        "duplicate": "同一事项正在办理",
        "against_law": "所求事项违反规定",
    },
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return CaseworkSetting.in_force(key, on=on, defaults=DEFAULTS)
