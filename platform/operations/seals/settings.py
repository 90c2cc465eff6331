"""The dated settings of seals."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.seals.models import SealsSetting

DEFAULTS: dict[str, Any] = {
    # Calendar days that a seal is out at most.
    "loan_days": 3,
    # Copies that one application may ask for at most.
    "most_copies": 500,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return SealsSetting.in_force(key, on=on, defaults=DEFAULTS)
