"""Proposal, instruction, parts, returns and circulation (R27, R35)."""

from datetime import date, timedelta

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from operations.documents.incoming import selectors, services
from operations.documents.incoming.lifecycle import T
from operations.documents.models import DocumentsSetting, IncomingTask
from operations.staff.models import Department
from tests.operations.documents.conftest import AT, HOUR
from tests.operations.documents.incoming.conftest import (
    DUE,
    TODAY,
    bring,
    department,
    fresh,
    instructed,
    refused,
    works_in,
)

# --- Proposal and instruction ---


@pytest.mark.handbook(27)
def test_a_proposal_goes_before_a_leader_of_choice_or_whoever_comes_first(everybody):
    document = bring(everybody, T.INSTRUCTING)
    (item,) = inbox.pending(document)
    assert (item.post, item.user_id) == ("leader", None)
    assert item.due_at.date() == date(2026, 3, 5)
    assert document.lead_department.code == "brand"
    chosen = bring(everybody, T.PROPOSING)
    services.incoming_propose(
        document_id=chosen.pk,
        opinion="请祝主任阅示",
        leader=everybody.director.user_id,
        by=everybody.office,
        at=AT,
    )
    (item,) = inbox.pending(chosen)
    assert (item.post, item.user_id) == ("director", everybody.director.user_id)
    other = bring(everybody, T.PROPOSING)
    refused(
        lambda: services.incoming_propose(
            document_id=other.pk,
            opinion="请阅",
            leader=everybody.drafter.user_id,
            by=everybody.office,
            at=AT,
        ),
        27,
        field="leader",
    )
    refused(
        lambda: services.incoming_propose(
            document_id=other.pk, opinion=" ", by=everybody.office, at=AT
        ),
        27,
        field="opinion",
    )


@pytest.mark.handbook(35)
def test_an_assigned_task_leaves_the_leader_with_a_department_and_a_day_only(everybody):
    document = bring(everybody, T.INSTRUCTING)

    def instruct(**more):
        return services.incoming_instruct(
            document_id=document.pk, by=everybody.leader, at=AT, **more
        )

    brand = department("brand")
    refused(lambda: instruct(due_date=DUE), 35, field="lead_department")
    refused(lambda: instruct(lead_department=brand), 35, field="due_date")
    past = TODAY - timedelta(days=1)
    refused(lambda: instruct(lead_department=brand, due_date=past), 35, field="due_date")
    refused(
        lambda: instruct(lead_department=brand, helping=[brand], due_date=DUE), 35, field="helping"
    )
    refused(lambda: instruct(lead_department=0x7FFFFFFF), 35, field="lead_department")
    Department.objects.filter(code="tech").update(is_active=False)
    refused(
        lambda: instruct(lead_department=department("tech"), due_date=DUE),
        35,
        field="lead_department",
    )
    assert fresh(document).status == T.INSTRUCTING
    instruct(lead_department=brand, due_date=DUE)
    (task,) = document.tasks.all()
    assert (task.is_lead, task.due_date, task.due_days) == (True, DUE, None)
    assert task.handler_name == everybody.drafter.name
    assert str(task).endswith("品牌营销中心")
    (item,) = inbox.pending(document)
    assert (item.user_id, item.due_at.date()) == (everybody.drafter.user_id, DUE)
    assert document.opinions.filter(state=T.INSTRUCTING).get().text == "同意。"


@pytest.mark.handbook(35)
def test_where_nobody_names_a_day_the_urgency_does(everybody):
    plain = instructed(everybody, due=None, nature="policy")
    task = plain.tasks.get()
    assert (task.due_days, task.due_date) == (10, date(2026, 3, 17))
    flash = instructed(everybody, due=None, nature="policy", urgency="flash")
    assert flash.tasks.get().due_date == date(2026, 3, 4)
    DocumentsSetting.objects.create(key="handling_days", value={}, valid_from_date=TODAY)
    free = instructed(everybody, due=None, nature="policy")
    assert free.tasks.get().due_date is None
    assert inbox.pending(free).get().due_at is None


@pytest.mark.handbook(0)
def test_who_registered_it_does_not_instruct_on_it(everybody):
    from accounts.services import grant_give
    from core.actor import Actor, Holding
    from tests.cast import ON, SYSTEM

    holding = Holding("leader")
    grant_give(user_id=everybody.office.user_id, holding=holding, by=SYSTEM, on=ON, place="county")
    both = Actor(
        everybody.office.user_id,
        everybody.office.name,
        everybody.office.holdings | {holding},
    )
    document = bring(everybody, T.INSTRUCTING)
    with pytest.raises(Violation) as found:
        services.incoming_instruct(
            document_id=document.pk,
            lead_department=department("brand"),
            due_date=DUE,
            by=both,
            at=AT,
        )
    assert found.value.clauses[0].number == 0


