"""Outgoing documents as a source of the archive: what is filed, for how long, found by what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import attachments
from core.workcalendar import WorkCalendar
from operations.archives.kinds import Retention, Role
from operations.archives.services import Filing
from operations.archives.settings import FilingPlan
from operations.archives.sources import Source, Waiting, Words
from operations.documents import paperwork, selectors
from operations.documents.kinds import Kind
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from operations.documents.settings import setting

CODE = "outgoing"
# What is kept for longer than a notice (§3.4): decisions for good, what binds others for thirty.
RETENTION: dict[str, str] = {
    Kind.RESOLUTION: Retention.PERMANENT,
    Kind.DECISION: Retention.PERMANENT,
    Kind.ORDER: Retention.PERMANENT,
    Kind.COMMUNIQUE: Retention.PERMANENT,
    Kind.REQUEST: Retention.THIRTY,
    Kind.REPLY: Retention.THIRTY,
    Kind.REPORT: Retention.THIRTY,
    Kind.OPINION: Retention.THIRTY,
    Kind.MINUTES: Retention.THIRTY,
    Kind.MOTION: Retention.THIRTY,
}
# Never a proof: drafts have no place in a package.
PACKAGE: dict[str, Any] = {
    "papers_as": {paperwork.KINDS["final"]: Role.FINAL, paperwork.KINDS["sheet"]: Role.SHEET},
    "files_as": {"attachment": Role.ATTACHMENT},
    "needs": (Role.FINAL, Role.SHEET),
}


def proposed(document: OutgoingDocument, *, on: date) -> str:
    """For how long a document of this kind is kept."""
    return _term(FilingPlan.load(on), document)


def _term(plan: FilingPlan, document: OutgoingDocument) -> str:
    return plan.retention_of(CODE, document.kind, RETENTION.get(document.kind, ""))


def of(document: OutgoingDocument, *, retention: str, at: datetime) -> Filing:
    """What the catalogue says of it."""
    today = timezone.localdate(at)
    sent = timezone.localdate(document.dispatched_at) if document.dispatched_at else today
    return Filing(
        source=CODE,
        title=document.title,
        author=paperwork.agency(on=today),
        document_date=document.formation_date or today,
        finished=sent,
        retention=retention,
        document_number=document.number,
        department=document.department.code,
        due=WorkCalendar.load().add(sent, setting("filing_days", on=today)),
    )


def waiting(day: date, calendar: WorkCalendar, plan: FilingPlan) -> Sequence[Waiting]:
    """Documents that were sent and are not filed."""
    found = OutgoingDocument.objects.filter(status=S.FILING).select_related("department")
    days = setting("filing_days", on=day)
    rows = []
    for document in found.order_by("dispatched_at", "pk"):
        sent = timezone.localdate(document.dispatched_at)
        rows.append(
            Waiting(
                source=CODE,
                pk=document.pk,
                title=document.title,
                number=document.number,
                day=document.formation_date or sent,
                finished=sent,
                due=calendar.add(sent, days),
                retention=_term(plan, document),
                unit=plan.unit_of(document.department.code),
            )
        )
    return rows


def words(document: OutgoingDocument) -> Words:
    """Title, number, text, recipients, names of the attachments."""
    files = attachments.of(document).values_list("name", flat=True)
    return Words(
        title=document.title,
        day=document.formation_date or timezone.localdate(document.created_at),
        number=document.number,
        archive_number=document.archive_number,
        texts=(
            document.body,
            "、".join([*document.main_recipients, *document.copy_recipients]),
            "\n".join([*document.attachments_note, *files]),
        ),
    )


def source() -> Source:
    """As the archive knows it."""
    from operations.documents.services import document_archive

    return Source(
        code=CODE,
        label=_("Outgoing documents"),
        model=OutgoingDocument,
        readers=selectors.READERS,
        visible=lambda actor, on: selectors.documents(actor, on=on),
        waiting=waiting,
        file=document_archive,
        words=words,
        kinds=Kind.choices,
        retention=RETENTION,
    )
