"""The guides: all services, and one with all that an applicant wants to know (R140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cms import pagecache
from cms.machines import Crumb, Described
from cms.words import pairs
from console.models import Centre
from operations.casework import public
from operations.casework.fields import FieldSpec
from operations.casework.models import Applicant
from operations.casework.public import Guide
from operations.casework.terms import fields_of
from operations.staff.rules import SIX_ZONES, SYSTEMS
from operations.stations import selectors as stations
from operations.stations.selectors import PublicStation

LONGEST_QUERY = 60
GONE = 410
ZONES = dict(SIX_ZONES)
# As people read them: what farmers ask for first.
ORDER = tuple(code for code, _name in SYSTEMS)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The guides of one system, by zone."""

    code: str
    name: str
    zones: list[tuple[str, list[Guide]]]


def found(query: str, *, on: date) -> list[Guide]:
    """Guides that speak of the words, those whose name does first; all where there are none."""
    words = query.casefold().split()
    guides = public.guides(on=on)
    if not words:
        return guides
    wanted = [
        part for word in words for part in ([word, *pairs(word)] if len(word) > 1 else [word])
    ]
    scored = [(_score(guide, wanted), guide) for guide in guides]
    best = max((score for score, _guide in scored), default=0)
    kept = [pair for pair in scored if pair[0] and pair[0] * 2 >= best]
    return [guide for _points, guide in sorted(kept, key=lambda pair: -pair[0])]


def _score(guide: Guide, words: list[str]) -> int:
    item = guide.item
    title = f"{item.code} {item.name} {item.short}".casefold()
    text = f"{title} {item.who} {item.what}".casefold()
    return sum((word in text) + 2 * (word in title) for word in words)


def shelves(guides: list[Guide]) -> list[Shelf]:
    """By system and zone, in the catalogue's order."""
    zones = list(ZONES)

    def place(guide: Guide) -> tuple[int, int, int]:
        zone = zones.index(guide.item.zone) if guide.item.zone in ZONES else len(zones)
        return ORDER.index(guide.item.system), zone, guide.item.order

    names = dict(SYSTEMS)
    ordered = sorted(guides, key=place)
    return [
        Shelf(
            system,
            names[system],
            [
                (ZONES.get(zone, zone), list(inside))
                for zone, inside in groupby(rows, key=lambda one: one.item.zone)
            ],
        )
        for system, rows in groupby(ordered, key=lambda one: one.item.system)
    ]


@require_GET
def service_list(request: HttpRequest) -> HttpResponse:
    """All services by system and zone, or those that speak of a word."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    guides = found(query, on=timezone.localdate())
    asked = request.GET.get("system", "")
    if not asked or asked in ORDER:
        pagecache.keep(request, pagecache.SERVICES)
    shown = [one for one in guides if asked not in ORDER or one.item.system == asked]
    return render(
        request,
        "cms/casework/services.html",
        {
            "shelves": shelves(shown),
            "count": len(shown),
            "query": query,
            "words": query,
            "systems": SYSTEMS,
            "asked": asked,
            "about": Described(
                text=_(
                    "All services of the centre and the stations: who may apply, what to bring, "
                    "how long it takes, what it costs."
                ),
                path=reverse("site_services"),
                crumbs=(_shelf(),),
            ),
        },
    )


@require_GET
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One guide."""
    guide = guide_or_404(code)
    places = where(guide)
    pagecache.keep(request, pagecache.service_tag(guide.item.code))
    if guide.item.by_station or guide.item.at_station:
        pagecache.keep(request, pagecache.STATIONS)
    towns = groupby(places, key=lambda one: one.township)
    kinds = dict(Applicant.Kind.choices)
    return render(
        request,
        "cms/casework/service.html",
        {
            "guide": guide,
            "item": guide.item,
            "system": dict(SYSTEMS)[guide.item.system],
            "zone": ZONES.get(guide.item.zone, ""),
            "kinds": [kinds.get(kind, kind) for kind in guide.item.applicants],
            "fields": asked_of(guide),
            "towns": [(town, list(rows)) for town, rows in towns],
            "about": described(guide, request),
            "window": "window" in guide.item.channels,
            "by_phone": "phone" in guide.item.channels,
        },
    )


def guide_or_404(code: str) -> Guide:
    """An offered item's guide. Raises Http404."""
    guide = public.guide(code, on=timezone.localdate())
    if guide is None:
        raise Http404
    return guide


def withdrawn(request: HttpRequest, code: str) -> HttpResponse | None:
    """For somebody who filled in a form meanwhile: that the item is not offered any more."""
    item = public.withdrawn_item(code, on=timezone.localdate())
    if item is None:
        return None
    return render(request, "cms/casework/gone.html", {"item": item}, status=GONE)


def asked_of(guide: Guide) -> list[FieldSpec]:
    """What the applicant is asked; not what the handler fills in at the end."""
    return [one for one in fields_of(guide.form) if one.stage == "apply"]


def where(guide: Guide) -> list[PublicStation]:
    """The stations that take it: their own services by ability, the centre's wherever."""
    item = guide.item
    if not (item.by_station or item.at_station):
        return []
    return [
        one
        for one in stations.public_stations()
        if not item.by_station or item.code in one.abilities
    ]


def described(guide: Guide, request: HttpRequest) -> Described:
    """The guide as machines read it."""
    item = guide.item
    path = reverse("site_service", args=[item.code])
    return Described(
        text=item.short or item.what,
        path=path,
        crumbs=(_shelf(), Crumb(item.name, path)),
        data=(linked(guide, request),),
    )


def _shelf() -> Crumb:
    return Crumb(_("Guide to services"), reverse("site_services"))


def linked(guide: Guide, request: HttpRequest) -> dict[str, Any]:
    """The guide as schema.org's GovernmentService."""
    item, centre = guide.item, Centre.current()
    address = request.build_absolute_uri(reverse("site_service", args=[item.code]))
    channel = {"@type": "ServiceChannel", "serviceUrl": address}
    if centre.phone:
        channel["servicePhone"] = centre.phone
    return {
        "@type": "GovernmentService",
        "name": item.name,
        "identifier": item.code,
        "description": item.what or item.short,
        "serviceType": dict(SYSTEMS)[item.system],
        "audience": {"@type": "Audience", "audienceType": item.who},
        "provider": {"@type": "GovernmentOrganization", "name": str(centre)},
        "areaServed": centre.name,
        "availableChannel": channel,
        "isAccessibleForFree": item.free,
        "url": address,
    }
