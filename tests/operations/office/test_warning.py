"""Yellow, due and red: who is told when (R47)."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone

from core.actor import Actor
from core.models.inbox import InboxItem
from operations.office import services, tasks
from operations.office.lifecycle import S
from operations.office.models import OfficeSetting, SupervisionItem
from operations.staff.models import Department, Person
from tests.operations.office.conftest import AT, bring, issue

SYSTEM = Actor.system("tests")


def told(item, *days):
    """What is told on days of March 2026, at half past eight: step and addressee, in order."""
    found = []
    for day in days:
        at = timezone.make_aware(datetime.combine(date(2026, 3, day), time(8, 30)))
        before = set(InboxItem.objects.values_list("pk", flat=True))
        # What was told before was read meanwhile.
        InboxItem.objects.filter(kind=InboxItem.Kind.READ).update(state="done", closed_at=at)
        services.supervision_warn_all(by=SYSTEM, at=at)
        new = InboxItem.objects.exclude(pk__in=before).order_by("pk")
        found += [(day, one.step, one.user_id or one.post, one.title) for one in new]
    return found


@pytest.mark.handbook(47)
def test_reminders_before_on_and_after_the_due_day(people):
    """Due on Tuesday 17 March: yellow on Thursday, then the day itself, then every working day."""
    item = issue(people)
    title, staff = item.title, people.staff.user_id
    assert told(item, 11) == []
    assert told(item, 12, 13, 16) == [(12, "light-yellow", staff, f"3个工作日后到期：{title}")]
    assert told(item, 17) == [(17, "light-due", staff, f"今日到期：{title}")]
    assert told(item, 18) == [
        (18, "light-red", staff, f"已逾期1个工作日：{title}"),
        (18, "escalation-head", "office", f"已逾期1个工作日：{title}"),
    ]
    assert [row[:3] for row in told(item, 19, 20)] == [
        (19, "light-red", staff),
        (20, "light-red", staff),
        (20, "escalation-leader", "leader"),
    ]
    # A weekend: nobody is told.
    assert told(item, 21, 22) == []
    assert [row[:3] for row in told(item, 23, 24)] == [
        (23, "light-red", staff),
        (24, "light-red", staff),
        (24, "escalation-director", "director"),
    ]


@pytest.mark.handbook(47)
def test_a_day_is_told_once_and_an_ended_item_never(people):
    item = issue(people)
    assert told(item, 12)
    assert told(item, 12) == []
    closed = bring(people, S.CLOSED)
    at = datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    assert services.supervision_warn(item_id=closed.pk, by=SYSTEM, at=at) is False


@pytest.mark.handbook(47)
def test_after_days_without_the_job_everybody_is_told_at_once(people):
    head = Person.objects.create(
        name="柏望舒", joined_date=date(2025, 1, 1), user_id=people.drafter.user_id
    )
    Department.objects.filter(code="brand").update(head=head)
    item = issue(people, owner_id=None)
    steps = [(row[1], row[2]) for row in told(item, 27)]
    assert steps == [
        ("light-red", people.drafter.user_id),
        ("escalation-head", people.drafter.user_id),
        ("escalation-leader", "leader"),
        ("escalation-director", "director"),
    ]
    assert SupervisionItem.objects.get(pk=item.pk).escalated == 3


@pytest.mark.handbook(47)
def test_a_county_may_warn_earlier(people):
    OfficeSetting.objects.create(key="yellow_days", value=5, valid_from_date=date(2026, 1, 1))
    item = issue(people)
    assert [row[:2] for row in told(item, 9, 10)] == [(10, "light-yellow")]


@pytest.mark.handbook(47)
def test_the_daily_job_goes_over_every_item(people):
    issue(people, at=AT)
    number = tasks.daily.run()
    working = services.warning.WorkCalendar.load().is_working(timezone.localdate())
    assert number == (1 if working else 0)
