"""What every act on a record does: who may, which version, the table of moves, the inbox, the log.

Modules whose moves do more have a `services/moving.py` of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from core import audit, inbox
from core.actor import Actor
from core.clauses import Clause
from core.errors import Violation
from core.lifecycle import Lifecycle, LifecycleRecord
from core.lifecycle_words import changed_meanwhile, denied

Record = TypeVar("Record", bound=LifecycleRecord)


def may(by: Actor, posts: Collection[str]) -> None:
    """For verbs that are no moves: raises Denied without one of the posts."""
    if not any(by.holds(post) for post in posts):
        raise denied(tuple(posts))


def same_version(record: Any, expected: int | None) -> None:
    """For verbs that are no moves: what the person saw is what there is. Raises Violation."""
    if expected is not None and expected != record.version:
        raise Violation(changed_meanwhile(record))


def ask(
    record: LifecycleRecord, *, post: str, title: str, clause: Clause, by: Actor, at: datetime
) -> None:
    """Put it before whoever checks it; never before its maker (R0)."""
    inbox.assign(
        record,
        step=str(record.status),
        title=title,
        post=post,
        four_eyes=True,
        by=by,
        at=at,
        clause=clause,
    )


def move(
    lifecycle: Lifecycle,
    record: Record,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Record:
    """Move a locked record, close what waited for it, and log it. Returns the record.

    fields: what else of the record is written; changes: what else the log tells.
    """
    was = str(record.status)
    lifecycle.apply(record, action, by=by, reason=reason, at=at, expected_version=version)
    record.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(record, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    audit.record(
        record,
        by=by,
        action=f"{lifecycle.name}.{action}",
        note=reason,
        changes=changes or {},
        at=at,
    )
    return record
