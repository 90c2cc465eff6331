"""A stored paper, given to those whom the record's guard lets see it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core.actor import Actor
from core.attachments.guards import may_see
from core.attachments.serving import opened, respond
from core.models.papers import Paper

# A sandboxed PDF is a blank page in Chromium; the file is our own work and has no scripts.
OWN_WORK = "default-src 'none'; object-src 'self'"


@require_safe
def paper(request: HttpRequest, paper_id: uuid.UUID) -> FileResponse:
    """One paper, shown in the browser; 404 for whoever may not see its record."""
    found = Paper.objects.filter(pk=paper_id).first()
    if (
        found is None
        or not request.user.is_authenticated
        or not may_see(request.actor, found.record)  # type: ignore[attr-defined]
    ):
        raise Http404
    answer = respond(
        opened(found.file), name=f"{found.title}.pdf", media_type="application/pdf", inline=True
    )
    answer["Content-Security-Policy"] = OWN_WORK
    return answer


def sheet_of(
    visible: Callable[[Actor], QuerySet[Any]], drawn: Callable[[Any], bytes]
) -> Callable[..., HttpResponse]:
    """A view: the paper of one record, set just now, for whoever may see the record."""

    @require_safe
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        record = visible(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
        if record is None:
            raise Http404
        return unstored(drawn(record), name=f"{record}.pdf")

    return view


def unstored(
    content: bytes,
    *,
    name: str = "preview.pdf",
    media_type: str = "application/pdf",
    inline: bool = True,
) -> HttpResponse:
    """A paper set just now and kept nowhere, given to whoever asked for it."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = OWN_WORK
    return answer
