"""The office proposes, a leader instructs, departments get their parts; and what comes back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor, Scope, directory
from core.clauses import R
from core.errors import Violation
from core.inbox import Assignee
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.documents.handwriting import keep
from operations.documents.incoming import rules, selectors
from operations.documents.incoming.lifecycle import INCOMING, LEADERS, T
from operations.documents.incoming.services.moving import (
    days_for,
    end_of,
    give_opinion,
    locked,
    move,
    open_tasks,
    title_of,
)
from operations.documents.models import IncomingDocument, IncomingTask
from operations.staff.models import Department


@transaction.atomic
def incoming_propose(
    *,
    document_id: int,
    opinion: str,
    by: Actor,
    at: datetime,
    leader: int | None = None,
    lead_department: int | None = None,
    helping: Collection[int] = (),
    due_date: date | None = None,
    expected_version: int | None = None,
) -> IncomingDocument:
    """What the office proposes: who handles it, until when, and before which leader it goes.

    leader: a user; none puts it before whichever supervising leader comes first.
    """
    document = locked(document_id)
    rules.opinion_is_given(text=opinion)
    holders = {user for post in LEADERS for user in directory().holders(post, Scope.CENTRE)}
    rules.leader_holds_the_post(chosen=leader, holders=holders)
    _plan(document, lead_department, helping, due_date, at=at)
    move(
        document,
        "propose",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("lead_department", "due_date"),
        leader=leader,
        post=_post_of(leader),
    )
    document.helping.set(helping)
    give_opinion(document, T.PROPOSING, by=by, at=at, text=opinion)
    return document


@transaction.atomic
def incoming_instruct(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    handwriting: File[bytes] | None = None,
    lead_department: int | None = None,
    helping: Collection[int] = (),
    due_date: date | None = None,
    expected_version: int | None = None,
) -> IncomingDocument:
    """A leader instructs: departments get their parts and their last day (R35)."""
    document = locked(document_id)
    was = str(document.status)
    _plan(document, lead_department, helping, due_date, at=at)
    rules.assignment_is_complete(nature=document.nature, lead=lead_department, due=due_date)
    move(
        document,
        "instruct",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("lead_department", "due_date"),
    )
    document.helping.set(helping)
    # Nothing is put into the mouth of who wrote by hand.
    said = opinion or ("" if handwriting else _("Agreed."))
    keep(give_opinion(document, was, by=by, at=at, text=said), handwriting, by=by)
    _assign(document, by=by, at=at, message=opinion)
    return document


@transaction.atomic
def incoming_circulate(
    *,
    document_id: int,
    readers: Collection[int],
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> IncomingDocument:
    """The office lets people read what needs no handling (R27)."""
    document = locked(document_id)
    rules.circulates_at_once(nature=document.nature)
    return _circulated(
        document, "circulate", readers, by=by, at=at, opinion=opinion, version=expected_version
    )


@transaction.atomic
def incoming_let_read(
    *,
    document_id: int,
    readers: Collection[int],
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> IncomingDocument:
    """A leader instructs that it is read, and by whom."""
    return _circulated(
        locked(document_id),
        "let_read",
        readers,
        by=by,
        at=at,
        opinion=opinion,
        version=expected_version,
    )


@transaction.atomic
def instruction_add(*, document_id: int, opinion: str, by: Actor, at: datetime) -> IncomingDocument:
    """A further instruction of a leader while it is handled or read; those who have it are told."""
    document = locked(document_id)
    if not any(by.holds(post) for post in LEADERS):
        raise denied(LEADERS)
    if document.status not in (T.HANDLING, T.CIRCULATING):
        raise Violation(_("This is not possible in the present state."), R(27))
    rules.opinion_is_given(text=opinion)
    give_opinion(document, T.INSTRUCTING, by=by, at=at, text=opinion)
    audit.record(document, by=by, action="incoming.add", note=opinion, clauses=(R(27),), at=at)
    for item in inbox.pending(document):
        if item.user_id is None or item.user_id not in by.persons:
            inbox.assign(
                document,
                step=f"said-{document.opinions.latest('pk').pk}",
                title=title_of(document, words=_("To read")),
                by=by,
                at=at,
                post=item.post,
                user_id=item.user_id,
                scope=item.scope,
                kind=InboxItem.Kind.READ,
                message=opinion,
                clause=R(27),
            )
    return document


@transaction.atomic
def incoming_return(
    *,
    document_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    to: str = "",
    expected_version: int | None = None,
) -> IncomingDocument:
    """Back to an earlier step with the reason: parts are taken back, later opinions are void."""
    document = locked(document_id)
    was = str(document.status)
    if was == T.HANDLING:
        parts = open_tasks(document)
        rules.own_part(
            mine=bool(selectors.mine_of(parts, by, on=timezone.localdate(at))),
            departments="、".join(part.department.name for part in parts),
        )
    move(document, "return", by=by, at=at, reason=reason, to=to, expected_version=expected_version)
    document.tasks.filter(cancelled_at=None).update(cancelled_at=at)
    later = [*INCOMING.earlier_than(was), was]
    later = later[later.index(str(document.status)) :]
    document.opinions.filter(state__in=later, voided_at=None).update(voided_at=at)
    give_opinion(document, was, by=by, at=at, text=reason, agrees=False)
    return document


# --- Parts ---


def _plan(
    document: IncomingDocument,
    lead: int | None,
    helping: Collection[int],
    due: date | None,
    *,
    at: datetime,
) -> None:
    """Put who and until when on the record."""
    rules.departments_fit(lead=lead, helping=helping)
    wanted = {*helping, *([lead] if lead else [])}
    known = set(
        Department.objects.filter(pk__in=wanted, is_active=True).values_list("pk", flat=True)
    )
    if wanted - known:
        raise Violation(
            _("This department does not exist any more."), R(35), field="lead_department"
        )
    rules.due_lies_ahead(due=due, after=timezone.localdate(at))
    document.lead_department_id, document.due_date = lead, due


def _assign(document: IncomingDocument, *, by: Actor, at: datetime, message: str) -> None:
    today = timezone.localdate(at)
    due, days = document.due_date, None
    if due is None:
        days = days_for(document.urgency, on=today)
        if days is not None:
            due = rules.last_day(WorkCalendar.load(), began=today, days=days)
    wanted = [document.lead_department_id, *document.helping.values_list("pk", flat=True)]
    found = Department.objects.select_related("head").in_bulk([pk for pk in wanted if pk])
    for department in sorted(found.values(), key=lambda one: (one.pk != wanted[0], one.pk)):
        user_id = selectors.handler_of(department, on=today)
        task = IncomingTask.objects.create(
            document=document,
            department=department,
            is_lead=department.pk == wanted[0],
            user_id=user_id,
            handler_name=directory().name_of(user_id)[:80] if user_id else "",
            assigned_at=at,
            due_date=due,
            due_days=days,
        )
        words = _("To be handled") if task.is_lead else _("To be handled together")
        inbox.assign(
            document,
            step=selectors.step_of(task),
            title=title_of(document, words=words),
            by=by,
            at=at,
            post=Post.DEPT_HEAD if user_id is None else "",
            user_id=user_id,
            due_at=end_of(due) if due else None,
            clause=R(35),
            message=message,
        )


# --- Reading ---


def _circulated(
    document: IncomingDocument,
    action: str,
    readers: Collection[int],
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    version: int | None,
) -> IncomingDocument:
    rules.somebody_reads(readers=readers)
    was = str(document.status)
    move(document, action, by=by, at=at, reason=opinion, expected_version=version)
    give_opinion(document, was, by=by, at=at, text=opinion or _("For circulation."))
    _tell(document, [Assignee(user_id=one) for one in readers], by=by, at=at, message=opinion)
    return document


def _tell(
    document: IncomingDocument,
    to: list[Assignee],
    *,
    by: Actor,
    at: datetime,
    message: str,
) -> None:
    """Copies to read. Who has one lying unread is not told twice."""
    inbox.circulate(
        document,
        to=to,
        title=title_of(document, words=_("To read")),
        by=by,
        message=message,
        step=T.CIRCULATING,
        at=at,
    )


def _post_of(leader: int | None) -> str:
    """The post under which a chosen leader gets it: the first that this person holds."""
    if leader is None:
        return ""
    held = (post for post in LEADERS if leader in directory().holders(post, Scope.CENTRE))
    return str(next(held))
