"""Pages of a county's site that are no Wagtail pages: stations, search, theme, robots."""

from __future__ import annotations

import mimetypes
from itertools import groupby
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from wagtail.models import Page, Site

from cms import selectors
from cms.casework import guides
from console import colours
from console.models import Centre
from operations.casework import public
from operations.stations import selectors as stations
from operations.stations.abilities import ABILITIES

MOST_GUIDES = 6
DAYS = "一二三四五六日"
PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


@require_GET
def station_list(request: HttpRequest) -> HttpResponse:
    """The directory by township."""
    found = stations.public_stations()
    towns = {one.township_code: one.township for one in found}
    asked = request.GET.get("township", "")
    shown = [one for one in found if not asked or one.township_code == asked]
    groups = [(name, list(rows)) for name, rows in groupby(shown, key=lambda one: one.township)]
    return render(
        request,
        "cms/stations.html",
        {
            "groups": groups,
            "towns": sorted(towns.items()),
            "asked": asked,
            "numbers": selectors.numbers(),
            "count": len(shown),
        },
    )


@require_GET
def station(request: HttpRequest, slug: str) -> HttpResponse:
    """One station, as its plate's QR code opens it."""
    found = stations.public_station(slug)
    if found is None:
        raise Http404
    hours = [(f"周{DAYS[int(day) - 1]}", span) for day, span in sorted(found.opening_hours.items())]
    return render(
        request,
        "cms/station.html",
        {
            "station": found,
            "hours": hours,
            "abilities": [str(ABILITIES.get(code, code))[4:] for code in found.abilities],
        },
    )


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Search over the site's pages and the services' guides."""
    query = request.GET.get("q", "").strip()
    found = selectors.search(query) if query else []
    return render(
        request,
        "cms/search.html",
        {
            "query": query,
            "results": [page.specific for page in found],
            "guides": guides.found(query, on=timezone.localdate())[:MOST_GUIDES] if query else [],
        },
    )


@require_GET
@cache_control(max_age=300)
def theme(request: HttpRequest) -> HttpResponse:
    """The county's accent as CSS, dark enough to read on light and light enough on dark."""
    accent = Centre.current().accent
    css = (
        f":root{{--accent-light:{colours.on_light(accent)};"
        f"--accent-dark:{colours.on_dark(accent)}}}"
    )
    return HttpResponse(css, content_type="text/css")


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone."""
    address = f"{request.scheme}://{request.get_host()}/sitemap.xml"
    return HttpResponse(
        f"User-agent: *\nDisallow: /console/\nDisallow: /appointment/\nSitemap: {address}\n",
        content_type="text/plain",
    )


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


@require_GET
def sitemap(request: HttpRequest) -> HttpResponse:
    """All live pages, guides and stations, for search engines."""
    base = f"{request.scheme}://{request.get_host()}"
    site = Site.find_for_request(request)
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    paths = [page.get_url(request) for page in pages.order_by("path")]
    offered = public.guides(on=timezone.localdate())
    paths += ["/services/", *(f"/services/{one.item.code}/" for one in offered), "/case/"]
    paths += ["/stations/", *(f"/stations/{one.slug}/" for one in stations.public_stations())]
    addresses = [base + path.removeprefix(base) for path in paths if path]
    return render(
        request, "cms/sitemap.xml", {"addresses": addresses}, content_type="application/xml"
    )
