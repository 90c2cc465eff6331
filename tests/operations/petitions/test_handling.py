"""The handler's work, delivery, closing, withdrawing."""

from datetime import timedelta

import pytest

from core import inbox, papers
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.petitions import selectors, services
from operations.petitions.lifecycle import S
from operations.petitions.models import Involvement
from tests.operations.petitions.conftest import AT, DAY, TODAY, bring, deliver, refused, register


@pytest.mark.handbook(26)
def test_a_petition_from_the_desk_to_the_close(people):
    petition = bring(people, S.HANDLING)
    at, staff = AT + 3 * DAY, people.staff
    services.course_note(petition_id=petition.pk, text="已电话核对", by=staff, at=at)
    services.petition_answer(
        petition_id=petition.pk, outcome="partly", answer="部分属实。\n已整改。", by=staff, at=at
    )
    petition.refresh_from_db()
    assert petition.status == S.ANSWERED
    assert [(one.step, one.post) for one in inbox.pending(petition)] == [("answered", "office")]
    assert next(one.kind for one in papers.of(petition)) == "信访事项答复意见书"
    deliver(people, petition, at=at + DAY)
    close = {"petition_id": petition.pk, "by": people.office}
    refused(lambda: services.petition_close(at=at + 2 * DAY, **close), 26, field="content")
    services.petition_close(at=at + 32 * DAY, note="期满", **close)
    petition.refresh_from_db()
    assert (petition.status, petition.closing_note) == (S.CLOSED, "期满")
    assert list(inbox.pending(petition)) == []
    assert petition.course.get().text == "已电话核对"


@pytest.mark.handbook(26)
def test_only_the_named_handler_works_on_it(people):
    petition = bring(people, S.ACCEPTED)
    given = {"petition_id": petition.pk, "by": people.dept_head, "at": AT + 2 * DAY}
    words = people.staff.name
    refused(lambda: services.petition_begin(**given), 26, words=words)
    refused(lambda: services.course_note(text="代记", **given), 26, words=words)
    services.petition_begin(**given | {"by": people.staff})
    refused(
        lambda: services.petition_answer(outcome="partly", answer="好", **given), 26, words=words
    )
    refused(
        lambda: services.petition_answer(
            **given | {"by": people.staff}, outcome="upheld", answer="好"
        ),
        26,
        field="outcome",
    )
    closed = bring(people, S.ANSWERED)
    refused(
        lambda: services.course_note(
            petition_id=closed.pk, text="晚了", by=people.staff, at=AT + 9 * DAY
        ),
        26,
        words="无人承办",
    )


@pytest.mark.handbook(26)
def test_a_leader_names_another_handler_and_the_term_runs_on(people):
    petition = bring(people, S.HANDLING)
    due = selectors.round_of(petition).due_date
    given = {"petition_id": petition.pk, "reason": "人员变动", "at": AT + 3 * DAY}
    another = people.dept_head.user_id
    with pytest.raises(Denied):
        services.petition_assign(handler_id=another, by=people.office, **given)
    refused(
        lambda: services.petition_assign(
            handler_id=people.staff.user_id, by=people.leader, **given
        ),
        26,
        field="handler_id",
        words="已是承办人",
    )
    services.petition_assign(handler_id=another, by=people.leader, **given)
    now = selectors.round_of(petition)
    assert (now.handler_id, now.due_date) == (another, due)
    assert [one.user_id for one in inbox.pending(petition)] == [another]
    assert sorted(selectors.involved(petition)) == sorted([people.staff.user_id, another])
    answered = bring(people, S.ANSWERED)
    refused(
        lambda: services.petition_assign(
            **given | {"petition_id": answered.pk}, handler_id=another, by=people.leader
        ),
        26,
        words="无人承办",
    )


@pytest.mark.handbook(12, 26)
def test_what_is_handed_over_in_the_inbox_follows_the_same_rules(people):
    petition = bring(people, S.HANDLING, concerned=(people.dept_head.name,))
    (item,) = inbox.pending(petition)
    given = {"item_id": item.pk, "by": people.staff, "message": "请办", "at": AT + 3 * DAY}
    refused(
        lambda: inbox.hand_over(to_user_id=people.dept_head.user_id, **given),
        *(0, 26),
        field="to",
    )
    assert inbox.pending(petition)[0].user_id == people.staff.user_id
    inbox.hand_over(to_user_id=people.ops.user_id, **given)
    assert selectors.round_of(petition).handler_id == people.ops.user_id
    assert Involvement.objects.filter(petition=petition, user_id=people.ops.user_id).exists()


@pytest.mark.handbook(26)
def test_handing_over_other_steps_changes_no_handler(people):
    petition = register(people)
    second = people.second("leader", "leader2")
    (item,) = inbox.pending(petition)
    inbox.hand_over(
        item_id=item.pk, to_user_id=second.user_id, by=people.leader, message="请定", at=AT
    )
    assert not petition.involved.exists()


@pytest.mark.handbook(26)
def test_a_delivery_is_the_offices_and_noted_once(people):
    petition = bring(people, S.HANDLING)
    given = {
        "petition_id": petition.pk,
        "delivered_date": TODAY + 3 * DAY,
        "delivery": "post",
        "at": AT + 4 * DAY,
    }
    refused(lambda: services.answer_deliver(by=people.office, **given), 26, words="没有待送达")
    services.petition_answer(
        petition_id=petition.pk,
        outcome="supported",
        answer="属实",
        by=people.staff,
        at=AT + 3 * DAY,
    )
    with pytest.raises(Denied):
        services.answer_deliver(by=people.staff, **given)
    services.answer_deliver(by=people.office, **given)
    refused(lambda: services.answer_deliver(by=people.office, **given), 26, words="已经登记")
    anonymous = bring(people, S.ANSWERED, is_anonymous=True)
    refused(
        lambda: services.answer_deliver(**given | {"petition_id": anonymous.pk}, by=people.office),
        26,
        words="匿名",
    )
    services.petition_close(petition_id=anonymous.pk, by=people.office, at=AT + 5 * DAY)


@pytest.mark.handbook(26)
@pytest.mark.parametrize("state", [S.REGISTERED, S.ACCEPTED, S.HANDLING])
def test_a_petition_is_taken_back_until_it_is_answered(people, state):
    petition = bring(people, state)
    given = {"petition_id": petition.pk, "at": AT + 5 * DAY}
    with pytest.raises(Denied):
        services.petition_withdraw(reason="已解决", by=people.staff, **given)
    services.petition_withdraw(reason="已解决", by=people.office, **given)
    petition.refresh_from_db()
    assert petition.status == S.WITHDRAWN
    assert not InboxItem.objects.filter(record_id=str(petition.pk), closed_at=None).exists()
    verdict = selectors.decision_of(petition).verdict
    assert verdict == ("withdrawn" if state == S.REGISTERED else "accepted")
    now = selectors.round_of(petition)
    assert now is None or now.dropped_date == TODAY + timedelta(days=5)


@pytest.mark.handbook(26)
def test_an_answered_petition_is_not_taken_back_and_an_old_page_is_told(people):
    petition = bring(people, S.ANSWERED)
    with pytest.raises(Violation):
        services.petition_withdraw(
            petition_id=petition.pk, reason="迟", by=people.office, at=AT + 9 * DAY
        )
    with pytest.raises(Violation):
        services.petition_close(
            petition_id=petition.pk,
            content=True,
            by=people.office,
            at=AT + 9 * DAY,
            expected_version=0,
        )
