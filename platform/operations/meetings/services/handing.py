"""What is handed over in the inbox: whoever gets the minutes keeps them, or receives visitors."""

from __future__ import annotations

from datetime import datetime

from core.actor import Actor, directory
from core.models.inbox import InboxItem
from operations.meetings import selectors
from operations.meetings.lifecycle import S, V
from operations.meetings.models import Meeting, Visit
from operations.meetings.rules import meetings as rules


def handed_over(record: object, given: InboxItem, by: Actor, at: datetime) -> None:
    """The inbox's 转办 of writing minutes or of receiving visitors goes with the record (R26)."""
    user = given.user_id
    if user is None or given.step != getattr(record, "status", ""):
        return
    name = directory().name_of(user)[:80]
    if isinstance(record, Meeting) and record.status == S.HELD:
        _works_here(user, name)
        record.recorder_id, record.recorder_name = user, name
        record.version += 1
        record.save(update_fields=["recorder_id", "recorder_name", "version", "updated_at"])
    if isinstance(record, Visit) and record.status in (V.PLANNED, V.RECEIVED):
        _works_here(user, name)
        record.host_id, record.host_name = user, name
        record.version += 1
        record.save(update_fields=["host_id", "host_name", "version", "updated_at"])


def _works_here(user: int, name: str) -> None:
    strangers = [] if user in selectors.staff_ids() else [name]
    rules.people_can_come(strangers=strangers, field="to")
