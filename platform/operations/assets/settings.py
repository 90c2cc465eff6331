"""The dated settings of assets (R66, R70)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.assets.models import AssetsSetting
from operations.assets.rules.wearing import ENTERPRISE, INSTITUTION

DEFAULTS: dict[str, Any] = {
    # 'From' includes the number itself (R68). In yuan, as whole numbers.
    "threshold_yuan": 2000,
    "threshold_months": 12,
    # Days for which the general manager's approval holds (R74).
    "approval_days": 90,
    # Depreciation by the rules of a firm instead of those of a public institution (§3.4).
    "as_enterprise": False,
    # What 'at price' means: 1 net book value, else market; 2 original price; 3 market (R91).
    "compensation_reading": 1,
}


def regime(*, on: date) -> str:
    """By whose rules assets are depreciated on a day."""
    return ENTERPRISE if setting("as_enterprise", on=on) else INSTITUTION


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return AssetsSetting.in_force(key, on=on, defaults=DEFAULTS)
