"""Incoming documents as a source of the archive: what is filed, for how long, found by what."""

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
from operations.documents.incoming import paperwork, selectors
from operations.documents.incoming.kinds import Nature
from operations.documents.incoming.lifecycle import T
from operations.documents.models import AttachedText, IncomingDocument
from operations.documents.selectors import READERS
from operations.documents.settings import setting

CODE = "incoming"
# What superiors order and what was asked or answered outlasts what was only read (§3.4).
RETENTION: dict[str, str] = {
    Nature.POLICY: Retention.THIRTY,
    Nature.ASSIGNED: Retention.THIRTY,
    Nature.SUBMISSION: Retention.THIRTY,
}
PACKAGE: dict[str, Any] = {
    "papers_as": {paperwork.KIND: Role.SHEET},
    "files_as": {"scan": Role.SCAN},
    # The paper itself may be in the box only; its handling sheet never is.
    "needs": (Role.SHEET,),
}


def proposed(document: IncomingDocument, *, on: date) -> str:
    """For how long a document of this nature is kept."""
    return _term(FilingPlan.load(on), document)


def _term(plan: FilingPlan, document: IncomingDocument) -> str:
    return plan.retention_of(CODE, document.nature, RETENTION.get(document.nature, ""))


def of(document: IncomingDocument, *, retention: str, at: datetime) -> Filing:
    """What the catalogue says of it."""
    today = timezone.localdate(at)
    done = timezone.localdate(document.completed_at) if document.completed_at else today
    lead = document.lead_department
    days = setting("incoming_step_days", on=today).get(T.COMPLETED)
    return Filing(
        source=CODE,
        title=document.title,
        author=document.sender,
        document_date=document.sender_date or document.received_date,
        finished=done,
        retention=retention,
        document_number=document.sender_number,
        department=lead.code if lead else "",
        due=None if days is None else WorkCalendar.load().add(done, days),
        remark=document.number,
    )


def waiting(day: date, calendar: WorkCalendar, plan: FilingPlan) -> Sequence[Waiting]:
    """Documents that were handled and are not filed."""
    found = IncomingDocument.objects.filter(status=T.COMPLETED).select_related("lead_department")
    days = setting("incoming_step_days", on=day).get(T.COMPLETED)
    rows = []
    for document in found.order_by("completed_at", "pk"):
        done = timezone.localdate(document.completed_at)
        lead = document.lead_department
        rows.append(
            Waiting(
                source=CODE,
                pk=document.pk,
                title=document.title,
                number=document.number,
                day=document.sender_date or document.received_date,
                finished=done,
                due=None if days is None else calendar.add(done, days),
                retention=_term(plan, document),
                unit=plan.unit_of(lead.code if lead else ""),
            )
        )
    return rows


def words(document: IncomingDocument) -> Words:
    """Title, numbers, sender, result, and the words of its scans."""
    scans = AttachedText.objects.filter(document=document, attachment__removed_at=None)
    files = attachments.of(document).values_list("name", flat=True)
    return Words(
        title=document.title,
        day=document.received_date,
        number=document.number,
        archive_number=document.archive_number,
        texts=(
            document.sender,
            document.sender_number,
            document.result,
            document.remark,
            "\n".join(files),
            *scans.order_by("pk").values_list("text", flat=True),
        ),
    )


def source() -> Source:
    """As the archive knows it."""
    from operations.documents.incoming.services import incoming_archive

    return Source(
        code=CODE,
        label=_("Incoming documents"),
        model=IncomingDocument,
        readers=READERS,
        visible=lambda actor, on: selectors.incoming(actor, on=on),
        waiting=waiting,
        file=incoming_archive,
        words=words,
        kinds=Nature.choices,
        retention=RETENTION,
    )
