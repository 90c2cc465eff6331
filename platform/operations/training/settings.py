"""Dated settings of training in the county (R66, R149)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.training.models import TrainingSetting

DEFAULTS: dict[str, Any] = {
    # K07: person-times to be trained in a year. None agreed: the indicator is not applicable.
    "year_target": 0,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return TrainingSetting.in_force(key, on=on, defaults=DEFAULTS)
