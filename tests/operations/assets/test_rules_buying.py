"""The rules of buying on values (R68–R75)."""

from decimal import Decimal

import pytest

from operations.assets.kinds import LISTED
from operations.assets.rules import buying as rules
from operations.assets.seeds import CLASSES
from tests.operations.assets.conftest import DAY, TODAY, refused

LEAST = {"least_price": 2000, "least_months": 12}
GOOD = {
    "item": "投影仪", "spec": "4000流明", "purpose": "培训", "quota": "无", "quantity": 1,
    "price": Decimal("2000.00"), "months": 12, "wanted": None, "today": TODAY,
}  # fmt: skip


# As the handbook has them, with the classes of a new county that they are in.
KINDS = {
    "台式电脑": "台式计算机", "复印机": "复印机", "打印机": "A4黑白打印机",
    "传真机": "其他办公设备", "扫描仪": "扫描仪", "移动硬盘": "其他信息化设备",
    "刻录机": "其他信息化设备", "笔记本": "便携式计算机", "投影仪": "投影仪",
    "相机": "照相机及器材", "麦克风": "其他办公设备",
}  # fmt: skip


@pytest.mark.handbook(69)
def test_every_listed_kind_has_its_class():
    names = {short: name for _code, short, name, _years in CLASSES}
    for kind, name in KINDS.items():
        assert names[next(short for word, short in LISTED if word in kind)] == name
    assert len(KINDS) == len(LISTED)


@pytest.mark.handbook(67)
def test_everything_is_asset_or_supply_and_nothing_is_both():
    for price in ("0.01", "1999.99", "2000.00", "88000.00"):
        for months in (1, 11, 12, 600):
            given = {"price": Decimal(price), "months": months, "as_fixed": False, **LEAST}
            words = rules.which_it_is(**given)
            assert ("属于固定资产" in words) != ("属于低值易耗品" in words), words


@pytest.mark.handbook(68, 70)
@pytest.mark.parametrize(
    ("price", "months", "fixed", "words"),
    [
        ("2000.00", 12, True, "属于固定资产"),
        ("1999.99", 12, False, "低于 ¥2,000.00"),
        ("2000.00", 11, False, "不满 12 个月"),
        ("1999.99", 11, False, "低于 ¥2,000.00"),
        ("400.00", 60, False, "低值易耗品"),
        ("999999.99", 600, True, "属于固定资产"),
    ],
)
def test_the_threshold_includes_its_number(price, months, fixed, words):
    given = {"price": Decimal(price), "months": months, **LEAST}
    assert rules.is_fixed(**given) is fixed
    assert words in rules.which_it_is(as_fixed=False, **given)
    rules.request_is_for_an_asset(as_fixed=True, **given)
    if fixed:
        rules.request_is_for_an_asset(as_fixed=False, **given)
        return
    assert "已勾选按固定资产管理" in rules.which_it_is(as_fixed=True, **given)
    field = "unit_price" if Decimal(price) < 2000 else "months"
    refused(
        lambda: rules.request_is_for_an_asset(as_fixed=False, **given),
        *(68, 70),
        field=field,
        words="请按低值易耗品申领",
    )


@pytest.mark.handbook(71)
@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("item", "item", " "),
        ("spec", "spec", ""),
        ("purpose", "purpose", ""),
        ("quota", "quota", ""),
        ("quantity", "quantity", 0),
        ("quantity", "quantity", 501),
        ("unit_price", "price", Decimal(0)),
        ("unit_price", "price", Decimal(10**9)),
        ("months", "months", 0),
        ("wanted_date", "wanted", TODAY - DAY),
    ],
)
def test_a_request_says_everything(field, name, value):
    rules.request_is_complete(**GOOD)
    rules.request_is_complete(**GOOD | {"wanted": TODAY})
    refused(lambda: rules.request_is_complete(**GOOD | {name: value}), 71, field=field)


@pytest.mark.handbook(72)
def test_buying_needs_the_list_and_a_reason_where_something_matches():
    rules.idle_list_was_seen(seen=True, shown=("1", "2"), idle=("2", "1"))
    for seen, shown, words in ((False, ("1",), "请先查看"), (True, (), "已有变化")):
        refused(
            lambda seen=seen, shown=shown: rules.idle_list_was_seen(
                seen=seen, shown=shown, idle=("1",)
            ),
            72,
            field="seen",
            words=words,
        )
    rules.buying_has_reason(matches=0, reason="")
    rules.buying_has_reason(matches=1, reason="内存不足")
    refused(
        lambda: rules.buying_has_reason(matches=3, reason=" "), 72, field="reason", words="3 件"
    )
    rules.reallocated_is_idle(chosen=(1, 2), idle=(1, 2, 3), quantity=2)
    for chosen in ((1, 9), (1,)):
        refused(
            lambda chosen=chosen: rules.reallocated_is_idle(chosen=chosen, idle=(1,), quantity=2),
            72,
            field="asset_ids",
        )


@pytest.mark.handbook(71, 74)
def test_an_approval_holds_its_days_and_the_last_one_counts():
    until = rules.valid_until(approved=TODAY, days=90)
    assert until == TODAY + 90 * DAY
    good = {"ordered": until, "approved": TODAY, "until": until, "arrived": until}
    rules.order_is_in_time(**good)
    for change, field in (
        ({"ordered": TODAY - DAY}, "ordered_date"),
        ({"ordered": until + DAY}, "ordered_date"),
        ({"arrived": TODAY}, "arrived_date"),
    ):
        refused(lambda change=change: rules.order_is_in_time(**good | change), 74, field=field)
    rules.day_is_not_ahead(day=TODAY, today=TODAY, field="arrived_date")
    refused(
        lambda: rules.day_is_not_ahead(day=TODAY + DAY, today=TODAY, field="arrived_date"),
        74,
        field="arrived_date",
    )
    rules.approval_has_run_out(until=TODAY - DAY, today=TODAY)
    refused(lambda: rules.approval_has_run_out(until=TODAY, today=TODAY), 74)
    rules.applicant_acts(mine=True, applicant="")
    refused(lambda: rules.applicant_acts(mine=False, applicant="卜小满"), 71, words="卜小满")


@pytest.mark.handbook(75)
def test_goods_are_compared_in_model_quantity_and_price():
    asked = ("A1", 2, Decimal("4999.00"))
    assert list(rules.differences(asked=asked, came=asked)) == []
    found = rules.differences(asked=asked, came=("A2", 1, Decimal("5000.00")))
    assert [one.split("：")[0] for one in found] == ["型号", "数量", "单价"]
    assert "¥5,000.00" in found[2]
    rules.nothing_differs(found=[])
    refused(lambda: rules.nothing_differs(found=found), 75, words="数量：申请 2，到货 1")
    rules.something_differs(found=found)
    refused(lambda: rules.something_differs(found=[]), 75)
    rules.order_names_dealer(dealer="商行", agreement="无")
    refused(lambda: rules.order_names_dealer(dealer="", agreement="无"), 75, field="dealer")
    refused(lambda: rules.order_names_dealer(dealer="商行", agreement=""), 75, field="agreement")
    good = {"spec": "A1", "quantity": 1, "price": Decimal(1)}
    rules.goods_are_counted(**good)
    for name, value in (("spec", ""), ("quantity", 0), ("price", Decimal(0))):
        refused(
            lambda name=name, value=value: rules.goods_are_counted(**good | {name: value}),
            75,
            field=f"came_{name}",
        )
