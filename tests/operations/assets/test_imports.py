"""Opening balances from a table: numbered here, known again, nothing half written."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import audit, imports, numbering
from core.errors import Denied
from core.models.audit import AuditEntry
from operations.assets import joints
from operations.assets.models import Asset, Custody
from operations.assets.services import cards_open
from tests.operations.assets.conftest import AT, person
from tests.operations.stations.test_imports import table

TITLES = [
    *("原编号", "资产名称", "资产分类", "型号", "规格", "生产厂家", "经销商", "价格（元）"),
    *("购置人", "验收人", "使用部门", "责任人", "存放地点", "保修情况", "资金来源", "入账日期"),
]


def row(number="旧-101", **more):
    """One thing of the old book; more: values by title."""
    values = {
        "原编号": number,
        "资产名称": "台式计算机",
        "资产分类": "台式计算机",
        "型号": "启明 D300",
        "规格": "8G",
        "生产厂家": "启明电子",
        "经销商": "不详",
        "价格（元）": "3999.00",
        "购置人": "不详",
        "验收人": "不详",
        "使用部门": "综合部",
        "存放地点": "一楼",
        "保修情况": "已过保",
        "资金来源": "县级资金",
        "入账日期": "2023-05-10",
    } | more
    return [values.get(title, "") for title in TITLES]


def judged(people, *rows):
    """The table as the pipeline judges it."""
    content = table(list(rows), titles=TITLES)
    return imports.judge(imports.spec_of("assets"), content, by=people.office)


def told(found):
    """Where a row is wrong, and what is said."""
    return [error for one in found.rows for error in one.errors]


@pytest.mark.handbook(78, 85)
def test_a_table_of_old_cards_comes_in_once(people):
    keeper = person()
    rows = (row(), row("旧-102", 责任人=keeper.name), row("旧-103", 入账日期="2024-01-02"))
    found = judged(people, *rows)
    assert told(found) == []
    found.spec.apply(found.rows, people.office)
    assert list(Asset.objects.order_by("pk").values_list("number", "status", "user_name")) == [
        ("980121-101-2023-0001", "stock", "无（库存）"),
        ("980121-101-2023-0002", "in_use", "卜小满"),
        ("980121-101-2024-0001", "stock", "无（库存）"),
    ]
    assert Custody.objects.get().person == keeper
    assert len(joints.to_give_back(keeper)) == 1
    assert {line.note[:4] for line in Asset.objects.first().movements.all()} == {"期初导入"}
    again = judged(people, *rows)
    assert told(again) == []
    again.spec.apply(again.rows, people.office)
    assert Asset.objects.count() == 3
    assert numbering.gaps("asset:980121-101", period="2023") == []
    assert audit.verify().ok


@pytest.mark.handbook(78)
@pytest.mark.parametrize(
    ("title", "value", "words"),
    [
        ("型号", "", ""),
        ("价格（元）", "0", "价格须大于零"),
        ("价格（元）", "99999999999", "核对位数"),
        ("价格（元）", "1000000000", "核对位数"),
        ("入账日期", "2999-01-01", "不能晚于今天"),
        ("资产分类", "飞船", ""),
        ("责任人", "没有此人", ""),
    ],
)
def test_a_wrong_cell_is_told(people, title, value, words):
    (error,) = told(judged(people, row(**{title: value})))
    assert words in error[1]


@pytest.mark.handbook(78, 82)
def test_a_card_that_is_known_changes_on_its_own_page(people):
    found = judged(people, row())
    found.spec.apply(found.rows, people.office)
    (error,) = told(judged(people, row(存放地点="二楼")))
    assert error[0] == "place"
    assert "在卡片页面修改" in error[1]
    Asset.objects.update(price=Decimal(1))
    assert told(judged(people, row()))[0][0] == "price"


def test_only_those_who_keep_the_ledger_may(people):
    spec = imports.spec_of("assets")
    assert spec.may(people.area_clerk)
    assert not spec.may(people.staff)
    with pytest.raises(Denied):
        cards_open(cards=[], by=people.staff, at=AT)


@pytest.mark.handbook(78, 85)
def test_many_cards_take_no_more_statements_than_few(people):
    keeper = person()

    def statements(first, last):
        rows = (
            row(f"旧-{n}", 责任人=keeper.name if n % 3 else "", 入账日期=f"20{20 + n % 5}-05-10")
            for n in range(first, last)
        )
        found = judged(people, *rows)
        assert told(found) == []
        with CaptureQueriesContext(connection) as captured:
            found.spec.apply(found.rows, people.office)
        return len(captured)

    few, many = statements(200, 210), statements(300, 420)
    assert many <= few
    assert Asset.objects.count() == 130
    assert AuditEntry.objects.filter(action="asset.enter").count() == 130
    for year in range(2020, 2025):
        assert numbering.gaps("asset:980121-101", period=str(year)) == []
