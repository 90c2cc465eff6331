"""A document's way through the ten steps, forwards, by the services (R11-R20, R24)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from core import attachments, audit, inbox, papers
from core.errors import Denied, Violation
from operations.archives.kinds import Retention
from operations.documents import paperwork, services
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from operations.staff.models import Department
from tests.operations.documents.conftest import (
    AT,
    DAY,
    HOUR,
    STEPS,
    bring,
    data,
    forward,
    go_on,
)
from tests.operations.documents.test_rules import refused


def pdf(name: str = "附件.pdf") -> SimpleUploadedFile:
    """A real PDF, set by our own typesetter."""
    paper = {"title": "联系表", "agency": "", "director": [], "leaders": [], "office": []}
    facts = dict.fromkeys(
        (
            "title",
            "kind",
            "number",
            "urgency",
            "department",
            "drafter",
            "main",
            "copies",
            "attachments",
            "print_run",
            "proof",
            "formation",
            "edition",
            "open",
        ),
        "",
    )
    content = papers.render("operations/documents/papers/sheet.typ", paper | {"facts": facts})
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.mark.handbook(11, 16, 24)
def test_a_notice_goes_through_ten_steps(people):
    document = bring(people, S.ARCHIVED)
    assert document.number == "禾电商〔2026〕1号"
    assert document.archive_number == "Z001-WS·2026-D10-PPB-0001"
    assert [step.state for step in document.steps.order_by("pk")] == STEPS
    assert not document.steps.filter(ended_at=None).exists()
    assert document.formation_date == date(2026, 3, 3)
    assert document.signer == people.director.name
    assert [one.by_name for one in document.opinions.order_by("pk")] == [
        people.office.name,
        people.leader.name,
        people.director.name,
    ]
    assert document.dispatches.count() == 3
    assert not inbox.pending(document).exists()
    assert audit.verify().ok


@pytest.mark.handbook(12)
@pytest.mark.parametrize("state", STEPS)
def test_each_step_is_before_those_who_do_it(people, at_step, state):
    document = at_step(state)
    item = inbox.pending(document).get()
    assert item.step == state
    mine = {S.DRAFTING, S.PROOFING, S.PRINTING, S.DISPATCHING}
    if state in mine:
        assert item.user_id == people.drafter.user_id
    else:
        assert item.user_id is None
        assert item.post in ("office", "leader", "director", "ops")


@pytest.mark.handbook(12)
def test_a_step_that_is_not_ones_turn_is_refused(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    with pytest.raises(Violation) as found:
        services.document_sign(document_id=document.pk, by=people.director, at=AT)
    assert "核稿" in found.value.sentence or "领导" in found.value.sentence
    with pytest.raises(Denied):
        services.document_review(document_id=document.pk, by=people.ops, at=AT)


@pytest.mark.handbook(11, 19)
def test_the_originating_departments_steps_are_its_own(people, at_step):
    stranger = people.staff
    assert stranger.posts == {"staff"}
    for state in (S.DRAFTING, S.PROOFING, S.PRINTING, S.DISPATCHING):
        document = at_step(state)
        with pytest.raises(Denied):
            forward(document, _Instead(people, stranger), at=AT + DAY)
    filing = at_step(S.FILING)
    sent = filing.dispatches.first()
    with pytest.raises(Denied):
        services.dispatch_receive(
            document_id=filing.pk, dispatch_id=sent.pk, received_at=AT, by=stranger, at=AT
        )


class _Instead:
    """The people, with somebody else for the drafter."""

    def __init__(self, people, drafter):
        self.people, self.drafter = people, drafter

    def __getattr__(self, name):
        return getattr(self.people, name)


@pytest.mark.handbook(11)
def test_only_the_centres_own_people_draft_and_for_a_department(people):
    with pytest.raises(Denied):
        services.document_draft(data=data(), by=people.commerce, at=AT)
    refused(
        lambda: services.document_draft(data=data(department_id=0), by=people.drafter, at=AT),
        11,
        field="department_id",
    )


@pytest.mark.handbook(11, 12)
def test_colleagues_of_the_department_go_on_with_it_and_draft_for_it_only(people, at_step):
    from operations.staff.models import Assignment, Person

    colleague = people.dept_sup
    brand = Department.objects.get(code="brand")
    who = Person.objects.create(
        name=colleague.name, user_id=colleague.user_id, joined_date=date(2026, 1, 1)
    )
    Assignment.objects.create(
        person=who, department=brand, title="专员", from_date=date(2026, 1, 1)
    )
    document = at_step(S.DRAFTING)
    assert services.document_submit(document_id=document.pk, by=colleague, at=AT).status == (
        S.OFFICE_REVIEW
    )
    other = Department.objects.get(code="tech")
    refused(
        lambda: services.document_draft(data=data(department_id=other.pk), by=colleague, at=AT),
        11,
        12,
        field="department_id",
    )
    head = people.dept_head
    other.head = Person.objects.create(
        name=head.name, user_id=head.user_id, joined_date=date(2026, 1, 1)
    )
    other.save()
    assert services.document_draft(data=data(department_id=other.pk), by=head, at=AT)


@pytest.mark.handbook(0)
def test_nobody_checks_or_signs_their_own(people):
    """The office's own draft is checked by the next higher post that somebody else holds."""
    mine = services.document_draft(data=data(), by=people.office, at=AT)
    services.document_submit(document_id=mine.pk, by=people.office, at=AT)
    with pytest.raises(Violation) as found:
        services.document_review(document_id=mine.pk, by=people.office, at=AT)
    assert found.value.clauses[0].number == 0
    done = services.document_review(document_id=mine.pk, by=people.leader, at=AT)
    assert done.status == S.LEADER_SIGN


