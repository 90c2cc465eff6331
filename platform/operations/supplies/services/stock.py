"""What moves in the cabinets: received, taken, given back, counted (R110, R111)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.supplies.kinds import Flow
from operations.supplies.models import Balance, Issue, Item, Movement, Place
from operations.supplies.rules import classes
from operations.supplies.rules import stock as rules
from operations.supplies.services.moving import clerks_only
from operations.supplies.settings import threshold

# Of an item at a place: the number of the count in which it is counted now; '' for none.
Counting = Callable[[int, int], str]
_counting: list[Counting] = []


def register_counting(question: Counting) -> None:
    """Counts stand above supplies: theirs is asked before a number is entered here."""
    _counting.append(question)


@transaction.atomic
def stock_receive(
    *,
    item_id: int,
    place_id: int,
    by: Actor,
    at: datetime,
    price: Decimal,
    quantity: int = 0,
    packs: int = 0,
    serials: str = "",
    note: str = "",
    opening: bool = False,
) -> Movement:
    """The office area puts something into its cabinet; packs and pieces, price of a piece."""
    clerks_only(by)
    item = Item.objects.get(pk=item_id)
    pieces = rules.in_pieces(packs=packs, pieces=quantity, pack_size=item.pack_size)
    rules.amount_is_whole(quantity=pieces)
    rules.price_is_given(price=price)
    classes.not_a_fixed_asset(
        name=str(item),
        is_kept=item.is_kept,
        price=price,
        threshold=threshold(on=timezone.localdate(at)),
    )
    classes.serials_are_given(is_numbered=item.is_numbered, serials=serials)
    moved = put(
        item,
        Place.objects.get(pk=place_id),
        pieces,
        value=rules.worth(price=price, quantity=pieces),
        flow=Flow.OPENING if opening else Flow.RECEIPT,
        by=by,
        at=at,
        serials=serials,
        note=note,
    )
    audit.record(
        item, by=by, action="supply.receive", changes={"pieces": pieces}, clauses=(R(111),), at=at
    )
    return moved


@transaction.atomic
def stock_count(
    *, item_id: int, place_id: int, counted: int, reason: str, by: Actor, at: datetime
) -> Movement | None:
    """What was counted is what there is; the difference is a movement with its reason (R115)."""
    clerks_only(by)
    item, place = Item.objects.get(pk=item_id), Place.objects.get(pk=place_id)
    _is_not_being_counted(item, place)
    balance = _locked(item, place)
    difference = counted - balance.quantity
    if not difference:
        return None
    rules.reason_is_given(reason=reason, clause=115)
    return _adjusted(balance, difference, reason, by=by, at=at)


@transaction.atomic
def stock_adjust(
    *, item_id: int, place_id: int, difference: int, reason: str, by: Actor, at: datetime
) -> Movement:
    """The approved difference of a count; its approval is the permission (R115).

    A difference, no total: what was issued since the count stays issued.
    """
    item, place = Item.objects.get(pk=item_id), Place.objects.get(pk=place_id)
    balance = _locked(item, place)
    if difference < 0:
        rules.enough_is_there(
            name=str(item), unit=item.unit, there=balance.quantity, wanted=-difference
        )
    return _adjusted(balance, difference, reason, by=by, at=at)


def _is_not_being_counted(item: Item, place: Place) -> None:
    """Its differences are approved and booked there, not here (R115). Raises Violation."""
    for number in (question(item.pk, place.pk) for question in _counting):
        if number:
            raise Violation(
                _("%(item)s in %(place)s is being counted (%(count)s); enter the number there.")
                % {"item": item, "place": place, "count": number},
                R(115),
                field="counted",
            )


def _adjusted(
    balance: Balance, difference: int, reason: str, *, by: Actor, at: datetime
) -> Movement:
    item = balance.item
    if difference > 0:
        one = rules.average(value=balance.value, quantity=balance.quantity) or item.price
        moved = put(
            item, balance.place, difference, value=rules.worth(price=one, quantity=difference),
            flow=Flow.COUNT, by=by, at=at, note=reason,
        )  # fmt: skip
    else:
        moved = _down(balance, -difference, flow=Flow.COUNT, by=by, at=at, note=reason)
    audit.record(
        item, by=by, action="supply.count", note=reason,
        changes={"pieces": difference}, clauses=(R(115),), at=at,
    )  # fmt: skip
    return moved


def put(
    item: Item,
    place: Place,
    quantity: int,
    *,
    value: Decimal,
    flow: str,
    by: Actor,
    at: datetime,
    serials: str = "",
    note: str = "",
) -> Movement:
    """Lay so many at a place."""
    balance = _locked(item, place)
    balance.quantity += quantity
    balance.value += value
    rules.fits_a_place(quantity=balance.quantity, value=balance.value)
    balance.save(update_fields=["quantity", "value"])
    return Movement.objects.create(
        item=item,
        place=place,
        flow=flow,
        quantity=quantity,
        value=value,
        left=balance.quantity,
        serials=serials.strip()[:80],
        note=note.strip()[:200],
        by_name=by.signature[:80],
        at=at,
    )


def take(
    item: Item,
    quantity: int,
    *,
    by: Actor,
    at: datetime,
    issue: Issue,
    serials: str = "",
) -> Decimal:
    """Take so many from wherever they lie, for a signed issue; what they were worth (R109, R110).

    Whoever comes at the same moment waits for the locked balances, and then sees what is left.
    """
    rules.amount_is_whole(quantity=quantity)
    rows = list(
        Balance.objects.select_for_update(of=("self",))
        .filter(item=item, quantity__gt=0)
        .select_related("place", "item")
        .order_by("pk")
    )
    there = [row.quantity for row in rows]
    rules.enough_is_there(name=str(item), unit=item.unit, there=sum(there), wanted=quantity)
    value = Decimal(0)
    for row, taken in zip(rows, rules.spread(wanted=quantity, there=there), strict=True):
        if taken:
            moved = _down(row, taken, flow=Flow.ISSUE, by=by, at=at, issue=issue, serials=serials)
            value -= moved.value
    return value


def _locked(item: Item, place: Place) -> Balance:
    Balance.objects.get_or_create(item=item, place=place)
    return Balance.objects.select_for_update().get(item=item, place=place)


def _down(
    balance: Balance,
    quantity: int,
    *,
    flow: str,
    by: Actor,
    at: datetime,
    issue: Issue | None = None,
    serials: str = "",
    note: str = "",
) -> Movement:
    worth = rules.share(value=balance.value, of=balance.quantity, taken=quantity)
    balance.quantity -= quantity
    balance.value -= worth
    balance.save(update_fields=["quantity", "value"])
    return Movement.objects.create(
        item=balance.item,
        place=balance.place,
        flow=flow,
        quantity=-quantity,
        value=-worth,
        left=balance.quantity,
        issue=issue,
        serials=serials.strip()[:80],
        note=note.strip()[:200],
        by_name=by.signature[:80],
        at=at,
    )
