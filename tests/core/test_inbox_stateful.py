"""Lifecycle and inbox under random hands: no illegal state, nothing lost, a sound trail."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core import audit, inbox
from core.clauses import R
from core.errors import Denied, Violation
from core.inbox import Assignee
from core.inbox.addressing import LIVE, is_for, items_of
from core.lifecycle import EARLIER, RETURNER, Lifecycle, Move
from core.models import InboxItem
from operations.staff.models import Person
from tenants.context import county_context
from tests.conftest import A
from tests.core.inbox_checks import consistent
from tests.core.people import registered


class S(models.TextChoices):
    DRAFT = "draft", "拟稿"
    REVIEW = "review", "核稿"
    SIGN = "sign", "签发"
    DONE = "done", "办结"


OFFICE, DIRECTOR, DRAFTER = ("office",), ("director",), ("drafter",)
# fmt: off
LC = Lifecycle("form", S, (
    Move("submit",   (S.DRAFT,),          S.REVIEW, DRAFTER,                R(11)),
    Move("approve",  (S.REVIEW,),         S.SIGN,   OFFICE,                 R(12), four_eyes=True),
    Move("sign",     (S.SIGN,),           S.DONE,   DIRECTOR,               R(16), four_eyes=True),
    Move("return",   (S.REVIEW, S.SIGN),  EARLIER,  (*OFFICE, *DIRECTOR),   R(14), reason=True),
    Move("resubmit", (S.DRAFT, S.REVIEW), RETURNER, (*DRAFTER, *OFFICE),    R(14)),
), registered=False)
# fmt: on
POST = {"draft": "drafter", "review": "office", "sign": "director"}
NEXT = {"submit": "draft", "approve": "review", "sign": "sign"}
ACTOR = st.integers(1, 8)


class Office(RuleBasedStateMachine):
    """Eight people, one form after the other, every verb at any time."""

    def __init__(self):
        super().__init__()
        self.now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
        self.cast = registered()
        self.people = self.cast.__enter__()
        self.place = county_context(A)
        self.place.__enter__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.finished = 0
        self.begin()

    def begin(self):
        self.record = Person.objects.create(
            name="表", joined_date=date(2026, 1, 5), status=S.DRAFT, created_by_id=1
        )
        self.put("draft", by=1)

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        self.place.__exit__(None, None, None)
        self.cast.__exit__(None, None, None)

    def put(self, step, *, by):
        inbox.assign(
            self.record,
            step=step,
            title=step,
            post=POST[step],
            by=self.people.actor_of(by),
            four_eyes=step != "draft",
            at=self.now,
        )

    def attempt(self, work):
        """A refusal leaves nothing behind."""
        self.now += timedelta(minutes=61)
        try:
            with transaction.atomic():
                work()
        except (Violation, Denied) as refusal:
            said = refusal.sentence
            self.record = Person.objects.get(pk=self.record.pk)
        else:
            said = "done"
        event(f"{self.record.status}: {said[:12]}")
        assert said

    def save(self, action, by):
        self.record.save()
        audit.record(self.record, by=by, action=f"form.{action}")

    @rule(who=ACTOR, action=st.sampled_from(["submit", "approve", "sign"]))
    def forward(self, who, action):
        def work():
            by = self.people.actor_of(who)
            before = self.record.status
            LC.apply(self.record, action, by=by, at=self.now)
            assert before == NEXT[action]
            assert action == "submit" or by.user_id != self.record.created_by_id
            self.save(action, by)
            inbox.close(self.record, step=before, by=by, outcome="agreed", at=self.now)
            if self.record.status in POST:
                self.put(self.record.status, by=who)

        self.attempt(work)
        if self.record.status == S.DONE:
            assert not items_of(self.record).filter(state__in=LIVE, kind="todo").exists()
            self.finished += 1
            self.begin()

    @rule(who=ACTOR, to=st.sampled_from(["draft", "review"]))
    def send_back(self, who, to):
        def work():
            by = self.people.actor_of(who)
            before = self.record.status
            LC.apply(self.record, "return", by=by, reason="缺附件", to=to, at=self.now)
            self.save("return", by)
            inbox.send_back(
                self.record,
                step=before,
                to_step=to,
                title=to,
                by=by,
                reason="缺附件",
                at=self.now,
                post=POST[to],
            )

        self.attempt(work)

    @rule(who=ACTOR)
    def resubmit(self, who):
        def work():
            by = self.people.actor_of(who)
            LC.apply(self.record, "resubmit", by=by, at=self.now)
            self.save("resubmit", by)
            inbox.resubmit(self.record, title="再报", by=by, at=self.now)

        self.attempt(work)

    @rule(pick=st.integers(0, 9), to=ACTOR, verb=st.sampled_from(["hand_over", "delegate"]))
    def give(self, pick, to, verb):
        item, by = self.some_item(pick)
        self.attempt(
            lambda: getattr(inbox, verb)(
                item_id=item.pk, to_user_id=to, by=by, message="请办", at=self.now
            )
        )

    @rule(pick=st.integers(0, 9), to=st.lists(ACTOR, max_size=3), after=st.booleans())
    def add_signers(self, pick, to, after):
        item, by = self.some_item(pick)
        self.attempt(
            lambda: inbox.add_countersigner(
                item_id=item.pk,
                to_user_ids=to,
                when="after" if after else "before",
                by=by,
                message="请签",
                opinion="可",
                at=self.now,
            )
        )

    @rule(pick=st.integers(0, 9), agree=st.booleans())
    def answer(self, pick, agree):
        item, by = self.some_item(pick)
        self.attempt(
            lambda: inbox.answer(item_id=item.pk, by=by, agree=agree, opinion="意见", at=self.now)
        )

    @rule(
        to=st.lists(ACTOR, max_size=3),
        how=st.sampled_from(["all", "any", "ratio", "in_order"]),
        share=st.integers(1, 100),
    )
    def countersign(self, to, how, share):
        self.attempt(
            lambda: inbox.countersign(
                self.record,
                step=self.record.status,
                title="会签",
                rule=how,
                share=share,
                to=[Assignee(user_id) for user_id in to],
                by=self.people.actor_of(2),
                at=self.now,
            )
        )

    @rule(pick=st.integers(0, 9), who=ACTOR)
    def take_back(self, pick, who):
        item, by = self.some_item(pick)
        self.attempt(lambda: inbox.recall(item_id=item.pk, by=by, at=self.now))
        self.attempt(
            lambda: inbox.remove_countersigner(
                item_id=item.pk, by=self.people.actor_of(who), at=self.now
            )
        )

    @rule(pick=st.integers(0, 9))
    def open_and_remind(self, pick):
        item, by = self.some_item(pick)
        self.attempt(lambda: inbox.mark_opened(item_id=item.pk, by=by, at=self.now))
        admin = self.people.actor_of(5)
        self.attempt(lambda: inbox.remind(item_id=item.pk, by=admin, at=self.now))

    @rule(who=ACTOR)
    def leave_and_come_back(self, who):
        if who == 5:  # somebody keeps the processes
            return
        self.people.gone ^= {who}
        inbox.rescue(by=self.people.actor_of(5), at=self.now)

    def some_item(self, pick):
        items = list(items_of(self.record).filter(kind="todo").order_by("-id")[:10])
        item = items[pick % len(items)]
        everybody = [self.people.actor_of(n) for n in self.people.posts]
        return item, next((one for one in everybody if is_for(item, one)), everybody[0])

    @invariant()
    def nothing_is_lost(self):
        consistent(self.record)
        live = items_of(self.record).filter(state__in=LIVE, kind="todo")
        assert live.exists(), f"nobody has it at {self.record.status}"
        assert set(live.values_list("step", flat=True)) == {self.record.status}

    @invariant()
    def counts_are_what_the_boxes_hold(self):
        for user_id in (2, 5):
            actor = self.people.actor_of(user_id)
            counts = inbox.counts(actor, at=self.now)
            assert counts.todo == inbox.for_actor(actor, "todo").count()
            assert counts.mine == inbox.for_actor(actor, "mine").count()

    @invariant()
    def the_state_is_one_the_table_leads_to(self):
        stored = Person.objects.get(pk=self.record.pk)
        assert stored.status in S.values
        assert stored.version == self.record.version
        closed = InboxItem.objects.filter(state="done", closed_at=None)
        assert not closed.exists()


@pytest.mark.django_db
def test_random_hands_lose_nothing():
    # COUNTYLINK_RUNS=2000 for the long run of the reliability page.
    runs = int(os.environ.get("COUNTYLINK_RUNS", "25"))
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=runs,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
