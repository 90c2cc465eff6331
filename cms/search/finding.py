"""Candidates by the indexes, then ranked by where they speak of what was asked.

Two statements: how rare the words are; who has them (or a title that is called, sounds or is
abbreviated so) with their rows. A word that stands everywhere finds nothing by itself in texts; it
counts where something rarer found the entry, and in titles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from math import log
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Length

from cms.search import sources, words
from cms.search.asking import PARTIAL, Asked, Unit, parts_of
from cms.search.tables import SearchEntry

MOST_BY_KEY, MOST_BY_TERM, MOST = 120, 100, 100
# So many rows at most are ranked by the words of their texts.
MOST_RANKED = 1200
MOST_TERMS = 24
# What stands in more entries than that stands everywhere.
MOST_COUNTED = 1500
WEIGHTS = [0.15, 0.35, 0.6, 1.0]
TITLE, KEYWORDS, SUMMARY, TEXT = 1.0, 0.7, 0.5, 0.35
BESIDE = 0.12
HOMOPHONE, ABBREVIATED, NEARLY, LEAST_ALIKE = 0.8, 0.9, 0.7, 0.82
LEAST = 0.16
OF_BEST = 0.3
COLUMNS = (
    "pk",
    "kind",
    "title",
    "keywords",
    "summary",
    "text",
    "pinyin",
    "day",
    "picture",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    kind: str
    url: str
    title: str
    summary: str
    text: str
    keywords: str
    day: date | None
    picture_id: int | None
    score: float
    pk: int = 0


class _Holds(Func):
    """Does a vector match a query that is written as PostgreSQL reads it?"""

    template = "%(expressions)s::tsquery"
    arg_joiner = " @@ "
    arity = 2
    output_field = BooleanField()


class _Raw(Value):
    """A query that is written already."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """With its type."""
        return "%s::tsquery", (self.value,)


def find(asked: Asked, *, on: date, among: Any = None) -> list[Hit]:
    """What is found, the best first; at most a hundred.

    among: rows of another table with the same columns (the portal's), instead of the site's own;
    they say themselves what is current.
    """
    if asked.empty:
        return []
    searched = _current(on) if among is None else among
    rarity = Rarity.of(asked, searched.model._meta.db_table)
    by_key, by_term = _keys(asked), _terms(asked, rarity)
    wanted = Q(pk__in=titled(by_key, on=on, among=among).values("pk"))
    if by_term:
        wanted |= Q(pk__in=_spoken(by_term, searched).values("pk"))
    address = "url" if among is None else "path"
    rows = [
        row | {"url": row[address]}
        for row in searched.model.objects.filter(wanted).values(*COLUMNS, address)
    ]
    scored = [(score(row, asked, rarity), row) for row in rows]
    scored.sort(key=lambda pair: (-pair[0], len(pair[1]["title"]), pair[1]["url"]))
    best = scored[0][0] if scored else 0
    least = max(LEAST, best * OF_BEST)
    return [_hit(row, points) for points, row in scored if points >= least][:MOST]


def _hit(row: dict[str, Any], points: float) -> Hit:
    return Hit(
        kind=row["kind"],
        url=row["url"],
        title=row["title"],
        summary=row["summary"],
        text=row["text"],
        keywords=row["keywords"],
        day=row["day"],
        picture_id=row["picture"],
        score=points,
        pk=row["pk"],
    )


# --- Candidates ---


def _current(on: date) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(Q(until_date__isnull=True) | Q(until_date__gt=on))


def titled(tests: Sequence[str], *, on: date, among: Any = None) -> Any:
    """Entries whose title has one of the beginnings somewhere, short titles first."""
    wanted = " | ".join(f"'{test}':*" for test in tests)
    found = (_current(on) if among is None else among).filter(_Holds(F("keys"), Value(wanted)))
    return found.order_by(Length("title"), "pk")[:MOST_BY_KEY]


def _spoken(terms: Sequence[str], searched: Any) -> Any:
    """Entries with one of the terms, those first that have more of them in better places."""
    wanted = " | ".join(f"'{term}'" for term in terms)
    found = searched.filter(_Holds(F("terms"), Value(wanted)))
    rank = SearchRank(F("terms"), _Raw(wanted), weights=WEIGHTS)
    return found.order_by(rank.desc(), "pk")[:MOST_BY_TERM]


def _keys(asked: Asked) -> list[str]:
    keys: dict[str, None] = {asked.whole[: words.KEY]: None}
    for unit in asked.units:
        keys |= dict.fromkeys(form[: words.KEY] for form in unit.forms)
        if unit.sound and not unit.typed.isascii():
            keys["P" + unit.sound] = None
    if asked.sound and not asked.whole.isdigit():
        keys["P" + asked.sound[: words.KEYED]] = None
    if asked.letters:
        keys["I" + asked.letters[: words.KEY]] = None
    if len(asked.initials) > 1:
        keys["I" + asked.initials[: words.KEY]] = None
    return list(keys)


def _terms(asked: Asked, rarity: Rarity) -> list[str]:
    """Terms by rarity as long as not too many rows have them."""
    found = sorted(
        (term for term in rarity.counts if rarity.counts[term]), key=lambda t: rarity.counts[t]
    )
    kept: list[str] = []
    rows = 0
    for term in found:
        rows += rarity.counts[term]
        if kept and rows > MOST_RANKED:
            break
        kept.append(term)
    return kept if rows <= MOST_RANKED or len(kept) > 1 else []


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many entries each term of a query stands."""

    entries: int
    counts: dict[str, int]

    @classmethod
    def of(cls, asked: Asked, table: str) -> Rarity:
        """One statement."""
        terms: dict[str, None] = {}
        for unit in asked.units:
            for form in unit.forms:
                terms |= dict.fromkeys([form, *parts_of(form)])
        wanted = list(terms)[:MOST_TERMS]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM"  # noqa: S608
                f" (SELECT 1 FROM {table} WHERE terms @@ asked.query::tsquery LIMIT %s) AS one)"
                " FROM unnest(%s::text[]) WITH ORDINALITY AS asked(query, place) ORDER BY place",
                [MOST_COUNTED, [f"'{term}'" for term in wanted]],
            )
            rows = cursor.fetchall()
        counts = {term: row[1] for term, row in zip(wanted, rows, strict=True)}
        return cls(rows[0][0] if rows else 0, counts)

    def weight(self, unit: Unit) -> float:
        """How much a unit tells: that of the most frequent of its forms."""
        return unit.worth * log(2 + self.entries / (1 + self._count(unit)))

    def known(self, unit: Unit) -> bool:
        """Does it stand anywhere as typed?"""
        return self._of(unit.typed) > 0

    def _count(self, unit: Unit) -> int:
        found = [self._of(form) for form in unit.forms]
        return max(found, default=0)

    def _of(self, form: str) -> int:
        parts = [self.counts.get(part, 0) for part in parts_of(form)]
        return max(self.counts.get(form, 0), min(parts, default=0))


