"""The consolidated purchase: what all plans of a month need and the stock has not (R105, R106)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.supplies import selectors
from operations.supplies.kinds import Flow
from operations.supplies.lifecycle import PURCHASE, S
from operations.supplies.models import Item, Line, Place, Plan, Purchase, PurchaseLine
from operations.supplies.numbers import PURCHASE as SERIES
from operations.supplies.rules import classes
from operations.supplies.rules import stock as rules
from operations.supplies.services import stock
from operations.supplies.services.issuing import settle
from operations.supplies.services.moving import clerks_only, move
from operations.supplies.settings import threshold


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a line: pieces, price of one, numbers of forms."""

    quantity: int
    price: Decimal = Decimal(0)
    serials: str = ""


@transaction.atomic
def purchase_list(*, month: date, by: Actor, at: datetime) -> Purchase:
    """Put all checked plans of a month into one list; what lies in stock is not bought (R105)."""
    clerks_only(by)
    plans = list(
        Plan.objects.select_for_update(of=("self",))
        .filter(month=month, status=S.CHECKED)
        .select_related("department__head", "station")
        .order_by("pk")
    )
    if not plans:
        raise Violation(
            _("No plan for %(month)s is checked and waits for the list.")
            % {"month": f"{month:%Y-%m}"},
            R(105),
        )
    wanted: Counter[int] = Counter()
    for line in Line.objects.filter(plan__in=plans, approved__gt=0):
        wanted[line.item_id] += line.approved or 0
    purchase = Purchase.objects.create(
        month=month,
        listed_by_name=by.signature[:80],
        created_by_id=(by.acting_for or by).user_id,
        status_since=at,
    )
    for item in Item.objects.filter(pk__in=wanted).order_by("kind", "code"):
        needed = wanted[item.pk]
        # What is promised includes these plans.
        free = selectors.stock_of(item.pk) - (selectors.promised(item.pk) - needed)
        PurchaseLine.objects.create(
            purchase=purchase,
            item=item,
            needed=needed,
            quantity=max(0, needed + item.minimum - free),
            price=item.price,
        )
    for plan in plans:
        plan.purchase = purchase
        move(plan, "consolidate", by=by, at=at, fields=("purchase",))
    purchase.number = numbering.draw(SERIES, on=timezone.localdate(at), record=purchase).text
    purchase.save(update_fields=["number"])
    audit.record(purchase, by=by, action="supplypurchase.list", clauses=(R(105),), at=at)
    return purchase


@transaction.atomic
def purchase_order(
    *,
    purchase_id: int,
    by: Actor,
    at: datetime,
    supplier: str = "",
    expected_version: int | None = None,
) -> Purchase:
    """The clerk orders it (R105)."""
    purchase = _locked(purchase_id)
    purchase.supplier = supplier.strip()[:80]
    move(purchase, "order", by=by, at=at, fields=("supplier",), version=expected_version)
    for plan in _plans(purchase):
        move(plan, "purchase", by=by, at=at)
    return purchase


@transaction.atomic
def purchase_receive(
    *,
    purchase_id: int,
    place_id: int,
    arrived: Mapping[int, Arrived],
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Purchase:
    """What came is put into its cabinet; the plans then wait for their days of issue (R106)."""
    purchase = _locked(purchase_id)
    PURCHASE.check(purchase, "receive", by=by, expected_version=expected_version)
    place = Place.objects.get(pk=place_id)
    least = threshold(on=timezone.localdate(at))
    for line in purchase.lines.select_related("item").order_by("item_id"):
        came = arrived.get(line.pk, Arrived(0))
        if came.quantity:
            lay(line.item, place, came, threshold=least, note=purchase.number, by=by, at=at)
            line.received, line.price = came.quantity, came.price
            line.save(update_fields=["received", "price"])
    purchase.received_at = at
    move(purchase, "receive", by=by, at=at, fields=("received_at",), version=expected_version)
    for plan in _plans(purchase):
        move(plan, "stock", by=by, at=at)
        move(plan, "release", by=by, at=at)
        settle(plan, by=by, at=at)
    return purchase


def lay(
    item: Item,
    place: Place,
    came: Arrived,
    *,
    threshold: Decimal,
    note: str,
    by: Actor,
    at: datetime,
) -> None:
    """Put what was bought into the cabinet, judged as every receipt is."""
    rules.amount_is_whole(quantity=came.quantity)
    rules.price_is_given(price=came.price)
    classes.not_a_fixed_asset(
        name=str(item), is_kept=item.is_kept, price=came.price, threshold=threshold
    )
    classes.serials_are_given(is_numbered=item.is_numbered, serials=came.serials)
    stock.put(
        item,
        place,
        came.quantity,
        value=rules.worth(price=came.price, quantity=came.quantity),
        flow=Flow.RECEIPT,
        by=by,
        at=at,
        serials=came.serials,
        note=note,
    )


def _locked(purchase_id: int) -> Purchase:
    return Purchase.objects.select_for_update().get(pk=purchase_id)


def _plans(purchase: Purchase) -> list[Plan]:
    found = Plan.objects.select_for_update(of=("self",)).filter(purchase=purchase)
    return list(found.select_related("department__head", "station").order_by("pk"))
