"""The rows of the search: written after the commit of what they speak of, and compared by night.

touch(source, key) is called in the transaction that changes a thing. What fails after the commit is
logged and left to the nightly comparison: nobody's work is lost for the search's sake.

What is public no more goes first, whatever happens to the rest. One thing that cannot be told or
written keeps the row it had, hides no other, and is named in the log (countylink.search).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
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
from cms.search.sources import Entry, Source, Untold
from cms.search.tables import SearchEntry, SearchMiss
from tenants import context

log = logging.getLogger("countylink.search")
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
    found: list[Entry] = []
    gone: list[str] = []
    for key in dict.fromkeys(keys):
        try:
            entry = known.one(key)
        except Exception as fault:
            _tell(source, key, fault)
        else:
            if entry is None:
                gone.append(key)
            else:
                found.append(entry)
    if gone:
        SearchEntry.objects.filter(kind__in=known.kinds, key__in=gone).delete()
    _write(source, found)


def rebuild(only: str = "") -> int:
    """Compare all things with their rows and write what differs; how many rows were written."""
    return sum(_compare(one) for one in sources.all_sources() if only in {"", one.code})


def _compare(source: Source) -> int:
    rows = SearchEntry.objects.filter(kind__in=list(source.kinds))
    known = {
        (kind, key): (pk, digest)
        for pk, kind, key, digest in rows.values_list("pk", "kind", "key", "digest")
    }
    changed: list[Entry] = []
    for entry in source.every():
        if isinstance(entry, Untold):
            for kind in source.kinds:
                known.pop((kind, entry.key), None)
            _tell(source.code, entry.key, entry.fault)
        elif known.pop((entry.kind, entry.key), (0, ""))[1] != digest_of(entry):
            changed.append(entry)
    SearchEntry.objects.filter(pk__in=[pk for pk, _digest in known.values()]).delete()
    return len(known) + _write(source.code, changed)


def _write(source: str, entries: Sequence[Entry]) -> int:
    """In batches, those of a batch that fails one by one; how many were written."""
    written = 0
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        try:
            _store(batch)
            written += len(batch)
        except Exception:
            written += sum(_written_alone(source, entry) for entry in batch)
    return written


def _written_alone(source: str, entry: Entry) -> bool:
    try:
        _store([entry])
    except Exception as fault:
        _tell(source, entry.key, fault)
        return False
    return True


@transaction.atomic
def _store(entries: Sequence[Entry]) -> None:
    SearchEntry.objects.bulk_create(
        map(row_of, entries),
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=WRITTEN,
    )


def _tell(source: str, key: str, fault: Exception) -> None:
    log.error("Search: %s %s cannot be found as it is now.", source, key, exc_info=fault)


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
