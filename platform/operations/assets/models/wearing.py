"""Depreciation by month, and what the books of finance say of each class (R79)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.assets.models.cards import Asset, AssetClass


class DepreciationMonth(models.Model):
    """One month that was charged."""

    month = models.DateField(_("month"), unique=True)
    count = models.PositiveIntegerField(_("assets charged"))
    total = models.DecimalField(_("depreciation of the month"), max_digits=14, decimal_places=2)
    made_at = models.DateTimeField(_("charged at"))
    by_name = models.CharField(_("charged by"), max_length=80)

    class Meta:
        verbose_name = _("month of depreciation")
        verbose_name_plural = _("months of depreciation")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(month__day=1), name="depreciation_month_is_one")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Depreciation(models.Model):
    """What one asset lost in one month."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="depreciation")
    month = models.ForeignKey(DepreciationMonth, models.PROTECT, related_name="lines")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("depreciation of an asset")
        verbose_name_plural = _("depreciation of assets")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["asset", "month"], name="depreciation_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="depreciation_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.amount}"


class FinanceBalance(models.Model):
    """What finance has in its books of a class at the end of a month."""

    month = models.DateField(_("month"))
    asset_class = models.ForeignKey(
        AssetClass, models.PROTECT, related_name="+", verbose_name=_("class of the asset")
    )
    count = models.PositiveIntegerField(_("number in the books"))
    value = models.DecimalField(_("value in the books"), max_digits=14, decimal_places=2)
    # As the physical ledger was when both were compared.
    our_count = models.PositiveIntegerField(_("number in the ledger"))
    our_value = models.DecimalField(_("value in the ledger"), max_digits=14, decimal_places=2)
    entered_by_name = models.CharField(_("entered by"), max_length=80)

    class Meta:
        verbose_name = _("balance of finance")
        verbose_name_plural = _("balances of finance")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["month", "asset_class"], name="finance_balance_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="finance_balance_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.asset_class}"

    @property
    def differs(self) -> bool:
        """Book and object do not agree."""
        return (self.count, self.value) != (self.our_count, self.our_value)

    @property
    def count_off(self) -> int:
        """How many more the books have."""
        return self.count - self.our_count

    @property
    def value_off(self) -> Decimal:
        """How much more the books have."""
        return self.value - self.our_value
