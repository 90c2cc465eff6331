"""The purchase request (固定资产购置申请表), from the draft to the goods."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.assets.kinds import Funds
from operations.assets.lifecycle import PurchaseStates
from operations.staff.models import Department


class PurchaseRequest(LifecycleRecord):
    """One thing that a department asks to be bought (R71)."""

    status = models.CharField(
        _("state"), max_length=20, choices=PurchaseStates.choices, default=PurchaseStates.DRAFT
    )
    number = models.CharField(_("number of the request"), max_length=40, blank=True, default="")
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department that asks")
    )
    applicant_name = models.CharField(_("asked by"), max_length=80)
    asked_date = models.DateField(_("asked on"))
    item = models.CharField(_("what is asked for"), max_length=60)
    asset_class = models.ForeignKey(
        "assets.AssetClass", models.PROTECT, related_name="+", verbose_name=_("class of the asset")
    )
    spec = models.CharField(_("model and specification"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    unit_price = models.DecimalField(_("estimated unit price"), max_digits=12, decimal_places=2)
    months = models.PositiveSmallIntegerField(_("of use for (months)"))
    as_fixed = models.BooleanField(_("manage as a fixed asset"), default=False)
    purpose = models.CharField(_("what it is needed for"), max_length=200)
    wanted_date = models.DateField(_("wanted by"), null=True, blank=True)
    funds = models.CharField(_("source of funds"), max_length=10, choices=Funds.choices)
    quota = models.CharField(_("allocation standard"), max_length=80)
    holding = models.PositiveSmallIntegerField(_("the department has already"), default=0)
    head_name = models.CharField(_("agreed by (head of department)"), max_length=80, blank=True)
    # What the clerk saw lying idle, and why it does not do (R72).
    checked_by_name = models.CharField(_("checked against stock by"), max_length=80, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    seen_numbers = models.JSONField(_("idle assets seen"), default=list, blank=True)
    buy_reason = models.CharField(_("why it is bought all the same"), max_length=300, blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=80, blank=True)
    approved_date = models.DateField(_("approved on"), null=True, blank=True)
    valid_until_date = models.DateField(_("approval holds until"), null=True, blank=True)
    approved_total = models.DecimalField(
        _("approved total"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    ordered_date = models.DateField(_("goods ordered on"), null=True, blank=True)
    dealer = models.CharField(_("dealer"), max_length=80, blank=True)
    agreement = models.CharField(_("purchase agreement"), max_length=80, blank=True)
    arrived_date = models.DateField(_("arrived on"), null=True, blank=True)
    # Acceptance (R75).
    came_spec = models.CharField(_("model that came"), max_length=120, blank=True)
    came_quantity = models.PositiveSmallIntegerField(_("quantity that came"), null=True, blank=True)
    came_price = models.DecimalField(
        _("unit price charged"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    differences = models.JSONField(_("differences"), default=list, blank=True)
    difference_reason = models.CharField(_("reason of the differences"), max_length=300, blank=True)
    accepted_by_name = models.CharField(_("goods accepted by"), max_length=80, blank=True)
    accepted_date = models.DateField(_("goods accepted on"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("purchase request")
        verbose_name_plural = _("purchase requests")
        indexes: ClassVar = [models.Index(fields=["-asked_date"], name="purchase_latest")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"],
                # Blank while it is a draft.
                condition=~Q(number=""),
                name="purchase_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & Q(unit_price__gt=0) & Q(months__gte=1),
                name="purchase_something_is_asked_for",
                violation_error_message=_("Quantity, price and months are above zero."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"]) | ~Q(number=""),
                name="purchase_handed_in_has_number",
                violation_error_message=_("What is handed in has a number."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["buying", "arrived", "differs", "accepted", "registered"])
                | Q(valid_until_date__gte=F("approved_date"), approved_total__isnull=False),
                name="purchase_bought_is_approved",
                violation_error_message=_("Nothing is bought without approval."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "registered"])
                | Q(
                    accepted_date__isnull=False,
                    came_quantity__isnull=False,
                    came_price__isnull=False,
                ),
                name="purchase_accepted_says_what_came",
                violation_error_message=_("Acceptance says what came."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.item}".strip()

    @property
    def total(self) -> Decimal:
        """What is asked for altogether."""
        return self.unit_price * self.quantity

    @property
    def came_total(self) -> Decimal | None:
        """What came altogether; None before acceptance."""
        if self.came_price is None or self.came_quantity is None:
            return None
        return self.came_price * self.came_quantity
