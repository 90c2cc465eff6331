"""Rooms, meetings and what belongs to them; visits; settings."""

from operations.meetings.models.meetings import Attendance, Decision, Meeting, Room
from operations.meetings.models.settings import MeetingsSetting
from operations.meetings.models.visits import Visit

__all__ = ["Attendance", "Decision", "Meeting", "MeetingsSetting", "Room", "Visit"]
