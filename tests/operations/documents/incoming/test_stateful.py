"""Incoming documents under random hands: no illegal state, no lost item, a sound trail."""

from datetime import date

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import inbox, numbering
from core.errors import Denied
from operations.documents.incoming import selectors, services
from operations.documents.incoming.lifecycle import ENDED, INCOMING, T
from operations.documents.incoming.numbers import SERIES
from operations.documents.models import IncomingDocument
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run, somebody_may_act
from tests.operations.documents.conftest import AT, People
from tests.operations.documents.incoming.conftest import data, department, works_in

WHO = st.integers(0, 7)
NATURES = st.sampled_from(["assigned", "policy", "reference"])
DUE = st.sampled_from([None, date(2026, 6, 1), date(2026, 1, 1)])


class Office(Stage):
    """Eight people, one document after the other, every verb at any time."""

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [
            people.office,
            people.leader,
            people.director,
            people.drafter,
            people.dept_head,
            people.ops,
            people.finance,
            people.commerce,
        ]
        works_in(people.drafter, "brand")
        works_in(people.dept_head, "tech")
        cls.departments = [department("brand"), department("tech"), department("general")]

    def furnish(self):
        self.now = AT
        self.count = 0
        self.begin("assigned")

    @classmethod
    def tables(cls):
        return {IncomingDocument: INCOMING}

    def begin(self, nature):
        self.count += 1
        typed = data(nature=nature, sender_number=f"青商电〔2026〕{self.count}号")
        self.document = services.incoming_register(data=typed, by=self.people[0], at=self.now)

    def go(self, name, work):
        """An act on the document of the moment."""
        before = self.document.status
        self.attempt(f"{before} {name}", work)
        self.document = IncomingDocument.objects.get(pk=self.document.pk)

    def given(self, who, **more):
        return {"document_id": self.document.pk, "by": self.people[who], "at": self.now, **more}

    @rule()
    def go_on_rightly(self):
        """As it should be, so that runs get far."""
        state = self.document.status
        plan = {"lead_department": self.departments[0], "due_date": date(2026, 6, 1)}
        right = {
            T.REGISTERED: lambda: services.incoming_check(**self.given(0)),
            T.PROPOSING: lambda: services.incoming_propose(
                **self.given(0, opinion="拟同意", **plan)
            ),
            T.INSTRUCTING: lambda: services.incoming_instruct(**self.given(1, **plan)),
            T.HANDLING: lambda: services.incoming_complete(**self.given(3, result="已办")),
            T.CIRCULATING: lambda: services.reading_end(**self.given(0, reason="已阅")),
            T.COMPLETED: lambda: services.incoming_archive(**self.given(0, retention="D10")),
        }
        if state in right:
            self.go("rightly", right[state])

    @rule(who=WHO, verb=st.sampled_from(["check", "send_back", "void"]))
    def register_verbs(self, who, verb):
        service = {
            "check": lambda: services.incoming_check(**self.given(who)),
            "send_back": lambda: services.incoming_send_back(**self.given(who, reason="试")),
            "void": lambda: services.incoming_void(**self.given(who, reason="试")),
        }[verb]
        self.go(verb, service)

    @rule(who=WHO, lead=st.integers(0, 2), helping=st.sets(st.integers(0, 2), max_size=2), due=DUE)
    def instruct(self, who, lead, helping, due):
        self.go(
            "instruct",
            lambda: services.incoming_instruct(
                **self.given(
                    who,
                    lead_department=self.departments[lead],
                    helping=[self.departments[one] for one in helping],
                    due_date=due,
                )
            ),
        )

    @rule(who=WHO, leader=st.sampled_from([None, 1, 2, 3]))
    def propose(self, who, leader):
        chosen = None if leader is None else self.people[leader].user_id
        given = self.given(who, opinion="请示", leader=chosen)
        self.go("propose", lambda: services.incoming_propose(**given))

    @rule(who=WHO, readers=st.sets(st.integers(0, 7), max_size=3), by_leader=st.booleans())
    def let_read(self, who, readers, by_leader):
        service = services.incoming_let_read if by_leader else services.incoming_circulate
        some = [self.people[one].user_id for one in sorted(readers)]
        self.go("let read", lambda: service(**self.given(who, readers=some)))

    @rule(who=WHO, result=st.sampled_from(["", "好"]))
    def part(self, who, result):
        self.go("part", lambda: services.part_done(**self.given(who, result=result)))

    @rule(who=WHO)
    def complete(self, who):
        given = self.given(who, result="已办")
        self.go("complete", lambda: services.incoming_complete(**given))

    @rule(who=WHO, reason=st.sampled_from(["", "试"]))
    def end_reading(self, who, reason):
        self.go("end reading", lambda: services.reading_end(**self.given(who, reason=reason)))

    @rule(who=WHO, to=st.sampled_from([str(T.REGISTERED), str(T.PROPOSING), str(T.INSTRUCTING)]))
    def give_back(self, who, to):
        given = self.given(who, to=to, reason="改")
        self.go("return", lambda: services.incoming_return(**given))

    @rule(who=WHO)
    def say_more(self, who):
        self.go("say", lambda: services.instruction_add(**self.given(who, opinion="快")))

    @rule(who=WHO)
    def archive(self, who):
        given = self.given(who, retention="D10")
        self.go("archive", lambda: services.incoming_archive(**given))

    @rule(who=WHO, to=WHO)
    def hand_over(self, who, to):
        item = inbox.pending(self.document).first()
        if item is not None:
            self.go(
                "hand over",
                lambda: inbox.hand_over(
                    item_id=item.pk,
                    to_user_id=self.people[to].user_id,
                    by=self.people[who],
                    message="请办",
                    at=self.now,
                ),
            )

    @rule(who=WHO)
    def open_all(self, who):
        for item in [*inbox.pending(self.document), *selectors.unread_of(self.document)]:
            try:
                inbox.mark_opened(item_id=item.pk, by=self.people[who], at=self.now)
            except Denied:
                continue

    @rule(nature=NATURES)
    def begin_another(self, nature):
        if self.document.status in ENDED:
            self.begin(nature)

    @holds
    def somebody_has_it_and_open_parts_are_before_somebody(self):
        items = list(inbox.pending(self.document))
        parts = [one for one in self.document.tasks.all() if one.is_open]
        if self.document.status in ENDED:
            assert not items
            assert not parts
            return
        assert items
        assert somebody_may_act(self.document, INCOMING, self.people, items)
        if self.document.status == T.HANDLING:
            assert sum(part.is_lead for part in parts) == 1
            assert {item.step for item in items} == {selectors.step_of(part) for part in parts}
        else:
            assert not parts
            assert {item.step for item in items} == {self.document.status}

    @holds
    def no_step_was_skipped(self):
        """What is handled was instructed or is reading matter; what is filed has its result."""
        status = self.document.status
        holding = set(self.document.opinions.filter(voided_at=None).values_list("state", flat=True))
        if status == T.HANDLING:
            assert holding & {T.INSTRUCTING, T.CIRCULATING}
        if status in (T.INSTRUCTING, T.HANDLING) and T.CIRCULATING not in holding:
            assert T.PROPOSING in holding
        if status in (T.COMPLETED, T.ARCHIVED):
            assert self.document.result
            assert self.document.completed_at is not None
        if status == T.ARCHIVED:
            assert self.document.archive_number

    @holds
    def numbers_have_no_gap(self):
        assert numbering.gaps(SERIES, period="2026") == []
        assert numbering.register(SERIES, period="2026").count() == self.count


@pytest.mark.slow
@pytest.mark.handbook(27, 32, 36)
def test_random_hands_leave_incoming_documents_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves; the issue's 2,000 take a while."""
    run(Office, usually=25)
    with county_context(A):
        assert not IncomingDocument.objects.exists()
