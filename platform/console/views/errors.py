"""Error pages: a sentence, what to do, never a trace."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from console.sentences import who_may
from core import problems
from core.errors import Denied

log = logging.getLogger("countylink.errors")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says which post is needed where the refusal knows."""
    sentence = exception.sentence if isinstance(exception, Denied) else str(exception or "")
    needs = who_may(exception) if isinstance(exception, Denied) else ""
    context = {"sentence": sentence, "needs": "" if needs and needs in sentence else needs}
    return render(request, "console/errors/403.html", context | _ways(request), status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    if problems.asked_for(request):
        return problems.not_found(request)
    return render(request, "console/errors/404.html", _ways(request), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no database, no context that could fail again; a number to find it in the log."""
    if problems.asked_for(request):
        log.error("problem %s for %s", problems.request_id(request), request.path)
        return problems.server_error(request)
    number = secrets.token_hex(4)
    log.error("error page %s for %s", number, request.path)
    # Without the request: its context processors may be what failed.
    return render(None, "console/errors/500.html", {"number": number}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere."""
    return render(request, "console/errors/csrf.html", _ways(request), status=403)


def _ways(request: HttpRequest) -> dict[str, str]:
    """Where to go from here."""
    if request.path.startswith("/console/"):
        return {"back": "/console/", "back_label": _("To the workbench")}
    return {"back": "/", "back_label": _("To the home page")}
