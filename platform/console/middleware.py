"""Middleware of the console: places and security headers."""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from console import places

View = Callable[[HttpRequest], HttpResponse]

# Wagtail's editor sets style attributes by script, so the console must allow inline styles.
# Scripts come from files; Wagtail's few inline ones get the nonce (see WAGTAILS_OWN).
CONSOLE = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
PUBLIC = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# A page that is kept for many has nothing inline: a nonce would be known to all of them.
STILL = PUBLIC.replace(" 'nonce-{nonce}'", "")
# The inline scripts that Wagtail's date fields, choosers and inline panels still write.
WAGTAILS_OWN = re.compile(
    rb"<script>(?=(?:\s|\\n)*(?:new \w+\(|(?:init|create)\w*Chooser\(|\(function ?\())"
)
INSIDE = ("/console/", "/documents/", "/invite/")


class PlainQueryMiddleware:
    """Drop NUL from what is asked for: nobody types it, and the database cannot hold it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "")
        return self.get_response(request)


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
        inside = request.path_info.startswith(INSIDE)
        nonce = _of_session(request) if inside else secrets.token_urlsafe(12)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        if inside:
            _allow_wagtails_own(response, nonce)
        policy = (CONSOLE if inside else PUBLIC).format(nonce=nonce)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=()"
        )
        return response


def _of_session(request: HttpRequest) -> str:
    """One nonce for a session: parts of a page that are fetched later must fit the page.

    Nobody outside the session can guess it.
    """
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not session:
        return secrets.token_urlsafe(12)
    return salted_hmac("console.nonce", session, algorithm="sha256").hexdigest()[:24]


def _allow_wagtails_own(response: HttpResponse, nonce: str) -> None:
    """Put the nonce on Wagtail's inline scripts; in HTML and in the JSON of its dialogs alike."""
    kind = response.headers.get("Content-Type", "")
    if response.streaming or not kind.startswith(("text/html", "application/json")):
        return
    if b"<script>" in response.content:
        response.content = WAGTAILS_OWN.sub(b"<script nonce=%s>" % nonce.encode(), response.content)
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
