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
# Characters, letters and digits without a sign between them.
_UNBROKEN = re.compile(rf"[{HAN}a-z0-9]+")
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

    @property
    def otherwise(self) -> list[str]:
        """All of it with another word for one of its units: 禾川洋芋 as 禾川土豆."""
        said = [
            self.whole.replace(unit.typed, form)
            for unit in self.units
            for form in list(unit.forms)[1:]
        ]
        return said[:MOST_FORMS]


def asked(typed: str, own_words: str = "") -> Asked:
    """The query as typed, read with the common words of one meaning and the county's own."""
    text = plain(typed[: 4 * LONGEST]).strip()[:LONGEST]
    table = synonyms.table(own_words)
    whole = words.flat(text)
    units: list[Unit] = []
    # A word that is written with a sign (xi'an) is known without it.
    for piece in [whole] if whole in table else _UNBROKEN.findall(text):
        units += _of_piece(piece, table)
    said = [unit for unit in units if not _idle(unit)] or units
    once = {unit.typed: unit for unit in said}
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


def _of_piece(piece: str, table: Mapping[str, tuple[str, ...]]) -> list[Unit]:
    """Known words first, what stands between them as it is cut."""
    if piece in table:
        return [_unit(piece, table)]
    units, at = [], 0
    known = [span for span in synonyms.spans(piece, table) if _whole_letters(piece, *span)]
    for start, end in [*known, (len(piece), len(piece))]:
        units += [_unit(word, table) for word in _cut(piece[at:start])]
        if start < end:
            units.append(_unit(piece[start:end], table))
        at = end
    return units


def _whole_letters(piece: str, start: int, end: int) -> bool:
    """No word of letters ends or begins within another: usb is not meant by usbank."""
    cut = (piece[at - 1 : at + 1] for at in (start, end) if 0 < at < len(piece))
    return not any(one.isascii() for one in cut)


def _cut(piece: str) -> list[str]:
    found: list[str] = []
    for run in RUNS.finditer(piece):
        han, letters = run.groups()
        found += words.cut(han) if han else [letters[: words.TERM]]
    return found


def _unit(word: str, table: Mapping[str, tuple[str, ...]]) -> Unit:
    forms = {word: 1.0}
    for other in table.get(word, ())[: MOST_FORMS - 1]:
        forms[other] = OTHER
    heard = len(word) >= LEAST_SOUND and not word.isascii()
    sounds = words.syllables(word) if heard else []
    return Unit(forms, words.alike("".join(sounds)))


def parts_of(form: str) -> list[str]:
    """Pairs of a word that is longer than a pair; of one with letters its pieces, as indexed."""
    if _IS_HAN.fullmatch(form):
        return runs_of(form, words.PAIR) if len(form) > words.PAIR else []
    return _cut(form) if not form.isascii() else []
