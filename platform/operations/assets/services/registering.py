"""What was accepted is classified, numbered and entered in the ledger (R78)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from console.models import Centre
from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from operations.assets.kinds import Act
from operations.assets.lifecycle import PURCHASE
from operations.assets.models import Asset, AssetClass, Movement, PurchaseRequest
from operations.assets.numbers import of_class
from operations.assets.rules import keeping as rules
from operations.assets.selectors import NOTHING
from operations.assets.services.asking import locked
from operations.assets.services.moving import BOOKED, move


@transaction.atomic
def purchase_register(
    *,
    request_id: int,
    model: str,
    spec: str,
    manufacturer: str,
    place: str,
    warranty: str,
    by: Actor,
    at: datetime,
    serials: str = "",
    expected_version: int | None = None,
) -> Sequence[Asset]:
    """One card for each piece, numbered by class and year; it lies in store until issued (R78).

    serials: one to a line, or nothing.
    """
    request = locked(request_id)
    PURCHASE.check(request, "register", by=by, expected_version=expected_version)
    typed = {
        "model": model,
        "spec": spec,
        "manufacturer": manufacturer,
        "place": place,
        "warranty": warranty,
        "dealer": request.dealer,
        "buyer_name": request.checked_by_name,
    }
    rules.card_is_complete(typed)
    # Accepted means that what came was counted and priced (constraint).
    pieces = request.came_quantity or 0
    lines = [line.strip()[:60] for line in serials.splitlines() if line.strip()]
    rules.serials_fit(given=len(lines), different=len(set(lines)), pieces=pieces)
    made = _cards(request, typed, pieces, lines, at)
    numbers = []
    for asset in made:
        _entered(asset, by=by, at=at)
        numbers.append(asset.number)
    figures.changed(BOOKED, on=timezone.localdate(at))
    move(
        request, "register", by=by, at=at, version=expected_version,
        changes={"cards": numbers},
    )  # fmt: skip
    return made


def _cards(
    request: PurchaseRequest, typed: dict[str, str], pieces: int, serials: list[str], at: datetime
) -> list[Asset]:
    today = timezone.localdate(at)
    short = AssetClass.objects.get(pk=request.asset_class_id).short
    series = of_class(Centre.current().code, short)
    limits = {"spec": 120}
    texts = {name: value.strip()[: limits.get(name, 80)] for name, value in typed.items()}
    found = []
    for index in range(pieces):
        asset = Asset(
            number=numbering.draw(series, on=today).text,
            name=request.item,
            asset_class_id=request.asset_class_id,
            # Accepted means priced (constraint).
            price=request.came_price or NOTHING,
            accepter_name=request.accepted_by_name,
            department=request.department,
            user_name=_("nobody (in store)"),
            serial_number=serials[index] if serials else "",
            funds=request.funds,
            booked_date=today,
            request=request,
            # New things are for the department that asked for them (R71).
            kept_for=request,
            created_by_id=request.created_by_id,
            status_since=at,
            **texts,
        )
        asset.save()
        found.append(asset)
    return found


def _entered(asset: Asset, *, by: Actor, at: datetime) -> None:
    Movement.objects.create(
        asset=asset,
        act=Act.ENTERED,
        at=at,
        department=asset.department,
        place=asset.place,
        by_name=by.signature[:80],
    )
    audit.record(
        asset, by=by, action="asset.enter", changes={"card": asset.number},
        clauses=(R(78),), at=at,
    )  # fmt: skip
