"""Goods arrive and are accepted against request and agreement (R74–R75)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core.actor import Actor
from operations.assets.lifecycle import PURCHASE
from operations.assets.models import PurchaseRequest
from operations.assets.rules import buying as rules
from operations.assets.services.asking import locked
from operations.assets.services.moving import move

CAME = ("came_spec", "came_quantity", "came_price", "differences", "accepted_by_name")


@transaction.atomic
def purchase_arrive(
    *,
    request_id: int,
    ordered_date: date,
    arrived_date: date,
    dealer: str,
    agreement: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> PurchaseRequest:
    """Ordered while the approval held, from whom, by which agreement, and here now (R74)."""
    request = locked(request_id)
    PURCHASE.check(request, "arrive", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    rules.order_names_dealer(dealer=dealer, agreement=agreement)
    rules.day_is_not_ahead(day=arrived_date, today=today, field="arrived_date")
    rules.order_is_in_time(
        ordered=ordered_date,
        # Being bought means approved until a day (constraint).
        approved=request.approved_date or today,
        until=request.valid_until_date or today,
        arrived=arrived_date,
    )
    request.ordered_date, request.arrived_date = ordered_date, arrived_date
    request.dealer, request.agreement = dealer.strip()[:80], agreement.strip()[:80]
    move(
        request, "arrive", by=by, at=at,
        fields=("ordered_date", "arrived_date", "dealer", "agreement"), version=expected_version,
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_accept(
    *,
    request_id: int,
    came_spec: str,
    came_quantity: int,
    came_price: Decimal,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> PurchaseRequest:
    """All is as it was asked for (R75)."""
    request = locked(request_id)
    PURCHASE.check(request, "accept", by=by, expected_version=expected_version)
    found = _compare(request, came_spec, came_quantity, came_price, by)
    rules.nothing_differs(found=found)
    request.accepted_date = timezone.localdate(at)
    move(request, "accept", by=by, at=at, fields=(*CAME, "accepted_date"), version=expected_version)
    return request


@transaction.atomic
def purchase_differ(
    *,
    request_id: int,
    came_spec: str,
    came_quantity: int,
    came_price: Decimal,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> PurchaseRequest:
    """Model, quantity or price differ: the approver decides (R75)."""
    request = locked(request_id)
    PURCHASE.check(request, "differ", by=by, expected_version=expected_version)
    found = _compare(request, came_spec, came_quantity, came_price, by)
    rules.something_differs(found=found)
    request.difference_reason = reason.strip()[:300]
    move(
        request, "differ", by=by, at=at, reason=reason, fields=(*CAME, "difference_reason"),
        version=expected_version, changes={"differences": list(found)},
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_allow(
    *,
    request_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> PurchaseRequest:
    """The approver agrees to what differs: a supplementary approval, too (R65, R75)."""
    request = locked(request_id)
    PURCHASE.check(request, "allow", by=by, expected_version=expected_version)
    request.approved_total = request.came_total
    request.accepted_date = timezone.localdate(at)
    move(
        request, "allow", by=by, at=at, reason=reason, fields=("approved_total", "accepted_date"),
        version=expected_version,
    )  # fmt: skip
    return request


@transaction.atomic
def purchase_disallow(
    *, request_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> PurchaseRequest:
    """The approver does not agree: the goods go back (R75)."""
    return _back(request_id, "disallow", reason, by=by, at=at, version=expected_version)


@transaction.atomic
def purchase_send_back(
    *, request_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> PurchaseRequest:
    """The goods are not fit (不合格) and go back to the dealer (R75)."""
    return _back(request_id, "send_back", reason, by=by, at=at, version=expected_version)


def _back(
    request_id: int, action: str, reason: str, *, by: Actor, at: datetime, version: int | None
) -> PurchaseRequest:
    request = locked(request_id)
    PURCHASE.check(request, action, by=by, expected_version=version)
    request.came_spec, request.came_quantity, request.came_price = "", None, None
    request.differences, request.accepted_by_name = [], ""
    move(request, action, by=by, at=at, reason=reason, fields=CAME, version=version)
    return request


def _compare(
    request: PurchaseRequest, spec: str, quantity: int, price: Decimal, by: Actor
) -> Sequence[str]:
    rules.goods_are_counted(spec=spec, quantity=quantity, price=price)
    request.came_spec, request.came_quantity = spec.strip()[:120], quantity
    request.came_price = price
    found = rules.differences(
        asked=(request.spec, request.quantity, request.unit_price),
        came=(request.came_spec, quantity, price),
    )
    request.differences = list(found)
    request.accepted_by_name = by.signature[:80]
    return found
