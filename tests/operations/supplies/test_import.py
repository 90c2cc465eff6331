"""Opening balances from a spreadsheet, and the lists as files with their totals (R111)."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse

from core.imports import judge, spec_of
from operations.supplies import imports
from operations.supplies.kinds import Flow
from operations.supplies.models import Item, Movement
from tests.operations.supplies.conftest import AT, hold, item, place, stock
from tests.pages import text

TITLES = ["编码", "柜位", "数量", "单价", "单据起止号"]
# Not the sample row of the template, which is left out.
GOOD = ("C2a-01", "用品柜一·上层", "40", "1.50", "")


def book(*rows):
    """A file."""
    workbook = openpyxl.Workbook()
    workbook.active.append(TITLES)
    for row in rows:
        workbook.active.append(list(row))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def judged(people, *rows):
    """What the preview says."""
    return judge(spec_of("supplies-stock"), book(*rows), by=people.area_clerk)


@pytest.mark.handbook(111)
def test_opening_balances_come_in_and_a_second_time_change_nothing(people):
    rows = (GOOD, ("C2c-04", "库房货架", "10", "8", "0001–0500"))
    found = judged(people, *rows)
    assert not [row for row in found.rows if row.errors]
    assert not Movement.objects.exists()
    imports.STOCK.apply(found.rows, people.area_clerk)
    moved = Movement.objects.get(item__code="C2a-01")
    assert (moved.flow, moved.quantity, moved.value) == (Flow.OPENING, 40, Decimal(60))
    assert [row.state for row in judged(people, *rows).rows] == ["same", "same"]
    assert spec_of("supplies-stock").may(people.area_clerk)
    assert not spec_of("supplies-stock").may(people.staff)


@pytest.mark.handbook(100, 102, 111)
@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("X-9", *GOOD[1:]), "没有该编码"),
        (("C2a-01", "地下室", *GOOD[2:]), "不在"),
        (("C2a-01", "用品柜一·上层", "0", "1", ""), "数量须在"),
        (("C2a-01", "用品柜一·上层", "1", "-1", ""), "不能为负"),
        (("C2a-01", "用品柜一·上层", "1", "99999999999", ""), "核对位数"),
        (("C2a-01", "用品柜一·上层", "1000000", "10000", ""), "核对数量和单价"),
        (("C4-01", "库房货架", "1", "2000", ""), "固定资产"),
        (("C2c-04", "库房货架", "1", "8", ""), "起止号"),
    ],
)
def test_a_wrong_row_says_what_is_wrong(people, row, words):
    (found,) = judged(people, row).rows
    said = "".join(sentence for _column, sentence in found.errors)
    assert words in said or (words == "不在" and "用品柜一·上层" in said)


@pytest.mark.handbook(111)
def test_where_something_lies_already_nothing_is_overwritten(people):
    stock(people, "中性笔", 5)
    (found,) = judged(people, ("C2a-01", place().name, "40", "1.50", "")).rows
    assert "已有库存" in found.errors[0][1]


@pytest.mark.handbook(111, 152)
def test_stock_and_ledger_are_had_as_files_with_their_totals(desk_of, people):
    stock(people, "中性笔", 4, price="1.5")
    hold(people)
    desk = desk_of("area_clerk")
    for name, last in (("stock", 6), ("ledger", 1)):
        answer = desk.get(f"{reverse(f'supplies:{name}')}?export=xlsx")
        sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
        rows = list(sheet.iter_rows(values_only=True))
        total = next(row for row in rows if row[0] == "合计")
        assert total[-1] == last
    assert "卜**" in str(rows) or "卜*" in str(rows)
    assert item("中性笔").name not in str(rows)


@pytest.mark.handbook(111, 152)
def test_movements_are_listed_narrowed_and_had_as_a_file(desk_of, people):
    pens = stock(people, "中性笔", 4, price="1.5")
    hold(people)
    desk, page = desk_of("area_clerk"), reverse("supplies:movements")
    assert "export=csv" in text(desk.get(page))
    asked = f"{page}?export=csv&q=笔&flow=receipt&since=2026-03-24&until=2026-03-24"
    heads, line, total, _foot = csv.reader(StringIO(desk.get(asked).getvalue().decode("utf-8-sig")))
    told = dict(zip(heads, line, strict=True))
    assert (told["用品"], told["件数"], total[0], total[5]) == (pens.name, "4", "合计", "4")
    assert "没有符合条件" in text(desk.get(f"{page}?until=2026-03-01"))
    assert reverse("supplies:item", args=[pens.pk]) in text(desk.get(page))
    Item.objects.filter(pk=pens.pk).update(ended_date=AT.date())
    assert reverse("supplies:item", args=[pens.pk]) not in text(desk.get(page))
    assert desk_of("village").get(page).status_code == 403
