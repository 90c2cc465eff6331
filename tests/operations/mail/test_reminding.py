"""Reminders of what was not collected in three working days (R60)."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from core import inbox
from core.actor import Actor
from core.models.inbox import InboxItem
from operations.mail import selectors, services, tasks
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from tests.operations.mail.conftest import AT, DAY, hand, slot, sorted_in, works_in

SYSTEM = Actor.system("tests")


def remind(day):
    """The morning of a day of March 2026: how many were reminded."""
    at = timezone.make_aware(datetime.combine(date(2026, 3, day), time(8, 40)))
    return services.mail_remind_all(by=SYSTEM, at=at)


@pytest.mark.handbook(60)
def test_the_owner_is_reminded_on_the_first_working_day_after_and_again(people):
    """In the pigeonhole on Tuesday 3 March; Friday 6 is the last day."""
    works_in(people.drafter, "brand")
    item = sorted_in(people)
    assert [remind(day) for day in (5, 6, 7, 8, 9, 9, 10, 11)] == [0, 0, 0, 0, 1, 0, 0, 0]
    box = InboxItem.objects.get()
    assert (box.user_id, box.kind, box.step) == (people.drafter.user_id, "todo", "collect")
    assert box.title == "请到格口B01领取：快递 YT260000000001"
    assert (remind(12), InboxItem.objects.count()) == (1, 1)
    item.refresh_from_db()
    assert item.reminded_date == date(2026, 3, 12)


@pytest.mark.handbook(60)
def test_a_reminder_ends_when_it_is_collected(people):
    works_in(people.drafter, "brand")
    item = sorted_in(people)
    remind(9)
    hand(people, item, at=AT + 7 * DAY)
    assert not inbox.pending(item).exists()
    assert remind(10) == 0


@pytest.mark.handbook(60)
def test_the_person_is_told_else_the_head_else_somebody_else_the_office(people):
    on = date(2026, 3, 9)
    item = sorted_in(people, addressee="电商技术支持中心")
    assert selectors.user_of(item, on=on) is None
    remind(9)
    assert InboxItem.objects.get().post == "office"
    works_in(people.drafter, "tech")
    assert selectors.user_of(MailItem.objects.get(), on=on) == people.drafter.user_id
    head = works_in(people.staff, "brand")
    department = slot("tech").department
    department.head = head
    department.save()
    item = MailItem.objects.get(pk=item.pk)
    assert selectors.user_of(item, on=on) == people.staff.user_id
    item.person = works_in(people.director, "brand")
    assert selectors.user_of(item, on=on) == people.director.user_id
    own = services.slot_open(
        data=services.SlotData("P01", 9, 1, "主任", person_id=item.person.pk),
        by=people.office,
        at=AT,
    )
    item.person, item.slot = None, own
    assert selectors.user_of(item, on=on) == people.director.user_id
    item.slot = None
    assert selectors.user_of(item, on=on) is None


@pytest.mark.handbook(60)
def test_what_was_collected_on_the_way_is_left_alone(people, monkeypatch):
    """Between the list and the lock somebody came."""
    item = sorted_in(people)
    hand(people, item)
    monkeypatch.setattr(selectors, "late", lambda found, today: found)
    assert remind(9) == 0
    MailItem.objects.filter(pk=item.pk).update(status=S.SORTED, reminded_date=None)
    assert remind(9) == 1
    assert services.reminding._remind(item.pk, by=SYSTEM, at=AT + timedelta(days=6)) == 0


def test_the_daily_task_reminds(people):
    assert tasks.daily.run() == 0
