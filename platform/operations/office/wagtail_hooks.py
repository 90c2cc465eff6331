"""The module's place in the console: menu, workbench, search."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.office import selectors, today
from operations.office.lifecycle import ISSUERS

menu.register(
    "office",
    menu.Item(_("Two-weekly plans"), "office:plans", icon="calendar-alt", order=5, posts=AT_CENTRE),
    menu.Item(
        _("Supervision items"), "office:items", icon="calendar-check", order=10, posts=AT_CENTRE
    ),
    menu.Item(_("Matrix of supervision"), "office:matrix", icon="table", order=20, posts=AT_CENTRE),
    menu.Item(_("Daily checks"), "office:checks", icon="check", order=30, posts=selectors.READERS),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Items by matter or number, among those one may read."""
    found = selectors.items(actor, on=timezone.localdate()).filter(
        Q(title__icontains=words) | Q(number__icontains=words)
    )
    return [
        search.Hit(
            one.title,
            reverse("office:item", args=[one.pk]),
            f"{one.number} · {one.department} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("supervision", _("Supervision items"), find)
registry.register_today("office", today.lines)
registry.register_check(registry.Check("R42", _("Two-weekly plans"), R(42), today.plans))
registry.register_check(registry.Check("R45", _("Daily checks"), R(45), today.not_checked))
registry.register_check(registry.Check("R46", _("Signing for items"), R(46), today.unsigned))
registry.register_check(registry.Check("R47", _("Supervision in time"), R(47), today.overdue))
registry.register_shortcut(
    registry.Shortcut(
        _("Issue a supervision item"), "office:issue", icon="calendar-check", posts=ISSUERS
    )
)
