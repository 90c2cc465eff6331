"""Dated settings: thresholds, windows and limits that a county may change from a day on (R66)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.remembering import forget, remembered


class DatedSetting(models.Model):
    """One value of one key from a day on. A module has its own table and its own defaults."""

    key = models.CharField(_("setting"), max_length=40)
    value = models.JSONField(_("value"))
    valid_from_date = models.DateField(_("valid from"))

    class Meta:
        abstract = True
        verbose_name = _("setting")
        verbose_name_plural = _("settings")

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What bulk work remembers of settings is no longer true."""
        super().save(*args, **kwargs)
        forget()

    @classmethod
    def in_force(cls, key: str, *, on: date, defaults: Mapping[str, Any]) -> Any:
        """The value on a day; the handbook's where the county has none. Raises KeyError."""
        found = remembered((cls, key, on), lambda: cls._of(key, on))
        return found.value if found else defaults[key]

    @classmethod
    def _of(cls, key: str, on: date) -> Self | None:
        until = cls._default_manager.filter(key=key, valid_from_date__lte=on)
        return until.order_by("-valid_from_date").first()
