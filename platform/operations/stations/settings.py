"""Dated settings of the county, with the handbook's defaults (R66, R142, R144)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from operations.stations.models import StationSetting

# Least area by kind (30 m² comprehensive, 10 m² points); working days of notice; yearly subsidy.
DEFAULTS: dict[str, Any] = {
    "least_area": {"full": "30", "point": "10"},
    "notice_days": 5,
    "approval_days": 3,
    "rectification_days": 15,
    "tiers": {"一档": "3600", "二档": "2400"},
    "count_similar_units": False,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return StationSetting.in_force(key, on=on, defaults=DEFAULTS)


def least_area(kind: str, *, on: date) -> Decimal:
    """Least area in m² for a kind of station (R142)."""
    return Decimal(setting("least_area", on=on)[kind])


def tiers(*, on: date) -> dict[str, str]:
    """Tiers with their yearly subsidy in yuan (R144)."""
    return dict(setting("tiers", on=on))
