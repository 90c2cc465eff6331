"""The random hands themselves: what they would see, and that they look again when they must."""

import pytest
from hypothesis.stateful import rule

from core import audit
from core.errors import Violation
from core.models import InboxItem
from operations.seals.lifecycle import SEAL_USE, S
from operations.seals.models import SealUse
from tests import hands
from tests.hands import Stage, holds
from tests.operations.documents.conftest import People
from tests.operations.seals.conftest import AT, apply


class Small(Stage):
    """One use of a seal that waits for a leader."""

    minutes = 0

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [people.office, people.leader, people.staff]

    def furnish(self):
        self.now, self.looks = AT, 0
        self.use = apply(People())

    @classmethod
    def tables(cls):
        return {SealUse: SEAL_USE}

    @holds
    def it_is_looked_at(self):
        self.looks += 1
        assert InboxItem.objects.filter(record_id=str(self.use.pk)).exists()

    @rule()
    def note(self):
        audit.record(self.use, by=self.people[0], action="sealuse.note", at=AT)

    def refuse(self):
        raise Violation("不行")

    def leave_something_and_refuse(self):
        self.note()
        self.refuse()

    def stand_at(self, status):
        SealUse.objects.filter(pk=self.use.pk).update(status=status, version=9)
        self.note()


@pytest.fixture
def small(in_county_a, monkeypatch):
    # There is no run of hypothesis here that would count them.
    monkeypatch.setattr(hands, "event", lambda told: None)
    Small.set_up()
    stage = Small()
    yield stage
    stage._leave()
    assert not SealUse.objects.exists()


def test_what_a_refused_service_leaves_behind_is_seen(small):
    assert not small.attempt("refused", small.refuse)
    with pytest.raises(AssertionError):
        small.attempt("careless", small.leave_something_and_refuse)


def test_an_act_that_tells_nobody_is_seen_unless_it_may_be_idle(small):
    assert small.attempt("noted", small.note)
    assert small.attempt("nothing to do", lambda: None, may_idle=True)
    with pytest.raises(AssertionError):
        small.attempt("silent", lambda: None)


def test_a_skipped_step_is_seen(small):
    assert small.attempt("by the table", lambda: small.stand_at(S.APPROVED))
    with pytest.raises(AssertionError, match="sealuse"):
        small.attempt("past it", lambda: small.stand_at(S.REFUSED))


def test_what_must_hold_is_asked_after_every_write_and_not_after_a_refusal(small):
    small.it_is_looked_at()
    small.it_is_looked_at()
    assert small.looks == 1
    small.attempt("refused", small.refuse)
    small.it_is_looked_at()
    assert small.looks == 1
    small.attempt("noted", small.note)
    small.it_is_looked_at()
    assert small.looks == 2
    InboxItem.objects.all().delete()
    with pytest.raises(AssertionError):
        small.it_is_looked_at()
