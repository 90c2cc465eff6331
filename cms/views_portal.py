"""The province's portal: all counties and their products, from the province's own tables."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from oversight import portal


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Counties with their network, products of all."""
    counties = portal.counties()
    hosts = {entry.county.pk: address(request, entry.host) for entry in counties}
    products = [
        (product, f"{hosts.get(product.county_id, '')}{product.path}")
        for product in portal.products(limit=24)
    ]
    return render(
        request,
        "cms/portal.html",
        {
            "counties": [(entry, hosts[entry.county.pk]) for entry in counties],
            "products": products,
            "stations": sum(entry.operating or 0 for entry in counties),
        },
    )


@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A product's picture as the county pushed it."""
    product = portal.shown_product(pk)
    if (
        product is None
        or not product.picture
        or not product.picture.storage.exists(str(product.picture.name))
    ):
        raise Http404
    with product.picture.open("rb") as source:
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
