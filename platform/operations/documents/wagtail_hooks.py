"""The module's place in the console: menu, workbench, search."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.documents import selectors, today
from operations.documents.incoming import selectors as incoming
from operations.documents.incoming import today as incoming_today
from operations.documents.lifecycle import ORIGINATORS
from operations.documents.models import DocumentSeries

menu.register(
    "documents",
    menu.Item(
        _("Papers handed in"),
        "handed:index",
        icon="upload",
        order=7,
        posts=(Post.STATION_MGR, *selectors.READERS),
    ),
    menu.Item(_("Incoming documents"), "incoming:index", icon="download", order=5, posts=AT_CENTRE),
    menu.Item(
        _("Outgoing documents"), "documents:index", icon="doc-full", order=10, posts=AT_CENTRE
    ),
    menu.Item(
        _("Document numbers"),
        "documents:numbers",
        icon="list-ul",
        order=20,
        posts=selectors.READERS,
    ),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Documents by title or number, among those one may read."""
    found = selectors.documents(actor, on=timezone.localdate()).filter(
        Q(title__icontains=words) | Q(number__icontains=words)
    )
    return [
        search.Hit(
            one.title,
            reverse("documents:record", args=[one.pk]),
            f"{one.number or one.department} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


def find_incoming(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Incoming documents by title, sender, numbers or the words of attached PDFs."""
    today = timezone.localdate()
    found = incoming.filtered(incoming.incoming(actor, on=today), today=today, query=words)
    return [
        search.Hit(
            one.title,
            reverse("incoming:record", args=[one.pk]),
            f"{one.number} {one.sender} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("documents", _("Outgoing documents"), find)
search.register("incoming", _("Incoming documents"), find_incoming)
registry.register_today("documents", today.lines)
registry.register_today("incoming", incoming_today.lines)
registry.register_check(registry.Check("R21", _("Limits of document steps"), R(21), today.limits))
registry.register_check(registry.Check("R22", _("Time of document steps"), R(22), today.overdue))
registry.register_check(registry.Check("R20", _("Filing of documents"), R(20), today.not_filed))
registry.register_check(
    registry.Check("R32", _("Filing of incoming documents"), R(32), incoming_today.filed)
)
registry.register_check(
    registry.Check("R35", _("Time of incoming documents"), R(35), incoming_today.handled)
)
registry.register_check(
    registry.Check("R36", _("Registering what arrives"), R(36), incoming_today.registered)
)
registry.register_step(
    registry.Step(
        10,
        _("Open the agency codes of documents"),
        "documents:numbers",
        DocumentSeries.objects.exists,
    )
)
registry.register_shortcut(
    registry.Shortcut(
        _("Register a document"), "incoming:add", icon="download", posts=(Post.OFFICE,)
    )
)
registry.register_shortcut(
    registry.Shortcut(_("Hand in a paper"), "handed:add", icon="upload", posts=(Post.STATION_MGR,))
)
registry.register_shortcut(
    registry.Shortcut(_("Draft a document"), "documents:add", icon="edit", posts=ORIGINATORS)
)
