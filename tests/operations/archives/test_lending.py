"""Loans: applied for, decided, handed out until a day, back (R26)."""

from datetime import date, timedelta

import pytest

from console.home import registry
from core import audit, inbox
from core.actor import Actor
from core.errors import Denied
from core.models.inbox import InboxItem
from operations.archives import selectors, services, today
from operations.archives.lifecycle import L
from operations.archives.models import ArchivedFile, Loan
from tests.operations.archives.conftest import AT, DAY, HOUR, shelved
from tests.operations.documents.test_rules import refused

SYSTEM = Actor.system("系统")


def apply(people, file, *, by=None, **more):
    values = {"form": "original", "days": 7, "purpose": "写年度总结", **more}
    return services.loan_apply(number=file.number, by=by or people.drafter, at=AT, **values)


def lent(people, file, **more):
    """A loan that has been handed out."""
    loan = apply(people, file, **more)
    services.loan_approve(loan_id=loan.pk, by=people.leader, at=AT + HOUR, opinion="同意")
    return services.loan_lend(loan_id=loan.pk, by=people.office, at=AT + 2 * HOUR)


@pytest.mark.handbook(26)
def test_a_file_is_applied_for_approved_lent_and_returned(people):
    file = shelved(people)
    loan = apply(people, file)
    assert inbox.pending(loan).get().post == "leader"
    refused(lambda: services.loan_lend(loan_id=loan.pk, by=people.office, at=AT), 26)
    loan = services.loan_approve(loan_id=loan.pk, by=people.leader, at=AT + HOUR, opinion="同意")
    assert (loan.status, loan.decided_by_name) == (L.APPROVED, people.leader.name)
    assert inbox.pending(loan).get().post == "office"
    loan = services.loan_lend(loan_id=loan.pk, by=people.office, at=AT + 2 * HOUR)
    assert loan.due_date == date(2026, 3, 10)
    item = inbox.pending(loan).get()
    assert (item.user_id, item.due_at.date()) == (people.drafter.user_id, loan.due_date)
    assert selectors.original_with(file) == people.drafter.name
    loan = services.loan_return(loan_id=loan.pk, by=people.office, at=AT + DAY, reason="完好")
    assert (loan.status, loan.returned_at) == (L.RETURNED, AT + DAY)
    assert not inbox.pending(loan).exists()
    actions = [entry.action for entry in audit.timeline(loan)]
    assert actions == ["loan.apply", "loan.approve", "loan.lend", "loan.return"]
    assert str(loan) == file.number


@pytest.mark.handbook(26)
def test_what_is_wrong_with_an_application_is_said_at_its_field(people):
    file = shelved(people)
    bad = [
        ({"days": 0}, "days"),
        ({"purpose": " "}, "purpose"),
        ({"form": "gift"}, "form"),
    ]
    for more, field in bad:
        refused(lambda m=more: apply(people, file, **m), 26, field=field)
    missing = ArchivedFile(number="Z001-WS·1999-D10-BGS-0001")
    refused(lambda: apply(people, missing), 26, field="number")
    apply(people, file)
    refused(lambda: apply(people, file), 26, field="number")
    with pytest.raises(Denied):
        apply(people, file, by=people.station_mgr)
    ArchivedFile.objects.filter(pk=file.pk).update(
        destroyed_at=AT,
        destruction=services.list_propose(
            files=[shelved(people, year=2010).pk], reason="期满", by=people.office, at=AT
        ),
    )
    refused(lambda: apply(people, file, by=people.finance), 26, field="number")


@pytest.mark.handbook(0, 26)
def test_nobody_decides_on_their_own_and_a_refusal_says_why(people):
    file = shelved(people)
    own = apply(people, file, by=people.leader)
    refused(lambda: services.loan_approve(loan_id=own.pk, by=people.leader, at=AT), 0, 26)
    loan = apply(people, file)
    refused(
        lambda: services.loan_refuse(loan_id=loan.pk, reason=" ", by=people.leader, at=AT),
        26,
        field="reason",
    )
    done = services.loan_refuse(loan_id=loan.pk, reason="正在整理", by=people.leader, at=AT)
    assert (done.status, done.opinion) == (L.REFUSED, "正在整理")
    assert not inbox.pending(done).exists()


