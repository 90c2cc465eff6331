"""The dated settings of assets (R66, R70)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.assets.models import AssetsSetting

DEFAULTS: dict[str, Any] = {
    # 'From' includes the number itself (R68). In yuan, as whole numbers.
    "threshold_yuan": 2000,
    "threshold_months": 12,
    # Days for which the general manager's approval holds (R74).
    "approval_days": 90,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return AssetsSetting.in_force(key, on=on, defaults=DEFAULTS)
