"""What every step of a meeting does: lock, move, tell whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from console.measures import ONE_DAY
from core import audit, figures, inbox
from core.actor import Actor, directory
from core.clauses import R
from core.models.inbox import InboxItem
from operations.meetings import selectors
from operations.meetings.lifecycle import MEETING, S
from operations.meetings.models import Meeting
from operations.meetings.rules import meetings as rules


def locked(meeting_id: int) -> Meeting:
    """The meeting, locked."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("room")
    return found.get(pk=meeting_id)


def organisers_own(meeting: Meeting, by: Actor) -> None:
    """Raise Violation for others than the organiser and the office."""
    rules.organiser_acts(mine=selectors.organises(meeting, by), organiser=meeting.organiser_name)


def move(
    meeting: Meeting,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: dict[str, Any] | None = None,
) -> Meeting:
    """Make the move, close what waited, put the next step before somebody, write it down."""
    was = str(meeting.status)
    MEETING.apply(meeting, action, by=by, reason=reason, at=at, expected_version=version)
    meeting.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(meeting, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    announce(meeting, by=by, at=at)
    audit.record(
        meeting, by=by, action=f"meeting.{action}", note=reason, changes=changes or {}, at=at
    )
    return meeting


def announce(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Minutes wait for whoever keeps them, then for a leader, then for the office."""
    to: dict[str, Any]
    if meeting.status == S.HELD:
        active = directory().is_active(meeting.recorder_id)
        to = {"user_id": meeting.recorder_id} if active else {"post": Post.OFFICE}
    elif meeting.status == S.DRAFTED:
        to = {"post": Post.LEADER, "four_eyes": True}
    elif meeting.status == S.SIGNED:
        to = {"post": Post.OFFICE}
    else:
        return
    if meeting.status != S.SIGNED and meeting.minutes_due_date:
        to["due_at"] = timezone.make_aware(datetime.combine(meeting.minutes_due_date, time(23, 59)))
    words = {
        S.HELD: _("Write the minutes: %(title)s"),
        S.DRAFTED: _("Sign the minutes: %(title)s"),
        S.SIGNED: _("File the minutes: %(title)s"),
    }
    inbox.assign(
        meeting,
        step=str(meeting.status),
        title=words[S(meeting.status)] % {"title": meeting.title},
        by=by,
        at=at,
        clause=R(26),
        **to,
    )


def tell(
    meeting: Meeting,
    users: Collection[int],
    *,
    step: str,
    title: str,
    by: Actor,
    at: datetime,
    message: str = "",
) -> None:
    """A copy to read for each of them who can sign in."""
    known = directory()
    for user in dict.fromkeys(users):
        if known.is_active(user):
            inbox.assign(
                meeting,
                step=step,
                title=title,
                by=by,
                at=at,
                user_id=user,
                kind=InboxItem.Kind.READ,
                clause=R(26),
                message=message,
            )


def refigure_minutes(meeting: Meeting, *, on: date) -> None:
    """Tell the figures which days' values may have changed: the act's, and the day after due."""
    figures.changed(("MT-MINUTES",), on=on)
    due = meeting.minutes_due_date or on
    figures.changed(("MT-MINUTES",), on=due + ONE_DAY)


def concerned(meeting: Meeting) -> list[int]:
    """Everybody invited, their deputies, and whoever keeps the minutes."""
    rows = meeting.attendances.order_by("pk").values_list("user_id", "deputy_id")
    found = [one for row in rows for one in row if one is not None]
    return list(dict.fromkeys([*found, meeting.recorder_id]))


def when_and_where(meeting: Meeting) -> str:
    """2026-03-03 09:00–11:00, 第一会议室."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return f"{starts:%Y-%m-%d %H:%M}–{ends:%H:%M}，{meeting.where}"
