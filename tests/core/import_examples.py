"""An import for tests: national days of the calendar, with every kind of column."""

import io
from datetime import UTC, datetime

import xlsxwriter

from core.imports import Column, ImportSpec, parsers
from core.imports.specs import CHANGED, NEW
from core.models import CalendarDay
from core.privacy import mask_phone

KINDS = [("holiday", "法定节假日"), ("make_up", "调休上班")]
TITLES = ["日期", "类别", "名称", "电话", "备注"]
SAMPLES = [
    ["2030-01-01", "法定节假日", "元旦", "13812345678", ""],
    ["2030-01-05", "调休上班", "元旦", "", ""],
]


def load_existing(keys):
    days = CalendarDay.objects.filter(date__in=[key[0] for key in keys], county_override=False)
    return {(day.date,): {"date": day.date, "kind": day.kind, "name": day.name} for day in days}


def check(rows, by):
    for row in rows:
        if row.values.get("name") == "愚人节":
            row.fail("name", "这不是节假日。")


def apply(rows, by):
    known = {
        day.date: day
        for day in CalendarDay.objects.filter(date__in=[row.values["date"] for row in rows])
    }
    for row in rows:
        values = {name: row.values[name] for name in ("kind", "name") if name in row.values}
        if row.state == CHANGED:
            for name, value in values.items():
                setattr(known[row.values["date"]], name, value)
    CalendarDay.objects.bulk_create(
        CalendarDay(
            date=row.values["date"], kind=row.values["kind"], name=row.values.get("name", "")
        )
        for row in rows
        if row.state == NEW
    )
    changed = [known[row.values["date"]] for row in rows if row.state == CHANGED]
    CalendarDay.objects.bulk_update(changed, ["kind", "name"])


def spec(**kwargs):
    given = {
        "key_name": "calendar-days",
        "title": "工作日历",
        "columns": (
            Column(
                "date",
                "日期",
                parsers.day,
                required=True,
                aliases=("放假日期",),
                help="放假或调休的日期。",
                samples=("2030-01-01", "2030-01-05"),
            ),
            Column(
                "kind", "类别", required=True, choices=KINDS, samples=("法定节假日", "调休上班")
            ),
            Column("name", "名称", parsers.text_of(10), samples=("元旦", "元旦")),
            Column("phone", "电话", parsers.phone, mask=mask_phone, samples=("13812345678", "")),
            Column("extra", "备注", choices=lambda: []),
        ),
        "key": ("date",),
        "load_existing": load_existing,
        "check": check,
        "apply": apply,
        "may": lambda actor: "province" in actor.posts or actor.user_id == 1,
        "after_url": "/console/calendar/",
        "after_label": "查看日历",
    }
    return ImportSpec(**{**given, **kwargs})


def xlsx(rows, *, merge="", formula="", sheet="数据", extra_sheet=False, numbers=False):
    """A workbook with these rows; rows[0] is the header."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    # The same rows must give the same bytes, whatever second it is.
    workbook.set_properties({"created": datetime(2026, 3, 2, 9, 0, tzinfo=UTC)})
    if extra_sheet:
        workbook.add_worksheet("说明").write_string(0, 0, "请看第二张表")
    page = workbook.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if numbers or not isinstance(cell, str):
                page.write(number, index, cell)
            else:
                page.write_string(number, index, cell)
    if merge:
        page.merge_range(merge, "合并")
    if formula:
        page.write_formula(formula, "=1+1")
    workbook.close()
    return target.getvalue()


def csv(rows, encoding="utf-8", separator=","):
    """The same as CSV."""
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)
