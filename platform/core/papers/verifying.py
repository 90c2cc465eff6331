"""The public page behind a paper's QR code: what it is, when it was issued, whether it holds.

No title, no name, no number of a record: only the kind of paper, its date, its state. An uploaded
copy is hashed and forgotten.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.codes import plain
from core.models.papers import Paper

LARGEST_COPY = 20 * 1024 * 1024


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show what is known of a code; a POST with a file says whether it is the same to the byte."""
    code = plain(code or request.GET.get("code", ""))
    paper = Paper.objects.filter(code=code).first() if code else None
    context: dict[str, Any] = {"code": code, "paper": paper, "verdict": ""}
    if paper and request.method == "POST":
        context["verdict"] = _compare(request.FILES.get("copy"), paper)
    status = 404 if code and paper is None else 200
    return render(request, "core/verify.html", context, status=status)


def _compare(copy: UploadedFile[bytes] | None, paper: Paper) -> str:
    """'same', 'different', or 'none' where no usable file came."""
    if copy is None or not copy.size or copy.size > LARGEST_COPY:
        return "none"
    digest = hashlib.sha256()
    for chunk in copy.chunks():
        digest.update(chunk)
    return "same" if digest.hexdigest() == paper.sha256 else "different"
