"""A list as XLSX: title, filters, masked values, who and when; text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from console.lists.columns import Column
from core.actor import Actor

# Names come from people: what begins with = or holds an address stays text.
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(
    title: str, columns: Sequence[Column], rows: Iterable[Any], *, filters: str, by: Actor
) -> tuple[bytes, int]:
    """The file, and how many rows it has."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, SAFE)
    sheet = book.add_worksheet(title[:31].translate(str.maketrans("", "", "[]:*?/\\")) or "1")
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, filters)
    sheet.set_column(0, len(columns) - 1, 16)
    for place, column in enumerate(columns):
        sheet.write_string(2, place, str(column.title), head)
    sheet.freeze_panes(3, 1)
    count = 0
    for row in rows:
        count += 1
        for place, column in enumerate(columns):
            _write(sheet, (count + 2, place), column.exported(row), (day, minute))
    sheet.write_string(count + 4, 0, _foot(by))
    book.close()
    return buffer.getvalue(), count


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


def _foot(by: Actor) -> str:
    return _("Exported by %(name)s at %(time)s") % {
        "name": by.signature,
        "time": f"{timezone.localtime():%Y-%m-%d %H:%M}",
    }
