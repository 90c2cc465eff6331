"""What an uploaded table file is, and its cells as text, whatever program wrote it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.errors import Violation

LARGEST_FILE = 10 * 1024 * 1024
MOST_COLUMNS = 200
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SEPARATORS = (",", "\t", ";", "，")


@dataclass(frozen=True)
class Table:
    """Cells as text, row by row, with the number each row has in the file.

    damaged: cells whose number the spreadsheet has rounded (more than 15 digits), as (row number,
    column index).
    """

    rows: list[tuple[int, list[str]]]
    damaged: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, index: int) -> str:
    """The cell as spreadsheets name it: (12, 2) → C12."""
    return f"{column_letters(index)}{row}"


def read_table(content: bytes, *, most_rows: int) -> Table:
    """Read an XLSX or CSV file; blank rows are left out, the first row is the header.

    Raises Violation for what is neither, for merged cells, formulas, too many rows.
    """
    from core.imports import workbooks

    if not content:
        raise Violation(_("The file is empty. Fill in the template and upload it again."))
    if len(content) > LARGEST_FILE:
        raise Violation(_("The file is larger than 10 MB. Split it into several files."))
    if content.startswith(_OLD_EXCEL):
        raise Violation(
            _(
                "This is an old or password-protected Excel file. Save it without a password as"
                " .xlsx and upload that."
            )
        )
    if content.startswith(_ZIP):
        return workbooks.read(content, most_rows=most_rows)
    return _read_csv(content, most_rows=most_rows)


def rows_fit(count: int, most_rows: int) -> None:
    """Raises Violation when there are more data rows than may come at once."""
    if count > most_rows:
        raise Violation(
            _("The file has %(count)s rows; at most %(most)s come at once. Split the file.")
            % {"count": f"{count:,}", "most": f"{most_rows:,}"}
        )


def formulas_found(cells: list[str]) -> Violation:
    """The refusal that names cells with formulas."""
    return Violation(
        _(
            "%(cells)s: formulas are not accepted. Copy the cells and paste them back as values"
            " only."
        )
        % {"cells": listed(cells)}
    )


def listed(cells: list[str], most: int = 5) -> str:
    """A1, B2, C3 and so on; at most five, then how many more."""
    text = _(", ").join(cells[:most])
    if len(cells) > most:
        text = _("%(cells)s and %(count)d more") % {"cells": text, "count": len(cells) - most}
    return text


def _read_csv(content: bytes, *, most_rows: int) -> Table:
    text = _decoded(content)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    formulas: list[str] = []
    try:
        for cells in reader:
            plain = [_plain_cell(cell) for cell in cells[:MOST_COLUMNS]]
            if any(plain):
                number = reader.line_num
                formulas += [
                    cell_name(number, index)
                    for index, cell in enumerate(plain)
                    if cell.startswith("=")
                ]
                rows.append((number, plain))
            if len(rows) > most_rows + 1:
                rows_fit(len(rows) - 1, most_rows)
    except csv.Error:
        raise Violation(
            _("Line %(line)d of the file cannot be read. Save it again as CSV or as .xlsx.")
            % {"line": reader.line_num}
        ) from None
    if formulas:
        raise formulas_found(formulas)
    return Table(rows=rows)


def _decoded(content: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else GB18030 as Chinese Excel writes it."""
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Violation(
        _("This is neither an Excel file (.xlsx) nor a CSV text. Use the template and retry.")
    )


def _plain_cell(cell: str) -> str:
    """Without blanks around, and without the apostrophe that our own exports set before = + - @."""
    cell = cell.strip().strip("\ufeff")
    if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@":
        return cell[1:] if cell[1] != "=" else cell
    return cell
