"""Whose records are filed and searched: each module of documents says it once.

    sources.register(Source(code="outgoing", …))

The archive asks a source who may read what, what waits to be filed, how it is filed, and which
words a record has; it never imports the module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db import models
from django.db.models import QuerySet

from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.archives.settings import FilingPlan

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Words:
    """What the search knows of a record."""

    title: str
    day: date
    number: str = ""
    archive_number: str = ""
    texts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that is finished and not filed."""

    source: str
    pk: int
    title: str
    number: str
    day: date
    finished: date
    due: date | None
    retention: str
    unit: str

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.source}-{self.pk}"


class FileIt(Protocol):
    """The source's own verb: file one record."""

    def __call__(
        self,
        *,
        document_id: int,
        retention: str,
        by: Actor,
        at: datetime,
        expected_version: int | None = None,
    ) -> Any:
        """Return the filed record; raises Violation or Denied."""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record that is filed.

    readers: posts that read all of them; visible: what anybody else reads. waiting: finished and
    not filed, on a day. kinds: value and label; retention: the term proposed for a kind.
    """

    code: str
    label: StrOrPromise
    model: type[models.Model]
    readers: tuple[str, ...]
    visible: Callable[[Actor, date], QuerySet[Any]]
    waiting: Callable[[date, WorkCalendar, FilingPlan], Sequence[Waiting]]
    file: FileIt
    words: Callable[[Any], Words]
    kinds: Sequence[tuple[str, StrOrPromise]]
    retention: Mapping[str, str]

    def reads_all(self, actor: Actor) -> bool:
        """Does a post of this person read every record?"""
        return any(actor.holds(post) for post in self.readers)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Let a module's records be filed and found; the same code replaces."""
    _sources[source.code] = source


def all_sources() -> list[Source]:
    """Every source, in the order of their registration."""
    return list(_sources.values())


def of(code: str) -> Source | None:
    """The source of a code."""
    return _sources.get(code)


def of_record(record: models.Model) -> Source:
    """The source of a record. Raises LookupError for a model that has none."""
    for source in _sources.values():
        if isinstance(record, source.model):
            return source
    raise LookupError(record._meta.label)
