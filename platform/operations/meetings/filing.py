"""Minutes as a source of the archive: what is filed, for how long, found by what (R29)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import attachments
from core.workcalendar import WorkCalendar
from operations.archives.kinds import Retention, Role
from operations.archives.services import Filing
from operations.archives.settings import FilingPlan
from operations.archives.sources import Source, Waiting, Words
from operations.meetings import paperwork, selectors
from operations.meetings.kinds import MeetingKind
from operations.meetings.lifecycle import READERS, S
from operations.meetings.models import Meeting
from operations.meetings.settings import setting

CODE = "meetings"
# What leaders decided binds others for longer than the minutes of a week's work (§3.4).
RETENTION: dict[str, str] = {
    MeetingKind.LEADERS: Retention.THIRTY,
    MeetingKind.SPECIAL: Retention.THIRTY,
    MeetingKind.COORDINATION: Retention.THIRTY,
    MeetingKind.REGULAR: Retention.TEN,
    MeetingKind.OTHER: Retention.TEN,
}
MATERIAL = "material"
PACKAGE: dict[str, Any] = {
    "papers_as": {paperwork.MINUTES: Role.FINAL, paperwork.ATTENDANCE: Role.SHEET},
    "files_as": {MATERIAL: Role.ATTACHMENT},
    "needs": (Role.FINAL, Role.SHEET),
}


def proposed(meeting: Meeting, *, on: date) -> str:
    """For how long minutes of this kind are kept."""
    return _term(FilingPlan.load(on), meeting)


def _term(plan: FilingPlan, meeting: Meeting) -> str:
    return plan.retention_of(CODE, meeting.kind, RETENTION[meeting.kind])


def _title(meeting: Meeting) -> str:
    return f"{meeting.title}纪要"


def of(meeting: Meeting, *, retention: str, at: datetime) -> Filing:
    """What the catalogue says of it."""
    today = timezone.localdate(at)
    signed = meeting.signed_date or today
    return Filing(
        source=CODE,
        title=_title(meeting),
        author=paperwork.agency(on=today),
        document_date=signed,
        finished=signed,
        retention=retention,
        document_number=meeting.minutes_number,
        due=WorkCalendar.load().add(signed, setting("filing_days", on=today)),
    )


def waiting(day: date, calendar: WorkCalendar, plan: FilingPlan) -> Sequence[Waiting]:
    """Minutes that are signed and not filed."""
    found = Meeting.objects.filter(status=S.SIGNED).order_by("signed_date", "pk")
    days = setting("filing_days", on=day)
    rows = []
    for meeting in found:
        signed = meeting.signed_date or day
        rows.append(
            Waiting(
                source=CODE,
                pk=meeting.pk,
                title=_title(meeting),
                number=meeting.minutes_number,
                day=signed,
                finished=signed,
                due=calendar.add(signed, days),
                retention=_term(plan, meeting),
                unit=plan.unit_of(""),
            )
        )
    return rows


def file(
    *,
    document_id: int,
    retention: str,
    by: Any,
    at: datetime,
    expected_version: int | None = None,
) -> Meeting:
    """The archive's own list files minutes as their page does."""
    from operations.meetings.services import meeting_close

    return meeting_close(
        meeting_id=document_id,
        retention=retention,
        by=by,
        at=at,
        expected_version=expected_version,
    )


def words(meeting: Meeting) -> Words:
    """Title, number, agenda, minutes, decisions, names of the files."""
    files = attachments.of(meeting).values_list("name", flat=True)
    return Words(
        title=meeting.title,
        day=meeting.signed_date or timezone.localdate(meeting.starts_at),
        number=meeting.minutes_number or meeting.number,
        archive_number=meeting.archive_number,
        texts=(
            meeting.agenda,
            meeting.minutes,
            "\n".join(meeting.decisions.order_by("position").values_list("text", flat=True)),
            "\n".join(files),
        ),
    )


def source() -> Source:
    """As the archive knows it."""
    return Source(
        code=CODE,
        label=_("Minutes of meetings"),
        model=Meeting,
        readers=READERS,
        visible=lambda actor, _on: selectors.meetings(actor),
        waiting=waiting,
        file=file,
        words=words,
        kinds=MeetingKind.choices,
        retention=RETENTION,
    )
