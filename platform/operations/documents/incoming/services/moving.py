"""What every move of an incoming document has in common: lock, move, inbox, audit, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor
from core.clauses import Clause, R
from core.workcalendar import WorkCalendar
from operations.documents.handed.telling import follow
from operations.documents.incoming import rules
from operations.documents.incoming.lifecycle import INCOMING, T
from operations.documents.kinds import Urgency
from operations.documents.models import IncomingDocument, IncomingOpinion, IncomingTask
from operations.documents.rules import step_limit
from operations.documents.settings import setting

SCAN = "scan"
# Who is asked at each step; tasks are with their departments.
POSTS = {
    T.REGISTERED: Post.OFFICE,
    T.PROPOSING: Post.OFFICE,
    T.INSTRUCTING: Post.LEADER,
    T.CIRCULATING: Post.OFFICE,
    T.COMPLETED: Post.OFFICE,
}
# What the figures count by day.
LATE = ("D-IN-TIME", "D-IN-LATE", "K01")
CODES = ("D-IN", "K24", "D-IN-UNFILED", *LATE)


def locked(document_id: int) -> IncomingDocument:
    """The document, locked until the transaction ends. Raises IncomingDocument.DoesNotExist."""
    return (
        IncomingDocument.objects.select_for_update(of=("self",))
        .select_related("lead_department")
        .get(pk=document_id)
    )


def move(
    document: IncomingDocument,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    to: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    changes: dict[str, Any] | None = None,
    clauses: Iterable[Clause] = (),
    leader: int | None = None,
    post: str = "",
) -> IncomingDocument:
    """Make a move and everything that follows from it, in the caller's transaction.

    The document is locked by the caller. reason: also the opinion. leader, post: before whom it
    is put, when it goes before a leader. Raises Violation or Denied before anything is written.
    """
    was = str(document.status)
    INCOMING.apply(
        document, action, by=by, reason=reason, to=to, at=at, expected_version=expected_version
    )
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    document.save(update_fields=list(dict.fromkeys(saved)))
    if action == "return":
        _send_back(document, was=was, by=by, at=at, reason=reason)
    else:
        back = document.status in (T.SENT_BACK, T.VOID)
        inbox.close(
            document,
            by=by,
            outcome=action,
            step=None if back else was,
            opinion=reason,
            at=at,
            returning=back,
        )
        announce(document, by=by, at=at, leader=leader, post=post)
    audit.record(
        document,
        by=by,
        action=f"incoming.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )
    follow(document, by=by, at=at, reason=reason)
    refigure(document, at=at)
    return document


def _send_back(
    document: IncomingDocument, *, was: str, by: Actor, at: datetime, reason: str
) -> None:
    inbox.send_back(
        document,
        step=was,
        to_step=str(document.status),
        title=title_of(document),
        by=by,
        reason=reason,
        at=at,
        post=POSTS[T(document.status)],
        due_at=due_of(document, str(document.status), began=at),
        clause=R(27),
    )


def announce(
    document: IncomingDocument,
    *,
    by: Actor,
    at: datetime,
    leader: int | None = None,
    post: str = "",
) -> None:
    """Put the next step before those whose turn it is; tasks are announced one by one."""
    state = T(document.status)
    if state not in POSTS:
        return
    inbox.assign(
        document,
        step=state,
        title=title_of(document),
        by=by,
        at=at,
        post=post or POSTS[state],
        user_id=leader,
        due_at=due_of(document, state, began=at),
        clause=R(32 if state == T.COMPLETED else 27),
        four_eyes=state == T.INSTRUCTING,
    )


def title_of(document: IncomingDocument, *, words: str = "") -> str:
    """How it is called in the inbox."""
    return _("%(state)s: %(title)s") % {
        "state": words or T(document.status).label,
        "title": document.title,
    }


def due_of(
    document: IncomingDocument, state: str, *, began: datetime, calendar: WorkCalendar | None = None
) -> datetime | None:
    """When a step that begins now is due; None where it is not measured."""
    today = timezone.localdate(began)
    days = step_limit(
        state=state,
        urgency=document.urgency,
        step_days=setting("incoming_step_days", on=today),
        urgent=setting("urgency_days", on=today),
    )
    if days is None:
        return None
    return end_of(rules.last_day(calendar or WorkCalendar.load(), began=today, days=days))


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def days_for(urgency: str, *, on: date) -> int | None:
    """Working days that a task has by itself; None where nothing is set."""
    found: dict[str, int | None] = setting("handling_days", on=on)
    return found.get(Urgency(urgency).name.lower())


def give_opinion(
    document: IncomingDocument,
    state: str,
    *,
    by: Actor,
    at: datetime,
    text: str,
    agrees: bool = True,
) -> IncomingOpinion:
    """Keep who said what at a step."""
    return IncomingOpinion.objects.create(
        document=document,
        state=state,
        by_id=(by.acting_for or by).user_id,
        by_name=by.signature[:80],
        text=text.strip()[:500],
        agrees=agrees,
        at=at,
        voided_at=None if agrees else at,
    )


def open_tasks(document: IncomingDocument) -> list[IncomingTask]:
    """Parts that are still to be done, the responsible one first."""
    return list(
        document.tasks.filter(closed_at=None, cancelled_at=None)
        .select_related("department")
        .order_by("-is_lead", "pk")
    )


def refigure(document: IncomingDocument, *, at: datetime) -> None:
    """Tell the figures which days' values may have changed."""
    days = {timezone.localdate(at), document.received_date}
    due = document.tasks.filter(due_date__isnull=False).values_list("due_date", flat=True)
    for day in days:
        figures.changed(CODES, on=day)
    for last in {day for day in due if day is not None}:
        figures.changed(LATE, on=last + timedelta(days=1))
