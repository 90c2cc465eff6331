"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.assets import selectors, today
from operations.assets.lifecycle import PEOPLE, READERS

menu.register(
    "assets",
    menu.Item(_("Ledger of fixed assets"), "assets:index", icon="desktop", order=10, posts=PEOPLE),
)
menu.register(
    "assets",
    menu.Item(
        _("Purchase of fixed assets"), "assets:purchases", icon="edit", order=20, posts=PEOPLE
    ),
)
menu.register(
    "assets",
    menu.Item(
        _("Reimbursement of fixed assets"),
        "assets:reimbursements",
        icon="clipboard-list",
        order=30,
        posts=PEOPLE,
    ),
)
menu.register(
    "assets",
    menu.Item(_("Repairs of assets"), "assets:repairs", icon="cog", order=32, posts=PEOPLE),
)
menu.register(
    "assets",
    menu.Item(_("Scrapping of assets"), "assets:scrappings", icon="bin", order=34, posts=PEOPLE),
)
menu.register(
    "assets",
    menu.Item(
        _("Depreciation and reconciliation"),
        "assets:accounts",
        icon="table",
        order=40,
        posts=READERS,
    ),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Cards by name, number, user or place, among those one may see."""
    found = selectors.filtered_assets(selectors.assets(actor), query=words)
    return [
        search.Hit(
            one.name,
            reverse("assets:record", args=[one.pk]),
            f"{one.number} · {one.user_name} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("assets", _("Fixed assets"), find)
registry.register_today("assets", today.lines)
for _code, _title, _clause, _judge in (
    ("R70", _("Threshold of fixed assets"), 70, today.threshold),
    ("R74", _("Approvals of purchases"), 74, today.ordered),
    ("R79", _("Ledger and books of finance"), 79, today.compared),
    ("R84", _("Special assets"), 84, today.authorised),
    ("R88", _("Findings on assets"), 88, today.put_right),
):
    registry.register_check(registry.Check(_code, _title, R(_clause), _judge))
registry.register_shortcut(
    registry.Shortcut(_("Ask for a fixed asset"), "assets:add", icon="desktop", posts=PEOPLE)
)
