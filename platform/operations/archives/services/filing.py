"""Filing: a number, a line of the catalogue, a package; one record or many (R20, R32)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, audit, figures, numbering, papers
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from core.lifecycle_words import denied
from core.models.attachments import Attachment
from core.models.papers import Paper
from operations.archives import packages, rules, selectors, sources
from operations.archives.figures import CODES
from operations.archives.kinds import Role
from operations.archives.models import ArchivedFile, ArchivedPart
from operations.archives.numbers import class_of
from operations.archives.settings import FilingPlan, setting


@dataclass(frozen=True, slots=True)
class Filing:
    """What the catalogue says of a record. department: whose unit files it."""

    source: str
    title: str
    author: str
    document_date: date
    finished: date
    retention: str
    document_number: str = ""
    department: str = ""
    due: date | None = None
    remark: str = ""


@transaction.atomic
def open_file(record: models.Model, filing: Filing, *, by: Actor, at: datetime) -> ArchivedFile:
    """Give the archive number and write the line, in the caller's transaction.

    The record is locked by the caller, and everything that could refuse it has been asked: the
    counter of its class stays locked until the transaction ends. Then comes `pack`.
    """
    rules.retention_is_known(retention=filing.retention, clause=R(20))
    known = ArchivedFile.objects.filter(source=filing.source, record_id=record.pk).first()
    rules.filed_once(number=known.number if known else "")
    today = timezone.localdate(at)
    file = ArchivedFile(
        source=filing.source,
        record_id=record.pk,
        fonds=setting("fonds", on=today),
        category=setting("category", on=today),
        year=filing.document_date.year,
        retention=filing.retention,
        unit=FilingPlan.load(today).unit_of(filing.department),
        title=filing.title[:120],
        document_number=filing.document_number[:60],
        author=filing.author[:80],
        document_date=filing.document_date,
        remark=filing.remark[:200],
        finished_date=filing.finished,
        due_date=filing.due,
        filed_at=at,
        filed_by_name=by.signature[:80],
        verified_at=at,
    )
    member = class_of(
        fonds=file.fonds,
        category=file.category,
        year=file.year,
        retention=file.retention,
        unit=file.unit,
    )
    given = numbering.draw(f"archive:{member}", on=today, record=record)
    file.number, file.item = given.text, given.serial
    file.save()
    return file


@transaction.atomic
def pack(
    file: ArchivedFile,
    record: models.Model,
    *,
    papers_as: Mapping[str, Role],
    files_as: Mapping[str, Role],
    needs: Collection[Role],
    by: Actor,
    at: datetime,
) -> ArchivedFile:
    """Put what belongs to a record into its file; whole, and to the byte what was issued (R20).

    papers_as, files_as: which papers and attachments are filed, and as what; what is not named,
    such as a proof, never is. Void papers and removed files are left out.
    """
    parts = _parts(file, record, papers_as, files_as)
    rules.package_is_whole(
        missing=[
            str(role.label) for role in needs if role not in {Role(part.role) for part in parts}
        ]
    )
    for part in parts:
        packages.examine(part)
    rules.bytes_are_those_issued(faulty=[part.name for part in parts if part.fault])
    ArchivedPart.objects.bulk_create(parts)
    file.pages = sum(part.pages for part in parts)
    file.save(update_fields=["pages"])
    audit.record(
        file,
        by=by,
        action="archive.file",
        changes={"archive_number": file.number, "parts": len(parts)},
        clauses=(R(20),),
        at=at,
    )
    figures.changed(CODES, on=timezone.localdate(at))
    return file


def _parts(
    file: ArchivedFile,
    record: models.Model,
    papers_as: Mapping[str, Role],
    files_as: Mapping[str, Role],
) -> list[ArchivedPart]:
    """The text, its sheet, then the rest as it was added."""
    order = list(Role)
    found: list[tuple[Role, Paper | Attachment]] = [
        (papers_as[paper.kind], paper)
        for paper in papers.of(record).filter(voided_at=None, kind__in=list(papers_as))
    ]
    found += [
        (files_as[kept.kind], kept)
        for kept in attachments.of(record).filter(kind__in=list(files_as))
    ]
    found.sort(key=lambda one: order.index(one[0]))
    return [_part(file, number, role, thing) for number, (role, thing) in enumerate(found, 1)]


def _part(file: ArchivedFile, number: int, role: Role, thing: Paper | Attachment) -> ArchivedPart:
    part = ArchivedPart(file=file, order=number, role=role, size=thing.size, sha256=thing.sha256)
    if isinstance(thing, Paper):
        part.name, part.media_type, part.paper = thing.title, "application/pdf", thing
    else:
        part.name, part.media_type, part.attachment = thing.name, thing.media_type, thing
    return part


# --- Many at once ---


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of a batch: how many were filed, and why others were not."""

    filed: int
    refused: Sequence[tuple[str, str]]


def file_many(*, chosen: Mapping[str, str], by: Actor, at: datetime) -> BatchResult:
    """File waiting records, each by its source's verb and for itself; key → term.

    One that is refused keeps nobody else from being filed. Raises Denied for others than the
    office, Violation for an empty choice.
    """
    if not any(by.holds(post) for post in selectors.KEEPERS):
        raise denied(selectors.KEEPERS)
    rules.something_is_chosen(chosen=len(chosen))
    waiting = {one.key: one for one in selectors.waiting(on=timezone.localdate(at))}
    filed, refused = 0, []
    for key, retention in chosen.items():
        one = waiting.get(key)
        source = sources.of(one.source) if one else None
        if one is None or source is None:
            refused.append((key, _("It is not waiting to be filed any more.")))
            continue
        try:
            with transaction.atomic():
                source.file(document_id=one.pk, retention=retention, by=by, at=at)
        except (Violation, Denied) as refusal:
            refused.append((one.title, refusal.sentence))
        else:
            filed += 1
    return BatchResult(filed, refused)
