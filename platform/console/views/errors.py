"""Error pages: a sentence, what to do, never a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: says which post is needed where the refusal knows."""
    return render(request, "console/errors/403.html", {"error": exception}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "console/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: no context that could fail again."""
    return render(request, "console/errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere."""
    return render(request, "console/errors/csrf.html", {"reason": reason}, status=403)
