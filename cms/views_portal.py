"""The province's portal: all counties and their products, from the province's own tables."""

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cms import machines, pagecache
from cms import theme as palettes
from console.models import Centre
from oversight import portal

PRODUCTS = 24


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Counties as they show themselves, with their network; products of all by turns."""
    pagecache.keep(request, pagecache.PORTAL)
    counties = portal.counties()
    hosts = {entry.county.pk: address(request, entry.host) for entry in counties}
    shown = [(entry, hosts[entry.county.pk]) for entry in counties]
    products = portal.products(limit=PRODUCTS)
    return render(
        request,
        "cms/portal.html",
        {
            "counties": shown,
            "about": machines.of_portal(shown, request),
            "products": [
                (product, f"{hosts.get(product.county_id, '')}{product.path}")
                for product in products
            ],
            "sellers": {product.county_id for product in products},
            "stations": sum(entry.operating or 0 for entry in counties),
            "villages": sum(entry.villages or 0 for entry in counties),
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
    """A product's picture as the county pushed it."""
    product = portal.shown_product(pk)
    return _picture(product.picture if product and product.picture else None)


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


def address(request: HttpRequest, host: str) -> str:
    """A county's address behind the same door as this one."""
    port = request.get_port()
    shown = "" if port in ("80", "443") else f":{port}"
    return f"{request.scheme}://{host}{shown}" if host else ""
