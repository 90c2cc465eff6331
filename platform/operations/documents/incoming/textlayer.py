"""The words of a PDF, for the search: read once when it is attached, nothing is run."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pypdfium2
from django.utils.translation import gettext as _

from core.errors import Violation

# So many pages are read; what follows is kept, and said not to be searched.
MOST_PAGES = 200
MOST_SIGNS = 500_000
# A scan has a few stray signs at most.
FEWEST_SIGNS = 8
# PDFium is not made for two threads at once.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a PDF says. text: '' where it is pictures of pages."""

    pages: int
    pages_read: int
    text: str

    @property
    def remark(self) -> str:
        """What whoever attached it should know; '' when all is well."""
        if not self.text:
            return _("It is a scan without text; the search finds it by its title only.")
        if self.pages_read < self.pages:
            return _("It has %(pages)s pages; the search reads the first %(read)s.") % {
                "pages": self.pages,
                "read": self.pages_read,
            }
        return ""


def read(content: bytes, *, field: str = "") -> TextLayer:
    """The text layer. Raises Violation for a PDF that nobody can open."""
    with _one_at_a_time:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            raise Violation(
                _("The PDF is damaged and cannot be opened. Print it to a new PDF and add that."),
                field=field,
            ) from None
        try:
            return _layer(pdf)
        finally:
            pdf.close()


def _layer(pdf: pypdfium2.PdfDocument) -> TextLayer:
    pages = len(pdf)
    parts: list[str] = []
    signs = number = 0
    while number < min(pages, MOST_PAGES) and signs < MOST_SIGNS:
        page = pdf[number]
        words = page.get_textpage().get_text_bounded()
        page.close()
        parts.append(" ".join(words.replace("\x00", "").split()))
        signs += len(parts[-1])
        number += 1
    text = "\n".join(part for part in parts if part)
    return TextLayer(pages, number, text if len(text) >= FEWEST_SIGNS else "")
