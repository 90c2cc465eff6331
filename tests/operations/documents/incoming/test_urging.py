"""Urging by the clock: before the last day, on it, after it, never on a day of rest (§3.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from core import audit, inbox
from core.actor import Actor
from core.workcalendar import WorkCalendar
from operations.documents import tasks
from operations.documents.incoming import rules, services
from operations.documents.incoming.lifecycle import T
from tests.operations.documents.conftest import AT, HOUR
from tests.operations.documents.incoming.conftest import bring, instructed

SYSTEM = Actor.system("系统")
# The last day is Tuesday 10 March 2026.
NINE = datetime(2026, 3, 4, 1, 10, tzinfo=UTC)


def days_urged(count: int) -> list[date]:
    """Days from 4 March on that remind anybody."""
    days = (NINE + timedelta(days=ahead) for ahead in range(count))
    return [at.date() for at in days if services.parts_urge(by=SYSTEM, at=at)]


@pytest.mark.handbook(35)
def test_a_part_is_urged_two_days_before_on_the_day_and_each_working_day_after(everybody):
    document = bring(everybody, T.HANDLING)
    assert days_urged(12) == [
        date(2026, 3, 6),
        date(2026, 3, 10),
        *(date(2026, 3, day) for day in (11, 12, 13)),
    ]
    (item,) = inbox.pending(document)
    assert item.reminders == 5
    assert audit.last(document).action == "inbox.remind"
    services.incoming_complete(
        document_id=document.pk, result="已办", by=everybody.drafter, at=NINE + timedelta(days=12)
    )
    assert services.parts_urge(by=SYSTEM, at=NINE + timedelta(days=13)) == 0


@pytest.mark.handbook(35)
def test_nobody_is_reminded_twice_a_day_or_of_what_waits_for_others(everybody):
    document = instructed(everybody, helping=["tech"])
    on = NINE + timedelta(days=2)
    lead, help_ = inbox.pending(document)
    inbox.remind(item_id=help_.pk, by=everybody.leader, at=on)
    assert services.parts_urge(by=SYSTEM, at=on + HOUR / 2) == 1
    assert services.parts_urge(by=SYSTEM, at=on + 2 * HOUR) == 0
    inbox.delegate(
        item_id=lead.pk,
        to_user_id=everybody.ops.user_id,
        by=everybody.drafter,
        message="请先看",
        at=on + 3 * HOUR,
    )
    last = NINE + timedelta(days=6)
    assert services.parts_urge(by=SYSTEM, at=last) == 1
    # One more of the step that has no day at all.
    instructed(everybody, nature="policy", due=None)
    document.tasks.update(due_date=None)
    assert services.parts_urge(by=SYSTEM, at=last + HOUR) == 0


def test_a_last_day_of_rest_is_urged_on_the_working_day_before():
    plain, sunday = WorkCalendar(), date(2026, 5, 17)
    urged = [
        day
        for day in (date(2026, 5, 11) + timedelta(days=ahead) for ahead in range(9))
        if rules.is_urged(plain, due=sunday, today=day)
    ]
    assert urged == [date(2026, 5, 13), date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 19)]
    assert not rules.is_urged(plain, due=None, today=sunday)


def test_the_scheduled_task_is_the_same_call(everybody, monkeypatch):
    document = bring(everybody, T.HANDLING)
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=7))
    assert tasks.urge.run() == 1
    assert inbox.pending(document).get().reminders == 1
