"""The search page and its proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PageOfMany
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from wagtail.images.models import Image

from cms import selectors
from cms.pictures import sized
from cms.search import asking, finding, help, showing, sources
from cms.search.asking import Asked
from cms.search.finding import Hit

A_PAGE = 12
# Below this even the best speaks of a part of the question only: perhaps it was mistyped.
WEAK = 0.4
SHOT = "fill-320x240|format-webp"


@dataclass(frozen=True, slots=True)
class Line:
    """One result as it is shown."""

    url: str
    kind: str
    title: SafeString
    excerpt: SafeString
    day: date | None
    shot: str


@dataclass(frozen=True, slots=True)
class Facet:
    """How many there are of a kind, and where to see only those."""

    label: str
    count: int
    url: str
    chosen: bool


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What the site has about a question."""
    typed = " ".join(request.GET.get("q", "").replace("\x00", "").split())[: asking.LONGEST]
    setting, today = help.setting(), timezone.localdate()
    asked = asking.asked(typed, setting.synonyms)
    hits = finding.find(asked, on=today)
    promoted = help.promoted(typed) if typed else []
    chosen = request.GET.get("kind", "")
    counts = Counter(hit.kind for hit in hits)
    chosen = chosen if counts[chosen] else ""
    shown = [hit for hit in hits if chosen in {"", hit.kind}]
    found = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    nothing = bool(typed) and not hits
    weak = nothing or bool(hits and hits[0].score < WEAK)
    if nothing and not promoted:
        help.missed(typed, on=today)
    return render(
        request,
        "cms/search.html",
        {
            "query": typed,
            "total": len(hits),
            "cut": len(hits) == finding.MOST,
            "found": found,
            "lines": _lines(found, asked),
            "facets": _facets(counts, typed, chosen),
            "chosen": chosen,
            "promoted": promoted,
            "same": urlencode({"q": typed, "kind": chosen} if chosen else {"q": typed}),
            "nothing": nothing,
            "nearest": help.nearest(asked, on=today) if typed and weak else [],
            "popular": [] if hits else setting.popular_words[:8],
            "towns": [] if hits else selectors.town_index(),
        },
    )


@require_GET
@cache_control(max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """What is proposed for the letters typed so far, for the field of every page."""
    asked = asking.asked(request.GET.get("q", ""), help.setting().synonyms)
    found = help.proposals(asked, on=timezone.localdate())
    return JsonResponse(
        {"proposals": [{"title": o.title, "url": o.url, "kind": o.kind} for o in found]},
        json_dumps_params={"ensure_ascii": False},
    )


def _facets(counts: Counter[str], typed: str, chosen: str) -> list[Facet]:
    """The kinds that were found, in the order of the sources."""
    return [
        Facet(
            str(label),
            counts[kind],
            "?" + urlencode({"q": typed, "kind": kind}),
            kind == chosen,
        )
        for kind, label in sources.kinds().items()
        if counts[kind]
    ]


def _lines(found: PageOfMany[Hit], asked: Asked) -> list[Line]:
    hits, kinds = list(found.object_list), sources.kinds()
    shots = _shots([hit.picture_id for hit in hits if hit.picture_id])
    return [
        Line(
            url=hit.url,
            kind=str(kinds.get(hit.kind, "")),
            title=showing.title_of(hit, asked),
            excerpt=showing.excerpt_of(hit, asked),
            day=hit.day,
            shot=shots.get(hit.picture_id or 0, ""),
        )
        for hit in hits
    ]


def _shots(pictures: Sequence[int]) -> dict[int, str]:
    """Addresses of the small pictures; two statements once they have been made."""
    images: Any = Image.objects.filter(pk__in=pictures).prefetch_renditions(SHOT)
    shots: dict[int, str] = {}
    for image in images if pictures else ():
        shot = sized(image, SHOT)
        if shot is not None:
            shots[image.pk] = shot.url
    return shots
