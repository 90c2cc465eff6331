"""Opening balances of the stock from a spreadsheet: one row per supply and place (R111)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actor import Actor
from core.errors import Violation
from core.imports import Column, ImportSpec, Row, parsers, register
from operations.supplies import selectors
from operations.supplies.models import Balance, Item, Place
from operations.supplies.rules import classes
from operations.supplies.rules import stock as rules
from operations.supplies.services import stock_receive
from operations.supplies.settings import threshold


def _existing(keys: Collection[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    """What lies there already."""
    codes = {key[0] for key in keys}
    found = Balance.objects.filter(item__code__in=codes, quantity__gt=0)
    return {
        (one.item.code, one.place.name): {
            "code": one.item.code,
            "place": one.place.name,
            "quantity": one.quantity,
        }
        for one in found.select_related("item", "place")
    }


def _check(rows: Sequence[Row], by: Actor) -> None:
    """Known codes, and only where nothing lies yet: afterwards the stock moves by its verbs."""
    known = {one.code: one for one in selectors.items()}
    least = threshold(on=timezone.localdate())
    for row in rows:
        item = known.get(row.values["code"])
        if item is None:
            row.fail("code", _("There is no supply of this code in the catalogue."))
            continue
        if row.before is not None and row.changes:
            row.fail("quantity", _("Something lies there already; enter a receipt or a count."))
        _judge(row, item, least)


def _judge(row: Row, item: Item, threshold: Decimal) -> None:
    values = row.values
    try:
        rules.amount_is_whole(quantity=values["quantity"])
        rules.price_is_given(price=values["price"])
        worth = rules.worth(price=values["price"], quantity=values["quantity"])
        rules.fits_a_place(quantity=values["quantity"], value=worth)
        classes.not_a_fixed_asset(
            name=str(item), is_kept=item.is_kept, price=values["price"], threshold=threshold
        )
        classes.serials_are_given(is_numbered=item.is_numbered, serials=values.get("serials") or "")
    except Violation as refusal:
        row.fail(refusal.field, refusal.sentence)


def _apply(rows: Sequence[Row], by: Actor) -> None:
    """Each as an opening movement."""
    items = {one.code: one.pk for one in selectors.items()}
    places = dict(Place.objects.values_list("name", "pk"))
    for row in rows:
        stock_receive(
            item_id=items[row.values["code"]],
            place_id=places[row.values["place"]],
            quantity=row.values["quantity"],
            price=row.values["price"],
            serials=row.values.get("serials") or "",
            opening=True,
            by=by,
            at=timezone.now(),
        )


def _places() -> list[tuple[Any, str]]:
    return [(one.name, one.name) for one in Place.objects.order_by("order", "pk")]


STOCK = register(
    ImportSpec(
        key_name="supplies-stock",
        title=gettext_lazy("Opening balances of supplies"),
        intro=gettext_lazy(
            "One row per supply and place where nothing lies yet. What is there already moves by"
            " receipts, issues and counts."
        ),
        columns=(
            Column(
                "code", gettext_lazy("Code"), parse=parsers.text_of(12), required=True,
                aliases=("编码", "用品编码"), samples=("C2a-01", "C3-07"),
            ),
            Column(
                "place", gettext_lazy("Cabinet and slot"), choices=_places, required=True,
                aliases=("位置",), samples=("用品柜一·上层", "库房货架"),
            ),
            Column(
                "quantity", gettext_lazy("Pieces"), parse=parsers.integer, required=True,
                aliases=("数量",), samples=("48", "40"),
            ),
            Column(
                "price", gettext_lazy("Price of a piece"), parse=parsers.decimal_of(2),
                required=True, aliases=("单价",), samples=("1.50", "24"),
            ),
            Column(
                "serials", gettext_lazy("Numbers of the forms"), parse=parsers.text_of(80),
                aliases=("起止号",),
            ),
        ),
        key=("code", "place"),
        load_existing=_existing,
        check=_check,
        apply=_apply,
        may=selectors.is_clerk,
        after_url="/console/supplies/stock/",
        after_label=gettext_lazy("To the stock"),
    )
)  # fmt: skip
