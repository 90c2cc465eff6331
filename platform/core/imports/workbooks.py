"""XLSX files: looked into before they are read.

Calamine reads the values fast but tells nothing of formulas, and lays its cells out as one dense
grid; so the sheet's XML is scanned first for formulas and for cells far out (one value in
XFD1048576 would otherwise fill the memory).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree as ET  # DOCTYPEs are refused before parsing

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from core.attachments.office import unpacks_safely
from core.errors import Violation
from core.imports.files import MOST_COLUMNS, Table, cell_name, formulas_found, listed, rows_fit

DATA_SHEET = "数据"
LARGEST_PART = 64 * 1024 * 1024
# A float holds 15 digits; a longer number has been rounded by the spreadsheet already.
_ROUNDED_FROM = 10**15
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/>]|)>\s*(<(?:\w+:)?f\b)?")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLANK_ROWS_BETWEEN = 5_000


def read(content: bytes, *, most_rows: int) -> Table:
    """The data sheet's cells as text. Raises Violation."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            unpacks_safely(package)
            _parts_are_small(package)
            name, part = _data_sheet(package)
            _scan(package.read(part), most_rows)
        return _values(content, name, most_rows)
    except (
        zipfile.BadZipFile,
        CalamineError,
        ET.ParseError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ):
        raise Violation(
            _("The Excel file is damaged. Open it, save it again as .xlsx, and retry.")
        ) from None


def _parts_are_small(package: zipfile.ZipFile) -> None:
    if any(entry.file_size > LARGEST_PART for entry in package.infolist()):
        raise Violation(
            _("The file holds far more than rows of text. Copy the rows into the template.")
        )


def _data_sheet(package: zipfile.ZipFile) -> tuple[str, str]:
    """Name and part of the sheet called 数据, else of the first one."""
    sheets = _xml(package.read("xl/workbook.xml"))
    relations = _xml(package.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    named = [
        (element.get("name", ""), targets.get(element.get(_RELATION), ""))
        for element in sheets.iter()
        if element.tag.endswith("}sheet")
    ]
    if not named:
        raise KeyError("sheets")
    name, target = next((one for one in named if one[0] == DATA_SHEET), named[0])
    return name, target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _xml(part: bytes) -> ET.Element:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise ET.ParseError("DOCTYPE")
    return ET.fromstring(part)  # noqa: S314 - no DOCTYPE, no entities


def _scan(sheet: bytes, most_rows: int) -> None:
    """Refuse formulas and far-out cells."""
    formulas: list[str] = []
    for found in _CELL.finditer(sheet):
        reference = _REFERENCE.search(found[1])
        if reference is None:
            continue
        letters, row = reference[1].decode(), int(reference[2])
        if found[2]:
            formulas.append(f"{letters}{row}")
        elif len(letters) > 2 or row > most_rows + _BLANK_ROWS_BETWEEN:  # noqa: PLR2004 - AAA on
            _too_far(letters, row, most_rows)
    if formulas:
        raise formulas_found(formulas)


def _too_far(letters: str, row: int, most_rows: int) -> None:
    rows_fit(row - 1, most_rows)
    raise Violation(
        _(
            "Cell %(cell)s lies far outside the table. Delete it, or copy the rows into the"
            " template."
        )
        % {"cell": f"{letters}{row}"}
    )


def _values(content: bytes, name: str, most_rows: int) -> Table:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet = workbook.get_sheet_by_name(name)
    _nothing_is_merged(sheet.merged_cell_ranges or [])
    rows: list[tuple[int, list[str]]] = []
    damaged: set[tuple[int, int]] = set()
    top, left = sheet.start or (0, 0)
    for offset, values in enumerate(sheet.to_python(skip_empty_area=True)):
        number = top + offset + 1
        cells = [""] * left + [_text(value) for value in values[:MOST_COLUMNS]]
        if any(cells):
            rows.append((number, cells))
            damaged.update(
                (number, left + index)
                for index, value in enumerate(values)
                if isinstance(value, float) and abs(value) >= _ROUNDED_FROM
            )
    rows_fit(len(rows) - 1, most_rows)
    return Table(rows=rows, damaged=frozenset(damaged))


def _nothing_is_merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    if ranges:
        names = [
            f"{cell_name(first[0] + 1, first[1])}:{cell_name(last[0] + 1, last[1])}"
            for first, last in ranges
        ]
        raise Violation(
            _("%(cells)s: merged cells cannot be read. Unmerge them and fill in every cell.")
            % {"cells": listed(names)}
        )


def _text(value: Any) -> str:
    """A cell as a person reads it: no .0 after whole numbers, dates as 2026-11-24."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
