"""Writing entries."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import models
from django.utils import timezone

from core.actor import Actor
from core.clauses import Clause
from core.models.audit import AuditEntry

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry of `record_many`."""

    record: models.Model | None
    action: str
    note: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()


def record(
    record: models.Model | None,
    *,
    by: Actor,
    action: str,
    note: str = "",
    changes: Mapping[str, object] | None = None,
    clauses: Iterable[Clause] = (),
    at: datetime | None = None,
) -> AuditEntry:
    """Write what was done, in the transaction that does it.

    record: what it was done to; None for acts without one. changes: {field: (old, new)} or
    {word: value}. After a move of its lifecycle the record's old and new state, and R0 where a
    higher post stood in, are written by themselves. Never put a full personal number in here.
    """
    draft = Draft(record, action, note, changes or {}, tuple(clauses))
    entry = _entry(draft, by=by, at=at or timezone.now())
    entry.save(force_insert=True)
    return entry


def record_many(
    drafts: Iterable[Draft], *, by: Actor, at: datetime | None = None
) -> list[AuditEntry]:
    """Write many entries of one act at once (imports)."""
    when = at or timezone.now()
    return AuditEntry.objects.bulk_create(
        (_entry(draft, by=by, at=when) for draft in drafts), batch_size=1000
    )


def _entry(draft: Draft, *, by: Actor, at: datetime) -> AuditEntry:
    changes = {_text(key): _change(value) for key, value in draft.changes.items()}
    clauses = list(draft.clauses)
    applied = getattr(draft.record, "last_move", None)
    if draft.record is not None and applied is not None:
        changes.setdefault("status", {"old": applied.was_label, "new": applied.now_label})
        clauses += [clause for clause in applied.clauses if clause not in clauses]
        draft.record.last_move = None  # type: ignore[attr-defined]  # a LifecycleRecord by now
    entry = AuditEntry(
        at=at,
        action=draft.action,
        record_type=draft.record._meta.label_lower if draft.record else "",
        record_id=str(draft.record.pk) if draft.record else "",
        record_text=_text(draft.record)[:120] if draft.record else "",
        actor_id=by.user_id,
        actor_name=_text(by.name)[:80],
        acting_for_id=by.acting_for.user_id if by.acting_for else None,
        acting_for_name=_text(by.acting_for.name)[:80] if by.acting_for else "",
        address=_text(by.address)[:60],
        device=_text(by.device)[:200],
        note=_text(draft.note),
        changes=changes,
        clauses=[clause.number for clause in clauses],
    )
    entry.digest = digest(entry)
    return entry


def digest(entry: AuditEntry) -> str:
    """The hash of an entry's contents."""
    return hashlib.sha256(entry.canonical().encode()).hexdigest()


def _change(value: object) -> Json:
    """A pair is old → new; everything else a word about the act."""
    if isinstance(value, tuple) and len(value) == 2:  # noqa: PLR2004 - a pair
        return {"old": _plain(value[0]), "new": _plain(value[1])}
    return _plain(value)


def _plain(value: Any) -> Json:
    """What JSON and the database give back unchanged; anything else as its text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return _text(getattr(value, "label", value.value))
    if isinstance(value, int):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in (sorted(value) if isinstance(value, set) else value)]
    if isinstance(value, Mapping):
        return {_text(key): _plain(item) for key, item in value.items()}
    return _text(value)


def _text(value: object) -> str:
    """Text that the database takes: no NUL, no half characters."""
    return str(value).replace("\0", "").encode("utf-8", "replace").decode()
