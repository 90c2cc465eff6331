"""XLSX of what is on the page: real numbers, the formulas in words, who took it and when."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from oversight.indicators import Indicator
from oversight.periods import Period
from oversight.presentation import value_text
from oversight.rules import SMALL
from oversight.selectors import Line, Overview
from oversight.series import Cell

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def overview(found: Overview, *, by: Actor) -> HttpResponse:
    """All counties."""
    return lines(_("All counties"), found.period, found.indicators, found.lines, by=by)


def lines(
    title: str, period: Period, indicators: Sequence[Indicator], rows: Sequence[Line], *, by: Actor
) -> HttpResponse:
    """Any table of units in a period."""
    buffer = io.BytesIO()
    # Texts that begin with = or + stay texts: names come from counties.
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    used = [one for one in indicators if any(one.code in line.cells for line in rows)]
    _figures_sheet(book, title, period, used, rows, by)
    _register_sheet(book, used)
    book.close()
    response = HttpResponse(buffer.getvalue(), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="countylink-{period}.xlsx"'
    return response


def _figures_sheet(  # noqa: PLR0917 - a private helper, read beside its callers
    book: xlsxwriter.Workbook,
    title: str,
    period: Period,
    indicators: Sequence[Indicator],
    rows: Sequence[Line],
    by: Actor,
) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    head = book.add_format({"bold": True, "font_size": 14})
    sheet = book.add_worksheet(_("Figures"))
    sheet.write(0, 0, f"{title} {period.label}", head)
    heads = [_("Code"), _("Unit"), _("Rank"), _("Points")]
    for one in indicators:
        name = f"{one.code} {one.figure.name}（{one.figure.unit}）"
        heads += [name, _("Numerator"), _("Denominator")]
    for column, text in enumerate(heads):
        sheet.write(2, column, text, bold)
    sheet.freeze_panes(3, 2)
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, len(heads), 12)
    for index, line in enumerate(rows, start=3):
        sheet.write(index, 0, line.code)
        sheet.write(index, 1, line.name)
        sheet.write(index, 2, line.rank if line.rank is not None else "—")
        sheet.write(index, 3, float(line.total) if line.total is not None else "—")
        for position, one in enumerate(indicators):
            _write_cell(sheet, index, 4 + position * 3, line, line.cells.get(one.code))
    footer = _("Exported by %(name)s at %(time)s") % {
        "name": by.name,
        "time": f"{timezone.localtime():%Y-%m-%d %H:%M}",
    }
    sheet.write(len(rows) + 4, 0, footer)


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, line: Line, cell: Cell | None
) -> None:
    if cell is None:
        return
    if not line.reported:
        sheet.write(row, column, _("not reported"))
        return
    if cell.measured.value is None:
        sheet.write(row, column, _("not applicable"))
        return
    if cell.indicator.figure.persons and 0 < cell.measured.numerator < SMALL:
        sheet.write(row, column, f"<{SMALL}")
        return
    # '≥7' is no number.
    value = value_text(cell) if cell.measured.at_least else float(cell.measured.value)
    sheet.write(row, column, value)
    sheet.write(row, column + 1, float(cell.measured.numerator))
    if cell.measured.denominator is not None:
        sheet.write(row, column + 2, float(cell.measured.denominator))


def _register_sheet(book: xlsxwriter.Workbook, indicators: Sequence[Indicator]) -> None:
    sheet = book.add_worksheet(_("Definitions"))
    heads = (_("Code"), _("Name"), _("Formula"), _("Clause"), _("Floor"), _("Target"), _("Weight"))
    for column, text in enumerate(heads):
        sheet.write(0, column, text)
    sheet.set_column(1, 2, 40)
    for row, one in enumerate(indicators, start=1):
        cells = (
            one.code,
            str(one.figure.name),
            str(one.figure.formula),
            one.figure.clause,
            one.floor,
            one.target,
            one.weight,
        )
        for column, value in enumerate(cells):
            number = float(value) if column >= len(cells) - 3 and value is not None else value
            sheet.write(row, column, number)
