"""The module's place in the console: menu, workbench, search."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.supplies import selectors, today
from operations.supplies.lifecycle import ASKERS, PEOPLE

for order, (label, name, posts) in enumerate(
    (
        (_("Plans of supplies"), "supplies:index", ASKERS),
        (_("Urgent requests of supplies"), "supplies:urgents", ASKERS),
        (_("Stock of supplies"), "supplies:stock", PEOPLE),
        (_("Ledger of supplies"), "supplies:ledger", ASKERS),
    ),
    start=1,
):
    menu.register(
        "supplies", menu.Item(label, name, icon="clipboard-list", order=order * 10, posts=posts)
    )


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Supplies by name or code, for whoever works at the centre."""
    if not selectors.works_here(actor):
        return []
    found = selectors.in_stock().filter(Q(name__icontains=words) | Q(code__iexact=words))
    return [
        search.Hit(
            str(one),
            reverse("supplies:item", args=[one.pk]),
            f"{one.code} · {one.get_kind_display()} · {one.there} {one.unit}",
        )
        for one in found.order_by("kind", "code")[:limit]
    ]


search.register("supplies", _("Supplies"), find)
registry.register_today("supplies", today.lines)
registry.register_check(
    registry.Check("R104-supplies", _("Plans of supplies"), R(104), today.in_time)
)
registry.register_check(registry.Check("R111-supplies", _("Minimum stock"), R(111), today.enough))
registry.register_shortcut(
    registry.Shortcut(
        _("Hand in the need"), "supplies:need", icon="clipboard-list", posts=(Post.STATION_MGR,)
    )
)
registry.register_shortcut(
    registry.Shortcut(
        _("Ask for something urgent"), "supplies:urgent_add", icon="warning", posts=PEOPLE
    )
)