def test_a_part_goes_to_the_head_else_a_member_else_the_post(everybody):
    day = AT.date()
    brand, goods = (Department.objects.get(code=code) for code in ("brand", "goods"))
    assert selectors.handler_of(brand, on=day) == everybody.drafter.user_id
    brand.head = works_in(everybody.ops, "goods")
    assert selectors.handler_of(brand, on=day) == everybody.ops.user_id
    assert selectors.handler_of(goods, on=day) == everybody.ops.user_id
    nobody = Department.objects.get(code="general")
    assert selectors.handler_of(nobody, on=day) is None
    document = bring(everybody, T.INSTRUCTING)
    services.incoming_instruct(
        document_id=document.pk,
        lead_department=nobody.pk,
        due_date=DUE,
        by=everybody.leader,
        at=AT,
    )
    (item,) = inbox.pending(document)
    assert (item.user_id, item.post) == (None, "dept_head")
    # Whoever the inbox brings it to may do it.
    services.incoming_complete(
        document_id=document.pk, result="已办", by=everybody.dept_head, at=AT + HOUR
    )
    assert fresh(document).status == T.COMPLETED


@pytest.mark.handbook(27)
def test_a_return_takes_parts_back_and_voids_what_was_said_later(everybody):
    document = instructed(everybody, helping=["tech"])
    back = services.incoming_return
    with pytest.raises(Violation):
        back(document_id=document.pk, reason=" ", to=T.PROPOSING, by=everybody.drafter, at=AT)
    refused(
        lambda: back(
            document_id=document.pk, reason="不归我们", to=T.PROPOSING, by=everybody.ops, at=AT
        ),
        27,
        words="品牌营销中心",
    )
    back(
        document_id=document.pk,
        reason="属技术部门职责",
        to=T.PROPOSING,
        by=everybody.dept_head,
        at=AT + 2 * HOUR,
    )
    again = fresh(document)
    assert (again.status, again.returned_from) == (T.PROPOSING, T.HANDLING)
    assert not IncomingTask.objects.filter(cancelled_at=None).exists()
    assert not again.opinions.filter(voided_at=None).exists()
    (item,) = inbox.pending(again)
    assert (item.user_id, item.message) == (everybody.office.user_id, "属技术部门职责")
    # And once more, the right way: to instructing only what was said there is void.
    services.incoming_propose(
        document_id=document.pk,
        opinion="转技术部门",
        lead_department=department("tech"),
        due_date=DUE,
        by=everybody.office,
        at=AT + 3 * HOUR,
    )
    services.incoming_instruct(
        document_id=document.pk,
        lead_department=department("tech"),
        due_date=DUE,
        by=everybody.leader,
        at=AT + 4 * HOUR,
    )
    back(
        document_id=document.pk,
        reason="时限太紧",
        to=T.INSTRUCTING,
        by=everybody.dept_head,
        at=AT + 5 * HOUR,
    )
    assert fresh(document).opinions.filter(voided_at=None).get().state == T.PROPOSING


@pytest.mark.handbook(27)
def test_a_leader_returns_the_proposal(everybody):
    document = bring(everybody, T.INSTRUCTING)
    services.incoming_return(
        document_id=document.pk, reason="请补充依据", to=T.REGISTERED, by=everybody.leader, at=AT
    )
    assert fresh(document).status == T.REGISTERED
    with pytest.raises(Violation):
        services.incoming_return(
            document_id=document.pk, reason="再退", to=T.REGISTERED, by=everybody.office, at=AT
        )


