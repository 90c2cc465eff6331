"""A process as a table one can read aloud: who may move what from where to where, by which rule.

From the table come the buttons, the refusals, the API's actions, the permission tests, the
diagrams and the page 'who may do what'. Nothing else assigns a status.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actor import Actor, Scope
from core.clauses import Clause, R
from core.errors import Denied, Violation
from core.lifecycle_words import SYSTEM, above, changed_meanwhile, denied, own_work, titles

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Targets that depend on the record: any earlier state of the table, chosen by the one who
# returns it (退回); and back to where it was returned from.
EARLIER = "*earlier"
RETURNER = "*returner"


class BrokenTable(ValueError):
    """A table of moves names a state that does not exist, or one action twice from one state."""


class UnknownAction(LookupError):
    """The table has no such action."""


class LifecycleRecord(models.Model):
    """A record with a lifecycle. Subclasses narrow `status` to their own choices."""

    status = models.CharField(gettext_lazy("state"), max_length=20, db_index=True)
    status_since = models.DateTimeField(
        gettext_lazy("in this state since"), default=timezone.now, editable=False
    )
    # Rises with every move; a page that was loaded before is told so.
    version = models.PositiveIntegerField(default=0, editable=False)
    # Where it stood when it was returned, so that it can go straight back (退回 → 重新提交).
    returned_from = models.CharField(max_length=20, blank=True, default="", editable=False)
    created_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    # The move just made, for the audit entry of the same service call.
    last_move: ClassVar[Applied | None] = None

    class Meta:
        abstract = True

    def process_scope(self) -> Scope:
        """Where a post must count to move this record."""
        return Scope.CENTRE

    def process_scopes(self) -> tuple[Scope, ...]:
        """The scope of its process first; more where a post may count for the record itself."""
        return (self.process_scope(),)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a table.

    who: posts of which one suffices. reason: must be given. four_eyes: not by the record's maker
    (R0). scope_of: where the post must count, when it is not the record's `process_scope()`.
    """

    action: str
    from_: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    clause: Clause
    label: StrOrPromise = ""
    reason: bool = False
    four_eyes: bool = False
    scope_of: Callable[[Any], Scope] | None = None

    def scopes(self, record: LifecycleRecord) -> tuple[Scope, ...]:
        """Where the post may count for this record; the first is where others stand in."""
        return (self.scope_of(record),) if self.scope_of else record.process_scopes()


@dataclass(frozen=True, slots=True)
class Applied:
    """What a move did: from, to, and the post that stood in for the maker's own (R0), if any."""

    move: Move
    was: str
    now: str
    was_label: str
    now_label: str
    stands_in: str = ""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The rules to log."""
        return (self.move.clause, R(0)) if self.stands_in else (self.move.clause,)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One line of the page 'who may do what'."""

    lifecycle: str
    title: str
    action: str
    label: str
    from_: tuple[str, ...]
    to: str
    posts: tuple[str, ...]
    clause: Clause
    reason: bool
    four_eyes: bool


REGISTERED: dict[str, Lifecycle] = {}


