"""An item from being issued to being closed, and what is refused on the way (R43-R46)."""

from datetime import date, timedelta

import pytest

from core import attachments, audit, inbox, numbering
from core.actor import Actor
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.office import selectors, services
from operations.office.lifecycle import S
from operations.office.models import SupervisionItem
from operations.staff.models import Department, Person
from tests import cast
from tests.operations.office.conftest import AT, DAY, HOUR, bring, data, department, issue
from tests.permissions.samples import picture


def waiting(item):
    """Who has it: step, post, person."""
    return [(one.step, one.post, one.user_id) for one in inbox.pending(item)]


def copies(item):
    """What was told of an item: step and whom."""
    found = InboxItem.objects.filter(record_id=str(item.pk), kind=InboxItem.Kind.READ)
    return [(one.step, one.post, one.user_id) for one in found.order_by("pk")]


@pytest.mark.handbook(44, 46)
def test_an_item_from_issue_to_close(people):
    item = issue(people, assisting=(department("goods"),), milestones=((date(2026, 3, 9), "初稿"),))
    assert (item.number, item.issued_date) == ("督〔2026〕1号", date(2026, 3, 3))
    assert item.due_date == item.first_due_date == date(2026, 3, 17)
    assert item.owner_name == str(cast.appoint("staff"))
    assert [one.code for one in item.assisting.all()] == ["goods"]
    (held,) = inbox.pending(item)
    assert (held.step, held.user_id) == ("issued", people.staff.user_id)
    assert held.due_at.date() == date(2026, 3, 17)
    services.supervision_sign_for(item_id=item.pk, by=people.staff, at=AT)
    services.supervision_begin(
        item_id=item.pk, by=people.staff, at=AT + HOUR, measures="分三步推进"
    )
    services.progress_add(item_id=item.pk, text="已拟初稿", by=people.staff, at=AT + DAY)
    milestone = item.milestones.get()
    reached = services.milestone_reach(
        item_id=item.pk, milestone_id=milestone.pk, by=people.staff, at=AT + DAY
    )
    assert reached.done_date == date(2026, 3, 4)
    services.supervision_report(
        item_id=item.pk, result="已定稿", evidence_note="存档", by=people.staff, at=AT + 2 * DAY
    )
    assert waiting(item) == [("reported", "office", None)]
    services.supervision_return(
        item_id=item.pk, by=people.office, at=AT + 3 * DAY, reason="请补充预算"
    )
    (held,) = inbox.pending(item)
    assert (held.user_id, held.message) == (people.staff.user_id, "请补充预算")
    services.supervision_report(
        item_id=item.pk, result="已补充", evidence_note="存档", by=people.staff, at=AT + 4 * DAY
    )
    closed = services.supervision_confirm(
        item_id=item.pk,
        rating="excellent",
        rating_note="提前完成",
        by=people.office,
        at=AT + 5 * DAY,
    )
    assert (closed.status, closed.ended_date) == (S.CLOSED, date(2026, 3, 8))
    assert waiting(item) == []
    said = [one.text for one in item.progress.order_by("pk")]
    assert said == ["分三步推进", "已拟初稿"]
    actions = [entry.action.rpartition(".")[2] for entry in audit.timeline(item)]
    assert actions == [
        *("open", "sign_for", "begin", "progress", "milestone"),
        *("report", "return", "report", "confirm"),
    ]
    assert audit.verify().ok


@pytest.mark.handbook(44, 17)
def test_numbers_run_by_year_without_gaps_and_a_refused_item_takes_none(people):
    issue(people)
    with pytest.raises(Violation):
        issue(people, days=0)
    assert issue(people).number == "督〔2026〕2号"
    next_year = issue(people, at=AT + timedelta(days=365))
    assert next_year.number == "督〔2027〕1号"
    assert numbering.gaps("supervision", period="2026") == []


@pytest.mark.handbook(46)
def test_items_are_issued_by_the_office_and_leaders_to_those_who_can_do_them(people):
    for by in (people.office, people.leader, people.director):
        assert issue(people, by=by).created_by_id == by.user_id
    with pytest.raises(Denied):
        issue(people, by=people.staff)
    refused = [
        ({"owner_id": people.director.user_id}, "owner_id"),
        ({"owner_id": 999_999}, "owner_id"),
        ({"department_id": 0}, "department_id"),
        ({"assisting": (0,)}, "assisting"),
        ({"title": ""}, "title"),
    ]
    for given, field in refused:
        with pytest.raises(Violation) as found:
            issue(people, **given)
        assert found.value.field == field
    with pytest.raises(Violation) as found:
        services.supervision_open(data=data(), source="rumour", by=people.office, at=AT)
    assert found.value.field == "source"
    item = issue(people, level="nonsense")
    assert item.level == "normal"


