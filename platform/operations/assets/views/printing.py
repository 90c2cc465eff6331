"""Papers and labels as PDF, and the public page behind a label's code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from console.models import Centre
from core.actor import Actor
from core.lifecycle_words import denied
from operations.assets import paperwork, selectors
from operations.assets.lifecycle import READERS
from operations.assets.models import Asset

# As many labels as a roll has, more or less; the list's filters narrow what is printed.
MOST_LABELS = 300


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _sheet(
    visible: Callable[[Actor], QuerySet[Any]], drawn: Callable[[Any], bytes]
) -> Callable[..., HttpResponseBase]:
    """The paper of one record, for whoever may see it and once it has a number."""

    @require_safe
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = visible(actor_of(request.user, request)).exclude(number="").filter(pk=pk).first()
        if found is None:
            raise Http404
        return _pdf(drawn(found), found.number)

    return view


request_sheet = _sheet(selectors.purchases, paperwork.request_form)
register_sheet = _sheet(selectors.assets, paperwork.register_form)
repair_sheet = _sheet(selectors.repairs, paperwork.repair_form)
scrapping_sheet = _sheet(selectors.scrappings, paperwork.scrapping_form)


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """Labels of what the list shows, narrowed by the same filters."""
    actor = actor_of(request.user, request)
    if not selectors.reads_all(actor):
        raise denied(READERS)
    names = {"q": "query", "state": "state", "department": "department", "kind": "kind"}
    asked = {name: request.GET.get(key, "") for key, name in names.items()}
    found = selectors.filtered_assets(selectors.assets(actor), **asked).order_by("number")
    rows = list(found[:MOST_LABELS])
    if not rows:
        raise Http404

    def address(asset: Asset) -> str:
        return request.build_absolute_uri(reverse("assets:scan", args=[asset.token]))

    return _pdf(paperwork.labels(rows, address), "labels")


@never_cache
@require_safe
def scan(request: HttpRequest, token: str) -> HttpResponse:
    """Whom it belongs to and whom to call; nothing of the asset and nobody's name.

    Whoever is signed in and may see the card finds the way to it.
    """
    asset = Asset.objects.filter(token=token).first()
    card = ""
    if asset is not None and request.user.is_authenticated:
        seen = selectors.assets(actor_of(request.user, request)).filter(pk=asset.pk)
        card = reverse("assets:record", args=[asset.pk]) if seen.exists() else ""
    context = {"centre": Centre.current(), "known": asset is not None, "card": card}
    return render(request, "assets/scan.html", context, status=200 if asset else 404)
