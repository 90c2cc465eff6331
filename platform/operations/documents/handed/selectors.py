"""Reads of papers handed in; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.posts import Post
from core.actor import Actor
from core.codes.typed import is_digits
from operations.documents.handed.lifecycle import S
from operations.documents.incoming.lifecycle import T
from operations.documents.models import HandedPaper
from operations.documents.selectors import READERS
from operations.stations.lifecycle import ENDED
from operations.stations.models import Station

# What a station reads of the way of its paper, and nothing more: (state of the register's line).
UNDER_WAY, HANDLED = "under_way", "handled"
COARSE = {
    T.COMPLETED: HANDLED,
    T.ARCHIVED: HANDLED,
    T.SENT_BACK: "sent_back",
    T.VOID: "void",
}


def reads_all(actor: Actor) -> bool:
    """The office and the leaders, as with the register."""
    return any(actor.holds(post) for post in READERS)


def own_keys(actor: Actor) -> list[int]:
    """The stations that this person manages."""
    keys = [
        one.scope.key
        for one in actor.holdings
        if one.post == Post.STATION_MGR and one.scope.kind == "station"
    ]
    return sorted(int(key) for key in keys if is_digits(key))


def own_stations(actor: Actor) -> QuerySet[Station]:
    """Those of them that can hand something in."""
    return Station.objects.filter(pk__in=own_keys(actor)).exclude(status__in=ENDED).order_by("pk")


def papers(actor: Actor) -> QuerySet[HandedPaper]:
    """All for the office and the leaders; a manager's own stations' (R31); nobody else's."""
    found = HandedPaper.objects.select_related("station", "document")
    if reads_all(actor):
        return found
    return found.filter(station_id__in=own_keys(actor))


def filtered(
    found: QuerySet[HandedPaper], *, query: str = "", state: str = "", kind: str = ""
) -> QuerySet[HandedPaper]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(title__icontains=words)
            | Q(station_name__icontains=words)
            | Q(document__number__icontains=words)
        )
    if state in S.values:
        found = found.filter(status=state)
    if kind:
        found = found.filter(kind=kind)
    return found


def course(paper: HandedPaper) -> str:
    """How far the register's line of it is, in the station's words; "" before it is registered."""
    if paper.document is None:
        return ""
    return COARSE.get(T(paper.document.status), UNDER_WAY)
