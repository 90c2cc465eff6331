"""Mail under random hands: nothing lost, nothing without a place, every wrong delivery kept."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import inbox
from operations.mail import services
from operations.mail.lifecycle import ENDED, MAIL, S
from operations.mail.models import MailItem, Missort
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run
from tests.operations.documents.conftest import AT, People
from tests.operations.mail.conftest import data, slot, works_in
from tests.permissions.samples import picture

WHO = st.integers(0, 3)
WHERE = st.sampled_from([None, "brand", "tech", "goods"])


class Desk(Stage):
    """Four people, one piece after the other, every verb at any time."""

    minutes = 8 * 60

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [people.office, people.frontdesk, people.drafter, people.staff]
        works_in(people.drafter, "brand")
        cls.slots = {code: slot(code).pk for code in ("brand", "tech", "goods")}

    def furnish(self):
        self.now = AT
        self.count = self.wrong = 0
        self.begin("express")

    @classmethod
    def tables(cls):
        return {MailItem: MAIL}

    def begin(self, kind):
        self.count += 1
        typed = data(kind=kind, tracking=f"YT26{self.count:010d}", received_date=self.now.date())
        self.item = services.mail_register(data=typed, by=self.people[0], at=self.now)

    def go(self, name, work):
        """An act on the piece of the moment."""
        before = self.item.status
        done = self.attempt(f"{before} {name}", work)
        self.item = MailItem.objects.get(pk=self.item.pk)
        return done

    def given(self, who, **more):
        return {"item_id": self.item.pk, "by": self.people[who], "at": self.now, **more}

    @rule(who=WHO, where=WHERE)
    def sort(self, who, where):
        pk = self.slots.get(where)
        self.go("sort", lambda: services.mail_sort(**self.given(who, slot_id=pk)))

    @rule(who=WHO, signs=st.booleans())
    def hand_over(self, who, signs):
        drawn = picture("签字.png") if signs else None
        more = {"signed_by": "卜知秋", "signature": drawn}
        self.go("hand over", lambda: services.mail_hand_over(**self.given(who, **more)))

    @rule(who=WHO, where=st.sampled_from(["brand", "tech"]))
    def take(self, who, where):
        self.go(
            "take",
            lambda: services.mail_take(
                slot_id=self.slots[where],
                item_ids=[self.item.pk],
                by=self.people[who],
                at=self.now,
            ),
        )

    @rule(who=WHO)
    def unknown(self, who):
        self.go("unknown", lambda: services.mail_unknown(**self.given(who)))

    @rule(who=WHO, where=WHERE)
    def claim(self, who, where):
        pk = self.slots.get(where)
        self.go("claim", lambda: services.mail_claim(**self.given(who, slot_id=pk)))

    @rule(who=WHO, where=WHERE, reason=st.sampled_from(["", "放错"]))
    def reroute(self, who, where, reason):
        pk = self.slots.get(where)
        given = self.given(who, slot_id=pk, reason=reason)
        self.wrong += self.go("reroute", lambda: services.mail_reroute(**given))

    @rule(who=WHO, verb=st.sampled_from(["return", "void"]), reason=st.sampled_from(["", "试"]))
    def out(self, who, verb, reason):
        service = services.mail_return if verb == "return" else services.mail_void
        self.go(verb, lambda: service(**self.given(who, reason=reason)))

    @rule()
    def remind(self):
        services.mail_remind_all(by=self.people[0], at=self.now)
        self.item = MailItem.objects.get(pk=self.item.pk)

    @rule(kind=st.sampled_from(["express", "letter"]))
    def begin_another(self, kind):
        if self.item.status in ENDED:
            self.begin(kind)

    @holds
    def every_piece_is_somewhere_and_what_is_gone_says_to_whom(self):
        item = self.item
        assert MailItem.objects.count() == self.count
        if item.status in (S.SORTED, S.COLLECTED):
            assert item.slot_id
            assert item.due_date >= item.sorted_at.date()
        if item.status == S.UNCLAIMED:
            assert (item.slot_id, item.due_date) == (None, None)
        if item.status == S.COLLECTED:
            assert item.signed_by
            assert item.proof != "plain" or item.kind == "letter"
        assert (item.ended_at is not None) == (item.status in ENDED)

    @holds
    def wrong_deliveries_are_kept(self):
        assert Missort.objects.count() == self.wrong

    @holds
    def nobody_is_reminded_of_what_is_gone(self):
        if self.item.status != S.SORTED:
            assert not inbox.pending(self.item).exists()


@pytest.mark.slow
@pytest.mark.handbook(58, 60, 61)
def test_random_hands_leave_mail_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves."""
    run(Desk, usually=5)
    with county_context(A):
        assert not MailItem.objects.exists()
