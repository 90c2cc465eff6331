"""Labels as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from core.codes.typed import is_digits
from core.lifecycle_words import denied
from core.papers.serving import unstored
from operations.trade import paperwork, selectors
from operations.trade.lifecycle import KEEPERS, PUBLIC

# So many labels are set at once: a larger range is printed in pieces.
MOST_LABELS = 600
SHEET = "a4"


@require_safe
def labels(request: HttpRequest, pk: int) -> HttpResponse:
    """The labels of a batch that were made, as PDF: all, or from one number to another."""
    actor = actor_of(request.user, request)
    if not selectors.keeps(actor):
        raise denied(KEEPERS)
    batch = selectors.batches(actor).filter(pk=pk, status__in=PUBLIC).first()
    if batch is None or not batch.labels:
        raise Http404
    first = _number(request.GET.get("from", ""), 1)
    last = min(_number(request.GET.get("to", ""), batch.labels), batch.labels)
    serials = range(first, min(last, first + MOST_LABELS - 1) + 1)
    if not serials:
        raise Http404

    def address(code: str) -> str:
        return request.build_absolute_uri(reverse("site_batch", args=[code]))

    on_sheets = request.GET.get("sheet") == SHEET
    drawn = paperwork.labels(batch, serials, address, on_sheets=on_sheets)
    return unstored(drawn, name=f"labels-{batch.code}-{first}.pdf")


def _number(sent: str, otherwise: int) -> int:
    return int(sent[:6]) if is_digits(sent) and int(sent[:6]) else otherwise
