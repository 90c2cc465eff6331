"""The province's portal: its front page, its colours, the pictures that counties pushed."""

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cms import pagecache, portal_described
from cms import theme as palettes
from cms.portal_cards import address, cards
from console.models import Centre
from oversight import portal

COUNTIES, PRODUCTS, COURSES, NEWS = 9, 12, 6, 6


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Counties as they show themselves, with their network; products and courses of all by turns;
    news."""
    kinds = (portal.PRODUCT, portal.COURSE, portal.NEWS)
    pagecache.keep(request, pagecache.PORTAL, *map(pagecache.portal_tag, kinds))
    counties = portal.counties()
    # Those first that have something to show, in the order of their codes.
    best = sorted(counties, key=lambda one: not (one.front and one.front.picture))
    shown = [(entry, address(request, entry.host)) for entry in best[:COUNTIES]]
    hosts = {entry.county.pk: entry for entry in counties}
    return render(
        request,
        "cms/portal.html",
        {
            "counties": shown,
            "about": portal_described.of_portal(shown, request),
            "all_counties": len(counties),
            "products": cards(portal.products(limit=PRODUCTS), hosts, request),
            "courses": cards(
                portal.open_courses(on=timezone.localdate(), limit=COURSES), hosts, request
            ),
            "news": cards(portal.news()[:NEWS], hosts, request),
            "stations": sum(entry.operating or 0 for entry in counties),
            "villages": sum(entry.villages or 0 for entry in counties),
            "goods": sum(entry.products for entry in counties),
        },
    )


@require_GET
@cache_control(max_age=300)
def theme(request: HttpRequest) -> HttpResponse:
    """The province's colour, and each county's for what shows that county."""
    pagecache.keep(request, pagecache.PORTAL)
    rules = [palettes.rule(":root", Centre.current().accent)]
    rules += [palettes.rule(f".c{one.county.code}", one.accent) for one in portal.fronts()]
    return HttpResponse("".join(rules), content_type="text/css")


@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry's picture as the county pushed it."""
    entry = portal.shown_entry(pk)
    return _picture(entry.picture if entry and entry.picture else None)


@require_GET
def front(request: HttpRequest, code: str) -> HttpResponse:
    """A county's own picture as it pushed it."""
    found = portal.shown_front(code)
    return _picture(found.picture if found and found.picture else None)


def _picture(stored: FieldFile | None) -> HttpResponse:
    if stored is None or not stored.storage.exists(str(stored.name)):
        raise Http404
    with stored.open("rb") as source:
        content = source.read()
    kind = "image/webp" if content[8:12] == b"WEBP" else "image/png"
    return HttpResponse(
        content, content_type=kind, headers={"Cache-Control": "public, max-age=86400"}
    )
