"""Random hands over any table of moves: people, records and verbs at any time, by hypothesis.

A module says what kinds of records it has (`Kind`) and how each verb of a table is called; the
driver picks records, people and verbs, and holds what must be true of every lifecycle: a refusal
leaves nothing behind, a move is a row of its table, who has the next step may take it, and the
audit chain is whole. COUNTYLINK_RUNS says how many sequences of fifty moves are tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core import audit, inbox
from core.actor import Actor
from core.errors import Denied, Violation
from core.inbox.addressing import is_for
from core.lifecycle import EARLIER, Lifecycle
from core.models import AuditEntry
from tenants.context import county_context
from tests.conftest import A

MOVES = 50
WHO, WHICH, WHAT = st.integers(0, 7), st.integers(0, 2), st.integers(0, 63)


def run(machine: type[RuleBasedStateMachine], *, usually: int) -> None:
    """As many sequences of fifty moves as COUNTYLINK_RUNS says; the issue's 2,000 take a while."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=int(os.environ.get("COUNTYLINK_RUNS", str(usually))),
            stateful_step_count=MOVES,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def somebody_may_act(record: Any, table: Lifecycle, people: Iterable[Actor]) -> bool:
    """Is it in the inbox of somebody whom the table lets move it?"""
    items = list(inbox.pending(record))
    return any(
        is_for(item, person) and table.open_to(record, person)
        for person in people
        for item in items
    )


@dataclass(frozen=True)
class Kind:
    """A kind of record under random hands.

    call: makes a move of the table for somebody. waits: states in which it is before somebody;
    steps: the inbox's word for them, where it is not the state's own. back: verbs that do not
    lead on.
    """

    model: type[Any]
    table: Lifecycle
    call: Callable[[Any, str, Actor, datetime], Any]
    waits: tuple[str, ...]
    steps: dict[str, str] = field(default_factory=dict)
    back: tuple[str, ...] = ("return", "cancel", "reopen", "skip")


class Hands(RuleBasedStateMachine):
    """Whoever is in `people`, a few records, every verb at any time."""

    kinds: ClassVar[tuple[Kind, ...]]
    minutes: ClassVar[int] = 20

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.stack = ExitStack()
        self.stack.enter_context(county_context(A))
        self.stack.enter_context(transaction.atomic())
        self.people: list[Actor] = []
        try:
            self.furnish()
        except BaseException:
            self._leave()
            raise

    def furnish(self) -> None:
        """Set `now` and `people`, and make the first records."""
        raise NotImplementedError

    def teardown(self) -> None:
        """Every act stands in the chain; then nothing of it stays."""
        try:
            assert audit.verify().ok
        finally:
            self._leave()

    def _leave(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def states(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Where every record stands, and its version."""
        return {
            (kind.table.name, pk): (status, version)
            for kind in self.kinds
            for pk, status, version in kind.model.objects.values_list("pk", "status", "version")
        }

    def attempt(self, name: str, work: Callable[[], Any]) -> bool:
        """Do it or be refused: then nothing has changed. What moved, moved by its table."""
        self.now += timedelta(minutes=self.minutes)
        before, entries = self.states(), AuditEntry.objects.count()
        try:
            with transaction.atomic():
                work()
        except (Violation, Denied) as refusal:
            assert self.states() == before
            assert AuditEntry.objects.count() == entries
            event(f"{name}: {refusal.sentence[:12]}")
            return False
        event(f"{name}: done")
        assert AuditEntry.objects.count() > entries
        after = self.states()
        for kind in self.kinds:
            for pk in kind.model.objects.values_list("pk", flat=True):
                key = (kind.table.name, pk)
                self._legal(kind.table, before.get(key), after[key])
        return True

    @staticmethod
    def _legal(table: Lifecycle, was: tuple[str, int] | None, now: tuple[str, int]) -> None:
        if was is None:
            assert now[0] == table.initial
        elif was[0] != now[0]:
            ways = {str(move.to) for move in table.moves if was[0] in move.from_}
            if EARLIER in ways:
                ways |= set(table.earlier_than(was[0]))
            assert now[0] in ways, f"{table.name}: {was[0]} to {now[0]}"
            assert now[1] > was[1]

    def pick(self, kind: Kind, which: int) -> Any:
        """One of the newest records of a kind."""
        found = list(kind.model.objects.order_by("-pk")[: which + 1])
        return found[-1] if found else None

    def act(self, kind: Kind, record: Any, action: str, by: Actor) -> bool:
        """One verb on one record."""
        name = f"{kind.table.name} {record.status} {action}"
        return self.attempt(name, lambda: kind.call(record, action, by, self.now))

    def holder_of(self, kind: Kind, record: Any) -> tuple[Actor, str] | None:
        """Who has its next step before them and may take it, and by which verb."""
        step = kind.steps.get(record.status, record.status)
        for item in inbox.pending(record).filter(step=step):
            for person in self.people:
                if not is_for(item, person):
                    continue
                for move in kind.table.open_to(record, person):
                    if move.action not in kind.back:
                        return person, move.action
        return None

    # --- What hands do ---

    @rule(who=WHO, which=WHICH, what=WHAT)
    def any_verb_by_anybody(self, who: int, which: int, what: int) -> None:
        """Mostly refused."""
        kind = self.kinds[what % len(self.kinds)]
        record = self.pick(kind, which)
        if record is not None:
            actions = list(dict.fromkeys(move.action for move in kind.table.moves))
            chosen = actions[what // len(self.kinds) % len(actions)]
            self.act(kind, record, chosen, self.people[who % len(self.people)])

    @rule(which=WHICH, what=WHAT)
    def go_on_rightly(self, which: int, what: int) -> None:
        """As it should be, so that runs get far."""
        kind = self.kinds[what % len(self.kinds)]
        record = self.pick(kind, which)
        if record is not None and (found := self.holder_of(kind, record)) is not None:
            self.act(kind, record, found[1], found[0])

    @rule(who=WHO, to=WHO, which=WHICH, what=WHAT)
    def hand_over(self, who: int, to: int, which: int, what: int) -> None:
        """Somebody gives what is before them to another."""
        kind = self.kinds[what % len(self.kinds)]
        record = self.pick(kind, which)
        item = record and inbox.pending(record).order_by("pk").first()
        if item:
            by, taker = (self.people[one % len(self.people)] for one in (who, to))
            given = {"to_user_id": taker.user_id or 0, "by": by, "message": "请办"}
            self.attempt(
                f"{kind.table.name} handed over",
                lambda: inbox.hand_over(item_id=item.pk, at=self.now, **given),
            )

    @rule(days=st.integers(1, 6))
    def time_goes_by(self, days: int) -> None:
        """Terms pass, cycles begin."""
        self.now += timedelta(days=days)

    # --- What holds ---

    @invariant()
    def whose_turn_it_is_has_it_and_may_act(self) -> None:
        """No inbox item is lost, and none is left of what has ended."""
        for kind in self.kinds:
            for record in kind.model.objects.order_by("pk"):
                if record.status in kind.waits:
                    assert self.holder_of(kind, record), f"{kind.table.name} {record.status}"
                elif not any(record.status in move.from_ for move in kind.table.moves):
                    assert not inbox.pending(record).exists(), f"{kind.table.name} left over"
