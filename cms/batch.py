"""The page behind a label's code: what is in the pack, who made it, and whether it is called back.

Whoever scans is counted and forgotten: a label that is scanned ever again may be a copy (S12).
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actors import address_of, device_of
from cms import pictures, selectors
from cms.casework.throttle import SCAN
from core.codes import plain
from operations.trade import codes, public
from operations.trade import selectors as trade
from operations.trade.kinds import Verdict
from operations.trade.models import Batch
from operations.trade.public import Label
from operations.trade.services import scan_count

NOT_FOUND = 404
# Programs say who they are, mostly; what says nothing is none of a buyer's phones.
BOTS = re.compile(
    r"bot|spider|crawl|slurp|preview|fetch|scan(?!ner)|monitor|curl|wget|python|java/|go-http"
    r"|okhttp|headless|lighthouse",
    re.IGNORECASE,
)


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Somewhere to type the code, for whoever cannot scan it."""
    typed = plain(request.GET.get("code", "")[: codes.LONGEST_TYPED])
    if typed:
        # Only letters and digits come into the address; what is none of ours is told there.
        return redirect("site_batch", code=re.sub(r"[^0-9A-Z]", "-", typed))
    return render(request, "cms/batch_look.html")


@never_cache
@require_safe
def batch(request: HttpRequest, code: str) -> HttpResponse:
    """A batch, or one pack of it. A code that is altered or unknown gets a page that says so."""
    read = codes.read(code)
    found = public.batch_of(read) if read else None
    if read is None or found is None:
        context = {"typed": code[: codes.LONGEST_TYPED], "altered": read is None}
        return render(request, "cms/batch_unknown.html", context, status=NOT_FOUND)
    shown = public.shown(found, on=timezone.localdate())
    return render(
        request,
        "cms/batch.html",
        {
            "batch": shown,
            "product": shown.product,
            "label": _label(request, found, read.serial) if read.serial else None,
            "product_page": selectors.page_of(shown.product.code),
            "recalls": shown.recalls,
        },
    )


def _label(request: HttpRequest, found: Batch, serial: int) -> Label:
    """What is known of this label, this scan included."""
    if _counts(request):
        scan_count(
            batch=found,
            serial=serial,
            who=f"{address_of(request)}|{device_of(request)}",
            region=region_of(request),
            at=timezone.now(),
        )
    known = trade.seen(found, serial, on=timezone.localdate())
    withdrawn = known.verdict == Verdict.WITHDRAWN
    return Label(serial=serial, scans=known.scans, copied=known.copied, withdrawn=withdrawn)


def _counts(request: HttpRequest) -> bool:
    """A person who looks: no HEAD, no program, nothing fetched in advance, no flood; and a county
    that is written in."""
    if pictures.read_only():
        return False
    device = device_of(request)
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    if request.method != "GET" or not device or BOTS.search(device) or "prefetch" in ahead:
        return False
    return SCAN.passed(address_of(request))


def region_of(request: HttpRequest) -> str:
    """The region by the word of our own proxy; '' where there is none, or nobody said."""
    if not settings.REGION_HEADER or not settings.TRUSTED_PROXIES:
        return ""
    return request.headers.get(settings.REGION_HEADER, "")[:40]
