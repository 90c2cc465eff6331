"""The rows of the search: written after the commit of what they speak of, and compared by night.

touch(source, key) is called in the transaction that changes a thing. What fails after the commit is
logged and left to the nightly comparison: nobody's work is lost for the search's sake.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from celery import current_app, shared_task
from django.contrib.postgres.search import SearchVectorField
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils import timezone
from kombu.exceptions import OperationalError

from cms.search import sources, words
from cms.search.sources import Entry
from cms.search.tables import SearchEntry, SearchMiss
from tenants import context

LONGEST_TITLE, LONGEST_KEYWORDS, LONGEST_SUMMARY, LONGEST_TEXT = 200, 1000, 600, 20_000
BATCH = 500
MISSES_KEPT_DAYS = 90
# What a row looks like; another number makes the nightly comparison write all of them anew.
SHAPE = 1
WRITTEN = [
    "url",
    "title",
    "keywords",
    "summary",
    "text",
    "pinyin",
    "day",
    "until_date",
    "picture",
    "terms",
    "keys",
    "digest",
]


def touch(source: str, *keys: str) -> None:
    """Things of a source have changed, appeared or gone: look at them after the commit."""
    if _in_county():
        transaction.on_commit(partial(refresh, source, keys), robust=True)


def touch_all(source: str) -> None:
    """Many have changed: let the worker compare all of a source's after the commit."""
    if _in_county():
        transaction.on_commit(partial(_send, source))


def _in_county() -> bool:
    return context.current() is not None


def _send(source: str) -> None:
    try:
        current_app.tasks["cms.search_rebuild"].delay(source)
    except OperationalError:
        # The nightly comparison does it.
        return


@shared_task(name="cms.search_rebuild")
def search_rebuild(source: str = "") -> int:
    """The job behind many changes, and the nightly one for all sources."""
    return rebuild(source)


@shared_task(name="cms.search_daily")
def search_daily() -> int:
    """By night: what no signal told, and old searches without result forgotten."""
    SearchMiss.objects.filter(
        day__lte=timezone.localdate() - timedelta(days=MISSES_KEPT_DAYS)
    ).delete()
    return rebuild()


def refresh(source: str, keys: Iterable[str]) -> None:
    """Write the rows of these things as they are now; what is not public has none."""
    known = sources.source(source)
    found = {key: known.one(key) for key in dict.fromkeys(keys)}
    gone = [key for key, entry in found.items() if entry is None]
    if gone:
        SearchEntry.objects.filter(kind__in=known.kinds, key__in=gone).delete()
    _write([row_of(entry) for entry in found.values() if entry is not None])


def rebuild(only: str = "") -> int:
    """Compare all things with their rows and write what differs; how many rows were written."""
    written = 0
    for source in sources.all_sources():
        if only in {"", source.code}:
            written += _compare(source.kinds, source.every)
    return written


def _compare(kinds: Iterable[str], every: Callable[[], Iterable[Entry]]) -> int:
    rows = SearchEntry.objects.filter(kind__in=list(kinds)).values_list("kind", "key", "digest")
    known = {(kind, key): digest for kind, key, digest in rows}
    changed = 0
    batch: list[SearchEntry] = []
    for entry in every():
        if known.pop((entry.kind, entry.key), "") != digest_of(entry):
            batch.append(row_of(entry))
            changed += 1
        if len(batch) == BATCH:
            _write(batch)
            batch = []
    _write(batch)
    for kind, key in known:
        SearchEntry.objects.filter(kind=kind, key=key).delete()
    return changed + len(known)


def _write(rows: list[SearchEntry]) -> None:
    if rows:
        SearchEntry.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=WRITTEN
        )


def digest_of(entry: Entry) -> str:
    """Of an entry as it is written: the same digest, the same row."""
    said = repr((SHAPE, entry)).encode("utf-8", "surrogatepass")
    return hashlib.sha1(said, usedforsecurity=False).hexdigest()


def row_of(entry: Entry) -> SearchEntry:
    """An entry's row; not stored."""
    title = words.readable(entry.title)[:LONGEST_TITLE]
    named = " ".join(filter(None, entry.keywords))
    keywords = words.readable(named)[:LONGEST_KEYWORDS]
    summary = words.readable(entry.summary)[:LONGEST_SUMMARY]
    text = words.readable(entry.text)[:LONGEST_TEXT]
    fields = {"A": title, "B": keywords, "C": summary, "D": text}
    return SearchEntry(
        kind=entry.kind,
        key=entry.key,
        url=entry.url,
        title=title,
        keywords=keywords,
        summary=summary,
        text=text,
        pinyin=" ".join(words.syllables(words.flat(title))),
        day=entry.day,
        until_date=entry.until,
        picture_id=entry.picture_id,
        terms=_as_vector(words.vector(fields)),
        keys=_as_vector(words.keys_of([title])),
        digest=digest_of(entry),
    )


def _as_vector(text: str) -> Any:
    return Cast(Value(text), SearchVectorField())
