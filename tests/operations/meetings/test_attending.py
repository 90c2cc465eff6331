"""Answers, deputies, signing in, and that it was held."""

from datetime import timedelta

import pytest

from accounts.models import User
from core import inbox
from core.models.inbox import InboxItem
from operations.meetings import codes, services
from operations.meetings.lifecycle import S
from operations.meetings.models import MeetingsSetting
from tests.operations.meetings.conftest import (
    AT,
    BEGIN,
    END,
    HOUR,
    TODAY,
    bring,
    plan,
    refused,
    visit,
)

MINUTE = timedelta(minutes=1)


def line(meeting, actor):
    """Somebody's line of the list."""
    return meeting.attendances.get(user_id=actor.user_id)


@pytest.mark.handbook(26)
def test_one_comes_sends_somebody_or_says_why_not(people):
    meeting = bring(people, S.NOTIFIED)
    given = {"meeting_id": meeting.pk, "at": AT}
    services.meeting_reply(reply="coming", by=people.dept_head, **given)
    services.meeting_reply(reply="absent", reason="出差", by=people.staff, **given)
    services.meeting_reply(
        reply="deputy", deputy_id=people.ops.user_id, by=people.dept_sup, **given
    )
    assert line(meeting, people.dept_sup).deputy_name == "邰青禾"
    titles = inbox.for_actor(people.ops, "to_read").values_list("title", flat=True)
    assert list(titles) == ["请代卜知秋参会：双周工作例会"]
    told = inbox.for_actor(people.office, "to_read").values_list("title", flat=True)
    assert list(told) == ["卜小满请假：双周工作例会"]
    # Somebody who comes for one person does not come for another, nor does a stranger.
    again = {"reply": "deputy", "by": people.dept_head, **given}
    for who in (people.ops, people.dept_head, people.village):
        refused(
            lambda who=who: services.meeting_reply(deputy_id=who.user_id, **again),
            26,
            field="deputy_id",
        )
    refused(lambda: services.meeting_reply(reply="coming", by=people.director, **given), 26)
    late = given | {"at": BEGIN}
    refused(lambda: services.meeting_reply(reply="coming", by=people.staff, **late), 26)
    services.meeting_reply(reply="coming", by=people.dept_sup, **given)
    assert line(meeting, people.dept_sup).deputy_id is None


@pytest.mark.handbook(26)
def test_signing_in_notes_who_came_and_who_was_late(people):
    meeting = bring(people, S.NOTIFIED)
    given = {"meeting_id": meeting.pk}
    services.meeting_reply(
        reply="deputy", deputy_id=people.ops.user_id, by=people.dept_sup, at=AT, **given
    )
    services.meeting_sign_in(by=people.dept_head, at=BEGIN, **given)
    services.meeting_sign_in(by=people.ops, at=BEGIN + MINUTE, **given)
    assert not line(meeting, people.dept_head).is_late
    found = line(meeting, people.dept_sup)
    assert (found.is_late, found.signed_in_name) == (True, "邰青禾")
    again = {"by": people.dept_head, "at": BEGIN, **given}
    refused(lambda: services.meeting_sign_in(**again), 26, words="09:00 签到")
    refused(lambda: services.meeting_sign_in(by=people.director, at=BEGIN, **given), 26)
    MeetingsSetting.objects.create(key="late_minutes", value=5, valid_from_date=TODAY)
    services.meeting_sign_in(by=people.leader, at=BEGIN + 5 * MINUTE, **given)
    assert not line(meeting, people.leader).is_late


@pytest.mark.handbook(26)
def test_the_organiser_notes_who_did_not_sign_in_and_that_it_was_held(people):
    meeting = bring(people, S.NOTIFIED)
    given = {"meeting_id": meeting.pk, "by": people.office}
    refused(lambda: services.meeting_hold(at=AT, **given), 26, words="尚未开始")
    refused(lambda: services.meeting_hold(at=END, **given), 26, words="没有人签到")
    refused(lambda: services.presence_note(at=AT, **given), 26)
    head, sup = line(meeting, people.dept_head), line(meeting, people.dept_sup)
    services.presence_note(at=BEGIN + HOUR, in_time=[head.pk], late=[sup.pk], **given)
    services.presence_note(at=BEGIN + HOUR, late=[head.pk], **given)
    sup.refresh_from_db()
    head.refresh_from_db()
    assert (head.is_late, sup.is_late, sup.signed_in_name) == (False, True, "卜知秋")
    other = given | {"by": people.dept_sup}
    refused(lambda: services.presence_note(at=END, **other), 26)
    User.objects.filter(pk=people.drafter.user_id).update(is_active=False)
    held = services.meeting_hold(at=END, **given)
    # Five working days after Wednesday; whoever keeps the minutes has left, so the office does.
    assert held.minutes_due_date.isoformat() == "2026-03-11"
    waiting = inbox.for_actor(people.office, "todo").values_list("title", flat=True)
    assert list(waiting) == ["起草纪要：双周工作例会"]
    services.presence_note(at=END, in_time=[line(meeting, people.staff).pk], **given)


def test_a_code_is_its_county_s_and_its_meeting_s(people):
    meeting = plan(people)
    code = codes.make(meeting)
    assert codes.meeting_of(code) == meeting.pk
    assert codes.meeting_of(code[:-1] + "?") is None
    codes.check(code)
    MeetingsSetting.objects.create(key="code_minutes", value=-1, valid_from_date=TODAY)
    refused(lambda: codes.check(code), 26, words="过期")


@pytest.mark.handbook(26)
def test_minutes_and_visitors_that_are_handed_over_are_the_next_one_s(people):
    meeting, visitors = bring(people, S.HELD), visit(people)

    def hand(record, by, to):
        item = inbox.for_actor(by, "todo").get(record_id=str(record.pk))
        given = {"item_id": item.pk, "to_user_id": to.user_id, "message": "请代办"}
        inbox.hand_over(by=by, at=END, **given)
        record.refresh_from_db()

    refused(lambda: hand(meeting, people.drafter, people.village), 26, field="to")
    hand(meeting, people.drafter, people.staff)
    assert (meeting.recorder_name, meeting.version) == ("卜小满", 3)
    refused(lambda: hand(visitors, people.dept_head, people.village), 26, field="to")
    hand(visitors, people.dept_head, people.dept_sup)
    assert visitors.host_name == "卜知秋"
    services.minutes_draft(meeting_id=meeting.pk, minutes="会议认为", by=people.staff, at=END)
    services.handed_over(meeting, InboxItem(user_id=1, step="notice"), people.office, END)
    # What lies before a leader by post is signed by whoever gets it; the record stays as it is.
    hand(meeting, people.leader, people.second("leader", "leader2"))
    assert meeting.recorder_name == "卜小满"