@pytest.mark.handbook(44)
def test_a_record_of_another_module_becomes_one_item(people):
    """Called by documents, plans and meetings with their record; once, unless called off."""
    record = Department.objects.get(code="brand")

    def click():
        return services.supervision_open(
            data=data(), source="document", reference="禾政办〔2026〕3号", record=record,
            by=people.office, at=AT,
        )  # fmt: skip

    item = click()
    assert selectors.of_source("staff.department", str(record.pk)) == item
    with pytest.raises(Violation, match=item.number):
        click()
    services.supervision_cancel(item_id=item.pk, by=people.leader, at=AT, reason="重复立项")
    again = click()
    assert again.number != item.number
    assert selectors.of_source("staff.department", "0") is None


@pytest.mark.handbook(46)
def test_an_item_without_an_owner_is_signed_for_by_the_department(people):
    """Its head has it; whoever of the department signs for it is the owner."""
    item = issue(people, owner_id=None)
    assert waiting(item) == [("issued", "dept_head", None)]
    with pytest.raises(Denied, match="品牌营销中心"):
        services.supervision_sign_for(item_id=item.pk, by=people.staff, at=AT)
    signed = services.supervision_sign_for(item_id=item.pk, by=people.dept_head, at=AT)
    assert signed.owner_id == people.dept_head.user_id
    with pytest.raises(Denied):
        services.supervision_begin(item_id=item.pk, by=people.staff, at=AT)


@pytest.mark.handbook(46)
def test_where_the_department_has_a_head_only_the_department_signs(people):
    head = Person.objects.create(
        name="柏望舒", joined_date=date(2025, 1, 1), user_id=people.drafter.user_id
    )
    Department.objects.filter(code__in=("brand", "goods")).update(head=head)
    item = issue(people, owner_id=None, assisting=(department("goods"),))
    assert waiting(item) == [("issued", "dept_head", people.drafter.user_id)]
    assert copies(item) == [("assist", "", people.drafter.user_id)]
    with pytest.raises(Denied):
        services.supervision_sign_for(item_id=item.pk, by=people.dept_head, at=AT)
    services.supervision_sign_for(item_id=item.pk, by=people.drafter, at=AT)
    assert SupervisionItem.objects.get(pk=item.pk).owner_id == people.drafter.user_id


@pytest.mark.handbook(46)
def test_a_director_who_heads_a_department_cannot_own_its_item(people):
    head = Person.objects.create(
        name="祝望舒", joined_date=date(2025, 1, 1), user_id=people.director.user_id
    )
    Department.objects.filter(code="brand").update(head=head)
    item = issue(people, owner_id=None)
    with pytest.raises(Violation) as found:
        services.supervision_sign_for(item_id=item.pk, by=people.director, at=AT)
    assert found.value.field == "owner_id"
    with pytest.raises(Denied):
        services.supervision_sign_for(item_id=item.pk, by=Actor.system("tests"), at=AT)


@pytest.mark.handbook(46)
def test_every_step_is_the_owners(people):
    """Another person of the same post is not the owner."""
    other = people.second("staff", "staff2")
    item = issue(people)
    pk = item.pk
    acts = [
        lambda by: services.supervision_sign_for(item_id=pk, by=by, at=AT),
        lambda by: services.supervision_begin(item_id=pk, by=by, at=AT),
        lambda by: services.progress_add(item_id=pk, text="进展", by=by, at=AT),
        lambda by: services.problem_report(item_id=pk, text="问题", by=by, at=AT),
        lambda by: services.extension_ask(
            item_id=pk, to_date=date(2026, 3, 20), reason="等", by=by, at=AT
        ),
        lambda by: services.supervision_report(
            item_id=pk, result="好", evidence_note="存档", by=by, at=AT
        ),
    ]
    for act in acts:
        with pytest.raises(Denied, match=item.owner_name):
            act(other)
        act(people.staff)


@pytest.mark.handbook(44, 46)
def test_done_is_reported_with_result_evidence_and_all_milestones(people):
    item = bring(people, S.ACCEPTED, milestones=((date(2026, 3, 9), "初稿"),))

    def report(**more):
        given = {"result": "已定稿", "evidence_note": "", **more}
        return services.supervision_report(item_id=item.pk, by=people.staff, at=AT, **given)

    with pytest.raises(Violation, match="初稿"):
        report(evidence_note="存档")
    milestone = item.milestones.get()
    services.milestone_reach(item_id=item.pk, milestone_id=milestone.pk, by=people.staff, at=AT)
    with pytest.raises(Violation) as found:
        services.milestone_reach(item_id=item.pk, milestone_id=milestone.pk, by=people.staff, at=AT)
    assert found.value.field == "milestone_id"
    with pytest.raises(Violation) as found:
        report(result="")
    assert found.value.field == "result"
    with pytest.raises(Violation) as found:
        report()
    assert found.value.field == "evidence_note"
    # Not begun yet: the missing step is named.
    with pytest.raises(Violation, match="开始办理"):
        report(evidence_note="存档")
    services.supervision_begin(item_id=item.pk, by=people.staff, at=AT, measures=" ")
    assert not item.progress.exists()
    attachments.attach(item, picture("方案.png"), kind="evidence", by=people.staff)
    assert report().status == S.REPORTED


