"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.seals import selectors, today
from operations.seals.lifecycle import PEOPLE

menu.register(
    "office", menu.Item(_("Use of seals"), "seals:index", icon="tag", order=65, posts=PEOPLE)
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Uses by paper, number or applicant, among those one may see."""
    found = selectors.filtered(selectors.uses(actor), today=timezone.localdate(), query=words)
    return [
        search.Hit(
            one.document,
            reverse("seals:record", args=[one.pk]),
            f"{one.number} · {one.seal.name} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("seals", _("Use of seals"), find)
registry.register_today("seals", today.lines)
registry.register_check(registry.Check("R26-seals", _("Seals lent out"), R(26), today.back))
registry.register_shortcut(
    registry.Shortcut(_("Apply for a seal"), "seals:add", icon="tag", posts=PEOPLE)
)
