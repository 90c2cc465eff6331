"""Pages of a county's site that are no Wagtail pages: stations, theme, robots."""

from __future__ import annotations

import mimetypes
from itertools import groupby
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cms import drawn, machines, pagecache, selectors
from cms import theme as palettes
from console.models import Centre
from operations.stations import selectors as stations
from operations.stations.abilities import ABILITIES
from operations.training import public as training

DAYS = "一二三四五六日"
MOST_WORDS = 60
MOST_STATIONS, FEW_STATIONS, NEAR = 150, 24, 6
# The width of the drawn signboard, to which a station's name is fitted.
SIGN_WIDTH = 440
SEAL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="6" fill="{colour}"/>'
    '<rect x="4" y="4" width="56" height="56" rx="3" fill="none" stroke="#fff" stroke-width="2"/>'
    '<text x="32" y="46" font-size="38" font-weight="700" text-anchor="middle" fill="#fff" '
    "font-family=\"'Songti SC','Noto Serif CJK SC','Source Han Serif SC',SimSun,serif\">"
    "{letter}</text></svg>"
)
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


@require_GET
def station_list(request: HttpRequest) -> HttpResponse:
    """The directory by township, all of it or what was asked for."""
    asked, words = request.GET.get("township", ""), request.GET.get("q", "").strip()[:MOST_WORDS]
    everywhere = stations.public_stations()
    # Codes of no township fill no cache.
    if not asked or any(one.township_code == asked for one in everywhere):
        pagecache.keep(request, pagecache.STATIONS)
    shown = [
        one
        for one in everywhere
        if (not asked or one.township_code == asked) and (not words or selectors.says(one, words))
    ]
    # A county of a thousand villages is chosen from by township, or the page would be heavy.
    listed = shown if asked or words or len(shown) <= MOST_STATIONS else []
    groups = [
        (name, list(rows))
        for name, rows in groupby(listed[:MOST_STATIONS], key=lambda one: one.township)
    ]
    return render(
        request,
        "cms/stations.html",
        {
            "groups": groups,
            "towns": selectors.towns(everywhere),
            "asked": asked,
            "words": words,
            "numbers": selectors.numbers(),
            "town_map": None if asked or words else drawn.town_map(everywhere),
            "found": len(shown),
            "chosen": bool(asked or words) or len(shown) <= FEW_STATIONS,
            "about": machines.Described(
                text=_(
                    "Village stations send and receive parcels, buy and sell on behalf, pay bills "
                    "and answer questions."
                ),
                path=request.path,
                crumbs=(machines.Crumb(_("Stations"), request.path),),
            ),
        },
    )


@require_GET
def station(request: HttpRequest, slug: str) -> HttpResponse:
    """One station, as its plate's QR code opens it."""
    found = stations.public_station(slug)
    if found is None:
        raise Http404
    pagecache.keep(
        request, pagecache.station_tag(slug), pagecache.township_tag(found.township_code)
    )
    today = str(timezone.localdate().isoweekday())
    hours = [
        (f"周{DAYS[int(day) - 1]}", span, day == today)
        for day, span in sorted(found.opening_hours.items())
    ]
    near = [one for one in stations.public_stations(found.township_code) if one.slug != slug]
    return render(
        request,
        "cms/station.html",
        {
            "station": found,
            "hours": hours,
            "abilities": [str(ABILITIES.get(code, code))[4:] for code in found.abilities],
            "near": near[:NEAR],
            "two_floors": found.level == "township",
            "classes": training.at_station(slug, on=timezone.localdate()),
            "sign": found.name,
            "sign_size": min(32, SIGN_WIDTH // max(len(found.name), 1)),
            "about": machines.of_station(found, request.path, request),
        },
    )


@require_GET
@cache_control(max_age=300)
def theme(request: HttpRequest) -> HttpResponse:
    """The county's colours as CSS, dark enough to read on light and light enough on dark."""
    pagecache.keep(request, pagecache.ALL)
    centre = Centre.current()
    css = palettes.sheet(centre.accent, centre.look, centre.highlight)
    return HttpResponse(css, content_type="text/css")


@require_GET
@cache_control(max_age=300)
def mark(request: HttpRequest) -> HttpResponse:
    """The seal of the site: the first character of its name, in its colour."""
    pagecache.keep(request, pagecache.ALL)
    centre = Centre.current()
    colour = palettes.palette(centre.accent, centre.look)["accent-light"]
    drawn = SEAL.format(colour=colour, letter=escape(centre.name[:1] or "村"))
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_GET
@cache_control(public=True, max_age=86400)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of this site's pages, from the current county's own folder and no other."""
    path = PurePosixPath("images") / name
    if path.suffix.lower() not in PICTURES or ".." in path.parts:
        raise Http404
    if not default_storage.exists(str(path)):
        raise Http404
    kind = mimetypes.guess_type(path.name)[0] or "image/webp"
    return FileResponse(default_storage.open(str(path)), content_type=kind)
