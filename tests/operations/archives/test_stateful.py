"""The archive under random hands: one original, two signatures, no gap, no lost item."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import numbering
from operations.archives import services
from operations.archives.lifecycle import DESTRUCTION, LOAN, RUNNING, D, L
from operations.archives.models import ArchivedFile, DestructionList, Loan, SearchText
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run, somebody_may_act, waiting_of
from tests.operations.archives.conftest import AT, shelved
from tests.operations.documents.conftest import People

WHO = st.integers(0, 5)
FILE = st.integers(0, 2)


class Archive(Stage):
    """Six people, three files of which two are past their term, every verb at any time."""

    minutes = 5 * 60

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [
            people.office,
            people.leader,
            people.director,
            people.drafter,
            people.finance,
            people.gm,
        ]
        cls.shelf = [shelved(people, year=year).pk for year in (2010, 2010, 2026)]

    def furnish(self):
        self.now = AT
        self.files = [ArchivedFile.objects.get(pk=pk) for pk in self.shelf]

    @classmethod
    def tables(cls):
        return {Loan: LOAN, DestructionList: DESTRUCTION}

    def given(self, who, **more):
        return {"by": self.people[who], "at": self.now, **more}

    @rule(who=WHO, file=FILE, form=st.sampled_from(["copy", "original"]))
    def apply(self, who, file, form):
        number = self.files[file].number
        values = {"number": number, "form": form, "days": 3, "purpose": "查考"}
        self.attempt("apply", lambda: services.loan_apply(**self.given(who, **values)))

    @rule(
        who=WHO,
        verb=st.sampled_from(["approve", "refuse", "withdraw", "lend", "return"]),
        back=st.integers(0, 2),
    )
    def move_a_loan(self, who, verb, back):
        loans = list(Loan.objects.order_by("-pk")[:3])
        if back < len(loans):
            more = {"reason": "试"} if verb == "refuse" else {}
            service = getattr(services, f"loan_{verb}")
            self.attempt(verb, lambda: service(**self.given(who, loan_id=loans[back].pk, **more)))

    @rule()
    def go_on_rightly(self):
        """As it should be, so that runs get far."""
        loan = Loan.objects.filter(status__in=RUNNING).order_by("pk").first()
        right = {
            "applied": (services.loan_approve, 1 if self.now.day % 2 else 2),
            "approved": (services.loan_lend, 0),
            "lent": (services.loan_return, 0),
        }
        if loan is not None:
            service, who = right[loan.status]
            self.attempt("rightly", lambda: service(**self.given(who, loan_id=loan.pk)))

    @rule(who=WHO, files=st.sets(FILE, max_size=3))
    def propose(self, who, files):
        chosen = [self.files[one].pk for one in sorted(files)]
        self.attempt(
            "propose",
            lambda: services.list_propose(**self.given(who, files=chosen, reason="期满")),
        )

    @rule(who=WHO, verb=st.sampled_from(["appraise", "destroy", "drop"]))
    def move_a_list(self, who, verb):
        found = DestructionList.objects.order_by("-pk").first()
        if found is not None:
            more = {"reason": "试"} if verb == "drop" else {}
            # The paper of a destroyed list is set by Typst: once a run is enough.
            service = getattr(services, f"list_{verb}")
            self.attempt(verb, lambda: service(**self.given(who, list_id=found.pk, **more)))

    @rule()
    def the_night(self):
        given = {"by": self.people[0], "at": self.now}
        self.attempt("night", lambda: services.loans_follow(**given), may_idle=True)

    @holds
    def one_original_is_out_and_nothing_listed_is_handed_out_after(self):
        for file in self.files:
            out = Loan.objects.filter(file=file, status="lent", form="original")
            assert out.count() <= 1

    @holds
    def what_runs_is_before_somebody_and_what_ended_is_not(self):
        waiting = waiting_of(Loan)
        for loan in Loan.objects.all():
            items = waiting.get(str(loan.pk), [])
            assert len(items) == (loan.status in RUNNING)
            assert not items or items[0].step == loan.status
            if loan.status == L.LENT:
                # Whoever has it brings it back; the office takes it.
                assert items[0].user_id == loan.created_by_id
                assert any(LOAN.open_to(loan, one) for one in self.people)
            elif items:
                assert somebody_may_act(loan, LOAN, self.people, items)
        waiting = waiting_of(DestructionList)
        for found in DestructionList.objects.all():
            items = waiting.get(str(found.pk), [])
            waits = found.status in (D.PROPOSED, D.APPRAISED)
            assert len(items) == waits
            assert not waits or somebody_may_act(found, DESTRUCTION, self.people, items)

    @holds
    def what_is_gone_was_signed_by_two_and_was_past_its_term(self):
        for file in ArchivedFile.objects.filter(destroyed_at__isnull=False):
            signed = file.destruction
            assert signed.status == D.DESTROYED
            assert signed.appraised_by_id != signed.approved_by_id
            assert signed.created_by_id not in (signed.appraised_by_id, signed.approved_by_id)
            assert file.year == 2010
            assert file.number
            assert not SearchText.objects.filter(
                source=file.source, record_id=file.record_id
            ).exists()

    @holds
    def numbers_have_no_gap(self):
        for year in (2010, 2026):
            assert numbering.gaps(f"archive:Z001-WS·{year}-D10-PPB", period="") == []
        assert numbering.gaps("destruction", period="2026") == []


@pytest.mark.slow
@pytest.mark.handbook(0, 26)
def test_random_hands_leave_the_archive_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves."""
    run(Archive, usually=8)
    with county_context(A):
        assert not Loan.objects.exists()
        assert not DestructionList.objects.exists()
        assert not ArchivedFile.objects.exclude(destroyed_at=None).exists()
