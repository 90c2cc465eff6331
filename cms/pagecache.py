"""The page cache: whole answers to strangers, kept by county, gone the moment they stop being true.

A page says what it shows by tags (`keep(request, "page:12", "stations")`); whoever changes such a
thing purges its tag (`cms.purging`). A tag is a token in the shared cache, an entry remembers the
tokens it was made under, and counts for as long as all of them still stand: to purge is to write
new tokens, however many pages hang on them.

Race: a page that was read before a purge must not be kept after it. The schema's clock, a token
that every purge renews before and after it renews the tags, is read before the page is made; with
another clock afterwards the page is shown and not kept.

When a page that was kept is to be made anew, one visitor makes it (`making`). If only its time ran
out, the others are given the old one for some seconds; if it was purged, or the day has ended, they
wait a little for the new one, and make it themselves rather than wait for long.

Each process holds copies of entries. Within a second it asks the shared clock again whether
anything was purged, and only then the tokens of an entry; purges of its own it knows at once.
Everything here belongs to the current schema: keys carry the county (`tenants.cache`).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from tenants import context
from tenants.context import CountyRef

T = TypeVar("T")
# On every page of a schema: the centre's name and colours, the tree, what is met rarely.
ALL = "all"
# Which pages are closed to the public; all stations together, all guides together; the live pages
# of the tree; which counties the portal shows, and how they look.
CLOSED, STATIONS, SERVICES, TREE, PORTAL = "closed", "stations", "services", "tree", "portal"
# Of no page, but of what the portal's pages are made from: its counties and how much they show.
PLACES = "portal-places"
CLOCK_SECONDS = 1.0
MOST_COPIES = 500
# How long an old page is shown while one visitor makes it anew; and how long it is remembered that
# there was one, for what was never kept is waited for by nobody.
LATE_SECONDS, REMEMBERED_SECONDS = 5, 60
# How long the others wait for it, how often they look, and when its maker must have died.
WAIT_SECONDS, LOOK_SECONDS, MAKER_SECONDS = 2.0, 0.05, 20
_CLOCK = "pages:clock"


@dataclass(slots=True)
class Entry:
    """A kept answer. late: until when it is shown while it is made anew. clock is this process's
    own: under which the tokens were last compared."""

    body: bytes
    headers: dict[str, str]
    etag: str
    tokens: dict[str, str]
    until: float
    late: float
    clock: str = field(default="", compare=False)


_copies: dict[tuple[str, str], Entry] = {}
_clocks: dict[str, tuple[float, str]] = {}


def page_tag(pk: int) -> str:
    """One page, wherever it is shown."""
    return f"page:{pk}"


def list_tag(kind: str) -> str:
    """Which live pages of a kind (its model's name) there are, and in what order."""
    return f"list:{kind}"


def brand_tag(pk: int) -> str:
    """Which live products a brand has."""
    return f"brand:{pk}"


def station_tag(slug: str) -> str:
    """One station."""
    return f"station:{slug}"


def township_tag(code: str) -> str:
    """The stations of a township."""
    return f"township:{code}"


def goods_tag(code: str) -> str:
    """What is recorded of a product: origin, batches, certificates, recalls."""
    return f"goods:{code}"


def producer_tag(pk: int) -> str:
    """A producer, with what is recorded of it and its products."""
    return f"producer:{pk}"


def service_tag(code: str) -> str:
    """One service's guide."""
    return f"service:{code}"


def portal_tag(kind: str) -> str:
    """The portal's copies of a kind of things, of all counties."""
    return f"{PORTAL}:{kind}"


def on() -> bool:
    """Is anything kept at all? Tests that are not about this keep nothing."""
    return bool(settings.PAGE_CACHE_SECONDS)


def keep(request: HttpRequest, *tags: str) -> None:
    """This answer may be kept for strangers; it shows what the tags name.

    To be called by views of public pages without a form that is sent, more than once if need be.
    Whoever does not call it is never kept.
    """
    request.page_tags = tags_of(request) | set(tags)  # type: ignore[attr-defined]


def also(request: HttpRequest, *tags: str) -> None:
    """It shows these too; whether it is kept at all is for others to say."""
    if tags_of(request):
        keep(request, *tags)


def tags_of(request: HttpRequest) -> set[str]:
    """What `keep` was told; empty for a page that must not be kept."""
    found: set[str] = getattr(request, "page_tags", set())
    return found


def find(key: str, *, owner: str = "") -> Entry | None:
    """The entry of a key if it is still true. owner: the present place, if the caller knows it."""
    owner = owner or owner_of(context.current())
    clock = shared_clock(owner, remembered=True)
    if (held := at_hand(key, owner=owner)) is not None:
        return held
    entry = _stored(key)
    if entry is None or entry.until <= time.time() or not _stands(entry):
        _copies.pop((owner, key), None)
        return None
    entry.clock = clock
    if len(_copies) >= MOST_COPIES:
        _copies.clear()
    _copies[owner, key] = entry
    return entry


def at_hand(key: str, *, owner: str) -> Entry | None:
    """This process's copy, where nobody need be asked whether it is still true."""
    entry, seen = _copies.get((owner, key)), _clocks.get(owner)
    if entry is None or seen is None or time.monotonic() - seen[0] >= CLOCK_SECONDS:
        return None
    return entry if entry.clock == seen[1] and entry.until > time.time() else None


@contextmanager
def making(key: str, *, owner: str) -> Iterator[Entry | None]:
    """For a page that is not to be had: None to the one who makes it, within; to those who come
    meanwhile the old one or the new one, and None where neither is to be had soon."""
    if _stored(key) is None:
        yield None
        return
    mine, ends = f"making:{key}", time.monotonic() + WAIT_SECONDS
    while not cache.add(mine, "", MAKER_SECONDS):
        entry = _stored(key)
        if entry is not None and entry.late > time.time() and _stands(entry):
            yield entry
            return
        if time.monotonic() >= ends:
            yield None
            return
        time.sleep(LOOK_SECONDS)
    try:
        # Perhaps its maker was ready a moment ago.
        yield find(key, owner=owner)
    finally:
        cache.delete(mine)


def _stored(key: str) -> Entry | None:
    entry: Entry | None = cache.get(f"page:{key}")
    return entry


def _stands(entry: Entry) -> bool:
    """Was nothing purged that it shows?"""
    named = {_tag(tag): token for tag, token in entry.tokens.items()}
    return cache.get_many(named) == named


def store(
    key: str, *, body: bytes, headers: dict[str, str], tags: Iterable[str], began: str, at: datetime
) -> Entry:
    """Keep an answer that was begun under a clock; returns it, kept or not."""
    ends = until(at)
    late = min(ends + timedelta(seconds=LATE_SECONDS), _midnight(at))
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    entry = Entry(body, headers, etag, {}, ends.timestamp(), late.timestamp())
    wanted = sorted({ALL, *tags})
    found = cache.get_many([_CLOCK, *map(_tag, wanted)])
    if found.get(_CLOCK) != began:
        return entry
    for tag in wanted:
        token = found.get(_tag(tag)) or _new_token()
        # A tag that nobody has used yet; if somebody purges it this moment, ours is the late one.
        if _tag(tag) not in found and not cache.add(_tag(tag), token, None):
            return entry
        entry.tokens[tag] = token
    cache.set(f"page:{key}", entry, (ends - at).total_seconds() + REMEMBERED_SECONDS)
    return entry


def until(at: datetime) -> datetime:
    """How long an entry counts at most: what depends on the day ends with it."""
    return min(at + timedelta(seconds=settings.PAGE_CACHE_SECONDS), _midnight(at))


def _midnight(at: datetime) -> datetime:
    local = timezone.localtime(at) + timedelta(days=1)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def purge(tags: Iterable[str]) -> None:
    """What shows one of these is true no more. Called after the commit, in the schema it is of.

    The clock goes first, so that nobody takes the new tokens for a page made before; and again at
    the end, for a process that has compared the old tokens under the first new clock.
    """
    cache.set(_CLOCK, _new_token(), None)
    cache.set_many({_tag(one): _new_token() for one in tags}, None)
    cache.set(_CLOCK, _new_token(), None)
    _clocks.pop(owner_of(context.current()), None)


def shared_clock(owner: str, *, remembered: bool = False) -> str:
    """The present place's clock, as this process saw it within the last second if that will do."""
    now = time.monotonic()
    seen = _clocks.get(owner)
    if remembered and seen is not None and now - seen[0] < CLOCK_SECONDS:
        return seen[1]
    token = cache.get(_CLOCK)
    if token is None:
        token = cache.get_or_set(_CLOCK, _new_token(), None)
    _clocks[owner] = (now, str(token))
    return str(token)


def computed(name: str, tag: str, compute: Callable[[], T], seconds: int) -> T:
    """A value that several pages show, computed once until its tag is purged."""
    if not on():
        return compute()
    token = cache.get(_tag(tag))
    if token is None:
        token = cache.get_or_set(_tag(tag), _new_token(), None)
    key = f"computed:{name}:{token}"
    found: Any = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, seconds)
    value: T = found
    return value


def forget_copies() -> None:
    """Drop what this process holds; the shared cache is another matter."""
    _copies.clear()
    _clocks.clear()


def owner_of(county: CountyRef | None) -> str:
    """What this process's memory calls a county, or the province."""
    return county.uuid.hex if county else context.PROVINCE_SCHEMA


def _tag(tag: str) -> str:
    return f"pages:tag:{tag}"


def _new_token() -> str:
    return secrets.token_hex(8)
