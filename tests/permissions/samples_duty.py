"""Real records of duty for the addresses that need one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from console.models import Centre
from core.workcalendar import WorkCalendar
from operations.duty import services
from operations.duty.rules import roster
from operations.duty.services import RecordData, ShiftData
from tests import cast
from tests.conftest import B


def duty_records() -> dict[str, dict[str, Any]]:
    """A shift of now with an open matter, a swap of a later one, a holiday's schedule."""
    for post in ("duty", "frontdesk", "leader"):
        cast.appoint(post)
    office, officer, at = cast.actor("office"), cast.actor("duty"), timezone.now()
    hour = timedelta(hours=1)

    def plan(start: Any) -> Any:
        data = ShiftData(officer.user_id or 0, start, start + 8 * hour)
        return services.shift_plan(data=data, by=office, at=at)

    shift, later = plan(at - hour), plan(at + 48 * hour)
    services.shift_begin(shift_id=shift.pk, by=officer, at=at - hour)
    from tests.permissions.marks import MARK

    # The book is append-only, so nobody can mark it afterwards.
    text = f"村民来电查询快件{MARK if Centre.current().code == B else ''}"
    record = services.record_add(data=RecordData(kind="phone", text=text), by=officer, at=at)
    services.record_follow_up(record_id=record.pk, text=text, by=officer, at=at)
    swap = services.swap_ask(
        shift_id=later.pk,
        partner_id=cast.appoint("frontdesk").pk,
        reason="家中有事",
        by=officer,
        at=at,
    )
    today = timezone.localdate(at)
    block = roster.blocks(
        WorkCalendar.load(), first=today + timedelta(days=3), last=today + timedelta(days=200)
    )[0]
    schedule = services.schedule_open(first_date=block.first, by=office, at=at)
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    made = {"shift": shift, "record": record, "swap": swap, "schedule": schedule}
    return {
        **{f"duty:{name}{part}": {"pk": one.pk} for name, one in made.items() for part in parts},
        "duty:schedule_sheet": {"pk": schedule.pk},
        "duty:record_add": {"kind": "phone"},
    }
