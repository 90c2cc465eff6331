"""What of an address decides the page: its path, and the few questions that a path may carry.

The canonical address of a page and its key in the page cache are made from the same table, so
that what counts as the same page for a search engine is the same page for the cache.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from django.http import HttpRequest

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
# Path → the one parameter it listens to, and what a sensible value looks like.
RELEVANT: dict[str, tuple[str, re.Pattern[str]]] = {
    "/products/": ("page", _NUMBER),
    "/news/": ("page", _NUMBER),
    "/producers/": ("page", _NUMBER),
    "/stories/": ("page", _NUMBER),
    "/counties/": ("page", _NUMBER),
    "/stations/": ("township", re.compile(r"[0-9]{6,12}")),
    "/services/": ("system", re.compile(r"[a-z]{1,12}")),
}
# What others hang on to an address to count their visitors: it changes nothing in the page.
COUNTING = frozenset(
    (
        *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "spm"),
        *("from", "isappinstalled", "nsukey", "wxfrom", "wx_header", "scene", "share_token"),
    )
)


def relevant(path: str, query: str) -> str | None:
    """The part of the query that decides the page; '' for none of it.

    None where something is asked that this table does not know: such a page is made anew.
    """
    if not query:
        return ""
    name, form = RELEVANT.get(path, ("", _NUMBER))
    found = ""
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key in COUNTING:
            continue
        if key != name or found or not form.fullmatch(value):
            return None
        found = f"{key}={value}"
    return "" if found == "page=1" else found


def absolute(request: HttpRequest, path: str) -> str:
    """A path of this site with the scheme, host and port under which it was asked for."""
    return f"{request.scheme}://{request.get_host()}{path}"


def canonical(request: HttpRequest, path: str) -> str:
    """The one address of a page: what counts visitors is left out, what decides it is kept."""
    query = relevant(path, request.META.get("QUERY_STRING", ""))
    return absolute(request, f"{path}?{query}" if query else path)