# --- Ranking ---


def score(row: dict[str, Any], asked: Asked, rarity: Rarity) -> float:
    """How well an entry answers: the share of what was asked that it speaks of, and where."""
    fields = Fields.of(row)
    weights = [rarity.weight(unit) for unit in asked.units]
    spoken = sum(
        weight * fields.speaks(unit, known=rarity.known(unit))
        for weight, unit in zip(weights, asked.units, strict=True)
    )
    points = max(spoken / sum(weights), fields.sounds(asked))
    points += fields.named(asked.whole)
    return points * sources.standing(row["kind"])


@dataclass(frozen=True, slots=True)
class Fields:
    """An entry's words, as they are compared."""

    title: str
    places: tuple[tuple[float, str], ...]
    syllables: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Fields:
        """Of a row."""
        title = words.flat(row["title"])
        return cls(
            title,
            (
                (TITLE, title),
                (KEYWORDS, row["keywords"].lower()),
                (SUMMARY, row["summary"].lower()),
                (TEXT, row["text"].lower()),
            ),
            tuple(row["pinyin"].split()),
        )

    def speaks(self, unit: Unit, *, known: bool) -> float:
        """How clearly it speaks of a unit, 0 to a little more than 1."""
        best = max(worth * self._says(form) for form, worth in unit.forms.items())
        if not known and unit.sound:
            best = max(best, HOMOPHONE * self._spelt(unit.sound))
        return best

    def _says(self, form: str) -> float:
        where = [worth for worth, text in self.places if form in text]
        if where:
            return where[0] + BESIDE * sum(where[1:])
        parts = parts_of(form)
        if not parts:
            return 0.0
        shares = (
            worth * (sum(part in text for part in parts) / len(parts))
            for worth, text in self.places
        )
        return PARTIAL * max(shares)

    def _spelt(self, sound: str) -> float:
        """Does a part of the title sound so? The more of the title, the better."""
        for at, one in enumerate(self.syllables):
            if words.alike(one[0]) != sound[0]:
                continue
            # As the keys are made: neighbours that meet in n and g are written alike as a whole.
            if words.alike("".join(self.syllables[at:])).startswith(sound):
                return 0.85 + 0.15 * min(1.0, len(sound) / len("".join(self.syllables)))
        return 0.0

    def sounds(self, asked: Asked) -> float:
        """Pinyin, initials, or nearly so; a word that is written as another that sounds alike."""
        if not asked.sound:
            return 0.0
        best = self._spelt(asked.sound) * (1.0 if asked.letters else HOMOPHONE)
        if asked.letters and best < ABBREVIATED:
            best = max(best, self._abbreviated(asked.letters))
            best = max(best, self._nearly(asked))
        return best

    def _abbreviated(self, letters: str) -> float:
        initials = "".join(one[0] for one in self.syllables)
        at = initials.find(letters)
        if at < 0:
            return 0.0
        # At the end stands what a thing is: 禾川|苹果干.
        whole = at == 0 or at + len(letters) == len(initials)
        return ABBREVIATED * (0.7 + 0.2 * whole + 0.1 * len(letters) / len(initials))

    def _nearly(self, asked: Asked) -> float:
        """A letter forgotten, or some syllables by their first letter only."""
        size = len(asked.initials)
        best = 0.0
        for at in range(len(self.syllables) - size + 1):
            spelt = self.syllables[at : at + size]
            if "".join(one[0] for one in spelt) == asked.initials:
                alike = SequenceMatcher(None, "".join(spelt), asked.letters).ratio()
                best = max(best, alike)
        return NEARLY * best if best >= LEAST_ALIKE else 0.0

    def named(self, whole: str) -> float:
        """Is it called so? All of the title more than a part of it."""
        if not whole or whole not in self.title:
            return 0.0
        share = len(whole) / len(self.title)
        ends = self.title.startswith(whole) or self.title.endswith(whole)
        return 0.25 + 0.1 * ends + 0.35 * share
