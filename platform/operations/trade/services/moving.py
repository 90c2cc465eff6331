"""What every move of this module does: the table, the inbox, the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle import Lifecycle, LifecycleRecord
from core.lifecycle_words import changed_meanwhile, denied
from operations.stations.models import Village
from operations.trade import rules, selectors

# What changes what is checked; the moves themselves do not.
WRITING = (
    "product.add",
    "product.change",
    "batch.add",
    "batch.change",
    "batch.add_input",
    "batch.drop_input",
    "attachment.add",
    "attachment.remove",
)


def may(by: Actor, posts: Collection[str]) -> None:
    """Raises Denied without one of the posts."""
    if not any(by.holds(post) for post in posts):
        raise denied(tuple(posts))


def same_version(record: Any, expected: int | None) -> None:
    """What the person saw is what there is. Raises Violation."""
    if expected is not None and expected != record.version:
        raise Violation(changed_meanwhile(record))


def village_of(pk: int, *, on: date) -> Village:
    """A village of the county that exists on the day. Raises Violation."""
    found = selectors.villages(on=on).filter(pk=pk).first()
    rules.village_exists(found=found is not None)
    return found  # type: ignore[return-value]  # the rule has refused None


def not_by_its_changer(record: LifecycleRecord, by: Actor) -> None:
    """Who wrote in a record, also in somebody's place, does not let it go (R0, R117)."""
    said = audit.timeline(record).filter(action__in=WRITING)
    both = said.values_list("actor_id", "acting_for_id")
    wrote = {one for pair in both for one in pair if one is not None}
    rules.another_lets_it_go(wrote=bool(wrote & by.persons))


def ask(record: LifecycleRecord, *, post: str, title: str, by: Actor, at: datetime) -> None:
    """Put it before whoever checks it; never before its maker (R0)."""
    inbox.assign(
        record,
        step=str(record.status),
        title=title,
        post=post,
        four_eyes=True,
        by=by,
        at=at,
        clause=R(117),
    )


def move(
    lifecycle: Lifecycle,
    record: Any,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Any:
    """Move a locked record, close what waited for it, and log it."""
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
