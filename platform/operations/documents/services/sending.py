"""Step 9: sending, the receipts that come back, and those that do not (R19)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.documents import rules, selectors
from operations.documents.kinds import ON_PAPER, Channel
from operations.documents.models import Dispatch, OutgoingDocument
from operations.documents.services.moving import departments_own, locked, move
from operations.documents.settings import setting

# The office's item while a receipt is missing; no step of the document's own way.
RECEIPTS = "receipts"


@transaction.atomic
def document_dispatch(
    *,
    document_id: int,
    recipients: Sequence[str],
    channel: str,
    by: Actor,
    at: datetime,
    copies: int = 1,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """Send it: one row for each recipient, with channel, time and who sent it (R19)."""
    document = locked(document_id)
    departments_own(document, by, at=at)
    names = [name.strip() for name in recipients if name.strip()]
    rules.somebody_is_sent_to(recipients=names)
    if channel not in Channel.values:
        raise Violation(_("Choose how it is sent."), R(19), field="channel")
    if channel in ON_PAPER:
        rules.copies_suffice(sent=copies * len(names), printed=document.printed_copies)
    document.dispatched_at = at
    move(
        document,
        "dispatch",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("dispatched_at",),
        changes={"to": "、".join(names)},
    )
    due = _receipt_due(document, on=timezone.localdate(at))
    Dispatch.objects.bulk_create(
        Dispatch(
            document=document,
            recipient=name[:80],
            channel=channel,
            copies=copies,
            first_copy=index * copies + 1 if channel in ON_PAPER else None,
            sent_at=at,
            sent_by_name=by.signature[:80],
            receipt_due_date=due,
        )
        for index, name in enumerate(names)
    )
    return document


def _receipt_due(document: OutgoingDocument, *, on: date) -> date | None:
    """Until when a receipt is expected; what goes to everybody has none."""
    if not document.main_recipients and not document.copy_recipients:
        return None
    return WorkCalendar.load().add(on, setting("receipt_days", on=on))


@transaction.atomic
def dispatch_receive(
    *,
    document_id: int,
    dispatch_id: int,
    received_at: datetime,
    by: Actor,
    at: datetime,
    received_by: str = "",
) -> Dispatch:
    """Note that a recipient has it, and who confirmed that (R19); also after filing."""
    document = locked(document_id)
    own = selectors.is_originator(document, by, on=timezone.localdate(at))
    if not own and not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))
    sent = Dispatch.objects.select_for_update().filter(pk=dispatch_id, document=document).first()
    if sent is None:
        raise Denied(_("This copy belongs to another document."))
    if sent.received_at is not None:
        raise Violation(_("This receipt is recorded already."), R(19))
    rules.received_in_order(sent=sent.sent_at, received=received_at, now=at)
    sent.received_at, sent.received_by = received_at, received_by.strip()[:40]
    sent.confirmed_at, sent.confirmed_by_name = at, by.signature[:80]
    sent.save(update_fields=["received_at", "received_by", "confirmed_at", "confirmed_by_name"])
    audit.record(
        document,
        by=by,
        action="outgoing.receipt",
        changes={"to": sent.recipient},
        clauses=(R(19),),
        at=at,
    )
    if not document.dispatches.filter(received_at=None, receipt_due_date__isnull=False).exists():
        inbox.close(document, by=by, outcome="receive", step=RECEIPTS, at=at)
    return sent


def receipts_urge(*, by: Actor, at: datetime) -> int:
    """Put documents whose receipts are overdue before the office; of how many. Each one once."""
    late = selectors.receipts_overdue(on=timezone.localdate(at)).values("document")
    waiting = OutgoingDocument.objects.filter(pk__in=late).order_by("pk")
    return sum(_urge(pk, by=by, at=at) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _urge(document_id: int, *, by: Actor, at: datetime) -> bool:
    """Not again while the item is open, and not when the receipt came meanwhile."""
    document = locked(document_id)
    late = selectors.receipts_overdue(on=timezone.localdate(at)).filter(document=document)
    names = "、".join(late.order_by("pk").values_list("recipient", flat=True))
    if not names or inbox.pending(document).filter(step=RECEIPTS).exists():
        return False
    inbox.assign(
        document,
        step=RECEIPTS,
        title=_("Receipts overdue: %(title)s") % {"title": document.title},
        message=names,
        by=by,
        post=Post.OFFICE,
        clause=R(19),
        at=at,
    )
    return True
