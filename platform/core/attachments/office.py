"""DOCX and XLSX: a ZIP with the right inside, no macros, and no bomb."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from core.errors import Violation

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
# A text file of one letter packs 1000:1; office files of real people stay far below 200:1.
MOST_RATIO = 200
_SMALL = 5 * 1024 * 1024
_TYPES = "[Content_Types].xml"


def media_type(content: bytes, *, field: str = "") -> str:
    """DOCX or XLSX. Raises Violation for other archives, macros, and packing bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _judge(package, field)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Violation(
            _("The file is damaged or protected by a password. Save it again and retry."),
            field=field,
        ) from None


def unpacks_safely(package: zipfile.ZipFile, *, field: str = "") -> None:
    """Refuse what would fill the memory when unpacked."""
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    bomb = unpacked > _SMALL and unpacked / packed > MOST_RATIO
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or bomb:
        raise Violation(
            _("The file unpacks to far more than it holds. Copy its content into a new file."),
            field=field,
        )


def _judge(package: zipfile.ZipFile, field: str) -> str:
    unpacks_safely(package, field=field)
    names = set(package.namelist())
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Violation(
            _("The file contains macros. Save it without macros (.docx or .xlsx) and retry."),
            field=field,
        )
    if _TYPES in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    raise Violation(
        _("Archives are not accepted. Unpack it and add the files one by one."), field=field
    )
