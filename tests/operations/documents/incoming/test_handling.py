"""Departments do their parts; it is filed, and followed up (R27, R32, R35)."""

import pytest

from core import audit, followups, inbox, papers
from core.actor import Scope, directory
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.documents.incoming import selectors, services
from operations.documents.incoming.lifecycle import LEADERS, T
from operations.documents.lifecycle import S
from operations.staff.models import Department
from tests.operations.documents.conftest import AT, HOUR
from tests.operations.documents.conftest import bring as outgoing
from tests.operations.documents.incoming.conftest import (
    DUE,
    TODAY,
    bring,
    department,
    fresh,
    instructed,
    refused,
    register,
)

# --- Departments ---


@pytest.mark.handbook(27, 32)
def test_the_responsible_department_reports_last(everybody):
    document = instructed(everybody, helping=["tech"])
    pk, now = document.pk, AT + 2 * HOUR
    complete = services.incoming_complete
    refused(
        lambda: complete(document_id=pk, result="办结", by=everybody.drafter, at=now),
        32,
        words="技术",
    )
    refused(
        lambda: complete(document_id=pk, result="办结", by=everybody.dept_head, at=now),
        27,
        words="品牌营销中心",
    )
    part = services.part_done
    refused(
        lambda: part(document_id=pk, result=" ", by=everybody.dept_head, at=now), 33, field="result"
    )
    refused(lambda: part(document_id=pk, result="好", by=everybody.drafter, at=now), 27)
    part(document_id=pk, result="数据已提供", by=everybody.dept_head, at=now)
    refused(
        lambda: part(document_id=pk, result="再报", by=everybody.dept_head, at=now), 27, words="—"
    )
    assert audit.last(document).action == "incoming.part"
    refused(
        lambda: complete(document_id=pk, result=" ", by=everybody.drafter, at=now),
        33,
        field="result",
    )
    refused(
        lambda: services.incoming_archive(
            document_id=pk, retention="D10", by=everybody.office, at=now
        ),
        32,
        words="品牌营销中心",
    )
    complete(document_id=pk, result="已汇总报送", by=everybody.drafter, at=now)
    done = fresh(document)
    assert (done.status, done.result) == (T.COMPLETED, "已汇总报送")
    assert all(task.closed_at for task in done.tasks.all())
    (item,) = inbox.pending(done)
    assert (item.post, item.step, item.clause) == ("office", "completed", 32)


@pytest.mark.handbook(33)
def test_the_answer_is_a_document_with_its_number(everybody):
    document = instructed(everybody, nature="enquiry", sender="邻县服务中心", source_level="peer")
    draft = outgoing(everybody, S.DRAFTING)
    answer = outgoing(everybody, S.FILING)
    refused(
        lambda: services.incoming_complete(
            document_id=document.pk,
            result="已复函",
            reply_id=draft.pk,
            by=everybody.drafter,
            at=AT + 2 * HOUR,
        ),
        33,
        field="reply_id",
    )
    services.incoming_complete(
        document_id=document.pk,
        result="已复函",
        reply_id=answer.pk,
        by=everybody.drafter,
        at=AT + 2 * HOUR,
    )
    assert fresh(document).reply == answer
    assert audit.last(document).changes["reply"] == answer.number


@pytest.mark.handbook(27)
def test_a_part_that_is_handed_over_bears_the_new_name(everybody):
    document = instructed(everybody, helping=["tech"])
    (lead,) = [item for item in inbox.pending(document) if item.step == T.HANDLING]
    inbox.hand_over(
        item_id=lead.pk,
        to_user_id=everybody.ops.user_id,
        by=everybody.drafter,
        message="请代为办理",
        at=AT + HOUR,
    )
    task = document.tasks.get(is_lead=True)
    assert (task.user_id, task.handler_name) == (everybody.ops.user_id, everybody.ops.name)
    assert document.tasks.get(is_lead=False).handler_name == everybody.dept_head.name
    services.part_done(document_id=document.pk, result="好", by=everybody.dept_head, at=AT + HOUR)
    services.incoming_complete(
        document_id=document.pk, result="已办", by=everybody.ops, at=AT + 2 * HOUR
    )
    # The bureau's person could not report it handled: nothing changes hands.
    again = instructed(everybody)
    with pytest.raises(Violation) as refusal:
        inbox.hand_over(
            item_id=inbox.pending(again).get().pk,
            to_user_id=everybody.commerce.user_id,
            by=everybody.drafter,
            message="请代为办理",
            at=AT + HOUR,
        )
    assert refusal.value.field == "to"
    assert again.tasks.get().user_id == everybody.drafter.user_id
    # A step of the office is no part: nothing is renamed.
    other = bring(everybody, T.PROPOSING)
    second = everybody.second("office", "office2")
    inbox.hand_over(
        item_id=inbox.pending(other).get().pk,
        to_user_id=second.user_id,
        by=everybody.office,
        message="请拟办",
        at=AT + HOUR,
    )
    assert inbox.pending(other).get().user_id == second.user_id


