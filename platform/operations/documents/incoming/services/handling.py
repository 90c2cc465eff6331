"""Departments do their parts; it is reported handled, filed, and may be followed up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, followups, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Denied
from core.inbox.addressing import whom
from operations.archives import fulltext
from operations.archives.rules import retention_is_known
from operations.archives.services import open_file, pack
from operations.documents.incoming import filing, paperwork, rules, selectors
from operations.documents.incoming.lifecycle import INCOMING, T
from operations.documents.incoming.services.moving import (
    give_opinion,
    locked,
    move,
    open_tasks,
    refigure,
)
from operations.documents.models import IncomingDocument, IncomingTask

SUPERVISION = "supervision"


@transaction.atomic
def part_done(*, document_id: int, result: str, by: Actor, at: datetime) -> IncomingDocument:
    """A co-operating department has done its part (R27)."""
    document = locked(document_id)
    rules.result_is_said(result=result)
    helping = [task for task in open_tasks(document) if not task.is_lead]
    mine = selectors.mine_of(helping, by, on=timezone.localdate(at))
    rules.own_part(
        mine=bool(mine), departments="、".join(task.department.name for task in helping) or "—"
    )
    for task in mine:
        inbox.close(
            document,
            by=by,
            outcome="part_done",
            step=selectors.step_of(task),
            opinion=result,
            at=at,
        )
        _close(task, result=result, by=by, at=at)
        audit.record(
            document,
            by=by,
            action="incoming.part",
            note=result,
            changes={"department": task.department.name},
            clauses=(R(27),),
            at=at,
        )
    give_opinion(document, T.HANDLING, by=by, at=at, text=result)
    refigure(document, at=at)
    return document


@transaction.atomic
def incoming_complete(
    *,
    document_id: int,
    result: str,
    by: Actor,
    at: datetime,
    reply_id: int | None = None,
    expected_version: int | None = None,
) -> IncomingDocument:
    """The responsible department reports it handled, with the answer where there is one (R32)."""
    document = locked(document_id)
    today = timezone.localdate(at)
    INCOMING.check(document, "complete", by=by, expected_version=expected_version)
    parts = open_tasks(document)
    lead = [task for task in parts if task.is_lead]
    rules.own_part(
        mine=bool(selectors.mine_of(lead, by, on=today)),
        departments="、".join(task.department.name for task in lead),
    )
    rules.parts_are_done(still=[task.department.name for task in parts if not task.is_lead])
    rules.result_is_said(result=result)
    if reply_id is not None:
        reply = selectors.replies(by, on=today).filter(pk=reply_id).first()
        rules.reply_is_numbered(number=reply.number if reply else "")
        document.reply = reply
    document.result, document.completed_at = result.strip()[:500], at
    move(
        document,
        "complete",
        by=by,
        at=at,
        reason=result,
        expected_version=expected_version,
        fields=("result", "completed_at", "reply"),
        changes={"reply": document.reply.number} if document.reply else {},
    )
    for task in lead:
        _close(task, result=result, by=by, at=at)
    give_opinion(document, T.HANDLING, by=by, at=at, text=result)
    refigure(document, at=at)
    fulltext.put(document)
    return document


@transaction.atomic
def reading_end(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> IncomingDocument:
    """Everybody has read it, or the office says why it ends all the same (R27)."""
    document = locked(document_id)
    INCOMING.check(document, "all_read", by=by, expected_version=expected_version)
    unread = list(dict.fromkeys(whom(item) for item in selectors.unread_of(document)))
    rules.all_have_read(unread=unread, reason=reason)
    document.result = reason.strip()[:500] or _("Read by all.")
    document.completed_at = at
    return move(
        document,
        "all_read",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("result", "completed_at"),
    )


@transaction.atomic
def incoming_archive(
    *,
    document_id: int,
    retention: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> IncomingDocument:
    """The office files it with its handling sheet, when no part is open (R32)."""
    document = locked(document_id)
    retention_is_known(retention=retention, clause=R(32))
    # Before the state is asked: with a part open, that is what stands in the way (R32).
    rules.parts_are_done(still=[task.department.name for task in open_tasks(document)])
    INCOMING.check(document, "archive", by=by, expected_version=expected_version)
    file = open_file(document, filing.of(document, retention=retention, at=at), by=by, at=at)
    document.retention, document.archived_at = retention, at
    document.archive_number = file.number
    move(
        document,
        "archive",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("retention", "archive_number", "archived_at"),
        changes={"archive_number": document.archive_number},
    )
    paperwork.issue(document, by=by)
    pack(file, document, **filing.PACKAGE, by=by, at=at)
    fulltext.put(document)
    return document


@transaction.atomic
def incoming_follow_up(*, document_id: int, by: Actor, at: datetime) -> IncomingDocument:
    """Turn it into a supervision item, where a module offers that (R35)."""
    document = locked(document_id)
    offer = followups.offered(SUPERVISION)
    if offer is None or not offer.is_for(document, by):
        raise Denied(
            _("This document cannot be put under supervision by you."),
            needs=offer.posts if offer else (),
        )
    rules.followed_once(done=bool(document.followed_id))
    made = offer.make(
        document,
        title=document.title,
        department_id=document.lead_department_id,
        due=document.due_date,
        by=by,
        at=at,
    )
    document.followed_type, document.followed_id = made._meta.label_lower, str(made.pk)
    document.save(update_fields=["followed_type", "followed_id", "updated_at"])
    audit.record(
        document,
        by=by,
        action="incoming.supervise",
        changes={"to": str(made)},
        clauses=(R(35),),
        at=at,
    )
    return document


def _close(task: IncomingTask, *, result: str, by: Actor, at: datetime) -> None:
    task.closed_at, task.closed_by_name = at, by.signature[:80]
    task.result = result.strip()[:500]
    task.save(update_fields=["closed_at", "closed_by_name", "result"])