@pytest.mark.handbook(43)
def test_a_problem_goes_to_the_office_and_is_answered_once(people):
    item = bring(people, S.HANDLING)
    with pytest.raises(Violation) as found:
        services.problem_report(item_id=item.pk, text=" ", by=people.staff, at=AT)
    assert found.value.field == "text"
    said = services.problem_report(item_id=item.pk, text="数据未到", by=people.staff, at=AT)
    assert ("problem", "office", None) in copies(item)
    assert list(selectors.open_problems(people.office, on=AT.date())) == [item]

    def answer(**more):
        given = {"problem_id": said.pk, "answer": "已协调", "by": people.office, **more}
        return services.problem_answer(item_id=item.pk, at=AT, **given)

    with pytest.raises(Denied):
        answer(by=people.staff)
    with pytest.raises(Violation) as found:
        answer(answer="")
    assert found.value.field == "answer"
    assert answer().answered_by_name == people.office.name
    with pytest.raises(Violation) as found:
        answer()
    assert found.value.field == "problem_id"
    assert ("answer", "", people.staff.user_id) in copies(item)
    assert not selectors.open_problems(people.office, on=AT.date())


@pytest.mark.handbook(46)
@pytest.mark.parametrize("state", [S.ISSUED, S.REPORTED, S.CLOSED])
def test_entries_are_made_while_it_is_in_hand(people, state):
    item = bring(people, state)
    with pytest.raises(Violation, match="签收后"):
        services.progress_add(item_id=item.pk, text="进展", by=people.staff, at=AT)


@pytest.mark.handbook(0, 46)
def test_nobody_confirms_what_they_did(people):
    """The office's own item goes to a leader, unless a colleague of the office is there."""
    item = issue(people, owner_id=people.office.user_id)
    pk, office = item.pk, people.office
    services.supervision_sign_for(item_id=pk, by=office, at=AT)
    services.supervision_begin(item_id=pk, by=office, at=AT)
    services.supervision_report(item_id=pk, result="好", evidence_note="存档", by=office, at=AT)
    assert waiting(item) == [("reported", "leader", None)]
    with pytest.raises(Violation, match="他人确认"):
        services.supervision_confirm(item_id=pk, rating="good", by=office, at=AT)
    with pytest.raises(Violation) as found:
        services.supervision_confirm(item_id=pk, rating="", by=people.leader, at=AT)
    assert found.value.field == "rating"
    closed = services.supervision_confirm(item_id=pk, rating="good", by=people.leader, at=AT)
    assert closed.rating == "good"


@pytest.mark.handbook(46)
@pytest.mark.parametrize("state", [S.ISSUED, S.HANDLING, S.REPORTED])
def test_a_leader_calls_an_item_off_with_a_reason(people, state):
    item = bring(people, state)
    with pytest.raises(Denied):
        services.supervision_cancel(item_id=item.pk, by=people.office, at=AT, reason="不办了")
    with pytest.raises(Violation) as found:
        services.supervision_cancel(item_id=item.pk, by=people.leader, at=AT, reason=" ")
    assert found.value.field == "reason"
    ended = services.supervision_cancel(
        item_id=item.pk, by=people.leader, at=AT, reason="上级另有安排"
    )
    assert (ended.status, ended.ended_date) == (S.CANCELLED, date(2026, 3, 3))
    assert waiting(item) == []
    assert ("cancelled", "", people.staff.user_id) in copies(item)


def test_an_item_that_nobody_owns_is_called_off_quietly(people):
    item = issue(people, owner_id=None)
    services.supervision_cancel(item_id=item.pk, by=people.leader, at=AT, reason="重复")
    assert copies(item) == []


def test_what_one_saw_is_what_there_is(people):
    item = issue(people)
    services.supervision_sign_for(item_id=item.pk, by=people.staff, at=AT, expected_version=0)
    with pytest.raises(Violation, match=people.staff.name):
        services.supervision_begin(item_id=item.pk, by=people.staff, at=AT, expected_version=0)


@pytest.mark.handbook(46)
def test_handing_over_the_step_makes_its_receiver_the_owner(people):
    item = bring(people, S.HANDLING)
    (held,) = inbox.pending(item)
    inbox.hand_over(
        item_id=held.pk,
        to_user_id=people.drafter.user_id,
        by=people.staff,
        message="我出差",
        at=AT,
    )
    item.refresh_from_db()
    assert item.owner_id == people.drafter.user_id
    with pytest.raises(Denied):
        services.progress_add(item_id=item.pk, text="进展", by=people.staff, at=AT)
    (held,) = inbox.pending(item)
    with pytest.raises(Violation, match="没有可承办"):
        inbox.hand_over(
            item_id=held.pk,
            to_user_id=people.director.user_id,
            by=people.drafter,
            message="请主任办",
            at=AT,
        )
    item.refresh_from_db()
    assert item.owner_id == people.drafter.user_id


def test_handing_over_a_confirmation_leaves_the_owner(people):
    second = people.second("office", "office2")
    item = bring(people, S.REPORTED)
    (held,) = inbox.pending(item)
    inbox.hand_over(
        item_id=held.pk, to_user_id=second.user_id, by=people.office, message="请代办", at=AT
    )
    item.refresh_from_db()
    assert item.owner_id == people.staff.user_id
    services.issuing.handed_over(None, held, people.office, AT)
