"""Random hands over any table of moves: people, records and verbs at any time, by hypothesis.

A module says what kinds of records it has (`Kind`) and how each verb of a table is called; the
driver picks records, people and verbs, and holds what must be true of every lifecycle: a refusal
leaves nothing behind, a move is a row of its table, who has the next step may take it, and the
audit chain is whole. COUNTYLINK_RUNS says how many sequences of fifty moves are tried.

What every sequence begins with (people, their posts) is made once a run and committed to the
test's own database; each sequence is a transaction that is rolled back. What must hold is asked
again whenever a statement has written since it was asked last, and not after a refusal, which is
shown to have written nothing and is rolled back.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, wraps
from typing import Any, ClassVar

from django.db import connection, models, transaction
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core import audit, inbox
from core.actor import Actor, Directory, Scope, directory, register_directory
from core.errors import Denied, Violation
from core.inbox.addressing import LIVE, is_for
from core.lifecycle import EARLIER, Lifecycle
from core.models import AuditEntry, InboxItem
from tenants.context import county_context
from tests.conftest import A

MOVES = 50
WHO, WHICH, WHAT = st.integers(0, 7), st.integers(0, 2), st.integers(0, 63)
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


def run(machine: type[Stage], *, usually: int) -> None:
    """As many sequences of fifty moves as COUNTYLINK_RUNS says; the issue's 2,000 take a while."""
    Known.answers.clear()
    with county_context(A):
        with transaction.atomic():
            machine.set_up()
        before = _counted()
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            machine,
            settings=settings(
                max_examples=int(os.environ.get("COUNTYLINK_RUNS", str(usually))),
                stateful_step_count=MOVES,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        assert _counted() == before
        assert audit.verify().ok


def _counted() -> tuple[int, int]:
    return AuditEntry.objects.count(), InboxItem.objects.count()


def holds(check: Callable[[Any], None]) -> Any:
    """What must be true after every act: asked whenever something was written since."""

    @wraps(check)
    def asked(self: Stage) -> None:
        if self.asked.get(check.__name__) != self.writes:
            with known_people():
                check(self)
            self.asked[check.__name__] = self.writes

    return invariant()(asked)


class Known:
    """The directory, asked once: in a run nobody comes, leaves or gets another post."""

    answers: ClassVar[dict[object, Any]] = {}

    def __init__(self, real: Directory) -> None:
        self.real = real

    def _once(self, name: str, *args: Any) -> Any:
        key = (name, *args)
        if key not in self.answers:
            self.answers[key] = getattr(self.real, name)(*args)
        return self.answers[key]

    def holders(self, post: str, scope: Scope) -> Any:
        """Who holds it."""
        return self._once("holders", post, scope)

    def superior(self, post: str) -> str | None:
        """The post above."""
        return self.real.superior(post)

    def title(self, post: str) -> str:
        """Its name."""
        return self.real.title(post)

    def is_active(self, user_id: int) -> bool:
        """Still there?"""
        return bool(self._once("is_active", user_id))

    def name_of(self, user_id: int) -> str:
        """A name."""
        return str(self._once("name_of", user_id))

    def actor_of(self, user_id: int) -> Actor:
        """The person."""
        found: Actor = self._once("actor_of", user_id)
        return found


@contextmanager
def known_people() -> Iterator[None]:
    """While the tests ask (the product asks the real directory): who holds what is asked once."""
    real = directory()
    register_directory(Known(real))
    try:
        yield
    finally:
        register_directory(real)


def waiting_of(kind: type[models.Model]) -> dict[str, list[InboxItem]]:
    """What waits with somebody, by the record: `inbox.pending` of all at once."""
    found: dict[str, list[InboxItem]] = {}
    for item in InboxItem.objects.filter(
        record_type=kind._meta.label_lower, kind=InboxItem.Kind.TODO, state__in=LIVE
    ).order_by("pk"):
        found.setdefault(item.record_id, []).append(item)
    return found


def somebody_may_act(
    record: Any, table: Lifecycle, people: Iterable[Actor], items: Iterable[InboxItem]
) -> bool:
    """Is it in the inbox of somebody whom the table lets move it?"""
    return any(
        is_for(item, person) and table.open_to(record, person)
        for person in people
        for item in items
    )


class Stage(RuleBasedStateMachine):
    """A county for one sequence: all that it changes is rolled back."""

    people: ClassVar[list[Actor]]
    # How long an act takes.
    minutes: ClassVar[int] = 20
    # Where a record may come to besides what the rows of its table name.
    ways: ClassVar[tuple[str, ...]] = ()
    # Where a new record may stand besides the beginning of its table.
    born: ClassVar[tuple[str, ...]] = ()
    now: datetime

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.writes = 0
        self.asked: dict[str, int] = {}
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.stack.enter_context(connection.execute_wrapper(self._watch))
        try:
            self.furnish()
        except BaseException:
            self._leave()
            raise

    @classmethod
    def set_up(cls) -> None:
        """Once a run: who is there, and what every sequence begins with."""
        raise NotImplementedError

    def furnish(self) -> None:
        """Once a sequence: set `now`, and make the first records."""
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

    def _watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not isinstance(sql, str) or WRITES.match(sql):
            self.writes += 1
        return execute(sql, params, many, context)

    def stand(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Every record's state and version, every item of the inbox, how long the trail is."""
        with connection.cursor() as cursor:
            cursor.execute(_all_of(tuple(self.tables())))
            return {(name, key): (state, more) for name, key, state, more in cursor.fetchall()}

    @classmethod
    def tables(cls) -> dict[type[models.Model], Lifecycle]:
        """The kinds of records, and the table that each moves by."""
        raise NotImplementedError

    def attempt(self, name: str, work: Callable[[], Any], *, may_idle: bool = False) -> bool:
        """Do it or be refused: then nothing was written. What moved, moved by its table.

        may_idle: a job that need not find anything to do.
        """
        self.now += timedelta(minutes=self.minutes)
        before, writes = self.stand(), self.writes
        try:
            with transaction.atomic():
                try:
                    work()
                except (Violation, Denied):
                    # The service itself has left nothing, before the savepoint takes it back.
                    assert self.stand() == before
                    raise
        except (Violation, Denied) as refusal:
            self.writes = writes
            event(f"{name}: {refusal.sentence[:12]}")
            return False
        event(f"{name}: done")
        after = self.stand()
        assert after[TRAIL][1] > before[TRAIL][1] or (may_idle and after == before)
        for model, table in self.tables().items():
            label = model._meta.db_table
            for key, now in after.items():
                if key[0] == label:
                    self.legal(table, before.get(key), now)
        return True

    def legal(self, table: Lifecycle, was: tuple[str, int] | None, now: tuple[str, int]) -> None:
        """A new record stands at the beginning; another moved by a row of its table."""
        if was is None:
            assert now[0] in {table.initial, *self.born}, f"{table.name}: new at {now[0]}"
        elif was[0] != now[0]:
            ways = {str(move.to) for move in table.moves if was[0] in move.from_}
            if EARLIER in ways:
                ways |= set(table.earlier_than(was[0]))
            assert now[0] in ways | {*self.ways}, f"{table.name}: {was[0]} to {now[0]}"
            assert now[1] > was[1]


TRAIL = ("trail", 0)


@cache
def _all_of(kinds: tuple[type[models.Model], ...]) -> str:
    """One statement for all: names come from the models."""
    parts = [f"SELECT '{TRAIL[0]}', 0::bigint, '', count(*) FROM {AuditEntry._meta.db_table}"]
    parts.append(f"SELECT 'inbox', id, state, coalesce(user_id, 0) FROM {InboxItem._meta.db_table}")
    parts += [
        f"SELECT '{kind._meta.db_table}', id, status, version FROM {kind._meta.db_table}"
        for kind in kinds
    ]
    return " UNION ALL ".join(parts)


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


class Hands(Stage):
    """Whoever is in `people`, a few records, every verb at any time."""

    kinds: ClassVar[tuple[Kind, ...]]

    @classmethod
    def tables(cls) -> dict[type[models.Model], Lifecycle]:
        """Those of the kinds."""
        return {kind.model: kind.table for kind in cls.kinds}

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
        return self.taker(kind, record, list(inbox.pending(record)))

    def taker(
        self, kind: Kind, record: Any, items: Iterable[InboxItem]
    ) -> tuple[Actor, str] | None:
        """The same, of the items that wait."""
        step = kind.steps.get(record.status, record.status)
        for item in items:
            for person in self.people:
                if item.step != step or not is_for(item, person):
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

    @holds
    def whose_turn_it_is_has_it_and_may_act(self) -> None:
        """No inbox item is lost, and none is left of what has ended."""
        for kind in self.kinds:
            waiting = waiting_of(kind.model)
            for record in kind.model.objects.order_by("pk"):
                items = waiting.get(str(record.pk), [])
                if record.status in kind.waits:
                    assert self.taker(kind, record, items), f"{kind.table.name} {record.status}"
                elif not any(record.status in move.from_ for move in kind.table.moves):
                    assert not items, f"{kind.table.name} left over"
