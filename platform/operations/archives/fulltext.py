"""Full text in Chinese on plain PostgreSQL: short runs of characters in a GIN index.

PostgreSQL has no Chinese parser and a county's schema no extension. So each document keeps its
pairs and triples of neighbouring characters (and its words of letters and digits) as a tsvector
without positions. A query asks for those of its words by the index, and, where a word is longer
than a triple, whether the text really holds it. Who may read what stands in the same statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Window
from django.db.models.functions import StrIndex, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from core.chinese import RUNS, plain, runs_of
from core.codes.typed import typed_year
from core.errors import Violation
from operations.archives import sources
from operations.archives.models import ArchivedFile, Loan, SearchText
from operations.archives.rules import FEWEST_SIGNS
from operations.archives.sources import Words

_BETWEEN = re.compile(r"[\s,，、;；。!！?？\"“”]+")
MOST_WORDS = 8
LONGEST_QUERY = 60
# A tsvector takes a megabyte; so many different terms are a fat book.
MOST_TERMS = 60_000
PAIR, TRIPLE = 2, 3
PER_PAGE = 20
# What is shown around the first word found.
BEFORE, SHOWN = 24, 110


# --- Words and pairs ---


def terms_of(text: str) -> list[str]:
    """Pairs and triples of Chinese characters, and words of letters and digits, each once."""
    found: dict[str, None] = {}
    for run in RUNS.finditer(text):
        han, word = run.groups()
        if word:
            found[word[:40]] = None
        found |= dict.fromkeys([*runs_of(han or "", PAIR), *runs_of(han or "", TRIPLE)])
    return list(found)


def asked_of(word: str) -> list[str]:
    """The terms that a text with this word must have: the longest there are."""
    found: dict[str, None] = {}
    for run in RUNS.finditer(word):
        han, letters = run.groups()
        if letters:
            found[letters[:40]] = None
        else:
            found |= dict.fromkeys(runs_of(han, min(TRIPLE, max(PAIR, len(han)))))
    return list(found)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: terms that the index must have, words that the text must hold."""

    words: tuple[str, ...]
    terms: tuple[str, ...]

    @property
    def checked(self) -> list[str]:
        """Words that their terms do not prove: more than one, or a sign beside them."""
        return [word for word in self.words if asked_of(word) != [word]]


def parsed(typed: str) -> Query:
    """A query as typed. Raises Violation when nothing in it can be looked for."""
    words = tuple(word for word in _BETWEEN.split(plain(typed)[:LONGEST_QUERY]) if word)
    words = words[:MOST_WORDS]
    terms = tuple(dict.fromkeys(term for word in words for term in asked_of(word)))
    if not terms or max(map(len, words)) < FEWEST_SIGNS:
        raise Violation(_("Write at least two characters that stand together."), field="q")
    return Query(words, terms)


class _Vector(Func):
    """A tsvector of an array, without positions."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()


class _Holds(Func):
    """Does a vector hold all terms of a query?"""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    arity = 2
    output_field = BooleanField()


# --- Writing ---


def put(record: models.Model) -> None:
    """Keep the words of a record as it is now, in the caller's transaction."""
    source = sources.of_record(record)
    SearchText.objects.bulk_create(
        [row_of(source.code, record.pk, source.words(record))],
        update_conflicts=True,
        unique_fields=["source", "record_id"],
        update_fields=[
            "title",
            "number",
            "archive_number",
            "day",
            "text",
            "terms",
            "indexed_at",
        ],
    )


def row_of(source: str, record_id: int, words: Words) -> SearchText:
    """The row of a record with these words; not stored."""
    text = plain("\n".join(filter(None, [words.title, words.number, *words.texts])))
    terms = terms_of(text + "\n" + plain(words.archive_number))[:MOST_TERMS]
    return SearchText(
        source=source,
        record_id=record_id,
        title=words.title,
        number=words.number,
        archive_number=words.archive_number,
        day=words.day,
        text=text + "\n" + plain(words.archive_number),
        terms=_Vector(Value(terms, output_field=ArrayField(TextField()))),
        indexed_at=timezone.now(),
    )


def forget(files: Iterable[ArchivedFile]) -> None:
    """What is destroyed is found no more."""
    for file in files:
        SearchText.objects.filter(source=file.source, record_id=file.record_id).delete()