@pytest.mark.handbook(26)
def test_an_application_is_withdrawn_by_whoever_made_it(people):
    loan = apply(people, shelved(people))
    refused(lambda: services.loan_withdraw(loan_id=loan.pk, by=people.office, at=AT), 26)
    done = services.loan_withdraw(loan_id=loan.pk, by=people.drafter, at=AT)
    assert done.status == L.WITHDRAWN
    assert not inbox.pending(done).exists()


@pytest.mark.handbook(26)
def test_there_is_one_original(people):
    file = shelved(people)
    lent(people, file)
    second = apply(people, file, by=people.finance)
    services.loan_approve(loan_id=second.pk, by=people.leader, at=AT + HOUR)
    said = refused(
        lambda: services.loan_lend(loan_id=second.pk, by=people.office, at=AT + HOUR), 26
    )
    assert people.drafter.name in said
    assert Loan.objects.get(pk=second.pk).status == L.APPROVED


@pytest.mark.handbook(26)
def test_a_copy_is_read_by_its_borrower_until_its_day(people):
    file = shelved(people)
    loan = lent(people, file, form="copy")
    part = file.parts.get()
    assert list(selectors.files(people.drafter, on=AT.date())) == [file]
    found = services.copy_opened(loan_id=loan.pk, part_id=part.pk, by=people.drafter, at=AT + DAY)
    assert (found.pk, Loan.objects.get(pk=loan.pk).opened) == (part.pk, 1)
    assert audit.last(loan).action == "loan.open"
    with pytest.raises(Denied):
        services.copy_opened(loan_id=loan.pk, part_id=part.pk, by=people.office, at=AT + DAY)
    late = AT + 8 * DAY
    refused(
        lambda: services.copy_opened(loan_id=loan.pk, part_id=part.pk, by=people.drafter, at=late),
        26,
    )
    assert list(selectors.files(people.drafter, on=late.date())) == []
    assert services.loans_follow(by=SYSTEM, at=late) == 1
    assert Loan.objects.get(pk=loan.pk).status == L.RETURNED
    assert not inbox.pending(loan).exists()


@pytest.mark.handbook(26)
def test_a_file_without_pictures_or_pdf_is_lent_on_paper_only(people):
    file = shelved(people)
    file.parts.update(media_type="application/vnd.ms-excel")
    refused(lambda: apply(people, file, form="copy"), 26, field="form")
    assert apply(people, file).status == L.APPLIED


@pytest.mark.handbook(26)
def test_who_has_an_original_too_long_is_reminded_once_each_working_day(people):
    assert today.lent(AT.date()) is None
    loan = lent(people, shelved(people))
    assert today.lent(AT.date()).tone == registry.GOOD
    # Tuesday 10 March is the last day; Wednesday is late, Saturday is no working day.
    for days, told in ((7, 0), (8, 1), (8, 0), (9, 1), (11, 0)):
        at = AT + timedelta(days=days, hours=1)
        assert services.loans_follow(by=SYSTEM, at=at) == told, days
    assert InboxItem.objects.get(record_id=str(loan.pk), step=L.LENT).reminders == 2
    day = (AT + 8 * DAY).date()
    assert today.lent(day).tone == registry.WARN
    assert [line.tone for line in today.lines(people.drafter, day)] == [registry.BAD]
    assert [line.tone for line in today.lines(people.office, day)] == [registry.WARN]
    assert today.lines(people.leader, day) == []
    inbox.close(loan, by=SYSTEM, outcome="return", at=AT)
    assert services.loans_follow(by=SYSTEM, at=AT + 13 * DAY) == 0


def test_loans_are_seen_by_their_borrowers_and_by_those_who_look_over_the_archive(people):
    loan = lent(people, shelved(people))
    assert list(selectors.loans(people.drafter)) == [loan]
    assert list(selectors.loans(people.leader)) == [loan]
    assert list(selectors.loans(people.finance)) == []
    everything, day = selectors.loans(people.office), AT.date()
    assert list(selectors.loans_filtered(everything, state="open", on=day)) == [loan]
    assert list(selectors.loans_filtered(everything, state="late", on=day)) == []
    assert list(selectors.loans_filtered(everything, state="returned", on=day)) == []
    assert list(selectors.loans_filtered(everything, on=day)) == [loan]
