"""The template workbook: titles with notes, drop-downs, sample rows, a sheet of explanations."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from core.imports.files import column_letters
from core.imports.specs import Column, ImportSpec
from core.imports.workbooks import DATA_SHEET

EXPLANATIONS = "说明"
OPTIONS = "选项"
_FONT = "Microsoft YaHei"
# A drop-down written into the cell holds 255 characters; longer ones refer to a sheet.
_LONGEST_LIST = 255


def template_workbook(spec: ImportSpec) -> bytes:
    """An XLSX to be filled in for this import."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    data = workbook.add_worksheet(DATA_SHEET)
    explanations = workbook.add_worksheet(EXPLANATIONS)
    options = workbook.add_worksheet(OPTIONS)
    options.hide()
    _write_data(workbook, data, options, spec)
    _write_explanations(workbook, explanations, spec)
    workbook.close()
    return target.getvalue()


def _write_data(workbook: Any, sheet: Any, options: Any, spec: ImportSpec) -> None:
    title = workbook.add_format(
        {"bold": True, "bg_color": "#E8EFE9", "border": 1, "font_name": _FONT, "text_wrap": True}
    )
    must = workbook.add_format(
        {
            "bold": True,
            "bg_color": "#E8EFE9",
            "border": 1,
            "font_name": _FONT,
            "font_color": "#9C1C1C",
            "text_wrap": True,
        }
    )
    sample = workbook.add_format({"italic": True, "font_color": "#7A7A7A", "num_format": "@"})
    as_text = workbook.add_format({"num_format": "@"})
    for index, column in enumerate(spec.columns):
        # Text format keeps long codes and leading zeros as they are typed.
        sheet.set_column(index, index, column.width, as_text)
        marked = f"{column.label}*" if column.required else str(column.label)
        sheet.write_string(0, index, marked, must if column.required else title)
        sheet.write_comment(0, index, _note(column), {"x_scale": 1.6, "y_scale": 1.2})
        for place, example in enumerate(column.samples, start=1):
            sheet.write_string(place, index, example, sample)
        _drop_down(sheet, options, index, column, spec.most_rows)
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 30)


def _drop_down(sheet: Any, options: Any, index: int, column: Column, most_rows: int) -> None:
    labels = [label for _value, label in column.options()]
    if not labels:
        return
    source: Any = labels
    if len(",".join(labels)) > _LONGEST_LIST:
        for row, label in enumerate(labels):
            options.write_string(row, index, label)
        letters = column_letters(index)
        source = f"={OPTIONS}!${letters}$1:${letters}${len(labels)}"
    sheet.data_validation(
        1,
        index,
        most_rows,
        index,
        {
            "validate": "list",
            "source": source,
            "error_title": _("Not in the list"),
            "error_message": _("Choose one of the values in the list."),
        },
    )


def _note(column: Column) -> str:
    parts = [_("Must be filled in.") if column.required else _("May stay blank.")]
    if column.help:
        parts.append(str(column.help))
    return "\n".join(parts)


def _write_explanations(workbook: Any, sheet: Any, spec: ImportSpec) -> None:
    bold = workbook.add_format({"bold": True, "font_name": _FONT})
    head = workbook.add_format({"bold": True, "bg_color": "#E8EFE9", "border": 1})
    cell = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 3, 44)
    sheet.set_column(4, 4, 24)
    sheet.write_string(0, 0, str(spec.title), bold)
    lines = _explanations(spec)
    for row, line in enumerate(lines, start=1):
        sheet.write_string(row, 0, line)
    top = len(lines) + 2
    titles = (_("Column"), _("Required"), _("How to fill it in"), _("Values"), _("Example"))
    for index, title in enumerate(titles):
        sheet.write_string(top, index, title, head)
    for row, column in enumerate(spec.columns, start=top + 1):
        values = _("; ").join(label for _value, label in column.options())
        required = _("yes") if column.required else _("no")
        texts = (str(column.label), required, str(column.help), values, column.samples[0])
        for index, text in enumerate(texts):
            sheet.write_string(row, index, text, cell)


def _explanations(spec: ImportSpec) -> list[str]:
    keys = _(" + ").join(str(spec.column(name).label) for name in spec.key)
    lines = [
        _("Fill in the sheet “数据” from row 2 on; the two sample rows may stay or be deleted."),
        _("Titles with * must be filled in. Do not merge cells and do not use formulas."),
        _("Records are recognised by: %(keys)s. A known one is changed, an unknown one added.")
        % {"keys": keys},
        _("A blank cell leaves what is stored as it is."),
        _("At most %(rows)s rows and 10 MB in one file.") % {"rows": f"{spec.most_rows:,}"},
    ]
    return [str(spec.intro), *lines] if spec.intro else lines
