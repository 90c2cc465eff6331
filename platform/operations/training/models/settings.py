"""The county's own values of training's settings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from core import figures
from core.models.dated import DatedSetting


class TrainingSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="training_setting_once")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is reached of a target is another from its day on (R149)."""
        super().save(*args, **kwargs)
        figures.changed(("K07",), on=self.valid_from_date)
