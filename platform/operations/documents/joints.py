"""What other parts ask of documents: files, hand-overs, countersigning, the calendar's changes."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from accounts import place
from console import places
from core import attachments, inbox, workcalendar
from core.actor import Actor
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.archives import fulltext, sources
from operations.documents import filing
from operations.documents.handed import joints as handed_joints
from operations.documents.incoming import joints as incoming_joints
from operations.documents.models import IncomingDocument, Opinion, OutgoingDocument, Step
from operations.documents.selectors import documents
from operations.documents.services.approving import decided, handed_over
from operations.documents.services.moving import due_of


def register() -> None:
    """Called once at start-up."""
    from operations.documents import figures, numbers  # noqa: F401 - they declare themselves

    places.register("outgoing", where="county")
    attachments.register_guard(OutgoingDocument, may_see)
    # What was written by hand is seen by those who may read the document.
    attachments.register_guard(Opinion, lambda actor, opinion: may_see(actor, opinion.document))
    inbox.on_handed_over("documents", _handed_over)
    inbox.on_decided(OutgoingDocument._meta.label_lower, decided)
    workcalendar.register_recompute("documents", recompute)
    sources.register(filing.source())
    attachments.on_removed(OutgoingDocument, fulltext.put)
    incoming_joints.register()
    handed_joints.register()


def _handed_over(record: models.Model | None, item: InboxItem, by: Actor, at: datetime) -> None:
    """Each way of documents follows in its own manner."""
    if isinstance(record, IncomingDocument):
        incoming_joints.handed_over(record, item, by, at)
    else:
        handed_over(record, item, by, at)


def may_see(actor: Actor, document: OutgoingDocument) -> bool:
    """Files and papers of a document are for those who may read it."""
    return documents(actor, on=timezone.localdate()).filter(pk=document.pk).exists()


def recompute(year: int) -> int:
    """Due times of running steps that touch the year, worked out again; past ones stay (R22)."""
    if place.here() != "county":
        return 0  # the province publishes, too, and has no documents
    calendar = WorkCalendar.load()
    moved = 0
    running = Step.objects.filter(ended_at=None, due_at__isnull=False).order_by("document_id")
    for step in running.select_related("document"):
        if step.due_at is None or not step.began_at.year <= year <= step.due_at.year + 1:
            continue
        due = due_of(step.document, step.state, began=step.began_at, calendar=calendar)
        if due == step.due_at:
            continue
        OutgoingDocument.objects.select_for_update().get(pk=step.document_id)
        moved += Step.objects.filter(pk=step.pk, ended_at=None).update(due_at=due)
        InboxItem.objects.filter(
            record_type=OutgoingDocument._meta.label_lower,
            record_id=str(step.document_id),
            step=step.state,
            kind=InboxItem.Kind.TODO,
            closed_at=None,
        ).update(due_at=due)
    return moved
