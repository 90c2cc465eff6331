"""Lists as XLSX with their totals: what is filtered, names masked (R152)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.papers.serving import unstored

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def listing(
    name: str, head: Sequence[Any], rows: Sequence[Sequence[Any]], *, by: Actor
) -> HttpResponse:
    """One row a line, numbers as numbers, their sums below; the export is in the trail."""
    audit.record(
        None, by=by, action="supply.export", changes={"rows": len(rows)}, clauses=(R(111), R(152))
    )
    content = _workbook([str(one) for one in head], rows, by)
    return unstored(content, name=f"{name}.xlsx", media_type=TYPE, inline=False)


def _workbook(head: list[str], rows: Sequence[Sequence[Any]], by: Actor) -> bytes:
    buffer = io.BytesIO()
    # Names come from people: a text that begins with = stays a text.
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Supplies"))
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, head, bold)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(head), 16)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, [_plain(one) for one in row])
    sheet.write_row(len(rows) + 1, 0, [_("Total"), *totals(rows, len(head))[1:]], bold)
    told = {"name": by.name, "time": f"{timezone.localtime():%Y-%m-%d %H:%M}"}
    sheet.write(len(rows) + 3, 0, _("Exported by %(name)s at %(time)s") % told)
    book.close()
    return buffer.getvalue()


def totals(rows: Sequence[Sequence[Any]], width: int) -> list[Any]:
    """The sums of the columns of numbers; nothing under the others."""
    found: list[Any] = []
    for place in range(width):
        column = [row[place] for row in rows]
        numbers = column and all(isinstance(one, int | Decimal) for one in column)
        found.append(_plain(sum(column)) if numbers else "")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) else str(value)
