"""Papers and labels as PDF, and the public page behind a label's code."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from console.models import Centre
from core.actor import Actor
from core.lifecycle_words import denied
from core.papers.serving import sheet_of, unstored
from operations.assets import paperwork, selectors
from operations.assets.lifecycle import READERS
from operations.assets.models import Asset, PurchaseRequest

# As many labels as a roll has, more or less; the list's filters narrow what is printed.
MOST_LABELS = 300
SHEET = "a4"


def _handed_in(actor: Actor) -> QuerySet[PurchaseRequest]:
    """A draft has no number yet, and no paper."""
    return selectors.purchases(actor).exclude(number="")


request_sheet = sheet_of(_handed_in, paperwork.request_form)
register_sheet = sheet_of(selectors.assets, paperwork.register_form)
repair_sheet = sheet_of(selectors.repairs, paperwork.repair_form)
scrapping_sheet = sheet_of(selectors.scrappings, paperwork.scrapping_form)


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

    on_sheets = request.GET.get("sheet") == SHEET
    return unstored(paperwork.labels(rows, address, on_sheets=on_sheets), name="labels.pdf")


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
