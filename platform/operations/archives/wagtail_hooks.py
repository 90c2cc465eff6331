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
from operations.archives import selectors, today
from operations.archives.models import ArchivesSetting

menu.register(
    "documents",
    menu.Item(_("Full-text search"), "archives:search", icon="search", order=30, posts=AT_CENTRE),
    menu.Item(_("Archive"), "archives:index", icon="folder-inverse", order=40, posts=AT_CENTRE),
    menu.Item(
        _("To be filed"),
        "archives:waiting",
        icon="folder-open-1",
        order=50,
        posts=selectors.OVERSEERS,
    ),
    menu.Item(_("Loans"), "archives:loans", icon="history", order=60, posts=AT_CENTRE),
    menu.Item(
        _("Destruction lists"), "archives:lists", icon="bin", order=70, posts=selectors.OVERSEERS
    ),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Archived files by title or number, among those one may read."""
    found = selectors.files(actor, on=timezone.localdate()).filter(
        Q(title__icontains=words) | Q(number__icontains=words)
    )
    return [
        search.Hit(one.title, reverse("archives:record", args=[one.pk]), one.number)
        for one in found.order_by("-pk")[:limit]
    ]


search.register("archives", _("Archive"), find)
registry.register_today("archives", today.lines)
registry.register_check(
    registry.Check("A20", _("Archived files unchanged"), R(20), today.unchanged)
)
registry.register_check(registry.Check("A26", _("Loans of the archive"), R(26), today.lent))
registry.register_step(
    registry.Step(
        12,
        _("Set the fonds number of the archive"),
        "archives:settings",
        lambda: ArchivesSetting.objects.filter(key="fonds").exists(),
    )
)
