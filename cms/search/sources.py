"""What can be found: every kind of thing registers a source.

    sources.register(Source("course", {"course": _("Courses")}, every, one))

every() gives the entries of all that the public may see, made by `each` so that one which cannot be
told hides no other; one(key) gives that of a single thing, or None when the public may not see it
(any more). Whatever changes such a thing calls
index.touch("course", key) in its transaction, or index.touch_all("course") where many changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found. keywords: words beside the title that name it. until: not any more
    from that day on. summary and text are plain words without markup."""

    kind: str
    key: str
    url: str
    title: str
    keywords: tuple[str, ...] = ()
    summary: str = ""
    text: str = ""
    day: date | None = None
    until: date | None = None
    picture_id: int | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """A thing that is public and of which no entry could be made, and why."""

    key: str
    fault: Exception


@dataclass(frozen=True, slots=True)
class Source:
    """A module's things. kinds: the facets they come under, in order."""

    code: str
    kinds: Mapping[str, StrOrPromise]
    every: Callable[[], Iterable[Entry | Untold]]
    one: Callable[[str], Entry | None]
    # How readily a kind is shown before another that fits as well.
    standing: Mapping[str, float] = field(default_factory=dict)


_sources: dict[str, Source] = {}


def each(
    things: Iterable[T], entry_of: Callable[[T], Entry | None], key_of: Callable[[T], str]
) -> Iterator[Entry | Untold]:
    """The entries of things; those that have none are left out, those that fail are named."""
    for thing in things:
        try:
            entry = entry_of(thing)
        except Exception as fault:
            yield Untold(key_of(thing), fault)
        else:
            if entry is not None:
                yield entry


def register(source: Source) -> None:
    """Let a module's things be found; the same code replaces."""
    _sources[source.code] = source


def all_sources() -> list[Source]:
    """As registered."""
    return list(_sources.values())


def source(code: str) -> Source:
    """Raises KeyError."""
    return _sources[code]


def kinds() -> dict[str, StrOrPromise]:
    """Every kind with its name, in the order of the sources."""
    return {kind: label for one in _sources.values() for kind, label in one.kinds.items()}


def standing(kind: str) -> float:
    """A kind's factor; one where nothing is said."""
    return next((one.standing[kind] for one in _sources.values() if kind in one.standing), 1.0)
