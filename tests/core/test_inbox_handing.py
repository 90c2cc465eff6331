"""转办, 委派, 加签: giving work to others."""

import pytest

from core import audit, inbox
from core.clauses import R
from core.errors import Denied, Violation
from core.inbox.addressing import record_of
from core.models import InboxItem
from tests.core.inbox_checks import consistent, titles_of


@pytest.fixture
def item(record, drafter):
    return inbox.assign(record, step="review", title="核稿", post="office", by=drafter)


def fresh(item):
    return InboxItem.objects.get(pk=item.pk)


def test_handed_over_it_is_somebody_elses_and_says_why(
    item, record, office, office_too, staff, now
):
    given = inbox.hand_over(item_id=item.pk, to_user_id=6, by=office, message="我在休假", at=now)
    assert (given.message, given.sender_name, given.post) == ("我在休假", "蔺小满", "office")
    assert list(inbox.for_actor(office_too, "todo")) == [given]
    assert not inbox.for_actor(office, "todo").exists()
    assert inbox.for_actor(office, "done").get().outcome == "handed_over"
    entry = audit.last(record)
    assert (entry.headline, entry.sentences) == ("转办", ["对象:鄢青禾"])
    consistent(record)


@pytest.mark.handbook(12)
def test_a_step_is_handed_to_a_holder_of_its_post_only(item, office, now):
    with pytest.raises(Violation) as refused:
        inbox.hand_over(item_id=item.pk, to_user_id=3, by=office, message="请办", at=now)
    assert refused.value.sentence == "邰知秋未担任电商办,不能办理此步骤。"
    assert refused.value.clauses == (R(12),)


@pytest.mark.parametrize("verb", ["hand_over", "delegate"])
def test_giving_needs_a_message_and_another_active_person(verb, item, people, office, now):
    give = getattr(inbox, verb)
    with pytest.raises(Violation, match="请说明事由"):
        give(item_id=item.pk, to_user_id=6, by=office, message=" ", at=now)
    with pytest.raises(Violation, match="本人以外"):
        give(item_id=item.pk, to_user_id=2, by=office, message="请办", at=now)
    people.gone.add(6)
    with pytest.raises(Violation, match="账号已停用"):
        give(item_id=item.pk, to_user_id=6, by=office, message="请办", at=now)


def test_what_is_a_persons_own_may_go_to_anybody(record, drafter, office, now):
    own = inbox.assign(record, step="b", title="b", user_id=2, by=drafter)
    assert inbox.hand_over(item_id=own.pk, to_user_id=7, by=office, message="请办", at=now)


def test_what_is_over_cannot_be_handed_on(item, record, office, drafter, now):
    inbox.close(record, step="review", by=office, outcome="agreed")
    with pytest.raises(Violation, match="蔺小满已办理此事项"):
        inbox.hand_over(item_id=item.pk, to_user_id=6, by=office, message="请办", at=now)
    second = inbox.assign(record, step="b", title="b", user_id=2, by=drafter)
    other = inbox.assign(record, step="b", title="b", user_id=6, by=drafter)
    inbox.close(record, step="b", by=office, outcome="agreed")
    assert fresh(second).state == "done"
    with pytest.raises(Violation, match="此事项已收回"):
        inbox.hand_over(item_id=other.pk, to_user_id=2, by=_six(), message="请办", at=now)


def _six():
    from core.actor import directory

    return directory().actor_of(6)


def test_a_delegate_prepares_and_it_comes_back(item, record, office, staff, now):
    given = inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请核对", at=now)
    assert (given.role, given.parent_id, fresh(item).state) == ("delegate", item.pk, "waiting")
    assert not inbox.for_actor(office, "todo").exists()
    with pytest.raises(Violation, match="此事项正等待柏景行"):
        inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请核对", at=now)
    done = inbox.answer(item_id=given.pk, by=staff, agree=True, opinion="数字无误", at=now)
    assert not done.decided
    assert inbox.for_actor(office, "todo").get() == item
    assert [said.opinion for said in inbox.opinions(record)] == ["数字无误"]
    consistent(record)


def test_a_delegate_may_hand_over_or_delegate_in_turn(item, record, people, office, staff, now):
    given = inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请核对", at=now)
    passed = inbox.hand_over(item_id=given.pk, to_user_id=1, by=staff, message="请办", at=now)
    again = inbox.delegate(
        item_id=passed.pk, to_user_id=6, by=people.actor_of(1), message="请查", at=now
    )
    consistent(record)
    inbox.answer(item_id=again.pk, by=_six(), agree=True, opinion="查过", at=now)
    assert fresh(item).state == "waiting"
    inbox.answer(item_id=passed.pk, by=people.actor_of(1), agree=True, opinion="好", at=now)
    assert fresh(item).state == "open"
    consistent(record)


def test_signers_before_see_it_first_and_it_returns_when_all_have_signed(
    item, record, people, office, leader, director, now
):
    asked = inbox.add_countersigner(
        item_id=item.pk, to_user_ids=[3, 4, 3], when="before", by=office, message="请把关", at=now
    )
    assert [child.user_id for child in asked] == [3, 4]
    inbox.answer(item_id=asked[0].pk, by=leader, agree=True, opinion="", at=now)
    assert fresh(item).state == "waiting"
    inbox.answer(item_id=asked[1].pk, by=director, agree=True, opinion="可行", at=now)
    assert fresh(item).state == "open"
    assert audit.last(record).headline == "同意"
    consistent(record)


