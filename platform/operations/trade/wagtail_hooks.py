"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console import menu, search
from console.home import registry
from core.actor import Actor
from operations.trade import selectors, today
from operations.trade.lifecycle import KEEPERS, READERS

for _label, _name, _icon, _order in (
    (_("Products with origin"), "trade:index", "pick", 5),
    (_("Batches"), "trade:batches", "tag", 6),
    (_("Recalls"), "trade:recalls", "warning", 7),
):
    menu.register("site", menu.Item(_label, _name, icon=_icon, order=_order, posts=READERS))


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Products and batches by name, code, producer or village, among those one may see."""
    products = selectors.filtered_products(selectors.products(actor), query=words)
    batches = selectors.filtered_batches(selectors.batches(actor), query=words)
    found = [
        search.Hit(
            one.name,
            reverse("trade:product", args=[one.pk]),
            f"{one.code} · {one.producer.name} · {one.get_status_display()}",
        )
        for one in products.order_by("-pk")[:limit]
    ]
    found += [
        search.Hit(
            str(one),
            reverse("trade:batch", args=[one.pk]),
            f"{one.packed_date} · {one.get_status_display()}",
        )
        for one in batches.order_by("-pk")[:limit]
    ]
    return found[:limit]


search.register("trade", _("Products and traceability"), find)
registry.register_today("trade", today.lines)
registry.register_shortcut(
    registry.Shortcut(_("Enter a batch"), "trade:batch_add", icon="tag", posts=KEEPERS)
)
