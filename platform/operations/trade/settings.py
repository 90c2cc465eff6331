"""The dated settings of products and batches."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.trade.models import TradeSetting

DEFAULTS: dict[str, Any] = {
    # From so many scans of one label on, the page warns that it may be a copy.
    "warn_from_scan": 5,
    # From so many regions on that one label was scanned in.
    "warn_from_region": 2,
    # The same visitor within so many minutes counts once.
    "scan_minutes": 10,
    # So many labels more than packs may be printed, in percent.
    "spare_labels": 5,
    # So many days before its end a certificate is brought up on the workbench.
    "certificate_days": 30,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return TradeSetting.in_force(key, on=on, defaults=DEFAULTS)
