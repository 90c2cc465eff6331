"""What every move of a document has in common: lock, move, step, inbox, audit, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import attachments, audit, figures, inbox
from core.actor import Actor
from core.clauses import Clause, R
from core.errors import Denied
from core.workcalendar import WorkCalendar
from operations.documents import rules, selectors
from operations.documents.lifecycle import OUTGOING, S
from operations.documents.models import DocumentVersion, Opinion, OutgoingDocument, Step
from operations.documents.settings import setting

ATTACHMENT = "attachment"
# Moves that undo rather than go on.
BACKWARDS = ("withdraw", "void", "discard", "fail")
# What a version holds.
CONTENT = (
    "title",
    "kind",
    "urgency",
    "main_recipients",
    "copy_recipients",
    "body",
    "attachments_note",
    "remark",
    "is_public",
)
# Who is asked at each step, besides the drafter's own (R11).
POSTS = {
    S.OFFICE_REVIEW: Post.OFFICE,
    S.LEADER_SIGN: Post.LEADER,
    S.DIRECTOR_SIGN: Post.DIRECTOR,
    S.NUMBERING: Post.OFFICE,
    S.PROOF_CHECK: Post.OPS,
    S.FILING: Post.OFFICE,
}
# Those who check or sign have not made it (R0).
CHECKING = (S.OFFICE_REVIEW, S.LEADER_SIGN, S.DIRECTOR_SIGN, S.PROOF_CHECK)


def locked(document_id: int) -> OutgoingDocument:
    """The document, locked until the transaction ends. Raises OutgoingDocument.DoesNotExist."""
    return (
        OutgoingDocument.objects.select_for_update(of=("self",))
        .select_related("department", "series")
        .get(pk=document_id)
    )


def departments_own(document: OutgoingDocument, by: Actor, *, at: datetime) -> None:
    """Drafting, proof, printing and sending are the originating department's (R11, R19)."""
    if not selectors.is_originator(document, by, on=timezone.localdate(at)):
        raise Denied(
            _("This is done by the originating department, %(department)s.")
            % {"department": document.department}
        )


