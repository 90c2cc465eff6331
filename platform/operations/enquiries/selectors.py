"""Reads of enquiries; for those who answer them and for leaders."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from core.actor import Actor
from operations.enquiries.lifecycle import READERS, S
from operations.enquiries.models import Enquiry


def reads(actor: Actor) -> bool:
    """May this person see them?"""
    return any(actor.holds(post) for post in READERS)


def enquiries(actor: Actor) -> QuerySet[Enquiry]:
    """All of them."""
    return Enquiry.objects.all() if reads(actor) else Enquiry.objects.none()


def filtered(
    found: QuerySet[Enquiry], *, query: str = "", state: str = "", kind: str = ""
) -> QuerySet[Enquiry]:
    """Narrowed by what the list's filters say; persons are not searched for."""
    words = query.strip()
    if words:
        found = found.filter(Q(number__icontains=words) | Q(subject__icontains=words))
    if state:
        found = found.filter(status=state)
    return found.filter(kind=kind) if kind else found


def waiting(actor: Actor) -> int:
    """How many nobody has answered yet."""
    return enquiries(actor).filter(status=S.NEW).count()


def by_token(token: str) -> Enquiry | None:
    """The enquiry behind a receipt's address."""
    return Enquiry.objects.filter(token=token[:32]).first()


def old(*, before: datetime) -> QuerySet[Enquiry]:
    """Answered or closed before a moment, and still with their persons."""
    return Enquiry.objects.exclude(status=S.NEW).filter(forgotten_at=None, status_since__lt=before)
