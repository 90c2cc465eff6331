"""Dated settings of mail in the county, with the handbook's defaults (R60, R66)."""

from __future__ import annotations

from datetime import date
from typing import Any

from operations.mail.models import MailSetting

DEFAULTS: dict[str, Any] = {
    # R60: working days in the pigeonhole after which its owner is reminded.
    "collect_days": 3,
}


def setting(key: str, *, on: date) -> Any:
    """The value in force on a day."""
    return MailSetting.in_force(key, on=on, defaults=DEFAULTS)
