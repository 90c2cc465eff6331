"""The count sheet and the codes of rooms as PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from core.lifecycle_words import denied
from operations.counting import paperwork, selectors
from operations.counting.lifecycle import READERS
from operations.counting.models import Room


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """盘点表 of one count, for whoever may see it."""
    actor = actor_of(request.user, request)
    found = selectors.counts(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return _pdf(paperwork.sheet(found), found.number)


@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """The codes for the doors."""
    if not selectors.reads(actor_of(request.user, request)):
        raise denied(READERS)
    found = list(selectors.rooms())
    if not found:
        raise Http404

    def address(room: Room) -> str:
        return request.build_absolute_uri(reverse("counting:room", args=[room.token]))

    return _pdf(paperwork.rooms(found, address), "rooms")
