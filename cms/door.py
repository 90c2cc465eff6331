"""Kept pages at the door: answered before there is a request, from what this process remembers.

Nothing is asked of anybody here, neither database nor shared cache: the host was found good and
its county served, and the page's copy was compared with the shared clock, all within the second
that `tenants.hosts` and `cms.pagecache` allow themselves. Whatever is not at hand so goes the
whole way (`cms.middleware.PageCacheMiddleware`), which renews what is remembered; both give the
same answer to the same question.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from cms import pagecache
from cms.middleware import answer, key_of
from tenants import hosts


def at_once(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes] | None:
    """The kept page that a web server's question means, begun; None where it goes the whole way.

    Bytes alone: closing a response would tell the end of a request that never began.
    """
    entry = _at_hand(environ)
    if entry is None:
        return None
    response = answer(environ, entry)
    status = f"{response.status_code} {response.reason_phrase}"
    start_response(status, list(response.headers.items()))
    return [response.content]


def _at_hand(environ: dict[str, Any]) -> pagecache.Entry | None:
    # A body is the whole way's to read; and so are signs that have to be decoded first.
    path = environ.get("PATH_INFO") or "/"
    if environ["REQUEST_METHOD"] != "GET" or environ.get("SCRIPT_NAME") or not path.isascii():
        return None
    # Who may name the host in another's place is the whole way's to know.
    if settings.USE_X_FORWARDED_HOST or not pagecache.on():
        return None
    host = hosts.spelled(environ.get("HTTP_HOST", ""))
    if host is None:
        return None
    county = None
    if not hosts.is_province(host):
        county = hosts.remembered(host)
        if county is None or not county.served:
            return None
    header = environ["HTTP_HOST"]
    key = key_of(environ, method="GET", scheme=_scheme(environ), host=header, path=path)
    if key is None:
        return None
    return pagecache.at_hand(key, owner=pagecache.owner_of(county))


def _scheme(environ: dict[str, Any]) -> str:
    """As Django tells it (HttpRequest.scheme)."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        said = environ.get(name)
        if said is not None:
            return "https" if said.partition(",")[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])
