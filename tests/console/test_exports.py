"""Files of a list: totals, text that stays text, and memory that does not grow with the rows."""

import csv
import io
import tracemalloc
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import openpyxl
import pytest

from console.lists import Column, exports
from core.actor import Actor

COLUMNS = (
    Column("品名", "name"),
    Column("数量", "number", total=True),
    Column("金额", "amount", total=True),
    Column("日期", "day"),
    Column("时间", "at"),
)
GIVEN = {"filters": "全部", "by": Actor.system("测试员")}
ROWS = [
    SimpleNamespace(
        name="=1+1", number=2, amount=Decimal("1.50"), day=date(2026, 3, 3),
        at=datetime.fromisoformat("2026-03-03T09:00:00+08:00"),
    ),
    SimpleNamespace(name="笔", number=3, amount=Decimal("0.50"), day=None, at=None),
]  # fmt: skip


def test_a_workbook_sums_what_its_columns_say():
    content, count = exports.workbook("清单[1]", COLUMNS, ROWS, **GIVEN)
    sheet = openpyxl.load_workbook(io.BytesIO(content.read())).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert count == 2
    assert rows[0][0] == "清单[1]"
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1+1", "s")
    assert rows[3][3:] == [datetime(2026, 3, 3), datetime(2026, 3, 3, 9)]  # noqa: DTZ001 - a cell
    assert rows[5][:3] == ["合计", 5, 2]
    assert "测试员" in rows[6][0]
    plain = exports.workbook("清单", COLUMNS[:1], ROWS, **GIVEN)[0]
    assert "合计" not in str(list(openpyxl.load_workbook(plain).active.values))


def test_commas_separate_the_same():
    content, count = exports.comma_separated("清单", COLUMNS, ROWS, **GIVEN)
    rows = list(csv.reader(io.StringIO(content.read().decode("utf-8-sig"))))
    assert count == 2
    assert rows[1] == ["'=1+1", "2", "1.50", "2026-03-03", "2026-03-03 09:00"]
    assert rows[3] == ["合计", "5", "2.00", "", ""]
    assert rows[4][0].startswith("清单，全部")
    plain = exports.comma_separated("清单", COLUMNS[:1], [], **GIVEN)[0].read().decode()
    assert "合计" not in plain


@pytest.mark.parametrize("made", [exports.workbook, exports.comma_separated])
def test_ten_times_the_rows_take_no_more_memory(made):
    def most(rows):
        tracemalloc.start()
        content, count = made("清单", COLUMNS, (ROWS[0] for _number in range(rows)), **GIVEN)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        content.close()
        assert count == rows
        return peak

    most(10)
    # Twice: whoever measures coverage rebuilds code now and then, and that counts, too.
    assert min(most(3_000), most(3_000)) < most(300) + 200_000
