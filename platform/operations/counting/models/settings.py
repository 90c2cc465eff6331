"""A county's own values of the settings of counting."""

from typing import Any, ClassVar

from django.db import models

from core.models.dated import DatedSetting


class CountingSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="counting_setting_once")
        ]
