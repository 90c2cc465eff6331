"""Cards and movements as files, with their totals and names masked (R152)."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from core.models.audit import AuditEntry
from operations.assets import services
from operations.assets.lifecycle import P
from operations.assets.models import Asset
from tests.operations.assets.conftest import AT, bring, computers, department, person
from tests.operations.assets.test_keeping import issue
from tests.pages import text

CARDS, MOVEMENTS = reverse("assets:index"), reverse("assets:movements")


def rows_of(answer):
    """The file's rows from its heads on."""
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    return [list(row) for row in book.active.iter_rows(min_row=3, values_only=True)]


@pytest.fixture
def cards(people):
    """Two computers, one of them in use."""
    bring(people, P.REGISTERED)
    asset = Asset.objects.earliest("pk")
    issue(people, asset, person_id=person().pk)
    services.month_charge(month=AT.date(), by=people.finance, at=AT)
    return list(Asset.objects.order_by("number"))


@pytest.mark.handbook(85, 152)
def test_the_card_register_is_had_with_what_is_lost_and_left(cards, desk_of):
    clerk = desk_of("area_clerk")
    assert "export=csv" in text(clerk.get(CARDS))
    heads, *rows, total, foot = rows_of(clerk.get(f"{CARDS}?export=xlsx"))
    lines = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [line["资产编号"] for line in lines] == [one.number for one in cards]
    assert [(line["累计折旧"], line["净值"]) for line in lines] == [(69.43, 4929.57)] * 2
    assert [line["使用人"] for line in lines] == ["卜*满", "无（库存）"]
    summed = dict(zip(heads, total, strict=True))
    assert (total[0], summed["价格（元）"], summed["净值"]) == ("合计", 9998, 9859.14)
    assert "鄢青禾" in foot[0]
    narrowed = f"{CARDS}?export=xlsx&state=in_use&kind={computers().pk}&department="
    assert len(rows_of(clerk.get(f"{narrowed}{department().pk}"))) == 4
    entry = AuditEntry.objects.filter(action="list.export").latest("pk")
    assert (entry.changes["rows"], entry.clauses) == (1, [152])
    assert "在用" in entry.changes["filters"]


@pytest.mark.handbook(82, 152)
def test_movements_are_listed_narrowed_and_had_as_a_file(cards, desk_of):
    clerk = desk_of("area_clerk")
    assert "卜*满" in text(clerk.get(MOVEMENTS))
    answer = clerk.get(
        f"{MOVEMENTS}?export=csv&act=issued&q=二楼&since=2026-03-03&until=2026-03-03"
    )
    heads, line, total, foot = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert dict(zip(heads, line, strict=True))["变动"] == "领用"
    assert (total[0], total[8]) == ("合计", "4999.00")
    assert "导出" in foot[0]
    assert "没有符合条件" in text(clerk.get(f"{MOVEMENTS}?until=2026-03-02"))
    # Who keeps nothing has nothing to read.
    assert cards[0].number not in text(desk_of("staff").get(MOVEMENTS))
