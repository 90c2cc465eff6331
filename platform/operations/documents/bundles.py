"""Many approval sheets as one PDF: what the office prints for its paper files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import pypdfium2

from core import papers
from operations.archives.packages import one_at_a_time
from operations.documents.models import OutgoingDocument
from operations.documents.paperwork import FOLDER, KINDS, sheet_data

SHEET = f"{FOLDER}/sheet.typ"


def sheets(
    documents: Iterable[OutgoingDocument], *, told: Callable[[int], None] = lambda done: None
) -> bytes:
    """The sheet of each document in turn: the issued one where it is filed, else as it stands.

    Each begins on the front of a leaf, for printers that print both sides. told: called with the
    number done after each one.
    """
    book = pypdfium2.PdfDocument.new()
    try:
        for done, document in enumerate(documents, start=1):
            _append(book, _sheet(document))
            told(done)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()
    finally:
        book.close()


def _sheet(document: OutgoingDocument) -> bytes:
    issued = papers.of(document).filter(kind=KINDS["sheet"], voided_at=None).first()
    if issued is None:
        return papers.render(SHEET, sheet_data(document))
    with issued.file.open() as stored:
        return bytes(stored.read())


def _append(book: pypdfium2.PdfDocument, pdf: bytes) -> None:
    with one_at_a_time:
        source = pypdfium2.PdfDocument(pdf)
        try:
            if len(book) % 2:
                book.new_page(*book[0].get_size())
            book.import_pages(source)
        finally:
            source.close()
