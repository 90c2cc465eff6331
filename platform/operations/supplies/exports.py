"""What the files of stock, ledger and movements have; names masked (R152)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from console.lists import Column
from core.privacy import mask_name
from operations.supplies.models import Holding


def _holder(holding: Holding) -> Any:
    return holding.person.name if holding.person else ""


STOCK = (
    Column(_("Supply"), str),
    Column(_("Code"), "code"),
    Column(_("Class"), "kind"),
    Column(_("Unit"), "unit"),
    Column(_("In stock"), "there", total=True),
    Column(_("Value"), "worth", total=True),
)
LEDGER = (
    Column(_("Supply"), lambda one: str(one.item)),
    Column(_("Class"), "item__kind"),
    Column(_("Whose"), lambda one: str(one.party)),
    Column(_("Held by"), _holder, mask=mask_name),
    Column(_("Unit"), "item__unit"),
    Column(_("Pieces"), "quantity", total=True),
)
