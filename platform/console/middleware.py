"""Middleware of the console: places and security headers."""

import secrets
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from console import places

View = Callable[[HttpRequest], HttpResponse]

# Wagtail's editor sets style attributes by script, so the console must allow inline styles;
# scripts come from files only, everywhere.
CONSOLE = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
PUBLIC = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
INSIDE = ("/console/", "/documents/", "/invite/")


class PlacesMiddleware:
    """404 for a county's pages on the province's host and the other way round."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: object) -> None:
        """Raises Http404 in the wrong place."""
        if not request.path_info.startswith("/console/"):
            return
        where = places.where_is(request.path_info.removeprefix("/console/"))
        here = "county" if getattr(request, "county", None) else "province"
        if where not in ("both", here):
            raise Http404


class SecurityHeadersMiddleware:
    """Content security policy with a nonce, opener policy, permissions policy.

    Templates of the public site that need an inline style say nonce="{{ csp_nonce }}".
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        nonce = secrets.token_urlsafe(12)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        inside = request.path_info.startswith(INSIDE)
        policy = CONSOLE if inside else PUBLIC.format(nonce=nonce)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=()"
        )
        return response
