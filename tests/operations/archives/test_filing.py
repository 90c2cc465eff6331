"""Filing: the number, the line, the package (R20, R32; DA/T 22-2015)."""

import hashlib

import pytest
from django.db import IntegrityError, transaction

from core import audit, numbering, papers
from operations.archives import packages, selectors, services
from operations.archives.kinds import Role
from operations.archives.models import ArchivedFile, ArchivedPart
from operations.archives.services import Filing
from operations.documents.incoming.filing import PACKAGE
from operations.documents.lifecycle import S
from tests.operations.archives.conftest import AT, DAY, blank, paper_of, shelved
from tests.operations.documents.conftest import bring
from tests.operations.documents.incoming.conftest import register
from tests.operations.documents.test_rules import refused


@pytest.mark.handbook(20)
def test_an_outgoing_document_is_filed_with_final_paper_sheet_and_attachments_only(people):
    people.ops  # noqa: B018 - appointed when it is asked for
    document = bring(people, S.ARCHIVED)
    file = ArchivedFile.objects.get(source="outgoing", record_id=document.pk)
    assert file.number == document.archive_number == "Z001-WS·2026-D10-PPB-0001"
    assert (file.title, file.document_number) == (document.title, document.number)
    assert file.document_date == document.formation_date
    assert file.author
    parts = list(file.parts.order_by("order"))
    assert [part.role for part in parts] == [Role.FINAL, Role.SHEET]
    # The proof is there and is not filed.
    assert papers.of(document).filter(kind="公文样稿").exists()
    assert not any("样稿" in part.name for part in parts)
    for part in parts:
        content = packages.content_of(part)
        assert (part.size, part.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert part.pages >= 1
    assert file.pages == sum(part.pages for part in parts)
    assert audit.last(file).action == "archive.file"


@pytest.mark.handbook(20, 32)
def test_numbers_count_within_year_term_and_unit(people):
    numbers = [
        shelved(people, retention=retention, year=year, department=department).number
        for retention, year, department in [
            ("D10", 2026, "brand"),
            ("D10", 2026, "brand"),
            ("D30", 2026, "brand"),
            ("D10", 2025, "brand"),
            ("D10", 2026, "office"),
            ("Y", 2026, "nobody"),
        ]
    ]
    assert numbers == [
        "Z001-WS·2026-D10-PPB-0001",
        "Z001-WS·2026-D10-PPB-0002",
        "Z001-WS·2026-D30-PPB-0001",
        "Z001-WS·2025-D10-PPB-0001",
        "Z001-WS·2026-D10-BGS-0001",
        "Z001-WS·2026-Y-BGS-0001",
    ]
    assert numbering.gaps("archive:Z001-WS·2026-D10-PPB", period="") == []


@pytest.mark.handbook(20)
def test_scans_are_filed_with_the_sheet_in_their_order(people):
    file = shelved(people, scan=True)
    parts = file.parts.order_by("order").values_list("role", "media_type", "pages")
    assert list(parts) == [("sheet", "application/pdf", 2), ("scan", "image/png", 1)]
    assert file.pages == 3


def filing(record, **more):
    return Filing(
        **{
            "source": "incoming",
            "title": record.title,
            "author": "青禾省商务厅",
            "document_date": AT.date(),
            "finished": AT.date(),
            "retention": "D10",
            **more,
        }
    )


def put_away(people, record):
    file = services.open_file(record, filing(record), by=people.office, at=AT)
    return services.pack(file, record, **PACKAGE, by=people.office, at=AT)


@pytest.mark.handbook(20)
def test_without_its_sheet_or_with_a_changed_byte_nothing_is_filed(people):
    record = register(people)
    said = refused(lambda: _rolled_back(people, record), 20)
    assert "处理单" in said
    paper = paper_of(record)
    stored = paper.file.storage.path(paper.file.name)
    content = blank(2)
    with open(stored, "wb") as kept:
        kept.write(content[:-1] + b"x")
    said = refused(lambda: _rolled_back(people, record), 20)
    assert paper.title in said
    paper.file.storage.delete(paper.file.name)
    assert paper.title in refused(lambda: _rolled_back(people, record), 20)


def _rolled_back(people, record):
    with transaction.atomic():
        put_away(people, record)


@pytest.mark.handbook(20)
def test_a_record_is_filed_once_and_for_a_known_term(people):
    file = shelved(people)
    record = register(people)
    refused(
        lambda: services.open_file(record, filing(record, retention="D5"), by=people.office, at=AT),
        20,
        field="retention",
    )
    record.pk = file.record_id
    said = refused(lambda: services.open_file(record, filing(record), by=people.office, at=AT), 20)
    assert file.number in said


def test_a_pdf_that_cannot_be_opened_is_kept_without_pages(people):
    record = register(people)
    paper_of(record, content=b"%PDF-1.4 broken")
    file = put_away(people, record)
    assert (file.pages, file.parts.get().fault) == (0, "")


def test_what_must_not_be_stored_is_not_stored(people):
    file = shelved(people)
    part = file.parts.get()
    bad = [
        lambda: ArchivedPart.objects.filter(pk=part.pk).update(paper=None),
        lambda: ArchivedFile.objects.filter(pk=file.pk).update(destroyed_at=AT),
    ]
    for write in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert (str(file), str(part)) == (file.title, part.name)


@pytest.mark.handbook(32)
def test_one_reads_the_files_whose_record_one_may_read(people):
    file = shelved(people)
    assert list(selectors.files(people.office, on=AT.date())) == [file]
    assert list(selectors.files(people.leader, on=AT.date())) == [file]
    assert list(selectors.files(people.drafter, on=AT.date())) == []
    later = AT + DAY
    assert shelved(people, at=later).verified_at == later
