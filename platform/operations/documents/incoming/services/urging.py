"""Urging (催办): two working days before the last day, on it, and each working day after (§3.3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import inbox
from core.actor import Actor
from core.inbox.addressing import items_of
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.documents.incoming import rules, selectors
from operations.documents.incoming.services.moving import locked
from operations.documents.models import IncomingTask


def parts_urge(*, by: Actor, at: datetime) -> int:
    """Remind those who have a part of its day; how many were. Nobody on a day of rest, or twice."""
    today = timezone.localdate(at)
    calendar = WorkCalendar.load()
    if not calendar.is_working(today):
        return 0
    waiting = IncomingTask.objects.filter(
        closed_at=None, cancelled_at=None, due_date__isnull=False
    ).order_by("document_id", "pk")
    return sum(
        _urge(task, by=by, at=at)
        for task in waiting
        if rules.is_urged(calendar, due=task.due_date, today=today)
    )


@transaction.atomic
def _urge(task: IncomingTask, *, by: Actor, at: datetime) -> int:
    document = locked(task.document_id)
    items = items_of(document).filter(
        step=selectors.step_of(task), role=InboxItem.Role.STEP, state=InboxItem.State.OPEN
    )
    reminded = 0
    for item in items:
        # Whoever was reminded today already, by a person or by us, is left in peace.
        if item.reminded_at is None or timezone.localdate(item.reminded_at) < timezone.localdate(
            at
        ):
            inbox.remind(item_id=item.pk, by=by, at=at)
            reminded += 1
    return reminded
