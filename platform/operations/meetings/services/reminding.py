"""Reminders: of a meeting to those who come, of minutes to whoever owes them; each once (R26)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor, directory
from core.clauses import R
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.meetings import selectors
from operations.meetings.kinds import Reply
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting
from operations.meetings.rules import reminding as rules
from operations.meetings.services.moving import locked, tell, when_and_where
from operations.meetings.settings import setting


def meetings_remind(*, by: Actor, at: datetime) -> int:
    """Remind of meetings that are near and of minutes that are owed; of how many.

    On working days, in the daytime. Asked again it tells nobody twice.
    """
    today, calendar = timezone.localdate(at), WorkCalendar.load()
    if not (calendar.is_working(today) and rules.in_hours(timezone.localtime(at).time())):
        return 0
    told = 0
    near = calendar.add(today, setting("remind_days", on=today))
    for pk in selectors.ahead_until(now=at, last=near):
        told += _remind(pk, last=near, by=by, at=at)
    due = calendar.add(today, setting("urge_days", on=today))
    for pk in selectors.owed_until(today=today, last=due):
        told += _urge(pk, last=due, by=by, at=at)
    return told


@transaction.atomic
def _remind(pk: int, *, last: date, by: Actor, at: datetime) -> int:
    """Whoever comes, or comes for somebody, and whoever keeps the minutes."""
    meeting, today = locked(pk), timezone.localdate(at)
    begins = timezone.localdate(meeting.starts_at)
    told_today = timezone.localdate(meeting.notified_at) == today
    near = rules.is_near(starts=meeting.starts_at, now=at, begins_on=begins, last=last)
    known = meeting.status != S.NOTIFIED or meeting.reminded_of_at == meeting.starts_at
    if known or told_today or not near:
        return 0
    asked, coming = [], [meeting.recorder_id]
    for one in meeting.attendances.order_by("pk"):
        if one.reply == Reply.NONE:
            asked.append(one.user_id)
        elif one.reply != Reply.ABSENT:
            coming.append(one.deputy_id or one.user_id)
    said = {"title": meeting.title}
    where, step = when_and_where(meeting), f"near-{begins.isoformat()}"
    more: dict[str, Any] = {"by": by, "at": at, "step": step}
    unanswered = _("Please answer the invitation: %(title)s") % said
    tell(meeting, asked, title=unanswered, message=where, **more)
    expected = [one for one in coming if one not in asked]
    tell(meeting, expected, title=_("Meeting soon: %(title)s") % said, message=where, **more)
    meeting.reminded_of_at = meeting.starts_at
    meeting.save(update_fields=["reminded_of_at"])
    _log(meeting, "remind", {"when": where}, by=by, at=at)
    return 1


@transaction.atomic
def _urge(pk: int, *, last: date, by: Actor, at: datetime) -> int:
    """Whoever writes the minutes, or signs them; the organiser, while nobody says it was held."""
    meeting, today = locked(pk), timezone.localdate(at)
    if meeting.status == S.NOTIFIED:
        light = rules.UNNOTED if timezone.localdate(meeting.ends_at) < today else ""
    elif meeting.status in (S.HELD, S.DRAFTED) and meeting.minutes_due_date:
        light = rules.urgency(due=meeting.minutes_due_date, today=today, last=last)
    else:
        light = ""
    mark = f"{meeting.status}-{light}"
    if not light or meeting.urged == mark:
        return 0
    due = meeting.minutes_due_date
    inbox.assign(
        meeting,
        step=f"urge-{mark}-{today.isoformat()}",
        title=_words(light) % {"title": meeting.title},
        by=by,
        at=at,
        kind=InboxItem.Kind.READ,
        clause=R(26),
        message=_("Minutes are to be signed by %(day)s.") % {"day": due} if due else "",
        **_owes(meeting),
    )
    meeting.urged = mark
    meeting.save(update_fields=["urged"])
    _log(meeting, "urge", {"last_day": due} if due else {}, by=by, at=at)
    return 1


def _words(light: str) -> str:
    return {
        rules.UNNOTED: _("Note that the meeting was held, or cancel it: %(title)s"),
        rules.SOON: _("Minutes are due soon: %(title)s"),
        rules.OVERDUE: _("Minutes are overdue: %(title)s"),
    }[light]


def _owes(meeting: Meeting) -> dict[str, Any]:
    """Whose turn it is; the office's where that person cannot sign in any more."""
    if meeting.status == S.DRAFTED:
        return {"post": Post.LEADER}
    user = meeting.recorder_id if meeting.status == S.HELD else meeting.created_by_id
    if user and directory().is_active(user):
        return {"user_id": user}
    return {"post": Post.OFFICE}


def _log(meeting: Meeting, act: str, changes: dict[str, Any], *, by: Actor, at: datetime) -> None:
    audit.record(meeting, by=by, action=f"meeting.{act}", changes=changes, clauses=(R(26),), at=at)