def move(
    document: OutgoingDocument,
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
) -> OutgoingDocument:
    """Make a move and everything that follows from it, in the caller's transaction.

    The document is locked by the caller. reason: also the opinion. Raises Violation or Denied,
    before anything is written.
    """
    was = str(document.status)
    OUTGOING.apply(
        document, action, by=by, reason=reason, to=to, at=at, expected_version=expected_version
    )
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    if action in ("return", "withdraw"):
        begin_again(document, by=by, at=at, reason=reason)
        saved += ["edition", "signing", "signer", "signed_by_id", "signed_at", "formation_date"]
    elif was in (S.DRAFTING, S.OFFICE_REVIEW):
        freeze(document, at=at)
    document.save(update_fields=list(dict.fromkeys(saved)))
    end_step(document, by=by, at=at, outcome=action)
    due_at = begin_step(document, at=at)
    _inbox(document, action, was=was, by=by, at=at, reason=reason, due_at=due_at)
    audit.record(
        document,
        by=by,
        action=f"outgoing.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )
    refigure(document, at=at)
    return document


def _inbox(
    document: OutgoingDocument,
    action: str,
    *,
    was: str,
    by: Actor,
    at: datetime,
    reason: str,
    due_at: datetime | None,
) -> None:
    if action == "return":
        inbox.send_back(
            document,
            step=was,
            to_step=str(document.status),
            title=title_of(document),
            by=by,
            reason=reason,
            at=at,
            post=POSTS.get(S(document.status), Post.DRAFTER),
            due_at=due_at,
            clause=R(14),
        )
    elif action == "resubmit":
        item = inbox.resubmit(document, title=title_of(document), by=by, at=at)
        item.due_at = due_at
        item.save(update_fields=["due_at"])
    elif action == "take_back":
        if inbox.withdraw(document, by=by, at=at) is None:
            announce(document, by=by, at=at, due_at=due_at)
    else:
        back = action in BACKWARDS
        inbox.close(
            document,
            by=by,
            outcome=action,
            step=None if back else was,
            opinion=reason,
            at=at,
            returning=back,
        )
        if action != "review":
            announce(document, by=by, at=at, due_at=due_at)


def announce(
    document: OutgoingDocument, *, by: Actor, at: datetime, due_at: datetime | None
) -> None:
    """Put the next step before those whose turn it is."""
    state = S(document.status)
    if state in (S.ARCHIVED, S.VOID):
        return
    post = POSTS.get(state)
    inbox.assign(
        document,
        step=state,
        title=title_of(document),
        by=by,
        at=at,
        post=post or Post.DRAFTER,
        user_id=None if post else document.created_by_id,
        due_at=due_at,
        clause=R(11),
        four_eyes=state in CHECKING,
    )


def title_of(document: OutgoingDocument) -> str:
    """How it is called in the inbox."""
    return _("%(state)s: %(title)s") % {
        "state": S(document.status).label,
        "title": document.title,
    }


# --- Versions (R14) ---


def content_of(document: OutgoingDocument) -> dict[str, Any]:
    """The text as it stands, with the attachments that are there."""
    files = attachments.of(document, kind=ATTACHMENT)
    return {name: getattr(document, name) for name in CONTENT} | {
        "files": [[one.name, one.sha256] for one in files]
    }


def begin_again(document: OutgoingDocument, *, by: Actor, at: datetime, reason: str) -> None:
    """After a return or a withdrawal approvals are void and the version rises (R14)."""
    Opinion.objects.filter(document=document, voided_at=None).update(voided_at=at)
    document.signing = document.signer = ""
    document.signed_by_id = document.signed_at = document.formation_date = None
    freeze(document, at=at)
    new_version(document, by=by, at=at, reason=reason)


def new_version(document: OutgoingDocument, *, by: Actor, at: datetime, reason: str) -> None:
    """Open the next version with the text of the last one; the caller saves `edition`."""
    last = document.versions.order_by("-number").values_list("number", flat=True).first()
    document.edition = (last or 0) + 1
    DocumentVersion.objects.create(
        document=document,
        number=document.edition,
        content=content_of(document),
        reason=reason[:500],
        by_name=by.signature[:80],
        created_at=at,
    )


def write_version(document: OutgoingDocument, *, by: Actor, at: datetime, reason: str) -> None:
    """Keep a change: in the open version, or in a new one when the last was passed on."""
    current = document.versions.get(number=document.edition)
    if current.frozen_at is not None:
        new_version(document, by=by, at=at, reason=reason)
        return
    current.content = content_of(document)
    current.save(update_fields=["content"])


def freeze(document: OutgoingDocument, *, at: datetime) -> None:
    """What was passed on stays as it was read."""
    current = document.versions.get(number=document.edition)
    if current.frozen_at is None:
        current.content, current.frozen_at = content_of(document), at
        current.save(update_fields=["content", "frozen_at"])


# --- Steps and their time (R21, R22) ---


def begin_step(document: OutgoingDocument, *, at: datetime) -> datetime | None:
    """Note that a step begins; returns when it is due."""
    if document.status in (S.ARCHIVED, S.VOID):
        return None
    due_at = due_of(document, str(document.status), began=at)
    Step.objects.create(
        document=document,
        state=document.status,
        edition=document.edition,
        began_at=at,
        due_at=due_at,
    )
    return due_at


def due_of(
    document: OutgoingDocument, state: str, *, began: datetime, calendar: WorkCalendar | None = None
) -> datetime | None:
    """When a step that begins now is due; None where it is not measured."""
    today = timezone.localdate(began)
    days = rules.step_limit(
        state=state,
        urgency=document.urgency,
        step_days=setting("step_days", on=today),
        urgent=setting("urgency_days", on=today),
    )
    if days is None:
        return None
    due = rules.due_day(calendar or WorkCalendar.load(), began=today, days=days)
    return timezone.make_aware(datetime.combine(due, time(23, 59, 59)))


def end_step(document: OutgoingDocument, *, by: Actor, at: datetime, outcome: str) -> None:
    """Note that the running step is over."""
    Step.objects.filter(document=document, ended_at=None).update(
        ended_at=at, ended_by_name=by.signature[:80], outcome=outcome
    )


def give_opinion(
    document: OutgoingDocument,
    state: str,
    *,
    by: Actor,
    at: datetime,
    text: str,
    agrees: bool = True,
) -> Opinion:
    """Keep who decided on a step and what they said."""
    return Opinion.objects.create(
        document=document,
        state=state,
        edition=document.edition,
        by_id=(by.acting_for or by).user_id,
        by_name=by.signature[:80],
        agrees=agrees,
        text=text.strip()[:500],
        at=at,
        voided_at=None if agrees else at,
    )


def refigure(document: OutgoingDocument, *, at: datetime) -> None:
    """Tell the figures that this day's values, and that of a coming overrun, may change."""
    from operations.documents.figures import LATE, code_of_stay, codes_of

    # The step that ended with this move and the one that began.
    steps = list(Step.objects.filter(document=document).order_by("-pk")[:2])
    stays = {code_of_stay(step) for step in steps} - {""}
    figures.changed((*codes_of(document.kind), *stays), on=timezone.localdate(at))
    for day in {timezone.localdate(one.due_at) + timedelta(days=1) for one in steps if one.due_at}:
        figures.changed(LATE, on=day)