@pytest.mark.handbook(27)
def test_reading_matter_circulates_with_receipts_and_ends_when_all_have_read(everybody):
    document = bring(everybody, T.PROPOSING, nature="reference")
    readers = [everybody.drafter.user_id, everybody.ops.user_id]
    services.incoming_circulate(
        document_id=document.pk, readers=readers, opinion="请阅", by=everybody.office, at=AT
    )
    now = AT + HOUR
    assert fresh(document).status == T.CIRCULATING
    assert selectors.incoming(everybody.ops, on=TODAY).filter(pk=document.pk).exists()
    first, second = selectors.unread_of(document)
    inbox.mark_opened(item_id=first.pk, by=everybody.drafter, at=now)
    refused(
        lambda: services.reading_end(document_id=document.pk, by=everybody.office, at=now),
        27,
        field="reason",
        words=everybody.ops.name,
    )
    inbox.mark_opened(item_id=second.pk, by=everybody.ops, at=now)
    services.reading_end(document_id=document.pk, by=everybody.office, at=now)
    assert fresh(document).result == "已阅毕。"
    hurried = bring(everybody, T.PROPOSING, nature="publication", source_level="peer")
    services.incoming_circulate(document_id=hurried.pk, readers=readers, by=everybody.office, at=AT)
    services.reading_end(document_id=hurried.pk, reason="一人长期休假", by=everybody.office, at=now)
    assert fresh(hurried).result == "一人长期休假"


@pytest.mark.handbook(27)
def test_what_needs_an_instruction_is_circulated_by_a_leader_only(everybody):
    document = bring(everybody, T.PROPOSING)
    readers = [everybody.ops.user_id]
    refused(
        lambda: services.incoming_circulate(
            document_id=document.pk, readers=readers, by=everybody.office, at=AT
        ),
        27,
    )
    document = bring(everybody, T.INSTRUCTING)
    refused(
        lambda: services.incoming_let_read(
            document_id=document.pk, readers=[], by=everybody.leader, at=AT
        ),
        27,
        field="readers",
    )
    services.incoming_let_read(document_id=document.pk, readers=readers, by=everybody.leader, at=AT)
    assert document.opinions.filter(state=T.INSTRUCTING).get().text == "请传阅。"
    # It turns out to need handling after all.
    services.incoming_instruct(
        document_id=document.pk,
        lead_department=department("brand"),
        due_date=DUE,
        opinion="还是要办",
        by=everybody.director,
        at=AT + HOUR,
    )
    assert fresh(document).status == T.HANDLING


@pytest.mark.handbook(27)
def test_a_further_instruction_reaches_those_who_have_it(everybody):
    document = instructed(everybody)
    add = services.instruction_add
    with pytest.raises(Denied):
        add(document_id=document.pk, opinion="快", by=everybody.office, at=AT + HOUR)
    refused(
        lambda: add(document_id=document.pk, opinion=" ", by=everybody.director, at=AT),
        27,
        field="opinion",
    )
    add(document_id=document.pk, opinion="周五前报我", by=everybody.director, at=AT + HOUR)
    (copy,) = selectors.unread_of(document)
    assert (copy.user_id, copy.message) == (everybody.drafter.user_id, "周五前报我")
    # Said again while the first copy lies unread: each word has its own receipt.
    add(document_id=document.pk, opinion="并抄报县局", by=everybody.director, at=AT + 2 * HOUR)
    assert selectors.unread_of(document).count() == 2
    assert document.opinions.filter(state=T.INSTRUCTING, voided_at=None).count() == 3
    other = bring(everybody, T.PROPOSING)
    refused(lambda: add(document_id=other.pk, opinion="快", by=everybody.leader, at=AT), 27)


@pytest.mark.handbook(27)
def test_a_leader_who_has_it_oneself_is_not_told_by_a_copy(everybody):
    document = instructed(everybody)
    item = inbox.pending(document).get()
    inbox.hand_over(
        item_id=item.pk,
        to_user_id=everybody.leader.user_id,
        by=everybody.drafter,
        message="请领导亲自协调",
        at=AT + HOUR,
    )
    services.instruction_add(
        document_id=document.pk, opinion="我来协调", by=everybody.leader, at=AT + HOUR
    )
    assert not selectors.unread_of(document).exists()
    services.incoming_complete(
        document_id=document.pk, result="已协调", by=everybody.leader, at=AT + 2 * HOUR
    )


@pytest.mark.handbook(27)
def test_a_deputy_instructs_for_the_leader_on_leave_and_both_names_stand(everybody):
    document = bring(everybody, T.INSTRUCTING)
    deputy = everybody.ops.in_place_of(everybody.leader)
    services.incoming_instruct(
        document_id=document.pk,
        lead_department=department("brand"),
        due_date=DUE,
        by=deputy,
        at=AT + HOUR,
    )
    said = document.opinions.get(state=T.INSTRUCTING)
    assert said.by_id == everybody.leader.user_id
    assert everybody.ops.name in said.by_name
    assert everybody.leader.name in said.by_name
    assert audit.last(document).acting_for_name == everybody.leader.name
