"""Films, sounds and handouts of lessons, to everybody; a film can be begun in its middle."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from core.attachments.serving import opened, respond
from core.models.attachments import Attachment
from operations.training.lifecycle import C
from operations.training.models import Lesson

PARTIAL, UNSATISFIABLE = 206, 416
RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)
PIECE = 4 * 1024 * 1024


@require_safe
def file(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A file of a lesson of an offered course; 404 for every other file."""
    found = Attachment.objects.filter(pk=pk, removed_at=None, content_type__model="lesson").first()
    record = found.record if found else None
    if found is None or not isinstance(record, Lesson) or record.course.status == C.DRAFT:
        raise Http404
    played = found.media_type.startswith(("video/", "audio/"))
    content = opened(found.file)
    asked = RANGE.fullmatch(request.headers.get("Range", "")) if played else None
    if asked is not None and any(asked.groups()):
        return _piece(content, found, asked)
    inline = (played and "download" not in request.GET) or found.is_image
    response = respond(content, name=found.name, media_type=found.media_type, inline=inline)
    response["Cache-Control"] = "public, max-age=3600"
    if played:
        response["Accept-Ranges"] = "bytes"
    return response


def _piece(content: File[Any], found: Attachment, asked: re.Match[str]) -> HttpResponse:
    """At most four megabytes from where the player wants to go on."""
    size, (first, last) = content.size, asked.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last) if first and last else size - 1, size - 1, start + PIECE - 1)
    with content:
        if start > end:
            refused = HttpResponse(status=UNSATISFIABLE)
            refused["Content-Range"] = f"bytes */{size}"
            return refused
        content.seek(start)
        body = content.read(end - start + 1)
    response = HttpResponse(body, status=PARTIAL, content_type=found.media_type)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=3600"
    return response