class Lifecycle:
    """The table of a kind of record. The first state is where a new record stands.

    title: what users call the kind. registered=False keeps it out of 'who may do what' (tests).
    Raises BrokenTable.
    """

    def __init__(
        self,
        name: str,
        states: type[models.TextChoices],
        moves: Sequence[Move],
        *,
        title: StrOrPromise = "",
        registered: bool = True,
    ) -> None:
        self.name = name
        self.title = title
        self.states = states
        self.moves = tuple(moves)
        self._table: dict[tuple[str, str], Move] = {}
        for move in self.moves:
            self._enter(move)
        if registered:
            if name in REGISTERED:
                raise BrokenTable(f"there are two lifecycles called {name}")
            REGISTERED[name] = self

    def _enter(self, move: Move) -> None:
        known = {*self.states.values, EARLIER, RETURNER}
        for state in (*move.from_, move.to):
            if state not in known:
                raise BrokenTable(f"{self.name}.{move.action}: no state {state!r}")
        for state in move.from_:
            if (move.action, state) in self._table:
                raise BrokenTable(f"{self.name}.{move.action}: twice from {state!r}")
            self._table[move.action, str(state)] = move

    # --- Reading the table ---

    @property
    def initial(self) -> str:
        """The state of a new record."""
        return str(self.states.values[0])

    def label(self, state: str) -> str:
        """A state as users read it."""
        return str(self.states(state).label)

    def earlier_than(self, state: str) -> tuple[str, ...]:
        """States one can return to from here, in the order of the process."""
        values = [str(value) for value in self.states.values]
        return tuple(values[: values.index(state)])

    def unreachable(self) -> frozenset[str]:
        """States that no move leads to from the first one; a sound table has none."""
        seen = {self.initial}
        waiting = deque(seen)
        while waiting:
            for _move, target in self._steps_from(waiting.popleft()):
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return frozenset(str(value) for value in self.states.values) - seen

    def _steps_from(self, state: str) -> Iterator[tuple[Move, str]]:
        for move in self.moves:
            if state in move.from_ and move.to not in (EARLIER, RETURNER):
                yield move, str(move.to)

    def open_to(self, record: LifecycleRecord, actor: Actor) -> list[Move]:
        """The moves this person could make now: the buttons of the record page."""
        return [
            move
            for move in self.moves
            if record.status in move.from_
            and not (move.to == RETURNER and not record.returned_from)
            and self._verdict(record, move, actor)[0] is None
        ]

    def actions(self, record: LifecycleRecord, actor: Actor) -> tuple[str, ...]:
        """The API's `available_actions`."""
        return tuple(move.action for move in self.open_to(record, actor))

    # --- Moving ---

    def check(
        self,
        record: LifecycleRecord,
        action: str,
        *,
        by: Actor,
        expected_version: int | None = None,
    ) -> Move:
        """The move, if this person could make it now: asked before what it needs is checked.

        Raises UnknownAction, Violation (state, version, R0) or Denied (post).
        """
        return self._allowed(record, action, by, expected_version)[0]

    def apply(
        self,
        record: LifecycleRecord,
        action: str,
        *,
        by: Actor,
        reason: str = "",
        to: str = "",
        expected_version: int | None = None,
        at: datetime | None = None,
    ) -> Move:
        """Make a move: sets status, status_since and version; the service saves the locked record.

        to: the earlier state, for a move to EARLIER. expected_version: what the person had on the
        page. Raises UnknownAction, Violation (state, version, reason, R0) or Denied (post).
        """
        move, stands_in = self._allowed(record, action, by, expected_version)
        if move.reason and not reason.strip():
            raise Violation(_("Please give the reason."), move.clause, field="reason")
        was, target = record.status, self._target(record, move, to)
        record.last_move = Applied(  # type: ignore[misc]  # a ClassVar default, set per instance
            move=move,
            was=was,
            now=target,
            was_label=self.label(was),
            now_label=self.label(target),
            stands_in=stands_in,
        )
        record.status = target
        record.status_since = at or timezone.now()
        record.version += 1
        record.returned_from = was if move.to == EARLIER else ""
        return move

    def _allowed(
        self, record: LifecycleRecord, action: str, by: Actor, expected_version: int | None
    ) -> tuple[Move, str]:
        """The move and the post that stands in for the maker's own; raises the refusal."""
        if expected_version is not None and expected_version != record.version:
            raise Violation(changed_meanwhile(record))
        move = self._move_from(record, action)
        refusal, stands_in = self._verdict(record, move, by)
        if refusal is not None:
            raise refusal
        return move, stands_in

    def _move_from(self, record: LifecycleRecord, action: str) -> Move:
        move = self._table.get((action, record.status))
        if move is not None:
            return move
        named = [move for move in self.moves if move.action == action]
        if not named:
            raise UnknownAction(f"{self.name}.{action}")
        raise Violation(self._not_from_here(record.status, named), named[0].clause)

    def _not_from_here(self, state: str, named: list[Move]) -> str:
        words = {"action": named[0].label or named[0].action, "state": self.label(state)}
        missing = self._missing_step(state, {str(s) for move in named for s in move.from_})
        if missing is None:
            return _("“%(action)s” is not possible any more: it stands at “%(state)s”.") % words
        words |= {"step": missing.label or missing.action, "posts": titles(missing.who)}
        return (
            _(
                "“%(action)s” is not possible yet: it stands at “%(state)s”. "
                "First comes “%(step)s” by %(posts)s."
            )
            % words
        )

    def _missing_step(self, state: str, goals: set[str]) -> Move | None:
        """The first move of the shortest way from here to where the action is possible."""
        seen = {state}
        waiting: deque[tuple[str, Move | None]] = deque([(state, None)])
        while waiting:
            here, first = waiting.popleft()
            for move, target in self._steps_from(here):
                if target in goals:
                    return first or move
                if target not in seen:
                    seen.add(target)
                    waiting.append((target, first or move))
        return None

    def _target(self, record: LifecycleRecord, move: Move, to: str) -> str:
        if move.to == EARLIER:
            if to not in self.earlier_than(record.status):
                raise Violation(
                    _("Choose an earlier step to return it to."), move.clause, field="to"
                )
            return to
        if move.to == RETURNER:
            if not record.returned_from:
                raise Violation(_("It was not returned, so it goes the usual way."), move.clause)
            return record.returned_from
        return str(move.to)

    def _verdict(
        self, record: LifecycleRecord, move: Move, actor: Actor
    ) -> tuple[Violation | Denied | None, str]:
        """The refusal, if any, and the post that stands in for the maker's own."""
        scopes = move.scopes(record)
        if actor.is_system:
            return (None if SYSTEM in move.who else denied(move.who), "")
        held = [post for post in move.who if actor.holds_at(post, scopes)]
        maker = record.created_by_id if move.four_eyes else None
        if maker is None or (held and maker not in actor.persons):
            return (None if held else denied(move.who), "")
        higher = above(move.who, scopes[0], maker)
        if maker not in actor.persons:
            stands_in = next((post for post in higher if actor.holds(post, scopes[0])), "")
            return (None if stands_in else denied((*move.who, *higher)), stands_in)
        if held:
            return (own_work(move.who, higher, move.clause), "")
        return (denied(move.who), "")

    # --- Showing ---

    def rows(self) -> list[MoveRow]:
        """The table in words."""
        return [
            MoveRow(
                lifecycle=self.name,
                title=str(self.title or self.name),
                action=move.action,
                label=str(move.label or move.action),
                from_=tuple(self.label(state) for state in move.from_),
                to=self._target_label(move),
                posts=move.who,
                clause=move.clause,
                reason=move.reason,
                four_eyes=move.four_eyes,
            )
            for move in self.moves
        ]

    def _target_label(self, move: Move) -> str:
        if move.to == EARLIER:
            return _("any earlier step")
        if move.to == RETURNER:
            return _("where it was returned from")
        return self.label(move.to)

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for the docs and the help page."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{self.label(value)}" as {value}' for value in self.states.values]
        lines.append(f"    [*] --> {self.initial}")
        for move in self.moves:
            words = f"{move.label or move.action} · {titles(move.who)} · {move.clause.label}"
            lines += [
                f"    {state} --> {target} : {words}"
                for state in move.from_
                for target in self._targets(str(state), move)
            ]
        return "\n".join(lines) + "\n"

    def _targets(self, state: str, move: Move) -> tuple[str, ...]:
        if move.to == EARLIER:
            return self.earlier_than(state)
        return () if move.to == RETURNER else (str(move.to),)


def moves_table() -> list[MoveRow]:
    """Every move of every registered lifecycle: the page 'who may do what'."""
    return [row for lifecycle in REGISTERED.values() for row in lifecycle.rows()]
