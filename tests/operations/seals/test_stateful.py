"""Seals under random hands: out with one at most, nothing stamped unapproved, a sound trail."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import numbering
from operations.seals import services
from operations.seals.lifecycle import OPEN, SEAL_USE, S
from operations.seals.models import SealUse
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run, somebody_may_act, waiting_of
from tests.operations.seals.conftest import AT, People, data, seal

WHO = st.integers(0, 4)
VERBS = st.sampled_from(["approve", "refuse", "stamp", "lend", "give_back", "cancel"])


class Safe(Stage):
    """Five people and two seals, every verb at any time."""

    minutes = 10

    @classmethod
    def set_up(cls):
        people = People()
        posts = ("office", "leader", "director", "staff", "admin")
        cls.people = [getattr(people, post) for post in posts]

    def furnish(self):
        self.now = AT
        self.uses: list[int] = []

    @classmethod
    def tables(cls):
        return {SealUse: SEAL_USE}

    @rule(who=WHO, loan=st.booleans())
    def apply(self, who, loan):
        given = {"by": self.people[who], "at": self.now}
        typed = data(is_loan=loan)
        assert self.attempt("apply", lambda: services.seal_apply(data=typed, **given))
        self.uses.append(SealUse.objects.latest("pk").pk)

    def act_on(self, pk, who, verb):
        """One verb on one use."""
        more = {
            "stamp": {"impressions": 3},
            "give_back": {"impressions": 2},
            "refuse": {"reason": "试"},
            "cancel": {"reason": "试"},
        }.get(verb, {})
        name = verb if verb in ("stamp", "lend", "give_back") else f"use_{verb}"
        service = getattr(services, f"seal_{name}")
        given = {"use_id": pk, "by": self.people[who], "at": self.now}
        self.attempt(verb, lambda: service(**given, **more))

    @rule(who=WHO, verb=VERBS, last=st.integers(1, 3))
    def act(self, who, verb, last):
        if len(self.uses) >= last:
            self.act_on(self.uses[-last], who, verb)

    @rule()
    def go_on_rightly(self):
        """What a leader or the keeper would do next, so that runs get far."""
        use = SealUse.objects.filter(status__in=OPEN).order_by("pk").first()
        if use is None:
            return
        if use.status == S.APPLIED:
            own = use.created_by_id == self.people[1].user_id
            self.act_on(use.pk, 2 if own else 1, "approve")
            return
        verb = "give_back" if use.status == S.LENT else "lend" if use.is_loan else "stamp"
        for keeper in (0, 4):
            self.act_on(use.pk, keeper, verb)

    @rule(keeper=st.sampled_from([None, 0, 4]))
    def change_keeper(self, keeper):
        chosen = None if keeper is None else self.people[keeper].user_id
        given = {"seal_id": seal().pk, "by": self.people[0], "at": self.now}
        self.attempt("keeper", lambda: services.seal_change(keeper_id=chosen, **given))

    @holds
    def one_at_most_is_out_and_all_was_approved(self):
        rows = list(SealUse.objects.order_by("pk"))
        assert sum(use.status == S.LENT for use in rows) <= 1
        waiting = waiting_of(SealUse)
        for use in rows:
            items = waiting.get(str(use.pk), [])
            assert len(items) == (1 if use.status in OPEN else 0)
            if use.status in OPEN:
                assert somebody_may_act(use, SEAL_USE, self.people, items)
            if use.status in (S.APPROVED, S.LENT, S.USED, S.RETURNED):
                assert use.decided_by_name not in ("", use.applicant_name)
            assert (use.impressions is not None) == (use.status in (S.USED, S.RETURNED))
        assert numbering.gaps("sealuse", period="2026") == []


@pytest.mark.slow
@pytest.mark.handbook(0, 26)
def test_random_hands_leave_seals_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves."""
    run(Safe, usually=5)
    with county_context(A):
        assert not SealUse.objects.exists()
