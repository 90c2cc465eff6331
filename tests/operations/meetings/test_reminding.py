"""Reminders: of a meeting to those who come, of minutes to whoever owes them; each once."""

from datetime import time, timedelta

import pytest

from accounts.models import User
from core.models.audit import AuditEntry
from core.models.inbox import InboxItem
from operations.meetings import services, tasks
from operations.meetings.kinds import Reply
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting
from operations.meetings.rules import reminding as rules
from operations.meetings.services import reminding
from tests import cast
from tests.operations.meetings.conftest import AT, BEGIN, DAY, HOUR, TODAY, bring, data

# Friday, 6 March 2026, nine o'clock; the Monday after it is the 9th.
FRIDAY, MONDAY = AT + 3 * DAY, BEGIN + 5 * DAY


def remind(at):
    """The daily job of a moment."""
    return services.meetings_remind(by=cast.SYSTEM, at=at)


def told(meeting, step):
    """Who was told of what, in the order of names: user or post with the title's first words."""
    found = InboxItem.objects.filter(
        record_id=str(meeting.pk), kind=InboxItem.Kind.READ, step__startswith=step
    )
    return [(one.user_id or one.post, one.title.partition("：")[0]) for one in found.order_by("pk")]


@pytest.mark.handbook(26)
@pytest.mark.parametrize(
    ("moment", "good"),
    [(time(7, 59), False), (time(8), True), (time(17, 59), True), (time(18), False)],
)
def test_nobody_is_reminded_at_night(moment, good):
    assert rules.in_hours(moment) is good


@pytest.mark.handbook(26)
def test_how_urgent_minutes_are():
    for due, said in ((-1, rules.OVERDUE), (0, rules.SOON), (1, rules.SOON), (2, "")):
        assert rules.urgency(due=TODAY + due * DAY, today=TODAY, last=TODAY + DAY) == said
    given = {"begins_on": TODAY, "last": TODAY, "now": AT}
    assert rules.is_near(starts=AT + HOUR, **given)
    assert not rules.is_near(starts=AT, **given)
    assert not rules.is_near(starts=AT + HOUR, **given | {"begins_on": TODAY + DAY})


@pytest.mark.handbook(26)
def test_those_who_come_are_reminded_once_on_the_working_day_before(people):
    meeting = bring(people, S.NOTIFIED, begin=MONDAY)
    head, deputy, staff = (one.user_id for one in (people.dept_head, people.director, people.staff))
    given = {"meeting_id": meeting.pk, "at": AT}
    services.meeting_reply(reply=Reply.DEPUTY, deputy_id=deputy, by=people.dept_head, **given)
    services.meeting_reply(reply=Reply.ABSENT, reason="出差", by=people.dept_sup, **given)
    assert remind(FRIDAY - DAY) == 0
    assert remind(FRIDAY + timedelta(hours=10)) == 0
    assert told(meeting, "near") == []
    assert remind(FRIDAY) == 1
    leader, drafter = people.leader.user_id, people.drafter.user_id
    assert set(told(meeting, "near")) == {
        (staff, "请答复会议邀请"),
        *((one, "会议提醒") for one in (leader, drafter, deputy)),
    }
    assert head not in dict(told(meeting, "near"))
    items = InboxItem.objects.filter(record_id=str(meeting.pk), step="near-2026-03-09")
    assert items.first().message.startswith("2026-03-09 09:00")
    items.update(state=InboxItem.State.DONE, closed_at=FRIDAY)
    # Asked again, on a day of rest, and on the day itself.
    for at in (FRIDAY, FRIDAY + HOUR, FRIDAY + 2 * DAY, MONDAY - HOUR):
        assert remind(at) == 0
    assert AuditEntry.objects.filter(action="meeting.remind").count() == 1
    assert Meeting.objects.get(pk=meeting.pk).version == meeting.version


@pytest.mark.handbook(26)
def test_at_another_time_they_are_reminded_anew_and_not_on_the_day_of_the_notice(people):
    meeting = bring(people, S.NOTIFIED)
    # The notice is of today, the meeting of tomorrow.
    assert remind(AT + HOUR) == 0
    early = BEGIN - HOUR
    assert remind(early) == 1
    services.meeting_change(
        meeting_id=meeting.pk, data=data(people, begin=BEGIN + DAY), by=people.office, at=early
    )
    assert remind(early + HOUR) == 1
    assert remind(BEGIN + DAY) == 0
    steps = InboxItem.objects.filter(step__startswith="near-").values_list("step", flat=True)
    assert set(steps) == {"near-2026-03-04", "near-2026-03-05"}


@pytest.mark.handbook(26)
def test_what_is_only_planned_or_called_off_is_nobodys_appointment(people):
    planned = bring(people, S.PLANNED)
    services.meeting_plan(data=data(people, begin=BEGIN + 3 * HOUR), by=people.office, at=AT)
    assert remind(BEGIN - HOUR) == 0
    services.meeting_notify(meeting_id=planned.pk, by=people.office, at=AT)
    services.meeting_cancel(meeting_id=planned.pk, reason="改期", by=people.office, at=AT)
    assert remind(BEGIN - HOUR) == 0


@pytest.mark.handbook(26)
def test_minutes_are_reminded_of_before_and_after_their_day(people):
    # Held on Wednesday the 4th: due on Wednesday the 11th.
    meeting = bring(people, S.HELD)
    drafter = people.drafter.user_id
    assert remind(AT + 6 * DAY) == 0
    for days, number in ((7, 1), (8, 0), (9, 1), (10, 0)):
        assert remind(AT + days * DAY) == number, days
    assert told(meeting, "urge") == [(drafter, "纪要即将到期"), (drafter, "纪要已逾期")]
    item = InboxItem.objects.filter(step__startswith="urge-held-soon").get()
    assert item.message == "纪要最迟于2026-03-11签发。"
    services.minutes_draft(
        meeting_id=meeting.pk, minutes="会议认为", by=people.drafter, at=AT + 10 * DAY
    )
    assert remind(AT + 10 * DAY) == 1
    assert remind(AT + 13 * DAY) == 0
    assert told(meeting, "urge")[2:] == [("leader", "纪要已逾期")]
    services.minutes_sign(meeting_id=meeting.pk, by=people.director, at=AT + 13 * DAY)
    assert remind(AT + 14 * DAY) == 0


@pytest.mark.handbook(26)
def test_who_left_is_reminded_in_the_office(people):
    meeting = bring(people, S.HELD)
    User.objects.filter(pk=people.drafter.user_id).update(is_active=False)
    assert remind(AT + 9 * DAY) == 1
    assert told(meeting, "urge") == [("office", "纪要已逾期")]


@pytest.mark.handbook(26)
def test_the_organiser_is_asked_whether_it_was_held(people):
    meeting = bring(people, S.NOTIFIED)
    assert remind(BEGIN + 3 * HOUR) == 0
    assert remind(BEGIN + DAY) == 1
    assert remind(BEGIN + 2 * DAY) == 0
    assert told(meeting, "urge") == [(people.office.user_id, "请登记会议已召开，或取消会议")]


@pytest.mark.handbook(26)
def test_what_changed_meanwhile_is_left_alone(people):
    """Between the list and the lock somebody was quicker."""
    meeting = bring(people, S.CLOSED)
    given = {"by": cast.SYSTEM, "at": BEGIN - HOUR, "last": BEGIN.date()}
    assert reminding._remind(meeting.pk, **given) == 0
    assert reminding._urge(meeting.pk, **given) == 0


@pytest.mark.handbook(26)
def test_the_daily_job_calls_it(people):
    assert tasks.daily.run() == 0
