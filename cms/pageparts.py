"""Parts that many pages show alike, written once and kept like pages.

A part says what it shows by the same tags: a product whose price was changed takes the pages and
the part with it, so what is put together from parts is never older than a page made anew. Each page
that shows a part hangs on its tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cms import pagecache
from tenants import context


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a page. tags: what it shows."""

    html: SafeString
    tags: frozenset[str]


def part(name: str, make: Callable[[], tuple[str, Iterable[str]]]) -> Part:
    """The part of a name, as everybody sees it; made if it is not there or not true any more.

    make gives HTML that a template has written, and the tags of what it shows.
    """
    if not pagecache.on():
        return _made(make)
    key, owner = f"part:{name}", pagecache.owner_of(context.current())
    entry = pagecache.find(key, owner=owner)
    if entry is not None:
        return _part(entry.body.decode(), entry.tokens)
    began, at = pagecache.shared_clock(owner), timezone.now()
    made = _made(make)
    body = made.html.encode()
    pagecache.store(key, body=body, headers={}, tags=made.tags, began=began, at=at)
    return made


def _made(make: Callable[[], tuple[str, Iterable[str]]]) -> Part:
    return _part(*make())


def _part(html: str, tags: Iterable[str]) -> Part:
    return Part(mark_safe(html), frozenset(tags))  # noqa: S308 - written by a template
