"""Middleware of the public site."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms import addresses, pagecache
from cms.pagecache import Entry
from cms.views_errors import STAFF
from console.middleware import STILL

# Never asked for in the cache: the workbench, and what belongs to one person or is a file.
SAFE = ("GET", "HEAD")
NEVER = (*STAFF, "/documents/", "/static/", "/media/", "/invite/", "/case/", "/appointment/")
# What a browser may do with a public page: keep it, and ask before each use whether it still is so.
ASK_FIRST, NOBODY_ELSE = "no-cache", "private, no-cache"


class PageCacheMiddleware:
    """Answers strangers from the page cache, before session, user or database are thought of.

    Stands right below the county middleware: which county it is, and whether it is served at all,
    has been decided.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        key = _key(request) if pagecache.on() else None
        if key is None:
            return _own(request, self.get_response(request))
        owner = pagecache.owner_of(getattr(request, "county", None))
        entry = pagecache.find(key, owner=owner)
        if entry is not None:
            return answer(request.META, entry)
        with pagecache.making(key, owner=owner) as ready:
            if ready is not None:
                return answer(request.META, ready)
            began, at = pagecache.shared_clock(owner), timezone.now()
            response = self.get_response(request)
            if not _may_be_kept(request, response):
                return response
            # The first one is given what all others are given from now on.
            return answer(request.META, _kept(key, request, response, began, at))


class SiteRedirectMiddleware(RedirectMiddleware):  # type: ignore[misc]
    """Redirects are the public site's: a 404 of the workbench is not looked up among them."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, or a redirect where a page of the site has moved."""
        if request.path_info.startswith(STAFF):
            return response
        moved: HttpResponse = super().process_response(request, response)
        return moved


def _key(request: HttpRequest) -> str | None:
    # Wagtail sends a preview through all this under the page's own address.
    # What it is for is known further below; that it is none of a visitor's, from the start.
    if getattr(request, "is_dummy", False):
        return None
    meta, scheme = request.META, str(request.scheme)
    host = request.get_host() if settings.USE_X_FORWARDED_HOST else meta.get("HTTP_HOST", "")
    return key_of(meta, method=request.method, scheme=scheme, host=host, path=request.path_info)


def key_of(
    meta: dict[str, Any], *, method: str | None, scheme: str, host: str, path: str
) -> str | None:
    """Under which a stranger's question is kept; None where it is made for one person."""
    if method not in SAFE or path.startswith(NEVER):
        return None
    if f"{settings.SESSION_COOKIE_NAME}=" in meta.get("HTTP_COOKIE", ""):
        return None
    if "HTTP_AUTHORIZATION" in meta or "HTTP_HX_REQUEST" in meta:
        return None
    query = addresses.relevant(path, meta.get("QUERY_STRING", ""))
    # A page says its own host: one that is spelt oddly is not shown to others.
    if query is None or not host or host != host.lower():
        return None
    return f"{scheme}://{host}{path}?{query}"


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return bool(
        response.status_code == 200  # noqa: PLR2004
        and pagecache.tags_of(request)
        and not response.streaming
        and not response.cookies
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not _speaks_of_the_nonce(request, response)
    )


def _speaks_of_the_nonce(request: HttpRequest, response: HttpResponse) -> bool:
    """A nonce is for one answer; a page that needs one is made each time."""
    nonce = getattr(request, "csp_nonce", "")
    return bool(nonce) and nonce.encode() in response.content


def _kept(
    key: str, request: HttpRequest, response: HttpResponse, began: str, at: datetime
) -> Entry:
    """began, at: before the page was made; one begun yesterday is not kept into today."""
    headers = dict(response.headers)
    headers["Content-Security-Policy"] = STILL
    headers.setdefault("Cache-Control", ASK_FIRST)
    headers["Content-Length"] = str(len(response.content))
    return pagecache.store(
        key,
        body=response.content,
        headers=headers,
        tags=pagecache.tags_of(request),
        began=began,
        at=at,
    )


def answer(meta: dict[str, Any], entry: Entry) -> HttpResponse:
    """What somebody gets who asks for a kept page: the page, or that theirs is still true."""
    asked = meta.get("HTTP_IF_NONE_MATCH", "")
    if asked and (asked == "*" or entry.etag in asked):
        # Its policy and length are those of the page that the browser has.
        kept = {name: entry.headers[name] for name in _WITH_304 if name in entry.headers}
        return HttpResponseNotModified(headers={**kept, "ETag": entry.etag})
    response = HttpResponse(entry.body, headers=entry.headers)
    response.headers["ETag"] = entry.etag
    return response


def _own(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A public page that was made for one person: an editor's has the editor's bar."""
    if pagecache.tags_of(request):
        response.headers.setdefault("Cache-Control", NOBODY_ELSE)
    return response


_WITH_304 = ("Cache-Control", "Vary", "Strict-Transport-Security")
