"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.counting import selectors, today
from operations.counting.lifecycle import COUNTERS, READERS

menu.register(
    "assets",
    menu.Item(_("Counts"), "counting:index", icon="tasks", order=36, posts=READERS),
    menu.Item(_("Count by phone"), "counting:start", icon="mobile-alt", order=38, posts=COUNTERS),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Counts by number, among those one may see."""
    found = selectors.filtered_counts(selectors.counts(actor), query=words)
    return [
        search.Hit(
            str(one), reverse("counting:record", args=[one.pk]), str(one.get_status_display())
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("counting", _("Counts"), find)
registry.register_today("counting", today.lines)
registry.register_check(registry.Check("R94", _("Counts of assets"), R(94), today.in_time))
registry.register_shortcut(
    registry.Shortcut(_("Count by phone"), "counting:start", icon="mobile-alt", posts=COUNTERS)
)
