"""A county's own values."""

from typing import Any, ClassVar

from django.db import models

from core.models.dated import DatedSetting


class MeetingsSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="meetings_setting_once")
        ]
