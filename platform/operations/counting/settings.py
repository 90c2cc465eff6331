"""The dated settings of counting (R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.counting.models import CountingSetting

DEFAULTS: dict[str, Any] = {
    # The first working days of a month, in which it is counted and signed (R94).
    "window_days": 5,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return CountingSetting.in_force(key, on=on, defaults=DEFAULTS)
