"""传阅, opening and 催办."""

from datetime import timedelta

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from core.inbox import Assignee
from core.models import InboxItem
from tests.core.inbox_checks import consistent


def test_everybody_gets_one_copy_and_reading_is_receipted(record, drafter, office, leader, now):
    copies = inbox.circulate(
        record,
        to=[Assignee(post="office"), Assignee(2), Assignee(3), Assignee(1)],
        title="请阅",
        by=drafter,
        message="供参考",
        at=now,
    )
    assert [copy.user_id for copy in copies] == [2, 6, 3]
    assert audit.last(record).sentences == ["对象:蔺小满、鄢青禾、邰知秋"]
    item = inbox.for_actor(office, "to_read").get()
    inbox.mark_opened(item_id=item.pk, by=office, at=now)
    assert inbox.for_actor(office, "read").get() == item
    assert not inbox.for_actor(office, "to_read").exists()
    first, second, _third = inbox.receipts(record)
    assert (first.opened_by_name, first.closed_at) == ("蔺小满", now)
    assert (second.opened_by_name, second.closed_at) == ("", None)
    consistent(record)


def test_an_unread_copy_is_not_sent_twice(record, drafter, people, office, now):
    people.gone.add(7)
    inbox.circulate(record, to=[Assignee(2)], title="请阅", by=drafter, at=now)
    with pytest.raises(Violation, match="均已有传阅件"):
        inbox.circulate(record, to=[Assignee(2), Assignee(1), Assignee(7)], title="x", by=drafter)
    [copy] = inbox.for_actor(office, "to_read")
    inbox.mark_opened(item_id=copy.pk, by=office, at=now)
    assert inbox.circulate(record, to=[Assignee(2)], title="再阅", by=drafter, at=now)


def test_opening_is_noted_once_and_by_its_person_only(record, drafter, office, office_too, now):
    item = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    with pytest.raises(Denied, match="此事项在电商办处"):
        inbox.mark_opened(item_id=item.pk, by=drafter, at=now)
    inbox.mark_opened(item_id=item.pk, by=office, at=now)
    later = now + timedelta(hours=1)
    again = inbox.mark_opened(item_id=item.pk, by=office_too, at=later)
    assert (again.opened_at, again.opened_by_name) == (now, "蔺小满")
    inbox.close(record, step="a", by=office, outcome="agreed", at=later)
    assert inbox.mark_opened(item_id=item.pk, by=office, at=later).state == "done"


def test_a_reminder_counts_and_pauses(record, drafter, office, leader, staff, admin, now):
    item = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    reminded = inbox.remind(item_id=item.pk, by=drafter, at=now, note="请尽快")
    assert (reminded.reminders, reminded.reminded_at) == (1, now)
    assert audit.last(record).headline == "催办"
    with pytest.raises(Violation, match="一小时内已催办过电商办"):
        inbox.remind(item_id=item.pk, by=admin, at=now + timedelta(minutes=59))
    inbox.remind(item_id=item.pk, by=admin, at=now + timedelta(hours=1))
    with pytest.raises(Denied, match="可以催办"):
        inbox.remind(item_id=item.pk, by=staff, at=now + timedelta(hours=3))
    inbox.remind(item_id=item.pk, by=leader, at=now + timedelta(hours=3))
    inbox.close(record, step="a", by=office, outcome="agreed")
    with pytest.raises(Violation, match="已不需催办"):
        inbox.remind(item_id=item.pk, by=drafter, at=now + timedelta(hours=3))
    assert InboxItem.objects.get(pk=item.pk).reminders == 3