@pytest.mark.handbook(23, 25)
def test_a_draft_that_must_not_be_is_refused_with_its_field(people):
    def draft(**more):
        return services.document_draft(data=data(**more), by=people.drafter, at=AT)

    refused(lambda: draft(secrecy="secret"), 25, field="secrecy")
    refused(lambda: draft(body="机密★十年"), 25, field="secrecy")
    refused(lambda: draft(kind="order"), 23, field="kind")
    refused(lambda: draft(title="两\n行"), 11, field="title")
    assert not OutgoingDocument.objects.exists()


@pytest.mark.handbook(12)
def test_a_draft_is_submitted_once(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    with pytest.raises(Violation) as found:
        services.document_submit(document_id=document.pk, by=people.drafter, at=AT)
    assert "核稿" in found.value.sentence


@pytest.mark.handbook(23)
def test_submitting_asks_what_the_paper_needs(people):
    def submit(confirmed=False, **more):
        document = services.document_draft(data=data(**more), by=people.drafter, at=AT)
        return services.document_submit(
            document_id=document.pk, by=people.drafter, at=AT, confirmed=confirmed
        )

    refused(lambda: submit(body=""), 11, field="body")
    refused(lambda: submit(main_recipients=()), 23, field="main_recipients")
    report = {"kind": "report", "title": "关于一季度工作的报告", "body": "妥否，请批示。"}
    refused(lambda: submit(**report), 23, field="confirmed")
    assert submit(confirmed=True, **report).status == S.OFFICE_REVIEW


@pytest.mark.handbook(23)
def test_a_document_to_a_superior_names_its_signer(people):
    request = bring(
        people,
        S.NUMBERING,
        kind="request",
        title="关于拨付经费的请示",
        main_recipients=("禾川县商务局",),
        copy_recipients=(),
    )
    assert request.signer == people.director.name
    assert paperwork.paper_data(request)["signer"] == people.director.name
    request.signer = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        request.save()


@pytest.mark.handbook(18)
def test_a_proof_goes_back_as_often_as_needed_and_not_to_its_maker(people, at_step):
    document = at_step(S.PROOF_CHECK)
    pk = {"document_id": document.pk, "at": AT + HOUR}
    for _time in range(2):
        document = services.proof_fail(by=people.ops, reason="附件缺页", **pk)
        assert document.status == S.PROOFING
        document = services.document_proof(by=people.drafter, **pk)
    assert document.number == "禾电商〔2026〕1号"
    # The operations centre drafts as well; then another one of it checks.
    own = services.document_draft(data=data(), by=people.ops, at=AT)
    own = go_on(own, _Instead(people, people.ops), S.PROOF_CHECK, at=AT)
    refused(lambda: services.proof_pass(document_id=own.pk, by=people.ops, at=AT + DAY), 18)
    refused(
        lambda: services.proof_fail(document_id=own.pk, by=people.ops, at=AT + DAY, reason="错"), 18
    )
    second = people.second("ops", "ops2")
    assert services.proof_pass(document_id=own.pk, by=second, at=AT + DAY).status == S.PRINTING
    proofs = papers.of(document).filter(kind=paperwork.KINDS["proof"])
    assert proofs.count() == 3
    assert proofs.filter(voided_at=None).count() == 1
    with pytest.raises(Violation):
        services.proof_pass(document_id=own.pk, by=people.ops, at=AT + DAY)


@pytest.mark.handbook(19)
def test_sending_is_recorded_per_recipient_with_receipts(people, at_step):
    document = at_step(S.DISPATCHING)
    pk = {"document_id": document.pk, "at": AT + DAY}

    def send(recipients, channel="email"):
        return services.document_dispatch(
            by=people.drafter, recipients=recipients, channel=channel, **pk
        )

    refused(lambda: send(["  "]), 19, field="recipients")
    refused(lambda: send(["甲"], "pigeon"), 19, field="channel")
    refused(lambda: send(["甲", "甲"]), 19, field="recipients")
    document = send(["各乡镇服务站", "禾川县商务局"])
    rows = {one.recipient: one for one in document.dispatches.all()}
    sent = rows["禾川县商务局"]
    assert (sent.channel, sent.sent_at, sent.sent_by_name) == (
        "email",
        AT + DAY,
        people.drafter.name,
    )

    def receive(by=people.drafter, of=document, row=sent, received_at=AT + DAY + HOUR):
        return services.dispatch_receive(
            document_id=of.pk,
            dispatch_id=row.pk,
            received_at=received_at,
            received_by=" 柏知秋 ",
            by=by,
            at=AT + 2 * DAY,
        )

    refused(lambda: receive(received_at=AT), 19, field="received_at")
    with pytest.raises(Denied):
        receive(of=at_step(S.FILING))
    assert receive().received_by == "柏知秋"
    refused(receive, 19)
    assert receive(by=people.office, row=rows["各乡镇服务站"]).received_at == AT + DAY + HOUR


@pytest.mark.handbook(19)
def test_printing_needs_copies_and_a_day_that_has_come(people, at_step):
    document = at_step(S.PRINTING)

    def print_(copies, day):
        return services.document_print(
            document_id=document.pk, copies=copies, printed_date=day, by=people.drafter, at=AT
        )

    refused(lambda: print_(0, date(2026, 3, 3)), 19, field="copies")
    refused(lambda: print_(1, date(2026, 3, 4)), 19, field="printed_date")
    print_(20, date(2026, 3, 3))
    final = papers.of(document).get(kind=paperwork.KINDS["final"])
    assert final.voided_at is None


@pytest.mark.handbook(20)
def test_filing_needs_paper_sheet_and_every_attachment(people, at_step):
    note = ("工作联系表", "产品目录")
    document = at_step(S.DRAFTING, attachments_note=note)
    refused(lambda: forward(document, people, at=AT), 15, 20, field="attachments_note")
    for name in ("联系表.pdf", "目录.pdf"):
        kept = attachments.attach(document, pdf(name), kind="attachment", by=people.drafter)
    document = go_on(document, people, S.FILING, at=AT)
    attachments.remove(kept, by=people.office, reason="错件", at=AT)
    pk = {"document_id": document.pk, "by": people.office, "at": AT + DAY}
    refused(lambda: services.document_archive(retention="D99", **pk), 20, field="retention")
    said = refused(lambda: services.document_archive(retention=Retention.THIRTY, **pk), 20)
    assert "1" in said
    attachments.attach(document, pdf("目录.pdf"), kind="attachment", by=people.drafter)
    done = services.document_archive(retention=Retention.THIRTY, **pk)
    assert (done.status, done.retention) == (S.ARCHIVED, "D30")
    assert papers.of(document).filter(kind=paperwork.KINDS["sheet"], voided_at=None).count() == 1
    document = at_step(S.FILING)
    final = papers.of(document).get(kind=paperwork.KINDS["final"])
    papers.void(final, by=people.office, reason="错", at=AT)
    refused(
        lambda: services.document_archive(
            document_id=document.pk, retention=Retention.TEN, by=people.office, at=AT
        ),
        20,
    )
    with pytest.raises(Denied):
        services.document_archive(
            document_id=document.pk, retention=Retention.TEN, by=people.ops, at=AT
        )


@pytest.mark.handbook(21, 22)
def test_steps_are_due_after_the_days_of_the_settings(people, at_step):
    def due(document):
        found = document.steps.get(ended_at=None).due_at
        return found and found.astimezone(AT.tzinfo).date()

    assert due(at_step(S.OFFICE_REVIEW)) == date(2026, 3, 5)
    assert due(at_step(S.OFFICE_REVIEW, urgency="urgent")) == date(2026, 3, 4)
    assert due(at_step(S.OFFICE_REVIEW, urgency="flash")) == date(2026, 3, 3)
    for state in (S.DRAFTING, S.NUMBERING, S.PROOFING, S.PRINTING, S.DISPATCHING, S.FILING):
        assert due(at_step(state, urgency="flash")) is None
    checked = at_step(S.PROOF_CHECK)
    assert due(checked) == date(2026, 3, 5)
    assert inbox.pending(checked).get().due_at == checked.steps.get(ended_at=None).due_at


@pytest.mark.handbook(21)
def test_an_empty_limit_of_the_county_means_not_measured(people, at_step):
    from operations.documents.models import DocumentsSetting

    DocumentsSetting.objects.create(
        key="step_days", value={"director_sign": 5}, valid_from_date=date(2026, 3, 1)
    )
    assert at_step(S.OFFICE_REVIEW).steps.get(ended_at=None).due_at is None
    five = at_step(S.DIRECTOR_SIGN).steps.get(ended_at=None).due_at
    assert five.date() - AT.date() == timedelta(days=7)
