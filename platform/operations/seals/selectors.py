"""Reads of seals; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from accounts.posts import Post
from core.actor import Actor, Scope, directory
from core.codes.typed import typed_month
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem
from operations.seals.lifecycle import OPEN, PEOPLE, READERS, S
from operations.seals.models import Seal, SealUse

LATE = "late"


def seals() -> QuerySet[Seal]:
    """Seals in use."""
    return Seal.objects.filter(ended_date=None)


def is_keeper(seal: Seal, actor: Actor) -> bool:
    """The named keeper, or the office while nobody is named or the keeper cannot sign in."""
    if seal.keeper_id is not None and directory().is_active(seal.keeper_id):
        return seal.keeper_id in actor.persons
    return actor.holds(Post.OFFICE)


def uses(actor: Actor) -> QuerySet[SealUse]:
    """All for the office and the leaders; else one's own, and those of seals one keeps."""
    found = SealUse.objects.select_related("seal")
    if any(actor.holds(post) for post in READERS):
        return found
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me), record_type=SealUse._meta.label_lower
    )
    mine = Q(created_by_id=me) | Q(seal__keeper_id=me) | Q(key__in=brought.values("record_id"))
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def filtered(
    found: QuerySet[SealUse],
    *,
    today: date,
    query: str = "",
    state: str = "",
    seal: str = "",
    month: str = "",
) -> QuerySet[SealUse]:
    """Narrowed by what the list's filters say. month: 2026-11."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(document__icontains=words)
            | Q(number__icontains=words)
            | Q(document_number__icontains=words)
            | Q(applicant_name__icontains=words)
        )
    if state == "open":
        found = found.filter(status__in=OPEN)
    elif state == LATE:
        found = found.filter(pk__in=not_back(today).values("pk"))
    elif state:
        found = found.filter(status=state)
    if seal.isdecimal():
        found = found.filter(seal_id=int(seal[:9]))
    first = typed_month(month)
    if first is not None:
        found = found.filter(applied_at__year=first.year, applied_at__month=first.month)
    return found


def not_back(today: date) -> QuerySet[SealUse]:
    """Seals that should have come back."""
    return SealUse.objects.filter(status=S.LENT, due_back_date__lt=today)


def out_with(seal: Seal) -> str:
    """Who has the seal out; '' when it lies at its place."""
    found = seal.uses.filter(status=S.LENT).first()
    return found.applicant_name if found else ""


def keepers() -> list[int]:
    """Who could keep a seal."""
    known = directory()
    return sorted({user for post in PEOPLE for user in known.holders(post, Scope.CENTRE)})


def of_source(kind: str, key: str) -> SealUse | None:
    """What was applied for of another module's record, and was not refused or taken back."""
    found = SealUse.objects.filter(source_type=kind, source_id=key)
    return found.exclude(status__in=(S.REFUSED, S.CANCELLED)).first()
