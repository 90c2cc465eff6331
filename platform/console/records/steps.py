"""The step bar: where a record stands on its way, and when it got there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.lifecycle import Lifecycle, LifecycleRecord
from core.models.audit import AuditEntry

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One state on the way. at and by: when it was reached, and through whom."""

    label: str
    state: str
    at: datetime | None = None
    by: str = ""
    aside: bool = False


def steps(
    lifecycle: Lifecycle,
    record: LifecycleRecord,
    *,
    path: Sequence[str],
    history: Iterable[AuditEntry],
) -> list[Step]:
    """The states of the usual way, done, now and later; a state off the way stands at the end.

    path: the usual way; empty for every state in the order of the table.
    """
    way = [str(state) for state in path] or [str(state) for state in lifecycle.states.values]
    reached = _reached(history)
    here = str(record.status)
    been = _how_far(way, here, set(reached), lifecycle)
    found = []
    for number, state in enumerate(way):
        label = lifecycle.label(state)
        entry = reached.get(label)
        where = NOW if state == here else DONE if number < been else LATER
        at = entry.at if entry and where != LATER else None
        found.append(Step(label, where, at, entry.signature if entry and at else ""))
    if here not in way:
        found.append(Step(lifecycle.label(here), NOW, record.status_since, aside=True))
    return found


def _reached(history: Iterable[AuditEntry]) -> dict[str, AuditEntry]:
    """The latest entry that brought the record to each state, by the state's label."""
    found = {}
    for entry in history:
        change = entry.changes.get("status")
        if isinstance(change, dict) and "new" in change:
            found[str(change["new"])] = entry
    return found


def _how_far(way: list[str], here: str, reached: set[str], lifecycle: Lifecycle) -> int:
    """How many states of the way lie behind."""
    if here in way:
        return way.index(here)
    been = [n for n, state in enumerate(way) if lifecycle.label(state) in reached]
    return been[-1] + 1 if been else 1
