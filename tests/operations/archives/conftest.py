"""Files on the shelf without the way of a document behind them: quick, and by the services."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import pypdfium2
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from core import attachments
from core.models.papers import Paper
from core.papers.services import _new_code
from operations.archives import fulltext, services
from operations.archives.kinds import Role
from operations.archives.models import ArchivedFile
from operations.archives.services import Filing
from operations.documents.incoming.filing import PACKAGE
from operations.documents.models import IncomingDocument
from tests.operations.documents.conftest import AT, DAY, HOUR, People
from tests.operations.documents.incoming.conftest import register
from tests.permissions.samples import picture

__all__ = ["AT", "DAY", "HOUR", "People", "blank", "paper_of", "shelved"]


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Who keeps, lends, borrows, appraises and approves, for all tests of a file."""
    yield from stage(lambda: People("office", "leader", "director", "drafter", "finance"))


@lru_cache
def blank(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    pdf = pypdfium2.PdfDocument.new()
    for _number in range(pages):
        pdf.new_page(595, 842).close()
    target = io.BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


def paper_of(record: Any, *, kind: str = "收文处理单", content: bytes | None = None) -> Paper:
    """A paper as it would have been issued, not set anew."""
    content = blank(2) if content is None else content
    paper = Paper(
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        kind=kind,
        title=f"{kind} {record.number}",
        code=_new_code(),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    paper.file.save(".pdf", ContentFile(content), save=False)
    paper.save()
    return paper


def shelved(
    people: People,
    *,
    year: int = 2026,
    retention: str = "D10",
    scan: bool = False,
    at: Any = AT,
    department: str = "brand",
    **more: Any,
) -> ArchivedFile:
    """A file in the archive, of a year and a term."""
    written = date(year, 1, 5)
    record = register(people, at=at, sender_date=written, **more)
    paper_of(record)
    if scan:
        attachments.attach(record, picture("来文.png"), kind="scan", by=people.office)
    filing = Filing(
        source="incoming",
        title=record.title,
        author=record.sender,
        document_date=written,
        finished=at.date(),
        retention=retention,
        document_number=record.sender_number,
        department=department,
        due=at.date() + DAY,
    )
    file = services.open_file(record, filing, by=people.office, at=at)
    services.pack(file, record, **PACKAGE, by=people.office, at=at)
    IncomingDocument.objects.filter(pk=record.pk).update(archive_number=file.number)
    record.refresh_from_db()
    fulltext.put(record)
    assert file.parts.filter(role=Role.SHEET).exists()
    return file
