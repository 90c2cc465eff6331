"""The bytes of a package: are they still those that were filed, and how many pages are they?"""

from __future__ import annotations

import hashlib
import threading

import pypdfium2

from operations.archives.kinds import Fault
from operations.archives.models import ArchivedPart

PDF = "application/pdf"
# PDFium is not made for two threads at once.
one_at_a_time = threading.Lock()
_CHUNK = 1 << 20


def examine(part: ArchivedPart) -> None:
    """Compare a part with its hash and count its pages, once, on the part itself."""
    part.fault = fault_of(part)
    if part.fault:
        return
    if part.media_type == PDF:
        part.pages = _pages(content_of(part))
    elif part.media_type.startswith("image/"):
        part.pages = 1


def fault_of(part: ArchivedPart) -> Fault:
    """Is the stored file there, and to the byte what was filed?"""
    digest, size = hashlib.sha256(), 0
    try:
        with part.stored.storage.open(part.stored.name) as stored:
            while chunk := stored.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return Fault.MISSING
    same = size == part.size and digest.hexdigest() == part.sha256
    return Fault.NONE if same else Fault.CHANGED


def content_of(part: ArchivedPart) -> bytes:
    """The stored bytes. Raises FileNotFoundError."""
    with part.stored.storage.open(part.stored.name) as stored:
        return bytes(stored.read())


def _pages(content: bytes) -> int:
    """Pages of a PDF; 0 for one that cannot be opened, which is kept as it is."""
    with one_at_a_time:
        try:
            pdf = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return 0
        try:
            return len(pdf)
        finally:
            pdf.close()
