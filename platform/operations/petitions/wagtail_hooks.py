"""The module's place in the console: menu, workbench, search."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.petitions import selectors, today

menu.register(
    "office",
    menu.Item(_("Petitions"), "petitions:index", icon="comment", order=75, posts=AT_CENTRE),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Petitions by subject or number, among those one may see."""
    found = selectors.petitions(actor).filter(
        Q(subject__icontains=words) | Q(number__icontains=words)
    )
    return [
        search.Hit(
            one.subject,
            reverse("petitions:record", args=[one.pk]),
            f"{one.number} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("petitions", _("Petitions"), find)
registry.register_today("petitions", today.lines)
registry.register_check(
    registry.Check("R26-decided", _("Decisions on petitions"), R(26), today.decided)
)
registry.register_check(
    registry.Check("R26-answered", _("Answers to petitions"), R(26), today.answered)
)
registry.register_shortcut(
    registry.Shortcut(_("Register a petition"), "petitions:add", icon="mail", posts=(Post.OFFICE,))
)
