"""What lies in the cabinets: movements that never change, and their balance (R110, R111)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.supplies.kinds import Flow
from operations.supplies.models.catalogue import Item, Place
from operations.supplies.models.ledger import Issue


class Balance(models.Model):
    """How many of an item lie at a place, and what they are worth. Locked by every movement."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="balances")
    place = models.ForeignKey(Place, models.PROTECT, related_name="balances")
    quantity = models.IntegerField(_("in stock"), default=0)
    value = models.DecimalField(_("stock value"), max_digits=14, decimal_places=4, default=0)

    class Meta:
        verbose_name = _("stock of a supply")
        verbose_name_plural = _("stock")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["item", "place"], name="supplies_balance_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0, value__gte=0),
                name="supplies_never_negative",
                violation_error_message=_("There is not so much in stock."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | Q(value=0),
                name="supplies_nothing_is_worth_nothing",
                violation_error_message=_("An empty place has no value."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"


class Movement(models.Model):
    """One line of the stock card: written once, never changed or removed (trigger)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="movements")
    place = models.ForeignKey(Place, models.PROTECT, related_name="movements")
    flow = models.CharField(_("why it moves"), max_length=7, choices=Flow.choices)
    quantity = models.IntegerField(_("pieces"))
    value = models.DecimalField(_("value of the movement"), max_digits=14, decimal_places=4)
    left = models.IntegerField(_("left at the place"))
    serials = models.CharField(_("numbers of the forms"), max_length=80, blank=True, default="")
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="movements"
    )
    note = models.CharField(_("remark"), max_length=200, blank=True, default="")
    by_name = models.CharField(_("entered by"), max_length=80)
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("movement of stock")
        verbose_name_plural = _("movements of stock")
        indexes: ClassVar = [models.Index(fields=["item", "-id"], name="supplies_card")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(quantity=0) & Q(left__gte=0),
                name="supplies_movement_moves",
                violation_error_message=_("A movement moves at least one piece."),
            ),
            # Nothing is handed out without the signature of an issue (R109).
            models.CheckConstraint(
                condition=~Q(flow="issue") | Q(issue__isnull=False, quantity__lt=0),
                name="supplies_issue_is_signed",
                violation_error_message=_("Nothing is handed out without a signature."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_flow_display()} {self.quantity:+}"
