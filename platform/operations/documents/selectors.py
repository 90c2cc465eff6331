"""Reads of documents; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from accounts.posts import Post
from core.actor import Actor
from core.codes.typed import typed_year
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem
from operations.documents.lifecycle import NUMBERED, S
from operations.documents.models import Dispatch, DocumentSeries, OutgoingDocument
from operations.staff.models import Assignment, Department

# Who reads every document of the centre.
READERS = (Post.OFFICE, Post.DIRECTOR, Post.GM, Post.LEADER, Post.COUNTY_ADMIN)


def documents(actor: Actor, *, on: date) -> QuerySet[OutgoingDocument]:
    """Those one may read: all for the office and the leaders, else one's own.

    One's own: drafted by oneself or one's department, or brought by the inbox (to act on, or a
    copy to read). The operations centre reads what has its number, for it checks the proofs.
    """
    found = OutgoingDocument.objects.select_related("department", "series")
    if any(actor.holds(post) for post in READERS):
        return found
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me),
        record_type=OutgoingDocument._meta.label_lower,
    )
    mine = Q(created_by_id=me) | Q(department__in=departments_of(actor, on=on))
    mine |= Q(key__in=brought.values("record_id"))
    if actor.holds(Post.OPS):
        mine |= Q(status__in=[*NUMBERED, S.FILING, S.ARCHIVED])
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def departments_of(actor: Actor, *, on: date) -> list[int]:
    """The departments a person works in, or heads."""
    me = (actor.acting_for or actor).user_id or 0
    works = Assignment.objects.on(on).filter(person__user_id=me)
    found = Department.objects.filter(Q(head__user_id=me) | Q(pk__in=works.values("department")))
    return list(found.values_list("pk", flat=True))


def is_originator(document: OutgoingDocument, actor: Actor, *, on: date) -> bool:
    """The drafter, or a colleague of the originating department (R11, R19)."""
    me = (actor.acting_for or actor).user_id
    if me is not None and me == document.created_by_id:
        return True
    return document.department_id in departments_of(actor, on=on)


def receipts_overdue(*, on: date) -> QuerySet[Dispatch]:
    """Copies whose receipt was expected before this day."""
    return Dispatch.objects.filter(received_at=None, receipt_due_date__lt=on)


def filtered(
    found: QuerySet[OutgoingDocument],
    *,
    query: str = "",
    state: str = "",
    kind: str = "",
    year: str = "",
    department: str = "",
) -> QuerySet[OutgoingDocument]:
    """Narrowed by what the list's filters say."""
    if query.strip():
        words = query.strip()
        found = found.filter(
            Q(title__icontains=words)
            | Q(number__icontains=words)
            | Q(main_recipients__icontains=words)
        )
    if state == "open":
        found = found.exclude(status__in=(S.ARCHIVED, S.VOID))
    elif state:
        found = found.filter(status=state)
    if kind:
        found = found.filter(kind=kind)
    if chosen := typed_year(year):
        found = found.filter(created_at__year=chosen)
    if department.isdecimal():
        found = found.filter(department_id=int(department[:9]))
    return found


def series_on(day: date) -> QuerySet[DocumentSeries]:
    """Agency codes in force on a day."""
    return DocumentSeries.objects.filter(
        Q(valid_to_date=None) | Q(valid_to_date__gte=day), valid_from_date__lte=day
    ).order_by("pk")
