"""退回 and 撤回: going back without losing anybody."""

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from core.inbox import Assignee
from core.models import InboxItem, SigningRound
from tests.core.inbox_checks import consistent, titles_of


@pytest.fixture
def flow(record, drafter, office, leader, now):
    """Drafted by 1, reviewed by 2 (the office), now with the leader."""
    inbox.assign(record, step="draft", title="拟稿", user_id=1, by=drafter)
    inbox.close(record, step="draft", by=drafter, outcome="agreed", at=now)
    inbox.assign(record, step="review", title="核稿", post="office", by=drafter)
    inbox.close(record, step="review", by=office, outcome="agreed", at=now)
    return inbox.assign(record, step="sign", title="签发", post="leader", by=office)


def back(record, by, now, **options):
    options = {
        "step": "sign",
        "to_step": "review",
        "title": "退回核稿",
        "reason": "缺附件",
    } | options
    return inbox.send_back(record, by=by, at=now, **options)


def test_it_returns_to_the_person_who_did_the_earlier_step(flow, record, office, leader, now):
    item = back(record, leader, now)
    assert (item.user_id, item.post, item.step, item.message) == (2, "office", "review", "缺附件")
    done = inbox.for_actor(leader, "done").get()
    assert (done.outcome, done.opinion) == ("returned", "缺附件")
    assert audit.last(record).headline == "退回"
    consistent(record)


def test_it_returns_to_any_earlier_step(flow, record, leader, now):
    assert back(record, leader, now, to_step="draft").user_id == 1


def test_a_return_needs_its_reason(flow, record, leader, now):
    with pytest.raises(Violation, match="请说明理由"):
        back(record, leader, now, reason=" ")


def test_a_step_that_nobody_did_goes_to_its_post_else_to_who_began(flow, record, leader, now):
    assert back(record, leader, now, to_step="proof", post="office").post == "office"
    assert back(record, leader, now, step="proof", to_step="idea").user_id == 1


def test_resubmitted_it_goes_straight_to_who_returned_it(flow, record, people, office, leader, now):
    with pytest.raises(Violation, match="按正常流程"):
        inbox.resubmit(record, title="签发", by=office, at=now)
    back(record, leader, now)
    item = inbox.resubmit(record, title="已补附件", by=office, at=now)
    assert (item.user_id, item.step) == (3, "sign")
    assert inbox.for_actor(office, "done").first().outcome == "resubmitted"
    consistent(record)


def test_after_handing_over_the_return_is_still_known(flow, record, office, leader, now):
    item = back(record, leader, now)
    inbox.hand_over(item_id=item.pk, to_user_id=6, by=office, message="请补", at=now)
    assert inbox.resubmit(record, title="签发", by=office, at=now).user_id == 3


def test_a_return_works_while_added_signers_have_not_answered(flow, record, leader, now):
    [asked] = inbox.add_countersigner(
        item_id=flow.pk, to_user_ids=[4], when="before", by=leader, message="请看", at=now
    )
    item = back(record, leader, now)
    assert titles_of(record) == [("step", 2)]
    assert InboxItem.objects.get(pk=asked.pk).state == "cancelled"
    assert inbox.for_actor(leader, "done").get().outcome == "returned"
    assert item.returned_by_id == flow.pk
    consistent(record)


@pytest.mark.handbook(13)
def test_a_countersigners_return_ends_the_round(record, drafter, leader, now):
    inbox.assign(record, step="draft", title="拟稿", user_id=1, by=drafter)
    inbox.close(record, step="draft", by=drafter, outcome="agreed", at=now)
    inbox.countersign(
        record, step="sign", title="会签", to=[Assignee(3), Assignee(4)], by=drafter, at=now
    )
    back(record, leader, now, to_step="draft")
    assert SigningRound.objects.get().outcome == "refused"
    assert titles_of(record) == [("step", 1)]
    consistent(record)


def test_somebody_without_an_item_may_return_too(record, drafter, admin, now):
    inbox.assign(record, step="draft", title="拟稿", user_id=1, by=drafter)
    inbox.close(record, step="draft", by=drafter, outcome="agreed", at=now)
    item = back(record, admin, now, to_step="draft")
    assert item.returned_by.closed_by_id == 5
    consistent(record)


def test_copies_stay_with_their_readers_on_a_return(flow, record, leader, staff, now):
    inbox.circulate(record, to=[Assignee(7)], title="请阅", by=leader, at=now)
    back(record, leader, now)
    assert inbox.for_actor(staff, "to_read").count() == 1


def test_what_one_passed_on_is_withdrawn_until_it_is_opened(flow, record, office, leader, now):
    item = inbox.withdraw(record, by=office, at=now, reason="补一句")
    assert (item.user_id, item.step) == (2, "review")
    assert not inbox.for_actor(leader, "todo").exists()
    assert audit.last(record).headline == "撤回"
    consistent(record)


def test_opened_it_cannot_be_withdrawn(flow, record, office, leader, now):
    inbox.mark_opened(item_id=flow.pk, by=leader, at=now)
    with pytest.raises(Violation, match="主管领导已打开,不能收回"):
        inbox.withdraw(record, by=office, at=now)


def test_only_who_passed_it_on_withdraws(flow, record, drafter, now):
    with pytest.raises(Denied, match="只有提交人可以撤回"):
        inbox.withdraw(record, by=drafter, at=now)
    inbox.close(record, by=drafter, outcome="closed", at=now)
    with pytest.raises(Denied):
        inbox.withdraw(record, by=drafter, at=now)


def test_who_only_began_has_nothing_before_them_again(record, drafter, now):
    inbox.assign(record, step="review", title="核稿", post="office", by=drafter)
    assert inbox.withdraw(record, by=drafter, at=now) is None
    assert titles_of(record) == []


def test_a_countersigning_is_withdrawn_until_one_has_answered(record, drafter, leader, now):
    start = {"step": "sign", "title": "会签", "to": [Assignee(3), Assignee(4)], "at": now}
    inbox.countersign(record, by=drafter, **start)
    inbox.withdraw(record, by=drafter, at=now)
    assert SigningRound.objects.get().outcome == "cancelled"
    inbox.countersign(record, by=drafter, **start)
    item = inbox.for_actor(leader, "todo").get()
    inbox.answer(item_id=item.pk, by=leader, agree=True, opinion="", at=now)
    with pytest.raises(Violation, match="邰知秋已打开"):
        inbox.withdraw(record, by=drafter, at=now)