def test_signers_after_see_the_askers_opinion(item, record, office, leader, now):
    with pytest.raises(Violation, match="请先填写您本人的意见"):
        inbox.add_countersigner(
            item_id=item.pk, to_user_ids=[3], when="after", by=office, message="请阅", at=now
        )
    inbox.add_countersigner(
        item_id=item.pk,
        to_user_ids=[3],
        when="after",
        by=office,
        message="请阅",
        at=now,
        opinion="拟同意",
    )
    assert [said.opinion for said in inbox.opinions(record)] == ["拟同意"]
    assert inbox.for_actor(leader, "todo").get().role == "after"


@pytest.mark.handbook(13)
def test_a_signer_who_refuses_sends_it_back_at_once(item, record, office, leader, director, now):
    asked = inbox.add_countersigner(
        item_id=item.pk, to_user_ids=[3, 4], when="before", by=office, message="请把关", at=now
    )
    with pytest.raises(Violation, match="请说明理由") as refused:
        inbox.answer(item_id=asked[0].pk, by=leader, agree=False, opinion="", at=now)
    assert refused.value.clauses == (R(13),)
    inbox.answer(item_id=asked[0].pk, by=leader, agree=False, opinion="依据不足", at=now)
    assert fresh(item).state == "open"
    assert not inbox.for_actor(director, "todo").exists()
    assert inbox.close(record, step="review", by=office, outcome="agreed") == 1
    consistent(record)


def test_a_signer_is_asked_once(item, office, leader, now):
    ask = {"item_id": item.pk, "when": "before", "by": office, "message": "请看", "at": now}
    with pytest.raises(Violation, match="请至少选择一人"):
        inbox.add_countersigner(to_user_ids=[], **ask)
    with pytest.raises(ValueError, match="never"):
        inbox.add_countersigner(to_user_ids=[3], **{**ask, "when": "never"})
    assert len(inbox.add_countersigner(to_user_ids=[3], **ask)) == 1


def test_one_may_do_without_a_signer(item, record, office, leader, director, now):
    first, second = inbox.add_countersigner(
        item_id=item.pk, to_user_ids=[3, 4], when="before", by=office, message="请看", at=now
    )
    with pytest.raises(Violation, match="只有发起加签的人可以减签"):
        inbox.remove_countersigner(item_id=first.pk, by=leader, at=now)
    inbox.remove_countersigner(item_id=first.pk, by=office, at=now)
    assert fresh(item).state == "waiting"
    inbox.remove_countersigner(item_id=second.pk, by=office, at=now)
    assert fresh(item).state == "open"
    with pytest.raises(Violation, match="没有可收回的事项"):
        inbox.remove_countersigner(item_id=second.pk, by=office, at=now)
    with pytest.raises(Violation, match="没有可收回的事项"):
        inbox.remove_countersigner(item_id=item.pk, by=office, at=now)
    consistent(record)


def test_doing_without_a_signer_takes_back_what_they_delegated(item, record, office, leader, now):
    [asked] = inbox.add_countersigner(
        item_id=item.pk, to_user_ids=[3], when="before", by=office, message="请看", at=now
    )
    inbox.delegate(item_id=asked.pk, to_user_id=7, by=leader, message="代看", at=now)
    inbox.remove_countersigner(item_id=asked.pk, by=office, at=now)
    assert titles_of(record) == [("step", "office")]
    consistent(record)


def test_what_was_asked_is_recalled_until_somebody_opens_it(
    item, record, people, office, leader, staff, now
):
    given = inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请核对", at=now)
    with pytest.raises(Violation, match="没有可收回的事项"):
        inbox.recall(item_id=item.pk, by=leader, at=now)
    inbox.recall(item_id=item.pk, by=office, at=now)
    assert (fresh(item).state, fresh(given).state) == ("open", "cancelled")
    with pytest.raises(Violation, match="没有可收回的事项"):
        inbox.recall(item_id=item.pk, by=office, at=now)
    given = inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请核对", at=now)
    inbox.mark_opened(item_id=given.pk, by=staff, at=now)
    with pytest.raises(Violation, match="柏景行已打开,不能收回"):
        inbox.recall(item_id=item.pk, by=office, at=now)
    consistent(record)


def test_a_record_that_is_gone_cannot_be_passed_on(item, record, office, now):
    record.delete()
    assert record_of(item) is None
    with pytest.raises(Violation, match="该记录已不存在"):
        inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请办", at=now)


def test_a_delegate_whose_asker_was_ended_has_nothing_to_answer(item, record, office, staff, now):
    given = inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请核对", at=now)
    inbox.close(record, step="review", by=office, outcome="returned", returning=True)
    with pytest.raises(Violation, match="此事项已收回"):
        inbox.answer(item_id=given.pk, by=staff, agree=True, opinion="好", at=now)
    with pytest.raises(Denied):
        inbox.answer(item_id=given.pk, by=office, agree=True, opinion="好", at=now)
