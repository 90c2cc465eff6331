"""What the files of cards and movements have; people's names masked (R152)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from console.lists import Column
from core.privacy import mask_name
from operations.assets.lifecycle import A
from operations.assets.models import Asset, Depreciation

AMOUNT: DecimalField[Any, Any] = DecimalField(max_digits=14, decimal_places=2)


def with_wear(cards: QuerySet[Asset]) -> QuerySet[Asset]:
    """Cards with what they lost by now, and what is left."""
    lost = Depreciation.objects.filter(asset=OuterRef("pk")).values("asset")
    worn = Coalesce(Subquery(lost.annotate(all=Sum("amount")).values("all")), Value(Decimal(0)))
    counted = cards.annotate(worn=worn)
    return counted.annotate(net=F("price") - F("worn"))


def _user(card: Asset) -> str:
    """Who uses it; where it lies in store the words for that stay."""
    return card.user_name if card.status == A.STOCK else mask_name(card.user_name)


CARDS = (
    Column(_("Number of the asset"), "number"),
    Column(_("Name of the asset"), "name"),
    Column(_("National class"), "asset_class__code"),
    Column(_("Class of the asset"), "asset_class__name"),
    Column(_("Model"), "model"),
    Column(_("Specification"), "spec"),
    Column(_("Manufacturer"), "manufacturer"),
    Column(_("Dealer"), "dealer"),
    Column(_("Price (yuan)"), "price", total=True),
    Column(_("Bought by"), "buyer_name", mask=mask_name),
    Column(_("Accepted by"), "accepter_name", mask=mask_name),
    Column(_("Using department"), "department__name"),
    Column(_("User of the asset"), _user),
    Column(_("Place of the asset"), "place"),
    Column(_("Warranty"), "warranty"),
    Column(_("Serial number"), "serial_number"),
    Column(_("Acquired"), "way"),
    Column(_("Source of funds"), "funds"),
    Column(_("Put in account on"), "booked_date"),
    Column(_("Depreciated"), "worn", total=True),
    Column(_("Net value"), "net", total=True),
    Column(_("State"), "status"),
    Column(_("Number until now"), "old_number"),
)
