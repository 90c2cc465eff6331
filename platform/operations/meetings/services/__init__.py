"""Verbs of meetings and visits."""

from operations.meetings.services.attending import (
    meeting_hold,
    meeting_reply,
    meeting_sign_in,
    presence_note,
)
from operations.meetings.services.handing import handed_over
from operations.meetings.services.minutes import (
    decision_add,
    decision_drop,
    meeting_close,
    meeting_skip,
    minutes_draft,
    minutes_return,
    minutes_sign,
)
from operations.meetings.services.planning import (
    MeetingData,
    meeting_cancel,
    meeting_change,
    meeting_notify,
    meeting_plan,
)
from operations.meetings.services.reminding import meetings_remind
from operations.meetings.services.rooms import room_add, room_change, room_end
from operations.meetings.services.visits import (
    VisitData,
    visit_cancel,
    visit_change,
    visit_close,
    visit_plan,
    visit_receive,
)

__all__ = [
    "MeetingData",
    "VisitData",
    "decision_add",
    "decision_drop",
    "handed_over",
    "meeting_cancel",
    "meeting_change",
    "meeting_close",
    "meeting_hold",
    "meeting_notify",
    "meeting_plan",
    "meeting_reply",
    "meeting_sign_in",
    "meeting_skip",
    "meetings_remind",
    "minutes_draft",
    "minutes_return",
    "minutes_sign",
    "presence_note",
    "room_add",
    "room_change",
    "room_end",
    "visit_cancel",
    "visit_change",
    "visit_close",
    "visit_plan",
    "visit_receive",
]
