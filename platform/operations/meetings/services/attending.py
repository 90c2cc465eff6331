"""Who comes: answers, signing in by the code on the screen or by hand; that it was held."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, figures
from core.actor import Actor, directory
from core.clauses import R
from core.workcalendar import WorkCalendar
from operations.meetings import selectors
from operations.meetings.kinds import Reply
from operations.meetings.lifecycle import MEETING, S
from operations.meetings.models import Attendance, Meeting
from operations.meetings.rules import meetings as rules
from operations.meetings.services.moving import (
    locked,
    move,
    organisers_own,
    refigure_minutes,
    tell,
    when_and_where,
)
from operations.meetings.settings import setting


@transaction.atomic
def meeting_reply(
    *,
    meeting_id: int,
    reply: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    deputy_id: int | None = None,
) -> Attendance:
    """Will come, will not and why, or sends a deputy; until it begins (R26)."""
    meeting = locked(meeting_id)
    found = rules.is_invited(meeting.attendances.filter(user_id__in=by.persons).first())
    rules.answer_in_time(notified=meeting.status == S.NOTIFIED, starts=meeting.starts_at, now=at)
    deputy = deputy_id if reply == Reply.DEPUTY else None
    others = meeting.attendances.exclude(pk=found.pk).values_list("user_id", "deputy_id")
    taken = {one for row in others for one in row if one is not None} | {found.user_id}
    rules.answer_is_complete(
        reply=reply,
        reason=reason,
        deputy=deputy,
        invited=taken,
        chairs=found.user_id == meeting.chair_id,
    )
    known = directory()
    if deputy is not None and deputy not in selectors.staff_ids():
        rules.people_can_come(strangers=[known.name_of(deputy)], field="deputy_id")
    found.reply, found.reason, found.replied_at = reply, reason.strip()[:200], at
    found.deputy_id = deputy
    found.deputy_name = known.name_of(deputy)[:80] if deputy else ""
    found.save(update_fields=["reply", "reason", "replied_at", "deputy_id", "deputy_name"])
    if deputy is not None:
        said = _("You come for %(name)s: %(title)s") % {
            "name": found.name,
            "title": meeting.title,
        }
        where = when_and_where(meeting)
        tell(meeting, [deputy], step="deputy", title=said, by=by, at=at, message=where)
    if reply == Reply.ABSENT and meeting.created_by_id:
        said = _("%(name)s will not come: %(title)s") % {
            "name": found.name,
            "title": meeting.title,
        }
        step = f"absent-{found.pk}"
        tell(meeting, [meeting.created_by_id], step=step, title=said, by=by, at=at, message=reason)
    audit.record(
        meeting,
        by=by,
        action="meeting.reply",
        note=found.reason,
        changes={"answered": str(Reply(reply).label)},
        clauses=(R(26),),
        at=at,
    )
    return found


@transaction.atomic
def meeting_sign_in(*, meeting_id: int, by: Actor, at: datetime) -> Attendance:
    """Whoever is invited, or their deputy, is here; late is noted (R26).

    That the code on the screen was fresh is asked before (`codes.check`).
    """
    meeting = locked(meeting_id)
    found = rules.is_invited(selectors.attendance_of(meeting, by))
    on = timezone.localdate(at)
    rules.sign_in_is_open(
        notified=meeting.status == S.NOTIFIED,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        early=timedelta(minutes=setting("early_minutes", on=on)),
        now=at,
    )
    rules.signed_in_once(since=found.signed_in_at, name=found.signed_in_name)
    grace = timedelta(minutes=setting("late_minutes", on=on))
    _came(found, name=by.signature, late=at > meeting.starts_at + grace, at=at)
    _log(meeting, found.name, by=by, at=at)
    return found


@transaction.atomic
def presence_note(
    *,
    meeting_id: int,
    by: Actor,
    at: datetime,
    in_time: Collection[int] = (),
    late: Collection[int] = (),
) -> Meeting:
    """The organiser notes by hand who came without signing in. Numbers of the list's lines (R26).

    Whoever had said they would not, and is noted, came all the same.
    """
    meeting = locked(meeting_id)
    organisers_own(meeting, by)
    rules.hand_entry_in_time(
        begun=at >= meeting.starts_at, open_=meeting.status in (S.NOTIFIED, S.HELD)
    )
    waiting = meeting.attendances.filter(pk__in={*in_time, *late}, signed_in_at=None)
    for found in waiting.order_by("pk"):
        name = found.deputy_name or found.name
        _came(found, name=name, late=found.pk in set(late), at=at)
        _log(meeting, found.name, by=by, at=at)
    return meeting


@transaction.atomic
def meeting_hold(
    *, meeting_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Meeting:
    """It was held; the minutes are due some working days later (R26)."""
    meeting = locked(meeting_id)
    MEETING.check(meeting, "hold", by=by, expected_version=expected_version)
    organisers_own(meeting, by)
    rules.held_after_begin(starts=meeting.starts_at, now=at)
    rules.somebody_came(came=meeting.attendances.filter(signed_in_at__isnull=False).count())
    day = timezone.localdate(meeting.starts_at)
    meeting.held_at = at
    meeting.minutes_due_date = WorkCalendar.load().add(day, setting("minutes_days", on=day))
    move(
        meeting,
        "hold",
        by=by,
        at=at,
        fields=("held_at", "minutes_due_date"),
        version=expected_version,
    )
    figures.changed(("MT-HELD",), on=day)
    refigure_minutes(meeting, on=day)
    return meeting


def _came(found: Attendance, *, name: str, late: bool, at: datetime) -> None:
    found.signed_in_at, found.signed_in_name, found.is_late = at, name[:80], late
    found.save(update_fields=["signed_in_at", "signed_in_name", "is_late"])


def _log(meeting: Meeting, name: str, *, by: Actor, at: datetime) -> None:
    audit.record(
        meeting,
        by=by,
        action="meeting.sign_in",
        changes={"invited": name},
        clauses=(R(26),),
        at=at,
    )
