"""The module's place in the console: menu, workbench, search."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.meetings import selectors, today
from operations.meetings.lifecycle import CONVENERS, HOSTS, PEOPLE

menu.register(
    "office", menu.Item(_("Meetings"), "meetings:index", icon="group", order=35, posts=PEOPLE)
)
menu.register(
    "office", menu.Item(_("Visits"), "meetings:visits", icon="user", order=37, posts=PEOPLE)
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Meetings by title or number, visits by unit or matter, among those one may see."""
    found = selectors.filtered(selectors.meetings(actor), query=words)
    hits = [
        search.Hit(
            one.title,
            reverse("meetings:record", args=[one.pk]),
            f"{one.number} · {timezone.localdate(one.starts_at)} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]
    visits = selectors.filtered_visits(selectors.visits(actor), query=words)
    hits += [
        search.Hit(
            str(one),
            reverse("meetings:visit", args=[one.pk]),
            f"{one.number} · {timezone.localdate(one.arrives_at)} · {one.get_status_display()}",
        )
        for one in visits.order_by("-pk")[: limit - len(hits)]
    ]
    return hits


search.register("meetings", _("Meetings and visits"), find)
registry.register_today("meetings", today.lines)
registry.register_check(
    registry.Check("R26-minutes", _("Minutes of meetings"), R(26), today.minutes)
)
registry.register_shortcut(
    registry.Shortcut(_("Plan a meeting"), "meetings:add", icon="group", posts=CONVENERS)
)
registry.register_shortcut(
    registry.Shortcut(_("Enter a visit"), "meetings:visit_add", icon="user", posts=HOSTS)
)
