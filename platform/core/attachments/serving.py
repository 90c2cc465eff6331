"""Files and papers, given to those whom the record's guard lets see them."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from core.attachments.guards import may_see
from core.models.attachments import Attachment


@require_safe
def file(request: HttpRequest, attachment_id: uuid.UUID) -> FileResponse:
    """One file: a picture is shown, anything else downloaded; 404 for whoever may not see it."""
    found = Attachment.objects.filter(pk=attachment_id, removed_at=None).first()
    if found is None or not _is_seen(request, found.record):
        raise Http404
    small = request.GET.get("size") == "thumb" and found.thumbnail
    return respond(
        opened(found.thumbnail if small else found.file),
        name=found.name,
        media_type="image/jpeg" if small else found.media_type,
        inline=found.is_image,
    )


def opened(stored: File[Any]) -> File[Any]:
    """A stored file; 404 for one that is in the store no more, as the archive destroys some."""
    try:
        return stored.open()
    except FileNotFoundError:
        raise Http404 from None


def respond(content: File[Any], *, name: str, media_type: str, inline: bool) -> FileResponse:
    """A stored file as an answer that no browser takes for anything else than it is."""
    response = FileResponse(
        content, as_attachment=not inline, filename=name, content_type=media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _is_seen(request: HttpRequest, record: Any) -> bool:
    return request.user.is_authenticated and may_see(request.actor, record)  # type: ignore[attr-defined]
