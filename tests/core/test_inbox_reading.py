"""The boxes, their counts, what comes next, and several at once."""

from datetime import date, timedelta

import pytest

from core import inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.inbox import Assignee, batching
from core.models.inbox import InboxItem


@pytest.fixture
def records(in_county_a, people):
    from operations.staff.models import Person

    names = ("甲", "乙", "丙", "丁")
    return [
        Person.objects.create(name=name, joined_date=date(2026, 1, 5), created_by_id=1)
        for name in names
    ]


def test_what_is_due_first_comes_first(records, drafter, office, now):
    due = [None, now + timedelta(days=2), now + timedelta(days=1), None]
    items = [
        inbox.assign(record, step="a", title=record.name, post="office", by=drafter, due_at=at)
        for record, at in zip(records, due, strict=True)
    ]
    order = list(inbox.for_actor(office, "todo"))
    assert [item.title for item in order] == ["丙", "乙", "甲", "丁"]
    assert inbox.next_after(items[2], office).title == "乙"
    assert inbox.next_after(items[1], office).title == "甲"
    assert inbox.next_after(items[0], office).title == "丁"
    assert inbox.next_after(items[3], office).title == "丙"
    inbox.close(records[0], by=office, outcome="x")
    for record in records[1:3]:
        inbox.close(record, by=office, outcome="x")
    assert inbox.next_after(items[3], office) is None


def test_counts_take_one_query(records, drafter, office, now, django_assert_num_queries):
    late = now - timedelta(hours=1)
    inbox.assign(records[0], step="a", title="a", post="office", by=drafter, due_at=late)
    item = inbox.assign(records[1], step="a", title="a", post="office", by=drafter)
    inbox.delegate(item_id=item.pk, to_user_id=7, by=office, message="请看", at=now)
    inbox.assign(records[2], step="a", title="a", user_id=2, by=drafter)
    inbox.circulate(records[3], to=[Assignee(2)], title="请阅", by=drafter, at=now)
    with django_assert_num_queries(1):
        mine = inbox.counts(office, at=now)
    assert (mine.todo, mine.to_read, mine.overdue, mine.waiting, mine.mine) == (2, 1, 1, 1, 0)
    assert inbox.counts(drafter, at=now).mine == 3
    nobody = inbox.counts(Actor.system("x"), at=now)
    assert (nobody.todo, nobody.mine) == (0, 0)


def test_what_i_began_shows_where_each_record_is_now(records, drafter, office, leader):
    inbox.assign(records[0], step="a", title="核稿", post="office", by=drafter)
    inbox.close(records[0], step="a", by=office, outcome="agreed")
    inbox.assign(records[0], step="b", title="签发", post="leader", by=office)
    inbox.assign(records[1], step="a", title="核稿", post="office", by=drafter)
    assert [item.title for item in inbox.for_actor(drafter, "mine")] == ["核稿", "签发"]
    assert not inbox.for_actor(office, "mine").exists()
    assert not inbox.for_actor(leader, "done").exists()
    assert [item.title for item in inbox.for_actor(office, "done")] == ["核稿"]


def test_every_box_can_be_opened_and_no_other(people, office, in_county_a):
    for box in inbox.BOXES:
        assert not inbox.for_actor(office, box).exists()
    with pytest.raises(KeyError):
        inbox.for_actor(office, "attic")


def test_without_a_due_time_nothing_is_overdue(record, drafter, now):
    item = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    assert not inbox.is_overdue(item, at=now + timedelta(days=999))
    item.due_at = now
    assert not inbox.is_overdue(item, at=now)
    assert inbox.is_overdue(item, at=now + timedelta(seconds=1))


def test_low_risk_steps_are_decided_together_each_for_itself(
    records, drafter, office, leader, monkeypatch
):
    monkeypatch.setattr(batching, "_services", {})

    def approve(record_id, by):
        record = next(record for record in records if str(record.pk) == record_id)
        inbox.close(record, step="a", by=by, outcome="agreed")
        if record is records[1]:
            raise Violation("缺附件", R(12))

    inbox.register_low_risk("staff.Person", "a", approve)
    items = [
        inbox.assign(record, step="a", title=record.name, post="office", by=drafter)
        for record in records[:2]
    ]
    items.append(inbox.assign(records[2], step="b", title="丙", post="office", by=drafter))
    items.append(inbox.assign(records[3], step="a", title="丁", post="leader", by=drafter))
    assert [inbox.is_low_risk(item) for item in items] == [True, True, False, True]
    # Opinions that were asked for, and copies, are nobody's to agree to in a pile.
    for other in (InboxItem(role="signer"), InboxItem(kind="read", role="copy")):
        other.record_type, other.step = "staff.person", "a"
        assert not inbox.is_low_risk(other)
    chosen = [item.pk for item in items]
    results = inbox.close_batch(item_ids=[*chosen, chosen[0], 999_999], by=office)
    assert [(result.title, result.done, result.sentence) for result in results] == [
        ("甲", True, ""),
        ("乙", False, "缺附件"),
        ("丙", False, "此事项请在办理页面逐件决定。"),
        ("丁", False, "此事项已不在您处。"),
    ]
    assert [item.title for item in inbox.for_actor(office, "todo")] == ["乙", "丙"]
    assert not inbox.close_batch(item_ids=chosen[:1], by=office)[0].done
