"""Real records of meetings for the addresses that need one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from operations.meetings import codes, services
from operations.meetings.models import Decision, Meeting, Room
from operations.meetings.services import MeetingData, VisitData
from operations.staff.models import Department
from tests import cast


def meetings_records() -> dict[str, dict[str, Any]]:
    """A meeting of tomorrow whose notice is given, with words and a decision; a visit; a room."""
    office, staff = cast.actor("office"), cast.appoint("staff").pk
    leader, at = cast.appoint("leader").pk, timezone.now()
    # In the forenoon: an hour later is the same day, whatever time it is now.
    tomorrow = timezone.localtime(at) + timedelta(days=1)
    begin = tomorrow.replace(hour=10, minute=0, second=0, microsecond=0)
    room = Room.objects.earliest("pk")
    data = MeetingData(
        kind="regular",
        title="双周工作例会",
        agenda="通报情况",
        starts_at=begin,
        ends_at=begin + timedelta(hours=1),
        chair_id=leader,
        recorder_id=office.user_id or 0,
        attending=[staff],
        room_id=room.pk,
    )
    meeting = services.meeting_plan(data=data, by=office, at=at)
    services.meeting_notify(meeting_id=meeting.pk, by=office, at=at)
    Meeting.objects.filter(pk=meeting.pk).update(minutes="会议认为")
    decision = Decision.objects.create(
        meeting=meeting,
        text="统一标准",
        department=Department.objects.earliest("pk"),
        due_date=begin.date(),
    )
    visit = services.visit_plan(
        data=VisitData(
            kind="study",
            unit="邻县中心",
            matter="学习经验",
            arrives_at=begin,
            leaves_at=begin + timedelta(hours=1),
            host_id=staff,
        ),
        by=office,
        at=at,
    )
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    of_meeting = (*(f"record{part}" for part in parts), "change", "sheet", "minutes", "code")
    of_visit = (*(f"visit{part}" for part in parts), "visit_change")
    return {
        **{f"meetings:{name}": {"pk": meeting.pk} for name in of_meeting},
        **{f"meetings:{name}": {"pk": visit.pk} for name in of_visit},
        **{f"meetings:{name}": {"pk": room.pk} for name in ("room_change", "room_end")},
        "meetings:decision": {"pk": decision.pk},
        "meetings:sign_in": {"code": codes.make(meeting)},
    }
