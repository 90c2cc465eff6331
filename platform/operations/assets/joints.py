"""What other parts ask of assets: files, and what somebody who leaves has to give back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from console import places
from core import attachments
from core.actor import Actor
from operations.assets import selectors
from operations.assets.models import (
    Asset,
    FinanceBalance,
    Movement,
    PurchaseRequest,
    Reimbursement,
    Repair,
    Scrapping,
)
from operations.staff import clearance
from operations.staff.models import Person


def register() -> None:
    """Called once at start-up."""
    from operations.assets import figures, imports, numbers  # noqa: F401 - they declare themselves

    places.register("assets", where="county")
    attachments.register_guard(PurchaseRequest, may_see_purchase)
    attachments.register_guard(Reimbursement, may_see_reimbursement)
    attachments.register_guard(Asset, may_see_asset)
    attachments.register_guard(Repair, may_see_repair)
    attachments.register_guard(Scrapping, may_see_scrapping)
    attachments.register_guard(Movement, lambda actor, line: may_see_asset(actor, line.asset))
    clearance.register("assets", to_give_back)


def balance_page(key: str) -> str:
    """Balances have no page of their own: the month's comparison shows them."""
    month = FinanceBalance.objects.filter(pk=key).values_list("month", flat=True).first()
    asked = f"?month={month:%Y-%m}" if month else ""
    return f"{reverse('assets:accounts')}{asked}"


def may_see_purchase(actor: Actor, request: PurchaseRequest) -> bool:
    """Files of a purchase are for those who may see it."""
    return selectors.purchases(actor).filter(pk=request.pk).exists()


def may_see_reimbursement(actor: Actor, found: Reimbursement) -> bool:
    """Files of a reimbursement are for those who may see it."""
    return selectors.reimbursements(actor).filter(pk=found.pk).exists()


def may_see_repair(actor: Actor, repair: Repair) -> bool:
    """Files of a repair are for those who may see it."""
    return selectors.repairs(actor).filter(pk=repair.pk).exists()


def may_see_scrapping(actor: Actor, found: Scrapping) -> bool:
    """Files of a scrapping are for those who may see it."""
    return selectors.scrappings(actor).filter(pk=found.pk).exists()


def may_see_asset(actor: Actor, asset: Asset) -> bool:
    """Files and signatures of an asset are for those who may see it."""
    return selectors.assets(actor).filter(pk=asset.pk).exists()


def to_give_back(person: Person) -> list[str]:
    """One sentence for each asset that somebody who leaves still answers for (R86)."""
    return [
        _("%(asset)s is not given back") % {"asset": custody.asset}
        for custody in selectors.kept_by(person)
    ]
