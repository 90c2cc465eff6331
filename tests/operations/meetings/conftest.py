"""The people of meetings, and meetings and visits anywhere on their way. The day is set."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from operations.meetings import services
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting, Room, Visit
from operations.meetings.services import MeetingData, VisitData
from operations.staff.models import Department
from tests.operations.documents.conftest import People
from tests.operations.petitions.conftest import refused

# A Tuesday: 2026-03-03 09:00 in Shanghai; the meeting is a day later.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGIN = AT + DAY
END = BEGIN + 2 * HOUR
MINUTES = "会议听取了各部门的汇报。\n会议要求抓紧落实。"

__all__ = ["AT", "BEGIN", "DAY", "END", "HOUR", "TODAY", "bring", "data", "plan", "refused", "room"]


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom a meeting needs, for all tests of a file."""
    yield from stage(
        lambda: People("office", "leader", "director", "dept_head", "dept_sup", "drafter", "staff")
    )


def room(name: str = "第一会议室") -> Room:
    """One of the two that a county begins with."""
    return Room.objects.get(name=name)


def department(code: str = "brand") -> int:
    """A department of the centre."""
    return Department.objects.get(code=code).pk


def data(people: People, **more: Any) -> MeetingData:
    """A meeting that the office arranges, in the first room."""
    begin = more.pop("begin", BEGIN)
    values: dict[str, Any] = {
        "kind": "regular",
        "title": "双周工作例会",
        "agenda": "一、通报情况\n二、研究下一步安排",
        "starts_at": begin,
        "ends_at": begin + 2 * HOUR,
        "chair_id": people.leader.user_id,
        "recorder_id": people.drafter.user_id,
        "attending": [people.dept_head.user_id, people.dept_sup.user_id],
        "listening": [people.staff.user_id],
        "room_id": room().pk,
        **more,
    }
    return MeetingData(**values)


def plan(people: People, *, by: Any = None, at: datetime = AT, **more: Any) -> Meeting:
    """It is planned."""
    return services.meeting_plan(data=data(people, **more), by=by or people.office, at=at)


def decide(people: People, meeting: Meeting, **more: Any) -> Any:
    """Whoever keeps the minutes enters a decision."""
    values = {
        "text": "统一网货包装标准",
        "department_id": department(),
        "due_date": TODAY + 20 * DAY,
        "by": people.drafter,
        "at": END + HOUR,
        **more,
    }
    return services.decision_add(meeting_id=meeting.pk, **values)


def bring(people: People, state: str, **more: Any) -> Meeting:
    """A meeting of the office that stands somewhere, with one decision once it was held."""
    meeting = plan(people, **more)
    given = {"meeting_id": meeting.pk}
    end = meeting.ends_at
    steps = (
        (S.NOTIFIED, lambda: services.meeting_notify(by=people.office, at=AT, **given)),
        (S.HELD, lambda: _hold(people, meeting)),
        (
            S.DRAFTED,
            lambda: services.minutes_draft(
                minutes=MINUTES, by=people.drafter, at=end + HOUR, **given
            ),
        ),
        (S.SIGNED, lambda: services.minutes_sign(by=people.director, at=end + 2 * HOUR, **given)),
        (
            S.CLOSED,
            lambda: services.meeting_close(
                retention="D10", by=people.office, at=end + 3 * HOUR, **given
            ),
        ),
    )
    for reached, step in steps if state != S.PLANNED else ():
        step()
        if reached == state:
            break
    meeting.refresh_from_db()
    assert meeting.status == state
    return meeting


def _hold(people: People, meeting: Meeting) -> None:
    early = meeting.starts_at - timedelta(minutes=5)
    services.meeting_sign_in(meeting_id=meeting.pk, by=people.dept_head, at=early)
    services.meeting_hold(meeting_id=meeting.pk, by=people.office, at=meeting.ends_at)
    decide(people, meeting, by=people.office)


def visit_data(people: People, **more: Any) -> VisitData:
    """Visitors for tomorrow."""
    values: dict[str, Any] = {
        "kind": "study",
        "unit": "邻县电商公共服务中心",
        "matter": "学习村级服务站运营经验",
        "arrives_at": BEGIN,
        "leaves_at": END,
        "host_id": people.dept_head.user_id,
        "headcount": 6,
        **more,
    }
    return VisitData(**values)


def visit(people: People, *, by: Any = None, at: datetime = AT, **more: Any) -> Visit:
    """They are announced."""
    return services.visit_plan(data=visit_data(people, **more), by=by or people.office, at=at)
