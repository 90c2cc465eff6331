"""What one module can make of another's record, without either knowing the other.

    followups.offer(Followup("supervision", _("…"), posts=(…), make=item_from_record))

The offering module says so once, when its app is ready; the record's page shows the act from then
on, and nothing before. make runs in the caller's transaction and returns the new record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from django.db import models

from core.actor import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Make(Protocol):
    """Make something of a record. department_id, due: what is known of who and until when."""

    def __call__(
        self,
        source: models.Model,
        *,
        title: str,
        department_id: int | None,
        due: date | None,
        by: Actor,
        at: datetime,
    ) -> models.Model:
        """Return the new record; raises Violation or Denied."""


@dataclass(frozen=True, slots=True)
class Followup:
    """One offer. posts: of which one must be held. may: one more condition on (record, actor)."""

    code: str
    label: StrOrPromise
    posts: tuple[str, ...]
    make: Make
    may: Callable[[models.Model, Actor], bool] | None = None

    def is_for(self, record: models.Model, actor: Actor) -> bool:
        """May this person make it of this record?"""
        held = any(actor.holds(post) for post in self.posts)
        return held and (self.may is None or self.may(record, actor))


_offered: dict[str, Followup] = {}


def offer(followup: Followup) -> None:
    """Offer it from now on; the same code replaces."""
    _offered[followup.code] = followup


def offered(code: str) -> Followup | None:
    """What is offered under a code; None while nobody does."""
    return _offered.get(code)


def withdraw(code: str) -> None:
    """Offer it no longer."""
    _offered.pop(code, None)
