"""What was found, for people: the preview, the list of errors, the error workbook."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from core.imports.headers import ERROR_COLUMN
from core.imports.judging import CellError, Judged
from core.imports.specs import ERROR, Row
from core.imports.workbooks import DATA_SHEET

PREVIEW_ROWS = 100
STORED_ERRORS = 500
# Comments make a workbook heavy; beyond these the last column still says everything.
MOST_COMMENTS = 2_000


def preview(judged: Judged) -> list[dict[str, Any]]:
    """The first hundred rows as JSON: texts, old and new, errors beside their cells."""
    columns = [(column, dict(column.options())) for column in judged.mapping.columns.values()]
    rows = []
    for row in judged.rows[:PREVIEW_ROWS]:
        changed = set(row.changes)
        cells = []
        for column, options in columns:
            cells.append(
                {
                    "text": _shown(judged, row, column, options),
                    "before": column.show((row.before or {}).get(column.name), options)
                    if column.name in changed
                    else None,
                    "errors": [text for name, text in row.errors if name == column.name],
                }
            )
        rows.append({"number": row.number, "state": row.state, "cells": cells})
    return rows


def preview_titles(judged: Judged) -> list[str]:
    """The titles over the preview's cells."""
    return [str(column.label) for column in judged.mapping.columns.values()]


def error_list(errors: list[CellError]) -> list[dict[str, Any]]:
    """The first five hundred errors as JSON."""
    return [
        {"row": error.row, "cell": error.cell, "text": str(error)}
        for error in errors[:STORED_ERRORS]
    ]


def error_workbook(judged: Judged, errors: list[CellError]) -> bytes:
    """The same rows with red cells, comments, and a last column that says what is wrong.

    It can be corrected and uploaded again as it is: the last column is recognised and left out.
    """
    by_row: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for error in errors:
        by_row[error.row][error.index].append(f"{error.label}: {error.sentence}")
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = workbook.add_worksheet(DATA_SHEET)
    formats = {
        "text": workbook.add_format({"num_format": "@"}),
        "title": workbook.add_format({"bold": True, "bg_color": "#E8EFE9", "border": 1}),
        "wrong": workbook.add_format(
            {"num_format": "@", "bg_color": "#F8D7D7", "font_color": "#9C1C1C", "border": 1}
        ),
    }
    _write_rows(sheet, judged, by_row, formats)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return target.getvalue()


def _write_rows(
    sheet: Any,
    judged: Judged,
    by_row: dict[int, dict[int, list[str]]],
    formats: dict[str, Any],
) -> None:
    """Row by row from the top, as constant memory asks for."""
    (_number, titles), *rows = judged.table.rows
    kept = [index for index, title in enumerate(titles) if title != ERROR_COLUMN]
    for place, index in enumerate(kept):
        sheet.write_string(0, place, titles[index], formats["title"])
    sheet.write_string(0, len(kept), ERROR_COLUMN, formats["title"])
    sheet.set_column(0, len(kept) - 1, 18)
    sheet.set_column(len(kept), len(kept), 60)
    comments = 0
    for line, (number, cells) in enumerate(rows, start=1):
        wrong = by_row.get(number, {})
        for place, index in enumerate(kept):
            text = cells[index] if index < len(cells) else ""
            if index in wrong:
                sheet.write_string(line, place, text, formats["wrong"])
                comments += 1
                if comments <= MOST_COMMENTS:
                    sheet.write_comment(line, place, "\n".join(wrong[index]))
            elif text:
                sheet.write_string(line, place, text, formats["text"])
        if wrong:
            sentences = [sentence for index in sorted(wrong) for sentence in wrong[index]]
            sheet.write_string(line, len(kept), _("; ").join(sentences))


def _shown(judged: Judged, row: Row, column: Any, options: dict[Any, str]) -> str:
    """The value as stored; where it was refused, what stands in the file."""
    if column.name in row.values:
        return str(column.show(row.values[column.name], options))
    if row.state != ERROR:
        return ""
    index = judged.mapping.index_of(column.name)
    cells = judged.cells_of(row)
    typed = cells[index] if index is not None and index < len(cells) else ""
    return str(column.mask(typed)) if column.mask and typed else typed
