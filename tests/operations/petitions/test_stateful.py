"""Petitions under random hands: no illegal state, no reviewer who had it before, a sound trail."""

from functools import partial

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import inbox, numbering
from operations.petitions import paperwork, services
from operations.petitions.lifecycle import ENDED, PETITION, WITH_HANDLER, S
from operations.petitions.models import Petition
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run, somebody_may_act
from tests.operations.petitions.conftest import AT, People, data

WHO = st.integers(0, 6)
HAND = st.sampled_from([2, 3, 4, 5, 5, 6])


class Hall(Stage):
    """Seven people, one petition after the other, every verb at any time."""

    minutes = 5 * 60

    @classmethod
    def set_up(cls):
        people = People()
        posts = ("office", "county_admin", "leader", "gm", "director", "staff", "dept_head")
        cls.people = [getattr(people, post) for post in posts]

    def furnish(self):
        self.now = AT
        self.begin()

    @classmethod
    def tables(cls):
        return {Petition: PETITION}

    def begin(self):
        self.petition = services.petition_register(
            data=data(received_date=timezone.localdate(self.now)), by=self.people[0], at=self.now
        )

    def go(self, service, who, **more):
        """An act on the petition of the moment."""
        given = {"petition_id": self.petition.pk, "by": self.people[who], "at": self.now, **more}
        self.attempt(service.__name__, lambda: service(**given))
        self.petition = Petition.objects.get(pk=self.petition.pk)

    def user(self, number):
        return self.people[number].user_id

    @rule(who=WHO, hand=HAND)
    def accept(self, who, hand):
        self.go(services.petition_accept, who, handler_id=self.user(hand))

    @rule(hand=HAND)
    def accept_rightly(self, hand):
        self.go(services.petition_accept, 2, handler_id=self.user(hand))

    @rule(who=WHO, verb=st.sampled_from(["refuse", "withdraw", "reopen", "forward"]))
    def end_or_reopen(self, who, verb):
        more = {"organ": "县交通局"} if verb == "forward" else {}
        self.go(getattr(services, f"petition_{verb}"), who, reason="试", **more)

    @rule(who=WHO)
    def begin_it(self, who):
        self.go(services.petition_begin, who)

    @rule(who=WHO, outcome=st.sampled_from(["supported", "upheld"]))
    def answer(self, who, outcome):
        self.go(services.petition_answer, who, outcome=outcome, answer="已核实")

    @rule()
    def go_on_rightly(self):
        """What the named handler or the office would do next, so that runs get far."""
        now = self.petition.rounds.order_by("-pk").first()
        state = self.petition.status
        if state in WITH_HANDLER:
            who = next(i for i, one in enumerate(self.people) if one.user_id == now.handler_id)
            if state == S.ACCEPTED:
                self.begin_it(who)
            else:
                self.answer(who, "upheld" if state == S.REVIEWING else "supported")
        elif state == S.ANSWERED:
            self.deliver(0)

    @rule(who=st.sampled_from([0, 0, 5]))
    def deliver(self, who):
        day = timezone.localdate(self.now)
        self.go(services.answer_deliver, who, delivered_date=day, delivery="hand")

    @rule(who=WHO, hand=HAND)
    def review(self, who, hand):
        day, hand_id = timezone.localdate(self.now), self.user(hand)
        self.go(services.petition_review, who, handler_id=hand_id, asked_date=day, reason="不服")

    @rule(who=WHO, hand=HAND)
    def assign(self, who, hand):
        self.go(services.petition_assign, who, handler_id=self.user(hand), reason="换")

    @rule(who=WHO, hand=HAND)
    def hand_over(self, who, hand):
        for item in inbox.pending(self.petition):
            given = {"to_user_id": self.user(hand), "by": self.people[who], "message": "请办"}
            given |= {"item_id": item.pk, "at": self.now}
            self.attempt("handed over", partial(inbox.hand_over, **given))

    @rule(who=WHO, agree=st.booleans())
    def longer(self, who, agree):
        self.go(services.longer_term_ask, who, days=10, reason="难")
        self.go(services.longer_term_decide, 2, agree=agree, opinion="试")

    @rule(who=WHO, content=st.booleans())
    def close(self, who, content):
        self.go(services.petition_close, who, content=content)

    @rule()
    def begin_another(self):
        if self.petition.status in ENDED:
            self.begin()

    @holds
    def somebody_has_it_until_it_ends(self):
        items = list(inbox.pending(self.petition))
        steps = {item.step for item in items}
        if self.petition.status in ENDED:
            assert not steps
        else:
            assert somebody_may_act(self.petition, PETITION, self.people, items)
            assert self.petition.status in steps
            assert steps <= {self.petition.status, "longer-term"}

    @holds
    def the_inbox_and_the_register_name_the_same_handler(self):
        if self.petition.status in WITH_HANDLER:
            now = self.petition.rounds.order_by("-pk").first()
            held = [i for i in inbox.pending(self.petition) if i.step == self.petition.status]
            assert [one.user_id for one in held] == [now.handler_id]
            assert self.petition.involved.filter(user_id=now.handler_id, stage=now.stage).exists()

    @holds
    def nobody_looks_at_it_twice(self):
        rounds = list(self.petition.rounds.filter(cycle=self.petition.cycle).order_by("pk"))
        hands = [one.handler_id for one in rounds]
        assert len(set(hands)) == len(hands)
        assert [one.stage for one in rounds] == ["handling", "review", "re_review"][: len(rounds)]
        for earlier in rounds[:-1]:
            assert earlier.answered_date
            assert earlier.delivered_date

    @holds
    def one_first_term_a_cycle_and_numbers_without_gaps(self):
        cycles = list(self.petition.decisions.order_by("pk").values_list("cycle", flat=True))
        assert cycles == list(range(1, self.petition.cycle + 1))
        assert numbering.gaps("petition", period="2026") == []


@pytest.mark.slow
@pytest.mark.handbook(0, 26)
def test_random_hands_leave_petitions_sound(own_database, monkeypatch):
    """COUNTYLINK_RUNS sequences of fifty moves; their papers are tested elsewhere."""
    # Setting a paper takes longer than all else; what is tested here are the moves.
    monkeypatch.setattr(paperwork, "_issue", lambda *args, **kwargs: None)
    run(Hall, usually=5)
    with county_context(A):
        assert not Petition.objects.exists()
