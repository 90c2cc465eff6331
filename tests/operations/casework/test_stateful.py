"""Cases under random hands: no illegal state, no lost step, a sound trail, sums that fit."""

import os
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.errors import Denied, Violation
from core.workcalendar import WorkCalendar
from operations.casework import clock, services
from operations.casework.lifecycle import CASE, DONE, OVER, RUNNING, States
from operations.casework.models import Case, FollowUp, Pause
from tenants.context import county_context
from tests import cast
from tests.conftest import A
from tests.operations.casework.conftest import FINISH, request_of

START = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
POSTS = (Post.FRONTDESK, Post.STAFF, Post.OPS, Post.OFFICE, Post.LEADER, Post.DUTY)
WHO = st.integers(0, len(POSTS))
STEPS = {
    States.SUBMITTED: "answer",
    States.ACCEPTED: "assign",
    States.ASSIGNED: "handle",
    States.HANDLING: "handle",
}


class Hall(RuleBasedStateMachine):
    """Six people and the applicant, one case after the other, every verb at any time."""

    def __init__(self):
        super().__init__()
        self.now = START
        self.stack = ExitStack()
        self.stack.enter_context(county_context(A))
        self.stack.enter_context(transaction.atomic())
        self.people = [cast.actor(post) for post in POSTS] + [Actor.system("申请人")]
        self.begin()

    def begin(self):
        self.case = services.case_register(
            data=request_of(materials=()), by=self.people[0], at=self.now
        )

    def teardown(self):
        transaction.set_rollback(True)
        self.stack.close()

    def attempt(self, work):
        """A refusal leaves nothing behind; a move is one of the table."""
        before = self.case.status
        entries = self.entries()
        try:
            with transaction.atomic():
                work()
        except (Violation, Denied) as refusal:
            said = refusal.sentence
            assert self.entries() == entries
        else:
            said = "done"
        self.case = Case.objects.get(pk=self.case.pk)
        event(f"{before}: {said[:14]}")
        if self.case.status != before:
            ways = {move.to for move in CASE.moves if before in move.from_}
            reached = {self.case.status}
            # Accepting can assign in the same act.
            assert reached <= ways or (before, self.case.status) == ("submitted", "assigned")

    def entries(self):
        return audit.timeline(self.case).count()

    @rule(days=st.integers(1, 6))
    def time_goes_by(self, days):
        self.now += timedelta(days=days)

    @rule(who=WHO, ticked=st.booleans(), handler=st.sampled_from([None, 1, 3, 5]))
    def accept(self, who, ticked, handler):
        self.attempt(
            lambda: services.case_accept(
                case_id=self.case.pk,
                by=self.people[who],
                at=self.now,
                materials=["identity"] if ticked else None,
                handler_id=handler and self.people[handler].user_id,
            )
        )

    @rule(who=WHO)
    def ask(self, who):
        self.attempt(
            lambda: services.case_ask(
                case_id=self.case.pk, by=self.people[who], at=self.now, missing=["身份证"]
            )
        )

    @rule(who=WHO)
    def complete(self, who):
        self.attempt(
            lambda: services.case_complete(
                case_id=self.case.pk, by=self.people[who], at=self.now, materials=["identity"]
            )
        )

    @rule(who=WHO, to=st.integers(0, len(POSTS) - 1))
    def assign(self, who, to):
        self.attempt(
            lambda: services.case_assign(
                case_id=self.case.pk,
                by=self.people[who],
                at=self.now,
                handler_id=self.people[to].user_id,
            )
        )

    @rule(who=WHO, verb=st.sampled_from(["start", "continue", "promise_keep", "archive"]))
    def go_on(self, who, verb):
        service = {
            "start": services.case_start,
            "continue": services.case_continue,
            "promise_keep": services.promise_keep,
            "archive": services.case_archive,
        }[verb]
        self.attempt(lambda: service(case_id=self.case.pk, by=self.people[who], at=self.now))

    @rule(who=WHO, verb=st.sampled_from(["wait", "withdraw", "end"]))
    def stop(self, who, verb):
        service = {
            "wait": services.case_wait,
            "withdraw": services.case_withdraw,
            "end": services.case_end,
        }[verb]
        self.attempt(
            lambda: service(case_id=self.case.pk, by=self.people[who], at=self.now, reason="试")
        )

    @rule(who=WHO)
    def refuse(self, who):
        self.attempt(
            lambda: services.case_refuse(
                case_id=self.case.pk, by=self.people[who], at=self.now, reason_code="false"
            )
        )

    @rule(who=WHO)
    def finish(self, who):
        self.attempt(
            lambda: services.case_finish(
                case_id=self.case.pk,
                by=self.people[who],
                at=self.now,
                result="已开店",
                details=FINISH,
            )
        )

    @rule(who=WHO, days=st.integers(1, 6))
    def ask_for_time(self, who, days):
        self.attempt(
            lambda: services.extension_ask(
                case_id=self.case.pk, by=self.people[who], at=self.now, days=days, reason="试"
            )
        )

    @rule(who=WHO, approved=st.booleans())
    def decide_on_time(self, who, approved):
        self.attempt(
            lambda: services.extension_decide(
                case_id=self.case.pk,
                by=self.people[who],
                at=self.now,
                approved=approved,
                opinion="试",
            )
        )

    @rule(level=st.integers(0, 6), signed_in=st.booleans())
    def rate(self, level, signed_in):
        self.attempt(
            lambda: services.case_rate(
                case_id=self.case.pk, level=level, at=self.now, signed_in=signed_in
            )
        )

    @rule(who=WHO, reached=st.booleans(), closing=st.booleans())
    def call_back(self, who, reached, closing):
        self.attempt(
            lambda: services.callback_record(
                case_id=self.case.pk,
                by=self.people[who],
                at=self.now,
                reached=reached,
                said="试",
                measures="试",
                closing=closing,
            )
        )

    @rule(who=WHO, to=st.integers(0, len(POSTS) - 1))
    def hand_over(self, who, to):
        waiting = inbox.pending(self.case).filter(step="handle").first()
        if waiting is not None:
            self.attempt(
                lambda: inbox.hand_over(
                    item_id=waiting.pk,
                    to_user_id=self.people[to].user_id or 0,
                    by=self.people[who],
                    message="请接手",
                    at=self.now,
                )
            )

    @rule()
    def another(self):
        if self.case.status in (*DONE, *OVER):
            self.begin()

    @invariant()
    def the_next_step_waits_for_somebody_and_only_it(self):
        waiting = set(inbox.pending(self.case).values_list("step", flat=True))
        wanted = STEPS.get(self.case.status)
        assert (wanted in waiting) if wanted else not waiting & {"answer", "assign", "handle"}
        if self.case.status in OVER:
            assert not waiting

    @invariant()
    def the_handler_of_the_case_has_the_step(self):
        if self.case.status in (States.ASSIGNED, States.HANDLING):
            item = inbox.pending(self.case).get(step="handle")
            assert item.user_id == self.case.handler_id
            assert self.case.handlers.get(to_at=None).user_id == self.case.handler_id

    @invariant()
    def the_clock_stands_still_exactly_while_it_should(self):
        open_pauses = Pause.objects.filter(case=self.case, to_date__isnull=True)
        kinds = {States.SUPPLEMENT: ["supplement"], States.WAITING: ["applicant"]}
        assert list(open_pauses.values_list("kind", flat=True)) == kinds.get(self.case.status, [])

    @invariant()
    def the_dates_are_what_the_course_gives(self):
        case = self.case
        if case.status not in RUNNING:
            return
        found = clock.dues(
            WorkCalendar.load(),
            accepted=timezone.localdate(case.accepted_at),
            promise=case.promise_days,
            extended=case.extended_days,
            legal=case.legal_days,
            spans=case.pauses.filter(kind="applicant").values_list("from_date", "to_date"),
            today=timezone.localdate(self.now),
        )
        assert (case.promised_date, case.due_date, case.legal_due_date) == (
            found.promised,
            found.due,
            found.legal,
        )
        assert case.promise_days + case.extended_days <= case.legal_days

    @invariant()
    def what_is_done_has_its_number_times_and_calls(self):
        if self.case.status in DONE:
            assert self.case.number
            assert self.case.finished_at >= self.case.accepted_at
        rating = getattr(self.case, "rating", None)
        assert (rating is not None and rating.level < 3) == FollowUp.objects.filter(
            rating__case=self.case
        ).exists()
        if self.case.status == States.ARCHIVED:
            assert not FollowUp.objects.filter(rating__case=self.case, closed_at=None).exists()


RUNS = int(os.environ.get("COUNTYLINK_RUNS", "40"))


@pytest.mark.slow
@pytest.mark.handbook(121, 135, 136, 137, 138, 139)
def test_any_order_of_acts_leaves_a_sound_case(own_database):
    run_state_machine_as_test(
        Hall,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    with county_context(A):
        assert not Case.objects.exists()
