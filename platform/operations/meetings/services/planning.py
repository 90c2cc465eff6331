"""A meeting that lies ahead: planned, its room booked, notice given, changed, cancelled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, numbering
from core.actor import Actor, directory
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.meetings import paperwork, selectors
from operations.meetings.kinds import Part, Reply
from operations.meetings.lifecycle import AHEAD, CONVENERS, MEETING, S
from operations.meetings.models import Attendance, Meeting, Room
from operations.meetings.numbers import MEETINGS
from operations.meetings.rules import meetings as rules
from operations.meetings.services.moving import (
    concerned,
    locked,
    move,
    organisers_own,
    tell,
    when_and_where,
)

NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class MeetingData:
    """What is arranged. attending, listening: users; secret: offered to be refused (R25)."""

    kind: str
    title: str
    agenda: str
    starts_at: datetime
    ends_at: datetime
    chair_id: int
    recorder_id: int
    attending: Sequence[int]
    listening: Sequence[int] = ()
    room_id: int | None = None
    place: str = ""
    guests: str = ""
    secret: bool = False


@transaction.atomic
def meeting_plan(*, data: MeetingData, by: Actor, at: datetime) -> Meeting:
    """Plan a meeting and book its room; those invited are told when notice is given (R26)."""
    if not any(by.holds(post) for post in CONVENERS):
        raise denied(CONVENERS)
    meeting = Meeting(
        created_by_id=(by.acting_for or by).user_id,
        organiser_name=by.signature[:80],
        status_since=at,
        created_at=at,
    )
    _take(meeting, data, at=at)
    meeting.save()
    _invite(meeting, data, at=at)
    # Late: whoever plans next waits for this transaction's end from here on.
    meeting.number = numbering.draw(MEETINGS, on=timezone.localdate(at), record=meeting).text
    meeting.save(update_fields=["number"])
    audit.record(
        meeting,
        by=by,
        action="meeting.plan",
        changes={"meeting": meeting.number, "when": when_and_where(meeting)},
        clauses=(R(26),),
        at=at,
    )
    return meeting


@transaction.atomic
def meeting_change(
    *,
    meeting_id: int,
    data: MeetingData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Meeting:
    """Another time, room, agenda or list; after the notice everybody is told anew (R26).

    At another time the answers given so far count no more.
    """
    meeting = locked(meeting_id)
    organisers_own(meeting, by)
    rules.still_ahead(ahead=meeting.status in AHEAD)
    if expected_version is not None and expected_version != meeting.version:
        raise Violation(changed_meanwhile(meeting))
    before, former = when_and_where(meeting), concerned(meeting)
    moved = (meeting.starts_at, meeting.ends_at) != (data.starts_at, data.ends_at)
    _take(meeting, data, at=at)
    meeting.version += 1
    meeting.save()
    if moved:
        meeting.attendances.exclude(user_id=meeting.chair_id).update(
            reply=Reply.NONE, reason="", deputy_id=None, deputy_name="", replied_at=None
        )
    _invite(meeting, data, at=at)
    after = when_and_where(meeting)
    if meeting.status == S.NOTIFIED:
        paperwork.notice(meeting, by=by)
        said = _("Meeting changed: %(title)s") % {"title": meeting.title}
        tell(
            meeting,
            [*concerned(meeting), *former],
            step=f"changed-{meeting.version}",
            title=said,
            by=by,
            at=at,
            message=after,
        )
    audit.record(
        meeting,
        by=by,
        action="meeting.change",
        changes={"when": (before, after)} if before != after else {},
        clauses=(R(26),),
        at=at,
    )
    return meeting


@transaction.atomic
def meeting_notify(
    *, meeting_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Meeting:
    """Give notice: the paper, and a copy to read for everybody invited (R26)."""
    meeting = locked(meeting_id)
    MEETING.check(meeting, "notify", by=by, expected_version=expected_version)
    organisers_own(meeting, by)
    rules.times_in_order(starts=meeting.starts_at, ends=meeting.ends_at, now=at)
    meeting.notified_at = at
    move(meeting, "notify", by=by, at=at, fields=("notified_at",), version=expected_version)
    paperwork.notice(meeting, by=by)
    said = _("Meeting: %(title)s") % {"title": meeting.title}
    tell(
        meeting,
        concerned(meeting),
        step=NOTICE,
        title=said,
        by=by,
        at=at,
        message=when_and_where(meeting),
    )
    return meeting


@transaction.atomic
def meeting_cancel(
    *, meeting_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Meeting:
    """It does not take place; its room is free again, and who knew of it is told (R26)."""
    meeting = locked(meeting_id)
    MEETING.check(meeting, "cancel", by=by, expected_version=expected_version)
    organisers_own(meeting, by)
    was_known = meeting.status == S.NOTIFIED
    move(meeting, "cancel", by=by, at=at, reason=reason, version=expected_version)
    if was_known:
        paperwork.void_notice(meeting, by=by, reason=reason, at=at)
        said = _("Meeting cancelled: %(title)s") % {"title": meeting.title}
        tell(
            meeting, concerned(meeting), step="cancelled", title=said, by=by, at=at, message=reason
        )
    return meeting


# --- What is arranged ---


def _take(meeting: Meeting, data: MeetingData, *, at: datetime) -> None:
    """Check what was typed and put it on the record; the room is locked and free."""
    rules.not_secret(secret=data.secret)
    rules.matter_is_said(title=data.title, kind=data.kind, agenda=data.agenda)
    rules.times_in_order(starts=data.starts_at, ends=data.ends_at, now=at)
    rules.place_is_said(in_room=data.room_id is not None, place=data.place)
    rules.invited_once(attending=data.attending, listening=data.listening, chair=data.chair_id)
    here = selectors.staff_ids()
    for field, users in (
        ("chair_id", (data.chair_id,)),
        ("recorder_id", (data.recorder_id,)),
        ("attending", data.attending),
        ("listening", data.listening),
    ):
        _people_can_come(users, here, field)
    meeting.room = _room(meeting, data)
    meeting.place = "" if meeting.room else data.place.strip()[:80]
    meeting.kind, meeting.title = data.kind, data.title.strip()
    meeting.agenda, meeting.guests = data.agenda.strip(), data.guests.strip()[:200]
    meeting.starts_at, meeting.ends_at = data.starts_at, data.ends_at
    known = directory()
    meeting.chair_id, meeting.chair_name = data.chair_id, known.name_of(data.chair_id)[:80]
    meeting.recorder_id = data.recorder_id
    meeting.recorder_name = known.name_of(data.recorder_id)[:80]


def _people_can_come(users: Collection[int], here: Collection[int], field: str) -> None:
    known = directory()
    strangers = [known.name_of(user) or str(user) for user in users if user not in here]
    rules.people_can_come(strangers=strangers, field=field)


def _room(meeting: Meeting, data: MeetingData) -> Room | None:
    """The room, locked: two who book it follow each other. Raises Violation when it is taken."""
    if data.room_id is None:
        return None
    room = Room.objects.select_for_update().filter(pk=data.room_id).first()
    rules.room_is_in_use(ended=room is None or room.ended_date is not None)
    taken = room and selectors.booked_at(
        room, starts=data.starts_at, ends=data.ends_at, but=meeting.pk
    )
    if taken:
        rules.room_is_free(
            room=str(room), by=taken.title, starts=taken.starts_at, ends=taken.ends_at
        )
    return room


def _invite(meeting: Meeting, data: MeetingData, *, at: datetime) -> None:
    """The list as it is wanted: who is on it keeps their answer; the chair comes."""
    wanted = dict.fromkeys([data.chair_id, *data.attending], str(Part.ATTEND))
    wanted |= dict.fromkeys(data.listening, str(Part.LISTEN))
    known = directory()
    there = {one.user_id: one for one in meeting.attendances.all()}
    Attendance.objects.filter(
        meeting=meeting, user_id__in=[user for user in there if user not in wanted]
    ).delete()
    for user, one in there.items():
        if user in wanted and one.part != wanted[user]:
            one.part = wanted[user]
            one.save(update_fields=["part"])
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            user_id=user,
            name=known.name_of(user)[:80],
            part=part,
            reply=Reply.COMING if user == data.chair_id else Reply.NONE,
            replied_at=at if user == data.chair_id else None,
        )
        for user, part in wanted.items()
        if user not in there
    )
