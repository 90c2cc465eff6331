"""A list as a file: title, filters, masked values, totals, who and when; text stays text.

Row by row into a file of the system's own: a hundred thousand rows take no more memory than ten.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from console.lists.columns import Column
from core import audit
from core.actor import Actor
from core.clauses import Clause, R
from core.imports.exporting import neutral

# Names come from people: what begins with = or holds an address stays text.
SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MEDIA: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class Totals:
    """The sums of the columns that say `total`, gathered while the rows go by."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.count = 0
        self._columns = columns
        self._sums = {place: Decimal(0) for place, one in enumerate(columns) if one.total}

    def through(self, rows: Iterable[Any]) -> Iterator[list[Any]]:
        """The values of each row, counted."""
        for row in rows:
            self.count += 1
            values = [column.exported(row) for column in self._columns]
            for place in self._sums:
                self._sums[place] += Decimal(str(values[place] or 0))
            yield values

    def line(self) -> list[Any]:
        """The word, and the sums below their columns; [] where nothing is summed."""
        if not self._sums:
            return []
        return [_("Total"), *(self._sums.get(place, "") for place in range(1, len(self._columns)))]


def answer(
    kind: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    filters: str,
    by: Actor,
    clauses: Sequence[Clause] = (R(152),),
) -> FileResponse:
    """What is filtered, masked, as XLSX or CSV; noted in the trail (R152)."""
    made = workbook if kind == "xlsx" else comma_separated
    content, count = made(title, columns, rows, filters=filters, by=by)
    note(title, count=count, filters=filters, by=by, clauses=clauses)
    return FileResponse(
        content, as_attachment=True, filename=f"{title}.{kind}", content_type=MEDIA[kind]
    )


def note(
    title: str, *, count: int, filters: str, by: Actor, clauses: Sequence[Clause] = (R(152),)
) -> None:
    """A list left the product as a file: which, how much of it, to whom (R152)."""
    audit.record(
        None,
        by=by,
        action="list.export",
        note=title,
        changes={"rows": count, "filters": filters},
        clauses=clauses,
    )


def workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Any], *, filters: str, by: Actor
) -> tuple[IO[bytes], int]:
    """The file as XLSX, and how many rows it has."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    book = xlsxwriter.Workbook(target, SAFE)
    sheet = book.add_worksheet(title[:31].translate(str.maketrans("", "", "[]:*?/\\")) or "1")
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    sheet.set_column(0, len(columns) - 1, 16)
    sheet.freeze_panes(3, 1)
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, filters)
    for place, column in enumerate(columns):
        sheet.write_string(2, place, str(column.title), head)
    totals = Totals(columns)
    for number, values in enumerate(totals.through(rows), start=3):
        for place, value in enumerate(values):
            _write(sheet, (number, place), value, formats)
    below = totals.count + 3
    for place, value in enumerate(totals.line()):
        _write(sheet, (below, place), value, formats)
    sheet.write_string(below + 1, 0, _foot(by))
    book.close()
    target.seek(0)
    return target, totals.count


def comma_separated(
    title: str, columns: Sequence[Column], rows: Iterable[Any], *, filters: str, by: Actor
) -> tuple[IO[bytes], int]:
    """The file as CSV, as spreadsheets read it, and how many rows it has."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    lines = csv.writer(text)
    lines.writerow([str(column.title) for column in columns])
    totals = Totals(columns)
    for values in totals.through(rows):
        lines.writerow([_plain(value) for value in values])
    if totals.line():
        lines.writerow([_plain(value) for value in totals.line()])
    lines.writerow([_plain(f"{title}，{filters}。{_foot(by)}")])
    text.flush()
    text.detach()
    target.seek(0)
    return target, totals.count


def _write(sheet: Any, cell: tuple[int, int], value: Any, formats: tuple[Any, Any]) -> None:
    """A text as text whatever it begins with, a number as a number, a day as a day."""
    if value is None:
        return
    day, minute = formats
    if isinstance(value, datetime):
        sheet.write_datetime(*cell, value, minute)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, value, day)
    elif isinstance(value, str):
        sheet.write_string(*cell, value)
    else:
        sheet.write_number(*cell, value)


def _plain(value: Any) -> Any:
    """A cell of text that no spreadsheet takes for a formula; numbers as they are."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return neutral(value) if isinstance(value, str) else value


def _foot(by: Actor) -> str:
    return _("Exported by %(name)s at %(time)s") % {
        "name": by.signature,
        "time": f"{timezone.localtime():%Y-%m-%d %H:%M}",
    }
