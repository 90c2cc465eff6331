"""Drafts (草稿): what somebody has begun and not handed in, whatever kind of record it is.

A record page says which states are drafts of their maker and which column names one
(`RecordView.drafts`, `draft_title`); all kinds together are one statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast

from console.records.places import address_of
from core.actor import Actor
from core.lifecycle import LifecycleRecord


@dataclass(frozen=True, slots=True)
class DraftKind:
    """One kind of record that has drafts."""

    model: type[LifecycleRecord]
    states: tuple[str, ...]
    title: str


_kinds: dict[str, DraftKind] = {}


def register(model: type[LifecycleRecord], states: Iterable[str], *, title: str) -> None:
    """Say in which states a record is its maker's draft, and which column names it."""
    _kinds[model._meta.label_lower] = DraftKind(model, tuple(states), title)


def kinds() -> list[str]:
    """Kinds that have drafts and whose pages are here; the province has none of a county's."""
    return [kind for kind in _kinds if address_of(kind, "1")]


def of(
    actor: Actor, *, kind: str = "", module: str = "", query: str = ""
) -> QuerySet[Any, Any] | list[dict[str, Any]]:
    """One person's drafts as rows of kind, key, title and since when; the latest first.

    What was sent back is none: it waits among what is to be done.
    """
    parts = [
        _rows(name, _kinds[name], actor, query)
        for name in kinds()
        if kind in ("", name) and name.startswith(f"{module}." if module else "")
    ]
    if not parts:
        return []
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return found.order_by("-draft_since", "draft_kind", "-draft_key")


def _rows(name: str, kind: DraftKind, actor: Actor, query: str) -> QuerySet[Any, Any]:
    me = (actor.acting_for or actor).user_id or 0
    mine = kind.model._base_manager.filter(
        created_by_id=me, status__in=kind.states, returned_from=""
    )
    if query:
        mine = mine.filter(**{f"{kind.title}__icontains": query})
    return mine.order_by().values(
        draft_kind=Value(name, output_field=CharField()),
        draft_key=Cast("pk", CharField()),
        draft_title=F(kind.title),
        draft_since=F("status_since"),
    )
