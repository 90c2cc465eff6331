"""Scans: all of them or none, the words of PDFs, and what bad files are told."""

import io
import threading
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from core import attachments, papers
from core.errors import Denied, Violation
from operations.documents.incoming import selectors, services, textlayer
from operations.documents.incoming.lifecycle import T
from operations.documents.models import AttachedText, IncomingDocument
from tests.operations.documents.incoming.conftest import TODAY, bring, register
from tests.operations.documents.test_way import pdf
from tests.permissions.samples import picture

NOW = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)


def content_of(pages: int = 1, *, password: str = "", blank: bool = False) -> bytes:
    """A PDF of so many pages, written by another program than ours."""
    writer = PdfWriter()
    if blank:
        for _page in range(pages):
            writer.add_blank_page(595, 842)
    else:
        page = PdfReader(io.BytesIO(pdf().read())).pages[0]
        for _page in range(pages):
            writer.add_page(page)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def upload(content: bytes, name: str = "来文.pdf") -> SimpleUploadedFile:
    """A file as it comes."""
    return SimpleUploadedFile(name, content, "application/pdf")


def found(people, words: str) -> list[int]:
    """What the list finds."""
    seen = selectors.incoming(people.office, on=TODAY)
    return [one.pk for one in selectors.filtered(seen, today=TODAY, query=words)]


def test_the_words_of_a_pdf_are_found_and_gone_with_it(everybody):
    document = register(everybody, files=[pdf("来文.pdf")])
    register(everybody)
    (kept,) = attachments.of(document)
    text = AttachedText.objects.get()
    assert (text.pages, text.pages_read) == (1, 1)
    assert "联系表" in text.text
    assert str(text) == "来文.pdf"
    assert found(everybody, "联系表") == [document.pk]
    attachments.remove(kept, by=everybody.office, reason="传错", at=NOW)
    assert found(everybody, "联系表") == []


def test_three_hundred_pages_are_kept_and_the_first_two_hundred_read(everybody):
    layer = textlayer.read(content_of(300))
    assert (layer.pages, layer.pages_read) == (300, 200)
    assert layer.remark == "共 300 页，检索只覆盖前 200 页，文件已完整保存。"
    document = register(everybody, files=[upload(content_of(300))])
    assert attachments.of(document).get().size > 1000
    assert AttachedText.objects.get().pages == 300


def test_a_scan_without_text_is_said_to_be_one():
    layer = textlayer.read(content_of(2, blank=True))
    assert (layer.text, layer.pages) == ("", 2)
    assert "没有文字层" in layer.remark
    assert textlayer.read(content_of()).remark == ""


def test_very_long_texts_are_cut(monkeypatch):
    monkeypatch.setattr(textlayer, "MOST_SIGNS", 10)
    layer = textlayer.read(content_of(5))
    assert layer.pages_read == 1


def test_threads_read_one_after_the_other():
    content, seen = content_of(3), []
    threads = [
        threading.Thread(target=lambda: seen.append(textlayer.read(content).pages))
        for _number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [3, 3, 3, 3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 nothing else", "已损坏"),
        (b"", "空"),
        (b"MZ\x90\x00 program", "程序"),
        (b"\xd0\xcf\x11\xe0 old", "旧版"),
    ],
    ids=["damaged", "empty", "program", "old office"],
)
def test_a_bad_file_is_refused_by_name_and_nothing_is_registered(everybody, content, words):
    with pytest.raises(Violation) as refusal:
        register(everybody, files=[pdf("好.pdf"), upload(content, "坏.pdf")])
    assert refusal.value.field == "scans"
    assert "坏.pdf" in refusal.value.sentence
    assert words in refusal.value.sentence
    assert not IncomingDocument.objects.exists()
    assert not AttachedText.objects.exists()
    assert register(everybody).number == "收〔2026〕1号"


def test_a_protected_pdf_is_refused_in_words(everybody):
    with pytest.raises(Violation) as refusal:
        register(everybody, files=[upload(content_of(password="禾苗"))])
    assert "密码" in refusal.value.sentence


def test_a_picture_named_pdf_is_kept_as_the_picture_it_is(everybody):
    document = register(everybody)
    ((kept, layer),) = services.file_attach(
        document_id=document.pk, files=[picture("扫描.pdf")], by=everybody.office
    )
    assert (kept.name, kept.media_type, layer) == ("扫描.png", "image/png", None)
    assert not AttachedText.objects.exists()


def test_files_are_added_by_the_office_until_it_is_filed(everybody):
    document = bring(everybody, T.HANDLING)
    with pytest.raises(Denied):
        services.file_attach(document_id=document.pk, files=[pdf()], by=everybody.drafter)
    services.file_attach(document_id=document.pk, files=[pdf()], by=everybody.office, note="二")
    assert attachments.of(document).get().note == "二"
    filed = bring(everybody, T.ARCHIVED)
    with pytest.raises(Violation):
        services.file_attach(document_id=filed.pk, files=[pdf()], by=everybody.office)
    assert papers.of(filed).get().kind == "收文处理单"
