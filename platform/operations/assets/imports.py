"""Opening balances: the cards that a centre has already, from a spreadsheet (R78, R85)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.audit import Draft
from core.clauses import R
from core.errors import Violation
from core.imports import Column, ImportSpec, Row, parsers, register
from operations.assets import selectors
from operations.assets.kinds import Funds
from operations.assets.lifecycle import KEEPERS
from operations.assets.models import Asset
from operations.assets.rules.buying import MOST_PRICE
from operations.assets.services.opening import Opening, cards_open
from operations.staff.selectors import departments


def _classes() -> list[tuple[Any, str]]:
    return [(one.pk, one.name) for one in selectors.classes()]


def _departments() -> list[tuple[Any, str]]:
    return [(one.pk, one.name) for one in departments()]


def _staff() -> list[tuple[Any, str]]:
    return [(one.pk, one.name) for one in selectors.staff()]


def _nobody(cell: str) -> int:
    """Asked only where there is nobody to choose from: then no name is right."""
    raise Violation(_("Choose somebody who works at the centre."), R(86), field="keeper")


def _existing(keys: Collection[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    """Cards that came in before, by the number they had then."""
    found = Asset.objects.filter(old_number__in={key[0] for key in keys})
    return {
        (one.old_number,): {
            "name": one.name,
            "asset_class": one.asset_class_id,
            "price": one.price,
            "department": one.department_id,
            "place": one.place,
            "booked_date": one.booked_date,
        }
        for one in found
    }


def _check(rows: Sequence[Row], by: Actor) -> None:
    """A known card changes on its own page, with its trail; nothing is booked ahead."""
    today = timezone.localdate()
    for row in rows:
        if row.changes:
            row.fail(row.changes[0], _("This card is in the ledger; change it on its own page."))
        if row.values["price"] <= 0:
            row.fail("price", _("The price is above zero."))
        if row.values["price"] >= MOST_PRICE:
            most = {"most": f"{MOST_PRICE:,}"}
            row.fail("price", _("A price is below %(most)s yuan; check its digits.") % most)
        if row.values["booked_date"] > today:
            row.fail("booked_date", _("This day lies ahead; note it when it has come."))


def _apply(rows: Sequence[Row], by: Actor) -> None:
    """New cards only; the ones that are known are as they were."""
    new = [Opening(**row.values) for row in rows if row.before is None]
    made = cards_open(cards=new, by=by, at=timezone.now())
    audit.record_many(
        [
            Draft(card, "asset.enter", changes={"card": card.number}, clauses=(R(78),))
            for card in made
        ],
        by=by,
    )


def _text(name: str, label: Any, longest: int, samples: tuple[str, str]) -> Column:
    """One of the columns that are never empty: “none” or “unknown” where so."""
    return Column(
        name, label, parse=parsers.text_of(longest), required=True, samples=samples,
        help=gettext_lazy("“None” or “unknown” where so."),
    )  # fmt: skip


CARDS = register(
    ImportSpec(
        key_name="assets",
        title=gettext_lazy("Fixed assets: opening balances"),
        intro=gettext_lazy(
            "One row per thing. It gets a number of its own here; the number that it had tells "
            "it again when the same file is sent twice."
        ),
        columns=(
            Column(
                "old_number",
                gettext_lazy("Number until now"),
                parse=parsers.text_of(40),
                required=True,
                aliases=("原编号", "资产编号"),
                samples=("旧-001", "旧-002"),
            ),
            Column(
                "name",
                gettext_lazy("Name of the asset"),
                parse=parsers.text_of(60),
                required=True,
                samples=("台式计算机", "办公桌"),
            ),
            Column(
                "asset_class",
                gettext_lazy("Class of the asset"),
                required=True,
                choices=_classes,
                samples=("台式计算机", "办公桌"),
            ),
            _text("model", gettext_lazy("Model"), 80, ("启明 D500", "无")),
            _text("spec", gettext_lazy("Specification"), 120, ("16G/512G", "1.4米")),
            _text("manufacturer", gettext_lazy("Manufacturer"), 80, ("启明电子", "不详")),
            _text("dealer", gettext_lazy("Dealer"), 80, ("禾川商行", "不详")),
            Column(
                "price",
                gettext_lazy("Price (yuan)"),
                parse=parsers.decimal_of(2),
                required=True,
                samples=("4299.00", "860.00"),
            ),
            _text("buyer_name", gettext_lazy("Bought by"), 80, ("不详", "不详")),
            _text("accepter_name", gettext_lazy("Accepted by"), 80, ("不详", "不详")),
            Column(
                "department",
                gettext_lazy("Using department"),
                required=True,
                choices=_departments,
                samples=("综合部", "电商办"),
            ),
            Column(
                "keeper",
                gettext_lazy("Responsible person"),
                parse=_nobody,
                choices=_staff,
                help=gettext_lazy("Empty: it lies in store."),
            ),
            _text("place", gettext_lazy("Place of the asset"), 80, ("二楼201室", "库房")),
            _text("warranty", gettext_lazy("Warranty"), 80, ("已过保", "无")),
            Column(
                "funds",
                gettext_lazy("Source of funds"),
                required=True,
                choices=Funds.choices,
                samples=("县级资金", "中心自有资金"),
            ),
            Column(
                "booked_date",
                gettext_lazy("Put in account on"),
                parse=parsers.day,
                required=True,
                samples=("2023-05-10", "2022-03-01"),
            ),
        ),
        key=("old_number",),
        load_existing=_existing,
        check=_check,
        apply=_apply,
        may=lambda actor: any(actor.holds(post) for post in KEEPERS),
        after_url="/console/assets/",
        after_label=gettext_lazy("To the ledger"),
    )
)
