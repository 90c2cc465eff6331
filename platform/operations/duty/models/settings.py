"""The dated settings of duty."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from core.models.dated import DatedSetting


class DutySetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="duty_setting_once")
        ]
