"""Search over all modules: each says what it finds.

    search.register("stations", _("Stations"), find)

find(actor, words, limit) returns hits among the records that person may see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.actor import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LIMIT = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. text: a line that tells it from others of its name; no personal number."""

    title: str
    url: str
    text: str = ""


Find = Callable[[Actor, str, int], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Found:
    """What one module found."""

    label: StrOrPromise
    hits: Sequence[Hit]
    more: bool


_finders: dict[str, tuple[StrOrPromise, Find]] = {}


def register(key: str, label: StrOrPromise, find: Find) -> None:
    """Let a module answer; the same key replaces."""
    _finders[key] = (label, find)


def search(words: str, *, by: Actor) -> list[Found]:
    """What all modules find; nothing for fewer than two characters."""
    words = words.strip()[:100]
    if len(words) < 2:  # noqa: PLR2004 - one character finds everything
        return []
    found = []
    for label, find in _finders.values():
        hits = list(find(by, words, LIMIT + 1))
        if hits:
            found.append(Found(label, hits[:LIMIT], len(hits) > LIMIT))
    return found
