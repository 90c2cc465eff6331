"""Borrowed copies: every page bears the borrower's name and the day (P11)."""

from __future__ import annotations

import io
from datetime import date

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core import papers
from core.errors import Violation
from operations.archives.packages import PDF, one_at_a_time

TEMPLATE = "operations/archives/papers/mark.typ"


def marked(content: bytes, *, media_type: str, name: str, number: str, on: date) -> bytes:
    """A PDF or picture as a PDF whose pages bear the borrower and the day.

    name: the borrower's; number: of the file. Raises Violation for what cannot be opened.
    """
    pdf = content if media_type == PDF else _as_pdf(content)
    text = f"{name}　{on:%Y-%m-%d}　借阅"
    foot = f"{number}　借阅人：{name}　{on.year}年{on.month}月{on.day}日　不得复制、外传"
    with one_at_a_time:
        try:
            source = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            raise Violation(_("This part cannot be shown. Ask for the original.")) from None
        try:
            return _stamped(source, text=text, foot=foot)
        finally:
            source.close()


def _stamped(source: pypdfium2.PdfDocument, *, text: str, foot: str) -> bytes:
    """One mark for each size of page; most documents have one."""
    marks: dict[tuple[int, int], pypdfium2.PdfXObject] = {}
    for page in source:
        size = (round(page.get_width()), round(page.get_height()))
        if size not in marks:
            marks[size] = _mark(source, size, text=text, foot=foot)
        page.insert_obj(marks[size].as_pageobject())
        page.gen_content()
        page.close()
    target = io.BytesIO()
    source.save(target)
    return target.getvalue()


def _mark(
    source: pypdfium2.PdfDocument, size: tuple[int, int], *, text: str, foot: str
) -> pypdfium2.PdfXObject:
    width, height = size
    data = {"width": width, "height": height, "text": text, "foot": foot}
    overlay = pypdfium2.PdfDocument(papers.render(TEMPLATE, data))
    return overlay.page_as_xobject(0, source)


def _as_pdf(content: bytes) -> bytes:
    """A picture on a page of its own, upright."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(content)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
        picture.save(target, "PDF", resolution=150)
    return target.getvalue()
