"""The step bar: where a record stands on its way, and when it got there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
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
    reached = _reached(history, lifecycle)
    here = str(record.status)
    been = _how_far(way, here, reached)
    found = []
    for number, state in enumerate(way):
        entry = reached.get(state)
        where = NOW if state == here else DONE if number < been else LATER
        at = entry.at if entry and where != LATER else None
        by = entry.signature if entry and at else ""
        found.append(Step(lifecycle.label(state), where, at, by))
    if here not in way:
        found.append(Step(lifecycle.label(here), NOW, record.status_since, aside=True))
    return found


def _reached(history: Iterable[AuditEntry], lifecycle: Lifecycle) -> dict[str, AuditEntry]:
    """The latest entry that brought the record to each state.

    The trail keeps a state's name as it read then; where it reads otherwise today, the move says
    which state it was.
    """
    states = {lifecycle.label(str(state)): str(state) for state in lifecycle.states.values}
    found = {}
    for entry in history:
        change = entry.changes.get("status")
        if isinstance(change, dict) and "new" in change:
            state = states.get(str(change["new"])) or _target(lifecycle, entry.action)
            if state:
                found[state] = entry
    return found


def _target(lifecycle: Lifecycle, action: str) -> str:
    """Where an action leads, if it leads to one state only; '' otherwise."""
    verb = action.rpartition(".")[2]
    targets = {str(move.to) for move in lifecycle.moves if move.action == verb}
    only = targets.pop() if len(targets) == 1 else ""
    return "" if only.startswith("*") else only


def _how_far(way: list[str], here: str, reached: Container[str]) -> int:
    """How many states of the way lie behind."""
    if here in way:
        return way.index(here)
    been = [number for number, state in enumerate(way) if state in reached]
    return been[-1] + 1 if been else 1