def put_missing(*, most: int = 500) -> int:
    """Index records that have no words yet: those older than the search. How many were."""
    done = 0
    for source in sources.all_sources():
        known = SearchText.objects.filter(source=source.code).values("record_id")
        gone = ArchivedFile.objects.filter(source=source.code, destroyed_at__isnull=False)
        missing = source.model._default_manager.exclude(pk__in=known)
        missing = missing.exclude(pk__in=gone.values("record_id"))
        for record in missing.order_by("pk")[: most - done]:
            put(record)
            done += 1
    return done


# --- Reading ---


def readable(actor: Actor, *, on: date) -> Q:
    """What this person may read, of rows with a source and a record: as each source says.

    A file that is lent to somebody as a copy is theirs to read until its last day.
    """
    found = Q(pk__in=[])
    for source in sources.all_sources():
        mine = Q(source=source.code)
        if not source.reads_all(actor):
            mine &= Q(record_id__in=source.visible(actor, on).values("pk"))
        found |= mine
    return found


def lent_to(actor: Actor, *, on: date) -> QuerySet[ArchivedFile]:
    """Files of which this person has a copy now."""
    me = (actor.acting_for or actor).user_id or 0
    loans = Loan.objects.filter(created_by_id=me, status="lent", form="copy", due_date__gte=on)
    return ArchivedFile.objects.filter(loans__in=loans)


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, and where in it."""

    source: str
    record_id: int
    title: str
    number: str
    archive_number: str
    day: date
    snippet: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found."""

    total: int
    hits: Sequence[Hit]


def search(
    typed: str,
    *,
    actor: Actor,
    on: date,
    source: str = "",
    year: str = "",
    filed: bool = False,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Found:
    """Documents with all words of the query that this person may read; titles first, then newest.

    One statement finds, counts and sorts; a second one reads the lines shown. Raises Violation.
    """
    query = parsed(typed)
    found = matching(query).filter(_mine(actor, on))
    if source:
        found = found.filter(source=source)
    if chosen := typed_year(year):
        found = found.filter(day__year=chosen)
    if filed:
        found = found.exclude(archive_number="")
    in_title = Q()
    for word in query.words:
        in_title &= Q(title__icontains=word)
    first = (page - 1) * per_page
    wanted = (
        found.annotate(
            titled=Case(When(in_title, then=Value(0)), default=Value(1)), total=Window(Count("pk"))
        )
        .order_by("titled", "-day", "-pk")
        .values_list("pk", "total")[first : first + per_page]
    )
    with _by_index():
        rows = list(wanted)
    if not rows:
        return Found(0, ())
    return Found(rows[0][1], _hits([pk for pk, _total in rows], query))


@contextmanager
def _by_index() -> Iterator[None]:
    """Let the statement within use the index, however often a word occurs.

    The planner thinks reading all rows cheap when most of them match: it does not count that each
    row's terms are unpacked for that, which takes five times as long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")


def matching(query: Query) -> QuerySet[SearchText]:
    """Rows with all terms and words of a query, whoever asks."""
    wanted = " & ".join(f"'{term}'" for term in query.terms)
    found = SearchText.objects.filter(_Holds(F("terms"), Value(wanted)))
    for word in query.checked:
        found = found.filter(text__contains=word)
    return found


def _mine(actor: Actor, on: date) -> Q:
    mine = readable(actor, on=on)
    for source, record_id in lent_to(actor, on=on).values_list("source", "record_id"):
        mine |= Q(source=source, record_id=record_id)
    return mine


def _hits(pks: list[int], query: Query) -> list[Hit]:
    at = StrIndex("text", Value(query.words[0]))
    rows = SearchText.objects.filter(pk__in=pks).annotate(
        around=Substr("text", _from(at), SHOWN), at=at
    )
    by_pk: dict[int, Any] = {
        row["pk"]: row
        for row in rows.values(
            "pk", "source", "record_id", "title", "number", "archive_number", "day", "around", "at"
        )
    }
    return [_hit(by_pk[pk]) for pk in pks]


def _from(at: Any) -> Any:
    return Func(at - Value(BEFORE), Value(1), function="GREATEST", output_field=IntegerField())


def _hit(row: dict[str, Any]) -> Hit:
    shown = " ".join(row["around"].split())
    return Hit(
        source=row["source"],
        record_id=row["record_id"],
        title=row["title"],
        number=row["number"],
        archive_number=row["archive_number"],
        day=row["day"],
        snippet=("…" if row["at"] > BEFORE else "") + shown,
    )
