"""The register: what the office enters, corrects, checks, sends back and declares void."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.posts import Post
from core import attachments, audit, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from core.models.attachments import Attachment
from operations.archives import fulltext
from operations.documents.incoming import rules, selectors, textlayer
from operations.documents.incoming.lifecycle import ENDED
from operations.documents.incoming.numbers import SERIES
from operations.documents.incoming.services.moving import SCAN, announce, locked, move, refigure
from operations.documents.incoming.textlayer import TextLayer
from operations.documents.models import AttachedText, IncomingDocument
from operations.documents.rules import not_secret

# Where a file's refusal is told.
FILES = "scans"
REGISTER = (
    "source_level",
    "nature",
    "sender",
    "sender_number",
    "sender_date",
    "title",
    "kind",
    "urgency",
    "copies",
    "pages",
    "received_date",
    "due_date",
    "duplicate_reason",
    "remark",
)


@dataclass(frozen=True, slots=True)
class IncomingData:
    """A line of the register (R33). secrecy: offered to be refused (R25)."""

    title: str
    sender: str
    nature: str
    received_date: date
    source_level: str = ""
    sender_number: str = ""
    sender_date: date | None = None
    kind: str = ""
    urgency: str = ""
    copies: int = 1
    pages: int | None = None
    due_date: date | None = None
    duplicate_reason: str = ""
    remark: str = ""
    secrecy: str = ""


@transaction.atomic
def incoming_register(
    *, data: IncomingData, by: Actor, at: datetime, files: Sequence[File[bytes]] = ()
) -> IncomingDocument:
    """Enter what arrived and give it its number (R31, R33): with its files, or not at all."""
    _office_only(by)
    today = timezone.localdate(at)
    document = IncomingDocument(
        created_by_id=(by.acting_for or by).user_id,
        registered_by_name=by.signature[:80],
        registered_at=at,
        status_since=at,
    )
    _take(document, data, today=today)
    rules.due_lies_ahead(due=data.due_date, after=data.received_date)
    document.save()
    _attach(document, files, by=by)
    # Late: whoever registers next waits for this transaction's end from here on.
    document.number = numbering.draw(SERIES, on=today, record=document).text
    document.save(update_fields=["number"])
    announce(document, by=by, at=at)
    audit.record(
        document,
        by=by,
        action="incoming.register",
        note=document.duplicate_reason,
        changes={"number": document.number},
        clauses=(R(31), R(34)) if document.duplicate_reason else (R(31),),
        at=at,
    )
    refigure(document, at=at)
    fulltext.put(document)
    return document


@transaction.atomic
def incoming_correct(
    *,
    document_id: int,
    data: IncomingData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> IncomingDocument:
    """Correct the register until it is filed; the number stays."""
    document = locked(document_id)
    may_correct(document, by)
    if expected_version is not None and expected_version != document.version:
        raise Violation(changed_meanwhile(document))
    before = {name: getattr(document, name) for name in REGISTER}
    _take(document, data, today=timezone.localdate(at))
    changed = {
        name: (before[name], getattr(document, name))
        for name in REGISTER
        if before[name] != getattr(document, name)
    }
    if not changed:
        return document
    if "due_date" in changed:
        rules.due_lies_ahead(due=data.due_date, after=data.received_date)
    document.version += 1
    document.save(update_fields=[*changed, "version", "updated_at"])
    words = (str(IncomingDocument._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
    audit.record(
        document,
        by=by,
        action="incoming.correct",
        changes={"changed": "、".join(words)},
        clauses=(R(33),),
        at=at,
    )
    refigure(document, at=at)
    fulltext.put(document)
    return document


def may_correct(document: IncomingDocument, by: Actor) -> None:
    """Raise Denied for others than the office, Violation when it is ended."""
    _office_only(by)
    rules.still_correctable(ended=document.status in ENDED)


@transaction.atomic
def file_attach(
    *, document_id: int, files: Sequence[File[bytes]], by: Actor, note: str = ""
) -> list[tuple[Attachment, TextLayer | None]]:
    """Add scans: all of them or none; the words of PDFs are kept for the search.

    Raises Violation (what may not come, what is damaged, when it is ended) or Denied.
    """
    document = locked(document_id)
    may_correct(document, by)
    added = _attach(document, files, by=by, note=note)
    fulltext.put(document)
    return added


def _attach(
    document: IncomingDocument, files: Sequence[File[bytes]], *, by: Actor, note: str = ""
) -> list[tuple[Attachment, TextLayer | None]]:
    added: list[tuple[Attachment, TextLayer | None]] = []
    for kept in _stored(document, files, by=by, note=note):
        layer = None
        if kept.media_type == "application/pdf":
            try:
                layer = textlayer.read(kept.file.read())
            except Violation as refused:
                raise Violation(f"{kept.name}：{refused.sentence}", field=FILES) from refused
            finally:
                kept.file.close()
            AttachedText.objects.create(
                document=document,
                attachment=kept,
                pages=layer.pages,
                pages_read=layer.pages_read,
                text=layer.text,
            )
        added.append((kept, layer))
    return added


def _stored(
    document: IncomingDocument, files: Sequence[File[bytes]], *, by: Actor, note: str
) -> list[Attachment]:
    try:
        return attachments.attach_all(document, files, kind=SCAN, by=by, note=note[:200])
    except Violation as refused:
        raise Violation(refused.sentence, field=FILES) from refused


@transaction.atomic
def incoming_check(
    *, document_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> IncomingDocument:
    """First check: it is ours, rightly addressed and complete; now handling is proposed (R27)."""
    return move(locked(document_id), "check", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def incoming_send_back(
    *,
    document_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> IncomingDocument:
    """It is not ours, or not in order: back to the sender with the reason; the number stays."""
    return move(
        locked(document_id),
        "send_back",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
    )


@transaction.atomic
def incoming_void(
    *,
    document_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> IncomingDocument:
    """Registered by mistake: the number is void, says why and is never given again (R36)."""
    document = locked(document_id)
    move(document, "void", by=by, at=at, reason=reason, expected_version=expected_version)
    numbering.void(SERIES, text=document.number, by=by, reason=reason, at=at)
    return document


def _take(document: IncomingDocument, data: IncomingData, *, today: date) -> None:
    """Check what was typed and put it on the record."""
    not_secret(grade=data.secrecy, texts=(data.title, data.remark))
    rules.title_is_one_line(title=data.title)
    rules.sender_is_named(sender=data.sender)
    document.source_level = rules.nature_of_list(nature=data.nature, level=data.source_level)
    rules.dates_in_order(received=data.received_date, written=data.sender_date, today=today)
    rules.counts_are_sensible(copies=data.copies, pages=data.pages)
    earlier = selectors.registered_before(
        sender=data.sender.strip(),
        number=data.sender_number.strip(),
        year=(data.sender_date or data.received_date).year,
        but=document.pk,
    )
    rules.registered_twice_for_a_reason(
        earlier=earlier.number if earlier else "", reason=data.duplicate_reason
    )
    document.nature = data.nature
    document.sender, document.sender_number = data.sender.strip(), data.sender_number.strip()
    document.sender_date, document.received_date = data.sender_date, data.received_date
    document.title, document.kind, document.urgency = data.title.strip(), data.kind, data.urgency
    document.copies, document.pages = data.copies, data.pages
    document.due_date, document.remark = data.due_date, data.remark.strip()
    document.duplicate_reason = data.duplicate_reason.strip() if earlier else ""


def _office_only(by: Actor) -> None:
    """All that arrives is received and kept by the office alone (R31)."""
    if not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))
