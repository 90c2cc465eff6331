"""Classes, cards, who keeps what, and the trail of every asset."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from operations.assets.kinds import Act, Funds, Way
from operations.assets.lifecycle import AssetStates
from operations.assets.models.purchases import PurchaseRequest
from operations.staff.models import Department, Person


def new_token() -> str:
    """What the label's code says: tells nothing of the asset."""
    return secrets.token_urlsafe(12)


class AssetClass(models.Model):
    """A class by GB/T 14885-2022, with the county's short one for numbers."""

    code = models.CharField(_("national class"), max_length=12, unique=True)
    short = models.CharField(_("short class"), max_length=3, unique=True)
    name = models.CharField(_("name of the class"), max_length=40, unique=True)
    years = models.PositiveSmallIntegerField(_("years of depreciation"))
    # Vehicles and the like go only to those who were trained (R84).
    is_special = models.BooleanField(_("only for trained people"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("class of assets")
        verbose_name_plural = _("classes of assets")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(short__regex=r"^[0-9A-Z]{3}$"),
                name="asset_class_short_has_three",
                violation_error_message=_("The short class has three digits or capitals."),
            ),
            models.CheckConstraint(condition=Q(years__gte=1), name="asset_class_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class Asset(LifecycleRecord):
    """One card of the ledger (R78). What is unknown is said to be so: no column is empty."""

    status = models.CharField(
        _("state"), max_length=20, choices=AssetStates.choices, default=AssetStates.STOCK
    )
    number = models.CharField(_("number of the asset"), max_length=40, unique=True)
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)
    name = models.CharField(_("name of the asset"), max_length=60)
    asset_class = models.ForeignKey(
        AssetClass, models.PROTECT, related_name="assets", verbose_name=_("class of the asset")
    )
    model = models.CharField(_("model"), max_length=80)
    spec = models.CharField(_("specification"), max_length=120)
    manufacturer = models.CharField(_("manufacturer"), max_length=80)
    dealer = models.CharField(_("dealer"), max_length=80)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2)
    buyer_name = models.CharField(_("bought by"), max_length=80)
    accepter_name = models.CharField(_("goods accepted by"), max_length=80)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("using department")
    )
    # Who uses it; the one open custody says the same.
    user_name = models.CharField(_("user of the asset"), max_length=80)
    place = models.CharField(_("place of the asset"), max_length=80)
    warranty = models.CharField(_("warranty"), max_length=80)
    serial_number = models.CharField(_("serial number"), max_length=60, blank=True)
    way = models.CharField(_("acquired by"), max_length=10, choices=Way.choices, default=Way.BOUGHT)
    funds = models.CharField(_("source of funds"), max_length=10, choices=Funds.choices)
    booked_date = models.DateField(_("put in account on"))
    request = models.ForeignKey(
        PurchaseRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name=_("purchase request"),
    )
    # A request that it was reallocated to, until it is issued (R72).
    kept_for = models.ForeignKey(
        PurchaseRequest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reallocated",
        verbose_name=_("set aside for"),
    )
    scrapped_date = models.DateField(_("written off on"), null=True, blank=True)
    # The number it had before the ledger began.
    old_number = models.CharField(_("number until now"), max_length=40, blank=True, default="")
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("fixed asset")
        verbose_name_plural = _("fixed assets")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(name="")
                & ~Q(model="")
                & ~Q(spec="")
                & ~Q(manufacturer="")
                & ~Q(dealer="")
                & ~Q(buyer_name="")
                & ~Q(accepter_name="")
                & ~Q(user_name="")
                & ~Q(place="")
                & ~Q(warranty=""),
                name="asset_card_is_complete",
                violation_error_message=_("Every column of the card is filled in."),
            ),
            models.UniqueConstraint(
                fields=["old_number"],
                condition=~Q(old_number=""),
                name="asset_old_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0),
                name="asset_has_price",
                violation_error_message=_("The price is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(status="scrapped", scrapped_date__isnull=False)
                | (~Q(status="scrapped") & Q(scrapped_date=None)),
                name="asset_written_off_has_day",
                violation_error_message=_("What is written off has its day."),
            ),
            models.CheckConstraint(
                condition=Q(kept_for=None) | Q(status__in=["stock", "repair"]),
                name="asset_set_aside_lies_idle",
                violation_error_message=_("Only what lies idle is set aside."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Custody(models.Model):
    """Who answers for an asset, from when to when; one at a time (R86)."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="custodies")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="assets_kept", verbose_name=_("responsible person")
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    from_date = models.DateField(_("kept from"))
    to_date = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("custody")
        verbose_name_plural = _("custodies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(to_date=None),
                name="asset_one_keeper",
                violation_error_message=_("This asset has a responsible person already."),
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="custody_dates_in_order",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.person}"


class Movement(models.Model):
    """One line of an asset's trail (R82). Rows are never changed or taken away (trigger)."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="movements")
    act = models.CharField(_("what happened"), max_length=10, choices=Act.choices)
    at = models.DateTimeField(_("at"))
    giver_name = models.CharField(_("handed over by"), max_length=80, blank=True)
    taker_name = models.CharField(_("asset received by"), max_length=80, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    place = models.CharField(_("place of the asset"), max_length=80)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by_name = models.CharField(_("noted by"), max_length=80)

    class Meta:
        verbose_name = _("movement of an asset")
        verbose_name_plural = _("movements of assets")
        indexes: ClassVar = [models.Index(fields=["asset", "at"], name="asset_trail")]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.get_act_display()}"
