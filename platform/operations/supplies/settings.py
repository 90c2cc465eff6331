"""The dated settings of supplies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from core import parameters
from operations.supplies.models import SuppliesSetting

DEFAULTS: dict[str, Any] = {
    # How R104 is read: 1 the three working days that end with the 25th, 2 from the 23rd on, 3 any
    # working day up to the 25th (the three days are the manager's).
    "plan_reading": 1,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return SuppliesSetting.in_force(key, on=on, defaults=DEFAULTS)


def threshold(*, on: date) -> Decimal:
    """From so many yuan on, what lasts is a fixed asset: the one that assets go by (R68, R102)."""
    return Decimal(parameters.group("assets").value("threshold_yuan", on=on))
