"""A query as typed: units that the reader means, with other words for them, and how they sound.

Whatever is typed becomes runs of characters, letters and digits; signs only part them. So no query
can hold anything that PostgreSQL would read as an operator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cms.search import synonyms, words
from core.chinese import HAN, RUNS, plain, runs_of

LONGEST = 60
MOST_UNITS, MOST_FORMS = 8, 8
LEAST_SOUND, LEAST_LETTERS = 2, 2
# Another word is worth a little less than the word itself, a part of it less again.
OTHER, PARTIAL = 0.88, 0.55
_IS_HAN = re.compile(f"[{HAN}]+")
_SYLLABLE = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouv]+(?:ng|n|g|r)?(?![aeiouv])|[a-z]"
)
ALONE = 0.35


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing of the query: its forms with their worth, the first as typed; how it sounds."""

    forms: Mapping[str, float]
    sound: str = ""

    @property
    def typed(self) -> str:
        """As typed."""
        return next(iter(self.forms))

    @property
    def worth(self) -> float:
        """A single character says less than a word."""
        return ALONE if len(self.typed) == 1 else 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. whole: all of it without signs; letters: a part that may be pinyin."""

    whole: str
    units: tuple[Unit, ...]
    letters: str = ""
    sound: str = ""
    initials: str = field(default="")

    @property
    def empty(self) -> bool:
        """Is there nothing to look for?"""
        return not self.units


def asked(typed: str, own_words: str = "") -> Asked:
    """The query as typed, read with the common words of one meaning and the county's own."""
    text = plain(typed[: 4 * LONGEST]).strip()[:LONGEST]
    table = synonyms.table(own_words)
    units: list[Unit] = []
    for run in RUNS.finditer(text):
        han, letters = run.groups()
        units += _of_han(han, table) if han else [Unit({letters[: words.TERM]: 1.0})]
    said = [unit for unit in units if not _idle(unit)] or units
    once = {unit.typed: unit for unit in said}
    whole = words.flat(text)
    letters = whole if whole.isascii() and len(whole) >= LEAST_LETTERS else ""
    spelt = "".join(words.syllables(whole)) if len(whole) >= LEAST_SOUND else ""
    return Asked(
        whole=whole,
        units=tuple(once.values())[:MOST_UNITS],
        letters=letters,
        sound=words.alike(spelt),
        initials="".join(part[0] for part in _SYLLABLE.findall(letters)),
    )


def _idle(unit: Unit) -> bool:
    return unit.typed in words.IDLE


def _of_han(han: str, table: Mapping[str, tuple[str, ...]]) -> list[Unit]:
    """Known words first, what stands between them as it is cut."""
    if han in table:
        return [_unit(han, table)]
    units, at = [], 0
    for start, end in [*synonyms.spans(han, table), (len(han), len(han))]:
        units += [_unit(word, table) for word in words.cut(han[at:start])]
        if start < end:
            units.append(_unit(han[start:end], table))
        at = end
    return units


def _unit(word: str, table: Mapping[str, tuple[str, ...]]) -> Unit:
    forms = {word: 1.0}
    for other in table.get(word, ())[: MOST_FORMS - 1]:
        forms[other] = OTHER
    sounds = words.syllables(word) if len(word) >= LEAST_SOUND else []
    return Unit(forms, words.alike("".join(sounds)))


def parts_of(form: str) -> list[str]:
    """Pairs of a word that is longer than a pair."""
    if len(form) > words.PAIR and _IS_HAN.fullmatch(form):
        return runs_of(form, words.PAIR)
    return []
