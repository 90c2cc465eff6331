"""What other parts ask of incoming documents: files, hand-overs, the calendar's changes."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts import place
from console import places
from core import attachments, workcalendar
from core.actor import Actor, directory
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.archives import fulltext, sources
from operations.documents.incoming import filing, rules
from operations.documents.incoming.lifecycle import HANDLERS, T
from operations.documents.incoming.selectors import incoming, step_of
from operations.documents.incoming.services.moving import due_of, end_of
from operations.documents.models import IncomingDocument, IncomingOpinion, IncomingTask


def register() -> None:
    """Called once at start-up."""
    from operations.documents.incoming import figures, numbers, words  # noqa: F401 - declare

    words.register()
    places.register("incoming", where="county")
    sources.register(filing.source())
    attachments.on_removed(IncomingDocument, fulltext.put)
    attachments.register_guard(IncomingDocument, may_see)
    attachments.register_guard(
        IncomingOpinion, lambda actor, opinion: may_see(actor, opinion.document)
    )
    workcalendar.register_recompute("incoming", recompute)


def may_see(actor: Actor, document: IncomingDocument) -> bool:
    """Files and papers of a document are for those who may read it."""
    return incoming(actor, on=timezone.localdate()).filter(pk=document.pk).exists()


def handed_over(document: IncomingDocument, item: InboxItem, by: Actor, at: datetime) -> None:
    """A part that is handed over bears the new handler's name. Raises Violation."""
    for task in document.tasks.filter(closed_at=None, cancelled_at=None):
        if step_of(task) == item.step and item.role == InboxItem.Role.STEP and item.user_id:
            known = directory()
            name, held = known.name_of(item.user_id), known.actor_of(item.user_id).posts
            rules.handler_can_handle(can=bool(held & set(HANDLERS)), name=name)
            task.user_id, task.handler_name = item.user_id, name[:80]
            task.save(update_fields=["user_id", "handler_name"])


def recompute(year: int) -> int:
    """Last days that were counted, counted again; days that were said, and past ones, stay."""
    if place.here() != "county":
        return 0  # the province publishes, too, and has no documents
    calendar = WorkCalendar.load()
    return _parts(year, calendar) + _steps(year, calendar)


def _parts(year: int, calendar: WorkCalendar) -> int:
    moved = 0
    running = IncomingTask.objects.filter(
        closed_at=None, cancelled_at=None, due_days__isnull=False, due_date__isnull=False
    ).select_related("document")
    for task in running.order_by("document_id", "pk"):
        began = timezone.localdate(task.assigned_at)
        due = rules.last_day(calendar, began=began, days=task.due_days or 0)
        if due == task.due_date or not _touches(year, began, task.due_date):
            continue
        IncomingDocument.objects.select_for_update().get(pk=task.document_id)
        moved += IncomingTask.objects.filter(pk=task.pk, closed_at=None).update(due_date=due)
        _waiting().filter(record_id=str(task.document_id), step=step_of(task)).update(
            due_at=end_of(due)
        )
    return moved


def _steps(year: int, calendar: WorkCalendar) -> int:
    moved = 0
    for item in _waiting().filter(due_at__isnull=False).exclude(step=T.HANDLING):
        if item.step not in T.values or not _touches(year, item.created_at, item.due_at):
            continue
        document = IncomingDocument.objects.select_for_update().get(pk=item.record_id)
        due = due_of(document, item.step, began=item.created_at, calendar=calendar)
        if due is not None and due != item.due_at:
            moved += _waiting().filter(pk=item.pk).update(due_at=due)
    return moved


def _waiting() -> QuerySet[InboxItem]:
    """Steps and parts that wait for somebody."""
    return InboxItem.objects.filter(
        record_type=IncomingDocument._meta.label_lower,
        kind=InboxItem.Kind.TODO,
        closed_at=None,
    ).order_by("record_id", "id")


def _touches(year: int, began: date, due: date | None) -> bool:
    return due is not None and began.year <= year <= due.year + 1
