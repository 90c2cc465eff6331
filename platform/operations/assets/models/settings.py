"""A county's own thresholds and terms."""

from typing import Any, ClassVar

from django.db import models

from core.models.dated import DatedSetting


class AssetsSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="assets_setting_once")
        ]
