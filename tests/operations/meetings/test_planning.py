"""Rooms, plans, notices, changes, cancelling."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from core import inbox, papers
from core.errors import Denied
from core.models.inbox import InboxItem
from operations.meetings import services
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting, Room
from tests.operations.meetings.conftest import (
    AT,
    BEGIN,
    DAY,
    END,
    HOUR,
    bring,
    data,
    plan,
    refused,
    room,
)


def reads(actor):
    """Titles of what lies before somebody to be read."""
    return set(inbox.for_actor(actor, "to_read").values_list("title", flat=True))


def change(people, meeting, *, by=None, at=AT, expected_version=None, **more):
    """The office arranges it otherwise."""
    return services.meeting_change(
        meeting_id=meeting.pk,
        data=data(people, **more),
        by=by or people.office,
        at=at,
        expected_version=expected_version,
    )


@pytest.mark.handbook(26)
def test_the_office_keeps_the_rooms(people):
    given = {"by": people.office, "at": AT}
    made = services.room_add(name=" 培训室 ", seats=40, place="三楼", **given)
    assert (made.name, made.place) == ("培训室", "三楼")
    refused(lambda: services.room_add(name="培训室", seats=4, **given), 26, field="name")
    made = services.room_change(room_id=made.pk, seats=50, expected_version=0, **given)
    assert (made.seats, made.version) == (50, 1)
    refused(
        lambda: services.room_change(room_id=made.pk, seats=5, expected_version=0, **given),
        words="",
    )
    plan(people, room_id=made.pk)
    refused(lambda: services.room_end(room_id=made.pk, reason="维修", **given), 26, words="例会")
    later = {"by": people.office, "at": END + DAY}
    ended = services.room_end(room_id=made.pk, reason="维修", **later)
    assert ended.ended_reason == "维修"
    refused(lambda: services.room_change(room_id=made.pk, seats=5, **given), 26)
    refused(lambda: plan(people, room_id=made.pk, begin=BEGIN + DAY), 26, field="room_id")
    refused(lambda: plan(people, room_id=0), 26, field="room_id")
    with pytest.raises(Denied):
        services.room_add(name="洽谈二室", seats=4, by=people.leader, at=AT)


@pytest.mark.handbook(26)
def test_a_room_is_booked_once_at_a_time(people):
    meeting = plan(people)
    assert meeting.number == "会议〔2026〕1号"
    said = "第一会议室在 2026-03-04 09:00 至 11:00 已被“双周工作例会”预订"
    refused(lambda: plan(people, begin=BEGIN + HOUR), 26, field="room_id", words=said)
    plan(people, begin=END)
    plan(people, room_id=room("洽谈室").pk)
    elsewhere = plan(people, room_id=None, place="县政府三楼")
    assert (elsewhere.room, elsewhere.where) == (None, "县政府三楼")
    # Whatever a service overlooked, the database refuses.
    with pytest.raises(IntegrityError, match="meetings_room_once"), transaction.atomic():
        Meeting.objects.filter(pk=elsewhere.pk).update(room=room())
    services.meeting_cancel(meeting_id=meeting.pk, reason="改期", by=people.office, at=AT)
    plan(people, begin=BEGIN)


@pytest.mark.handbook(26)
def test_conveners_plan_for_people_who_work_here(people):
    with pytest.raises(Denied):
        plan(people, by=people.staff)
    outside = people.village.user_id
    for field in ("chair_id", "recorder_id"):
        refused(lambda field=field: plan(people, **{field: outside}), 26, field=field)
    refused(lambda: plan(people, listening=[outside]), 26, field="listening", words="柏望舒")
    refused(lambda: plan(people, attending=[987654]), 26, field="attending", words="987654")
    meeting = plan(people, by=people.dept_head)
    given = {"meeting_id": meeting.pk, "at": AT}
    other = people.dept_sup
    refused(lambda: services.meeting_notify(by=other, **given), 26, words="鄢望舒")
    refused(lambda: services.meeting_cancel(by=other, reason="改期", **given), 26)
    refused(lambda: change(people, meeting, by=other), 26)
    services.meeting_notify(by=people.office, **given)


@pytest.mark.handbook(26)
def test_the_notice_is_a_paper_and_lies_before_everybody_invited(people):
    meeting = plan(people, guests="邻县中心张某")
    late = {"meeting_id": meeting.pk, "by": people.office, "at": END}
    refused(lambda: services.meeting_notify(**late), 26, field="start")
    User.objects.filter(pk=people.dept_sup.user_id).update(is_active=False)
    services.meeting_notify(meeting_id=meeting.pk, by=people.office, at=AT)
    assert not InboxItem.objects.filter(user_id=people.dept_sup.user_id).exists()
    for actor in (people.leader, people.dept_head, people.staff, people.drafter):
        assert "会议通知：双周工作例会" in reads(actor)
    assert not reads(people.director)
    (paper,) = papers.of(meeting)
    assert paper.kind == "会议通知"
    services.meeting_cancel(meeting_id=meeting.pk, reason="改期", by=people.office, at=AT)
    assert "会议取消：双周工作例会" in reads(people.dept_head)
    assert papers.of(meeting).get().voided_at
    refused(lambda: change(people, meeting), 26, words="已取消")


@pytest.mark.handbook(26)
def test_a_change_tells_everybody_and_another_time_asks_anew(people):
    meeting = bring(people, S.NOTIFIED)
    given = {"meeting_id": meeting.pk, "at": AT, "by": people.dept_head}
    services.meeting_reply(reply="coming", **given)
    attending = [people.dept_head.user_id, people.staff.user_id]
    change(people, meeting, attending=attending, listening=[])
    rows = {one.user_id: one for one in meeting.attendances.all()}
    assert set(rows) == {*attending, people.leader.user_id}
    assert rows[people.staff.user_id].part == "attend"
    assert rows[people.dept_head.user_id].reply == "coming"
    # Who is not invited any more is told, too.
    assert "会议变更：双周工作例会" in reads(people.dept_sup)
    refused(lambda: change(people, meeting, expected_version=0))
    change(people, meeting, begin=BEGIN + HOUR)
    replies = dict(meeting.attendances.values_list("user_id", "reply"))
    assert replies[people.dept_head.user_id] == ""
    assert replies[people.leader.user_id] == "coming"
    assert papers.of(meeting).filter(voided_at=None).count() == 1
    planned = plan(people, begin=BEGIN + 2 * DAY)
    change(people, planned, begin=BEGIN + 2 * DAY, title="专题会", room_id=Room.objects.last().pk)
    planned.refresh_from_db()
    assert (planned.title, planned.version) == ("专题会", 1)
    assert not papers.of(planned).exists()
