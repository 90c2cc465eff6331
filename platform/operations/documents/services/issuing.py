"""Steps 5 to 8 and 10: number, proof, proof check, printing, filing (R16-R20)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, numbering, papers
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.archives import fulltext
from operations.archives.rules import retention_is_known
from operations.archives.services import open_file, pack
from operations.documents import filing, paperwork, rules
from operations.documents.lifecycle import OUTGOING, S
from operations.documents.models import DocumentSeries, OutgoingDocument
from operations.documents.services.drafting import void_number
from operations.documents.services.moving import (
    ATTACHMENT,
    departments_own,
    locked,
    move,
)


@transaction.atomic
def document_number(
    *,
    document_id: int,
    series_id: int,
    by: Actor,
    at: datetime,
    print_run: int | None = None,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """Give the number, of the year in which the director signed (R16, R17)."""
    document = locked(document_id)
    series = DocumentSeries.objects.filter(pk=series_id).first()
    if series is None:
        raise Violation(_("Choose the agency code."), R(17), field="series_id")
    today = timezone.localdate(at)
    rules.series_is_in_force(
        first=series.valid_from_date, last=series.valid_to_date, on=document.formation_date or today
    )
    OUTGOING.check(document, "number", by=by, expected_version=expected_version)
    document.series, document.print_run = series, print_run
    year = (document.formation_date or today).year
    given = numbering.draw(series.counter, on=today, year=year, record=document)
    document.number = given.text
    move(
        document,
        "number",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("series", "number", "print_run"),
        changes={"number": ("", document.number)},
        clauses=(R(16),),
    )
    fulltext.put(document)
    return document


@transaction.atomic
def document_void(
    *, document_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> OutgoingDocument:
    """Declare a numbered document void; it keeps its number, marked void with its reason (R17)."""
    document = locked(document_id)
    rules.nothing_is_sent(sent=document.dispatched_at is not None)
    move(document, "void", by=by, at=at, reason=reason, expected_version=expected_version)
    void_number(document, by=by, at=at, reason=reason)
    return document


@transaction.atomic
def document_proof(
    *, document_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> OutgoingDocument:
    """The originating department prints a proof (R18)."""
    document = locked(document_id)
    departments_own(document, by, at=at)
    document.proofed_by_id = (by.acting_for or by).user_id
    document.proofed_by_name = by.signature[:80]
    move(
        document,
        "proof",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("proofed_by_id", "proofed_by_name"),
    )
    paperwork.issue(document, kind="proof", by=by)
    return document


@transaction.atomic
def proof_pass(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> OutgoingDocument:
    """The operations centre finds the proof right (R18)."""
    document = locked(document_id)
    _not_the_maker(document, by)
    return move(document, "pass", by=by, at=at, reason=opinion, expected_version=expected_version)


@transaction.atomic
def proof_fail(
    *, document_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> OutgoingDocument:
    """The operations centre finds errors: another proof, as often as needed (R18)."""
    document = locked(document_id)
    _not_the_maker(document, by)
    return move(document, "fail", by=by, at=at, reason=reason, expected_version=expected_version)


def _not_the_maker(document: OutgoingDocument, by: Actor) -> None:
    if document.status == S.PROOF_CHECK:
        rules.proof_is_checked_by_another(maker=document.proofed_by_id, checkers=by.persons)


@transaction.atomic
def document_print(
    *,
    document_id: int,
    copies: int,
    printed_date: date,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """The originating department has printed it; the final paper is kept (R19)."""
    document = locked(document_id)
    departments_own(document, by, at=at)
    rules.copies_are_printed(copies=copies, printed=printed_date, today=timezone.localdate(at))
    document.printed_copies, document.printed_date = copies, printed_date
    move(
        document,
        "print",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("printed_copies", "printed_date"),
        changes={"copies": copies},
    )
    paperwork.issue(document, kind="final", by=by)
    return document


@transaction.atomic
def document_archive(
    *,
    document_id: int,
    retention: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """The office files it, when final paper, approval sheet and attachments are there (R20)."""
    document = locked(document_id)
    retention_is_known(retention=retention, clause=R(20))
    OUTGOING.check(document, "archive", by=by, expected_version=expected_version)
    paperwork.issue(document, kind="sheet", by=by)
    there = set(papers.of(document).filter(voided_at=None).values_list("kind", flat=True))
    rules.file_is_complete(
        has_final=paperwork.KINDS["final"] in there,
        has_sheet=paperwork.KINDS["sheet"] in there,
        files=attachments.of(document, kind=ATTACHMENT).count(),
        named=len(document.attachments_note),
    )
    file = open_file(document, filing.of(document, retention=retention, at=at), by=by, at=at)
    pack(file, document, **filing.PACKAGE, by=by, at=at)
    document.retention, document.archive_number = retention, file.number
    document.archived_at = at
    move(
        document,
        "archive",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("retention", "archive_number", "archived_at"),
        changes={"archive_number": file.number},
    )
    fulltext.put(document)
    return document
