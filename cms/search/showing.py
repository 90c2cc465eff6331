"""What is shown of a thing found: title and excerpt with the words found marked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.search import words
from cms.search.asking import Asked, parts_of
from cms.search.finding import Hit

EXCERPT, BEFORE = 90, 16
# A title's words are found across its signs; a text is too long to be taken apart so.
SHORT = 60
Span = tuple[int, int]


def title_of(hit: Hit, asked: Asked) -> SafeString:
    """The title, marked; where letters were typed, the characters that sound so."""
    spans = _spans(hit.title, asked)
    return _marked(hit.title, spans or _sounding(hit.title, asked))


def excerpt_of(hit: Hit, asked: Asked) -> SafeString:
    """A line of it: the summary where that speaks of what was asked or nothing else does."""
    first = hit.summary or hit.text
    text, spans = first, _spans(first, asked)
    if not spans and text is not hit.text:
        spans = _spans(hit.text, asked)
        text = hit.text if spans else first
    start = _start(text, spans)
    shown = text[start : start + EXCERPT]
    moved = [(a - start, b - start) for a, b in spans if a >= start and b <= start + EXCERPT]
    before = "…" if start else ""
    after = "…" if start + EXCERPT < len(text) else ""
    return format_html("{}{}{}", before, _marked(shown, moved), after)


def _start(text: str, spans: list[Span]) -> int:
    """Where an excerpt begins so that it holds as much as it can of what was found."""
    if len(text) <= EXCERPT or not spans:
        return 0
    last = len(text) - EXCERPT
    best, most = 0, -1
    for at, _end in spans:
        start = min(max(at - BEFORE, 0), last)
        held = sum(b - a for a, b in spans if a >= start and b <= start + EXCERPT)
        if held > most:
            best, most = start, held
    return best


def _spans(text: str, asked: Asked) -> list[Span]:
    """Where the words of a query stand, none over another; parts of words where no whole one."""
    signs, places = _signs(text) if len(text) <= SHORT else (text.lower(), range(len(text)))
    if len(signs) != len(places):
        # A letter of another script that has two in lower case.
        return []
    forms = [form for unit in asked.units for form in unit.forms]
    whole = _where(signs, [asked.whole, *forms])
    found = whole or _where(signs, [part for form in forms for part in parts_of(form)])
    return [(places[a], places[b - 1] + 1) for a, b in found]


def _where(signs: str, forms: Iterable[str]) -> list[Span]:
    taken = bytearray(len(signs))
    for form in forms:
        at = signs.find(form) if form else -1
        while at >= 0:
            taken[at : at + len(form)] = b"\x01" * len(form)
            at = signs.find(form, at + len(form))
    found: list[Span] = []
    for at, marked in enumerate(taken):
        if marked and found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif marked:
            found.append((at, at + 1))
    return found


def _signs(text: str) -> tuple[str, list[int]]:
    """A text without signs, and where each of its characters stands in the text."""
    signs, places = [], []
    for place, letter in enumerate(text):
        for one in words.flat(letter):
            signs.append(one)
            places.append(place)
    return "".join(signs), places


def _sounding(title: str, asked: Asked) -> list[Span]:
    signs, places = _signs(title)
    spelt = words.syllables(signs)
    for at in range(len(spelt)):
        for end in range(len(spelt), at, -1):
            part = spelt[at:end]
            heard = words.alike("".join(part))
            if heard == asked.sound or "".join(one[0] for one in part) == asked.letters:
                return [(places[at], places[end - 1] + 1)]
    return []


def _marked(text: str, spans: list[Span]) -> SafeString:
    pieces, last = [], 0
    for a, b in spans:
        pieces.append((text[last:a], text[a:b]))
        last = b
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[last:])
