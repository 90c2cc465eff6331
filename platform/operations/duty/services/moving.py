"""What every verb of duty has in common: lock, move, audit, inbox, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor, Scope, directory
from core.clauses import Clause, R
from core.lifecycle import Lifecycle, LifecycleRecord
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.duty import selectors
from operations.duty.lifecycle import SHIFT, S
from operations.duty.models import Shift
from operations.duty.settings import setting

INQUIRE, STAND_IN = "inquire", "stand_in"


def locked(shift_id: int) -> Shift:
    """The shift, locked until the transaction ends. Raises Shift.DoesNotExist."""
    return Shift.objects.select_for_update(of=("self",)).get(pk=shift_id)


def office_only(by: Actor) -> None:
    """The roster is the office's. Raises Denied."""
    if not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))


def move(
    record: LifecycleRecord,
    lifecycle: Lifecycle,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    changes: dict[str, Any] | None = None,
    clauses: Iterable[Clause] = (),
) -> None:
    """Make a move of a locked record, save it, and write it down."""
    lifecycle.apply(record, action, by=by, reason=reason, at=at, expected_version=expected_version)
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    record.save(update_fields=list(dict.fromkeys(saved)))
    audit.record(
        record,
        by=by,
        action=f"{lifecycle.name}.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )


def move_shift(shift: Shift, action: str, *, by: Actor, at: datetime, **more: Any) -> None:
    """A move of a shift, with the figures of its days."""
    move(shift, SHIFT, action, by=by, at=at, **more)
    refigure(shift)


def refigure(shift: Shift) -> None:
    """Tell the figures of the day of the shift, and of the day its handover is due."""
    figures.changed(("O-DUTYGAP",), on=shift.on_date)
    figures.changed(("O-HANDOVER",), on=handover_due(shift))


def handover_due(shift: Shift) -> date:
    """A handover is signed by both sides by the end of the next working day (R55)."""
    return WorkCalendar.load().add(timezone.localdate(shift.ends_at), 1)


def minutes(key: str, *, at: datetime) -> int:
    """A setting in minutes."""
    return int(setting(key, on=timezone.localdate(at)))


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


# --- Who takes over (R55) ---


def receiver_of(shift: Shift) -> tuple[str, int | None]:
    """Post and person who sign for the other side.

    The person of the next shift; the office where there is none, or it is the same person; a
    leader where that person is the only one of the office.
    """
    following = selectors.next_after(shift)
    if following is not None and following.officer_id != shift.officer_id:
        return "", following.officer_id
    office = set(directory().holders(Post.OFFICE, Scope.CENTRE))
    return (Post.OFFICE if office - {shift.officer_id} else Post.LEADER), None


def is_receiver(shift: Shift, by: Actor) -> bool:
    """May this person sign for the other side?"""
    post, person = receiver_of(shift)
    if shift.officer_id in by.persons:
        return False
    return person == by.user_id if person is not None else by.holds(post)


def receiver_in_words(shift: Shift) -> str:
    """Who signs for the other side."""
    post, person = receiver_of(shift)
    return directory().name_of(person) if person is not None else str(Post(post).label)


def announce_handover(shift: Shift, *, by: Actor, at: datetime) -> None:
    """Put the handover before the other side."""
    post, person = receiver_of(shift)
    inbox.assign(
        shift,
        step=S.HANDING_OVER,
        title=_("Confirm the handover: %(shift)s") % {"shift": shift},
        by=by,
        at=at,
        post=post,
        user_id=person,
        due_at=end_of(handover_due(shift)),
        clause=R(55),
    )


def handovers_follow(*, by: Actor, at: datetime) -> None:
    """The roster has changed: handovers that wait go before who is next now."""
    for shift in Shift.objects.filter(status=S.HANDING_OVER).order_by("pk"):
        post, person = receiver_of(shift)
        there = inbox.pending(shift).filter(step=S.HANDING_OVER)
        if any((one.user_id, "" if one.user_id else one.post) == (person, post) for one in there):
            continue
        inbox.close(shift, by=by, outcome="follow", step=S.HANDING_OVER, returning=True, at=at)
        announce_handover(shift, by=by, at=at)


def tell(
    record: LifecycleRecord,
    *,
    step: str,
    title: str,
    by: Actor,
    at: datetime,
    clause: Clause,
    post: str = "",
    user_id: int | None = None,
    message: str = "",
) -> None:
    """A copy to read."""
    inbox.assign(
        record,
        step=step,
        title=title,
        by=by,
        at=at,
        post=post,
        user_id=user_id,
        kind=InboxItem.Kind.READ,
        clause=clause,
        message=message,
    )
