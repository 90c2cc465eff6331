"""Documents under random hands: no illegal state, no skipped step, no lost item, a sound trail."""

from datetime import date

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import inbox, numbering
from core.errors import Denied
from operations.documents import services
from operations.documents.lifecycle import ENDED, OUTGOING, TEN, S
from operations.documents.models import DocumentSeries, OutgoingDocument
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run, somebody_may_act
from tests.operations.documents.conftest import AT, People, data

WHO = st.integers(0, 7)
FORWARDS = ("submit", "review", "agree", "sign", "number", "proof", "pass", "print", "dispatch")


class Office(Stage):
    """Eight people, one document after the other, every verb at any time."""

    # What was changed while it was with its drafter goes the whole way again.
    ways = (S.OFFICE_REVIEW,)

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [
            people.drafter,
            people.office,
            people.leader,
            people.second("leader", "leader2"),
            people.director,
            people.ops,
            people.dept_head,
            people.commerce,
        ]
        cls.series = DocumentSeries.objects.get(code="禾电商")

    def furnish(self):
        self.now = AT
        self.begin()

    @classmethod
    def tables(cls):
        return {OutgoingDocument: OUTGOING}

    def begin(self):
        self.document = services.document_draft(data=data(), by=self.people[0], at=self.now)

    def go(self, name, work):
        """An act on the document of the moment."""
        before = self.document.status
        self.attempt(f"{before} {name}", work)
        self.document = OutgoingDocument.objects.get(pk=self.document.pk)

    def given(self, who, **more):
        return {
            "document_id": self.document.pk,
            "by": self.people[who],
            "at": self.now,
            **more,
        }

    @rule(who=WHO, ahead=st.integers(0, 2))
    def go_on(self, who, ahead):
        """The step whose turn it is, or one of the next, by anybody."""
        index = min(TEN.index(S(self.document.status)) if self.document.status in TEN else 0, 8)
        self._forward(FORWARDS[min(index + ahead, 8)], who)

    @rule()
    def go_on_rightly(self):
        """As it should be, so that runs get far."""
        right = (0, 1, 2, 4, 1, 0, 5, 0, 0, 1)
        state = self.document.status
        if state in ENDED:
            return
        index = TEN.index(S(state))
        if index == 9:
            self._archive(1)
        else:
            self._forward(FORWARDS[index], right[index])

    def _forward(self, action, who):
        more = {
            "submit": {"confirmed": True},
            "number": {"series_id": self.series.pk},
            "print": {"copies": 2, "printed_date": date(2026, 3, 1)},
            "dispatch": {"recipients": ["甲"], "channel": "paper"},
        }
        service = {
            "submit": services.document_submit,
            "review": services.document_review,
            "agree": services.document_agree,
            "sign": services.document_sign,
            "number": services.document_number,
            "proof": services.document_proof,
            "pass": services.proof_pass,
            "print": services.document_print,
            "dispatch": services.document_dispatch,
        }[action]
        self.go(action, lambda: service(**self.given(who, **more.get(action, {}))))

    @rule(who=WHO)
    def archive(self, who):
        self._archive(who)

    def _archive(self, who):
        self.go("archive", lambda: services.document_archive(**self.given(who, retention="D10")))

    @rule()
    def let_two_countersign(self):
        leaders = [self.people[2].user_id, self.people[3].user_id]
        self.go("two", lambda: services.document_review(**self.given(1, leaders=leaders)))

    @rule(who=WHO, to=st.sampled_from(["", *map(str, TEN[:4])]), reason=st.sampled_from(["", "改"]))
    def give_back(self, who, to, reason):
        given = self.given(who, to=to, reason=reason)
        self.go("return", lambda: services.document_return(**given))

    @rule(who=WHO, verb=st.sampled_from(["withdraw", "void", "discard", "fail"]))
    def undo(self, who, verb):
        service = {
            "withdraw": services.document_withdraw,
            "void": services.document_void,
            "discard": services.document_discard,
            "fail": services.proof_fail,
        }[verb]
        self.go(verb, lambda: service(**self.given(who, reason="试")))

    @rule(who=WHO, verb=st.sampled_from(["take_back", "resubmit"]))
    def go_another_way(self, who, verb):
        service = {
            "take_back": services.document_take_back,
            "resubmit": services.document_resubmit,
        }[verb]
        self.go(verb, lambda: service(**self.given(who)))

    @rule(who=WHO, secrecy=st.sampled_from(["", "", "secret"]))
    def write(self, who, secrecy):
        text = data(body=f"{self.now:%d%H%M}", secrecy=secrecy)
        self.go("write", lambda: services.document_update(**self.given(who, data=text)))

    @rule(who=WHO)
    def open_it(self, who):
        for item in inbox.pending(self.document):
            try:
                inbox.mark_opened(item_id=item.pk, by=self.people[who], at=self.now)
            except Denied:
                continue

    @rule()
    def begin_another(self):
        if self.document.status in ENDED:
            self.begin()

    @holds
    def somebody_has_it_and_one_step_runs(self):
        items = list(inbox.pending(self.document))
        running = list(self.document.steps.filter(ended_at=None))
        if self.document.status in ENDED:
            assert not items
            assert not running
            return
        assert items
        assert somebody_may_act(self.document, OUTGOING, self.people, items)
        assert {item.step for item in items} == {self.document.status}
        assert [step.state for step in running] == [self.document.status]

    @holds
    def no_step_was_skipped(self):
        """What holds was said about this version, by the one before in the table."""
        status = self.document.status
        holding = set(self.document.opinions.filter(voided_at=None).values_list("state", flat=True))
        if status in TEN[3:]:
            assert S.LEADER_SIGN in holding
        if status in TEN[4:] or status == S.ARCHIVED:
            assert S.DIRECTOR_SIGN in holding
            assert self.document.signed_at is not None
        if status in TEN[:3]:
            assert not self.document.number
            assert self.document.signed_at is None
        if status in TEN[5:] or status == S.ARCHIVED:
            assert self.document.number

    @holds
    def versions_rise_and_numbers_have_no_gap(self):
        numbers = list(self.document.versions.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, self.document.edition + 1))
        assert numbering.gaps("document:禾电商", period="2026") == []


@pytest.mark.slow
@pytest.mark.handbook(11, 12, 14, 16, 17)
def test_random_hands_leave_documents_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves; the issue's 2,000 take a while."""
    run(Office, usually=25)
    with county_context(A):
        assert not OutgoingDocument.objects.exists()
