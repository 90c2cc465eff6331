"""Labels as PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from console.sentences import told
from core.codes.typed import is_digits
from core.errors import Violation
from core.lifecycle_words import denied
from core.papers.serving import unstored
from operations.trade import paperwork, rules, selectors
from operations.trade.lifecycle import KEEPERS, PUBLIC

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
    if first > last:
        raise Http404
    recalled = selectors.in_force(batch.product_id, batch.pk)
    try:
        rules.not_recalled(recalled=[str(one) for one in recalled])
        rules.printed_at_once(first=first, last=last)
    except Violation as refusal:
        messages.error(request, told(refusal))
        return redirect("trade:batch", pk=batch.pk)

    def address(code: str) -> str:
        return request.build_absolute_uri(reverse("site_batch", args=[code]))

    on_sheets = request.GET.get("sheet") == SHEET
    drawn = paperwork.labels(batch, range(first, last + 1), address, on_sheets=on_sheets)
    return unstored(drawn, name=f"labels-{batch.code}-{first}.pdf")


def _number(sent: str, otherwise: int) -> int:
    return int(sent[:6]) if is_digits(sent) and int(sent[:6]) else otherwise
