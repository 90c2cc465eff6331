"""Giving a step to somebody, ending it, and losing nothing."""

import pytest

from core import audit, inbox
from core.actor import Actor, Holding, Scope
from core.clauses import R
from core.errors import Denied, Violation
from core.models import InboxItem
from tests.core.inbox_checks import consistent, titles_of
from tests.core.people import TOWN

CLOCK = Actor.system("定时任务")


def test_a_step_goes_to_whoever_holds_the_post(record, drafter, office, office_too, leader, now):
    item = inbox.assign(
        record, step="review", title="核稿", post="office", by=drafter, due_at=now, clause=R(12)
    )
    assert list(inbox.for_actor(office, "todo")) == [item]
    assert list(inbox.for_actor(office_too, "todo")) == [item]
    assert not inbox.for_actor(leader, "todo").exists()
    assert (item.sender_name, item.initiator_id, item.clause) == ("柏小满", 1, 12)
    assert str(item) == "核稿"
    consistent(record)


def test_a_post_at_a_township_gets_its_own_only(record, drafter, township):
    here = inbox.assign(record, step="a", title="a", post="township", scope=TOWN, by=drafter)
    there = Scope("township", "980121101")
    inbox.assign(record, step="b", title="b", post="township", scope=there, by=drafter)
    assert list(inbox.for_actor(township, "todo")) == [here]


def test_a_post_for_the_centre_gets_what_lies_in_a_township(record, drafter, people):
    people.posts[7] = {Holding("township", Scope.CENTRE)}
    item = inbox.assign(record, step="a", title="a", post="township", scope=TOWN, by=drafter)
    assert list(inbox.for_actor(people.actor_of(7), "todo")) == [item]


def test_asked_again_it_stays_one_item(record, drafter):
    first = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    assert inbox.assign(record, step="a", title="a", post="office", by=drafter) == first
    assert inbox.assign(record, step="a", title="a", user_id=2, by=drafter) != first


def test_what_nobody_can_take_falls_to_the_administrator(record, drafter, people, admin):
    people.posts[4] = set()
    item = inbox.assign(record, step="sign", title="签发", post="director", by=drafter)
    assert (item.post, item.meant_for) == ("county_admin", "director")
    people.gone.add(7)
    second = inbox.assign(record, step="b", title="b", user_id=7, by=drafter)
    assert (second.post, second.meant_for) == ("county_admin", "-")
    assert list(inbox.for_actor(admin, "todo")) == [item, second]


def test_without_any_administrator_it_waits_for_one(record, drafter, people):
    people.posts[4] = people.posts[5] = set()
    item = inbox.assign(record, step="sign", title="签发", post="director", by=drafter)
    assert item.post == "county_admin"


def test_a_person_who_left_gives_way_to_the_post(record, drafter, people):
    people.gone.add(2)
    item = inbox.assign(record, step="a", title="a", user_id=2, post="office", by=drafter)
    assert (item.user_id, item.post, item.meant_for) == (None, "office", "")


@pytest.mark.handbook(0)
def test_a_makers_own_goes_to_the_next_higher_post(record, drafter, people):
    people.posts[6] = set()
    record.created_by_id = 2
    item = inbox.assign(
        record, step="a", title="a", post="office", by=people.actor_of(2), four_eyes=True
    )
    assert (item.post, item.meant_for) == ("leader", "office")
    second = inbox.assign(
        record, step="b", title="b", user_id=2, post="office", by=drafter, four_eyes=True
    )
    assert second.post == "leader"


def test_the_first_decision_ends_the_step_for_all(record, drafter, office, leader, now):
    inbox.assign(record, step="a", title="a", post="office", by=drafter)
    inbox.assign(record, step="a", title="a", post="leader", by=drafter)
    inbox.assign(record, step="b", title="b", post="director", by=drafter)
    assert inbox.close(record, step="a", by=leader, outcome="agreed", opinion="同意", at=now) == 2
    assert titles_of(record) == [("step", "director")]
    done = inbox.for_actor(leader, "done").get()
    assert (done.outcome, done.opinion, done.closed_by_name) == ("agreed", "同意", "邰知秋")
    assert not inbox.for_actor(office, "done").exists()
    assert list(inbox.opinions(record)) == [done]
    consistent(record)


def test_the_system_may_end_everything_about_a_record(record, drafter):
    inbox.assign(record, step="a", title="a", post="office", by=drafter)
    inbox.assign(record, step="b", title="b", post="leader", by=drafter)
    assert inbox.close(record, by=CLOCK, outcome="closed") == 2
    assert titles_of(record) == []
    assert inbox.close(record, by=CLOCK, outcome="closed") == 0


def test_a_step_waits_for_those_who_were_asked_to_sign(record, drafter, office, now):
    item = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    inbox.add_countersigner(
        item_id=item.pk, to_user_ids=[3, 4], when="before", by=office, message="请先看", at=now
    )
    with pytest.raises(Violation) as refused:
        inbox.close(record, step="a", by=office, outcome="agreed")
    assert refused.value.sentence == "须先由邰知秋、祝望舒答复,或者退回。"
    assert inbox.close(record, step="a", by=office, outcome="returned", returning=True) == 3
    consistent(record)


def test_copies_to_read_outlive_the_step(record, drafter, office):
    inbox.assign(record, step="a", title="a", user_id=7, kind="read", by=drafter)
    assert inbox.close(record, step="a", by=office, outcome="agreed") == 0


def test_items_that_reach_nobody_any_more_are_rescued(record, drafter, people, admin, now):
    person = inbox.assign(record, step="a", title="a", user_id=7, by=drafter)
    post = inbox.assign(record, step="b", title="b", post="director", by=drafter)
    fine = inbox.assign(record, step="c", title="c", post="office", by=drafter)
    assert inbox.rescue(by=CLOCK, at=now) == 0
    people.gone |= {4, 7}
    assert inbox.rescue(by=CLOCK, at=now) == 2
    assert set(inbox.for_actor(admin, "todo")) == {person, post}
    assert InboxItem.objects.get(pk=post.pk).meant_for == "director"
    assert InboxItem.objects.get(pk=fine.pk).post == "office"
    assert audit.last(record).action == "inbox.rescue"
    people.gone.add(5)
    assert inbox.rescue(by=CLOCK, at=now) == 0


def test_the_nightly_task_rescues(record, drafter, people):
    from core.tasks import rescue_inbox

    inbox.assign(record, step="b", title="b", post="director", by=drafter)
    people.gone.add(4)
    assert rescue_inbox.run() == 1


def test_only_its_person_may_use_an_item(record, drafter, leader, now):
    item = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    with pytest.raises(Denied) as refused:
        inbox.hand_over(item_id=item.pk, to_user_id=4, by=leader, message="请办", at=now)
    assert refused.value.sentence == "此事项在电商办处。"
    assert refused.value.needs == ("office",)
    own = inbox.assign(record, step="b", title="b", user_id=2, by=drafter)
    with pytest.raises(Denied) as refused:
        inbox.hand_over(item_id=own.pk, to_user_id=4, by=leader, message="请办", at=now)
    assert refused.value.sentence == "此事项在蔺小满处。"
    assert refused.value.needs == ()