@pytest.mark.handbook(27)
def test_what_was_delegated_waits_for_its_answer(everybody):
    document = instructed(everybody)
    item = inbox.pending(document).get()
    inbox.delegate(
        item_id=item.pk,
        to_user_id=everybody.ops.user_id,
        by=everybody.drafter,
        message="请先提供数据",
        at=AT + HOUR,
    )
    # The delegate prepares; the result is the department's own.
    with pytest.raises(Violation):
        services.incoming_complete(
            document_id=document.pk, result="已办", by=everybody.drafter, at=AT + 2 * HOUR
        )
    answer = inbox.pending(document).filter(role=InboxItem.Role.DELEGATE).get()
    inbox.answer(item_id=answer.pk, by=everybody.ops, agree=True, opinion="数据如下", at=AT + HOUR)
    services.incoming_complete(
        document_id=document.pk, result="已办", by=everybody.drafter, at=AT + 2 * HOUR
    )
    assert fresh(document).status == T.COMPLETED


@pytest.mark.handbook(32)
def test_it_is_filed_with_its_sheet_and_a_file_number(everybody):
    document = bring(everybody, T.COMPLETED)
    refused(
        lambda: services.incoming_archive(
            document_id=document.pk, retention="X", by=everybody.office, at=AT + HOUR
        ),
        32,
        field="retention",
    )
    with pytest.raises(Denied):
        services.incoming_archive(
            document_id=document.pk, retention="D10", by=everybody.drafter, at=AT + HOUR
        )
    services.incoming_archive(
        document_id=document.pk, retention="D30", by=everybody.office, at=AT + HOUR
    )
    filed = fresh(document)
    assert filed.archive_number == "Z001-WS·2026-D30-PPB-0001"
    assert papers.of(filed).get().title == f"收文处理单 {filed.number}"
    assert not inbox.pending(filed).exists()


@pytest.fixture
def offered(unoffered):
    """Another module makes supervision items: here an outgoing draft stands for one."""
    made = []

    def make(source, *, title, department_id, due, by, at):
        made.append((title, department_id, due))
        return Department.objects.get(pk=department_id)

    followups.offer(followups.Followup("supervision", "督办", ("office", "leader"), make))
    return made


@pytest.mark.handbook(35)
def test_it_is_put_under_supervision_once_where_a_module_offers_it(everybody, offered):
    document = instructed(everybody)
    services.incoming_follow_up(document_id=document.pk, by=everybody.office, at=AT + HOUR)
    assert offered == [(document.title, department("brand"), DUE)]
    kept = fresh(document)
    assert (kept.followed_type, kept.followed_id) == ("staff.department", str(department("brand")))
    refused(
        lambda: services.incoming_follow_up(
            document_id=document.pk, by=everybody.leader, at=AT + HOUR
        ),
        35,
    )
    with pytest.raises(Denied):
        services.incoming_follow_up(document_id=document.pk, by=everybody.drafter, at=AT)


@pytest.mark.handbook(35)
def test_where_nobody_offers_it_there_is_no_supervision(everybody, unoffered):
    document = bring(everybody, T.HANDLING)
    with pytest.raises(Denied):
        services.incoming_follow_up(document_id=document.pk, by=everybody.office, at=AT)


def test_leaders_are_there_in_every_county(everybody):
    assert any(directory().holders(post, Scope.CENTRE) for post in LEADERS)


@pytest.mark.handbook(31)
def test_others_see_what_came_to_them_only(everybody):
    document = instructed(everybody)
    register(everybody)
    sees = {
        post: selectors.incoming(getattr(everybody, post), on=TODAY).count()
        for post in ("office", "leader", "director", "drafter", "dept_head", "ops", "finance")
    }
    assert sees == {
        "office": 2,
        "leader": 2,
        "director": 2,
        "drafter": 1,
        "dept_head": 0,
        "ops": 0,
        "finance": 0,
    }
    services.incoming_complete(
        document_id=document.pk, result="已办", by=everybody.drafter, at=AT + 2 * HOUR
    )
    assert selectors.incoming(everybody.drafter, on=TODAY).count() == 1
