"""What is typed into an item's fields: what passes, what each refusal says, how it is shown."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clauses import R
from core.errors import Violation
from operations.casework.fields import FieldSpec, check_values, shown

KINDS = (
    "text", "longtext", "integer", "decimal", "money", "date", "choice", "multi", "phone",
    "account", "yesno",
)  # fmt: skip
CHOICES = ("现金", "微信", "支付宝")


def field(kind, **more):
    choices = CHOICES if kind in ("choice", "multi") else ()
    return FieldSpec("asked", "所问之事", kind, **{"choices": choices, **more})


def check(one, typed):
    return check_values([one], {"asked": typed}, stage=one.stage).get("asked")


def refusal(one, typed):
    with pytest.raises(Violation) as caught:
        check(one, typed)
    found = caught.value
    assert found.field == "details-asked"
    assert found.clauses == (R(121),)
    assert "所问之事" in found.sentence
    assert "%(" not in found.sentence
    return found.sentence


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", "  山核桃 \n 500克 ", "山核桃 500克"),
        ("text", "甲\x00乙\ud800", "甲乙"),
        ("text", 12, "12"),
        ("text", "字" * 200, "字" * 200),
        ("longtext", " 一\r\n\n 二  三 ", "一\n\n二 三"),
        ("integer", "12", 12),
        ("integer", 12, 12),
        ("integer", "１，２００", 1200),
        ("integer", "1,234,567", 1_234_567),
        ("integer", "12.0", 12),
        ("integer", "0", 0),
        ("decimal", "12.50", "12.5"),
        ("decimal", "100", "100"),
        ("decimal", 0.25, "0.25"),
        ("decimal", "１２．５", "12.5"),
        ("decimal", "-0", "0"),
        ("money", "1409.5", "1409.50"),
        ("money", "￥1,409.50元", "1409.50"),
        ("money", Decimal("3"), "3.00"),
        ("money", "999999999999.99", "999999999999.99"),
        ("date", "2026-11-03", "2026-11-03"),
        ("date", "2026/11/3", "2026-11-03"),
        ("date", "2026.11.3", "2026-11-03"),
        ("date", "2026年11月3日", "2026-11-03"),
        ("date", "20261103", "2026-11-03"),
        ("date", date(2026, 11, 3), "2026-11-03"),
        ("choice", " 微信 ", "微信"),
        ("multi", ["支付宝", "现金", "支付宝", ""], ["现金", "支付宝"]),
        ("multi", "微信", ["微信"]),
        ("multi", ("微信",), ["微信"]),
        ("phone", "138 1234 5678", "13812345678"),
        ("phone", "0556-8921345", "0556-8921345"),
        ("account", "6228 4804-0256 4890 018", "6228480402564890018"),
        ("account", "ab12", "AB12"),
        ("yesno", "是", True),
        ("yesno", "off", False),
        ("yesno", True, True),
        ("yesno", False, False),
        ("yesno", 0, False),
    ],
)
def test_what_passes_is_kept_clean(kind, typed, kept):
    found = check(field(kind), typed)
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        ("text", "字" * 201, "201"),
        ("longtext", "字" * 2001, "2001"),
        ("text", {"a": 1}, ""),
        ("text", ["甲"], ""),
        ("text", True, ""),
        ("integer", "十二", "十二"),
        ("integer", "12.5", "12.5"),
        ("integer", "1,2", "1,2"),
        ("integer", "5²", "5²"),
        ("integer", "1" * 5000, "1" * 30),
        ("integer", "1" * 21 + "x", ""),
        ("integer", "9999999999", "999999999"),
        ("integer", "-1", "0"),
        ("integer", "−1", "0"),
        ("integer", True, ""),
        ("decimal", "1e5", "1e5"),
        ("decimal", "NaN", "NaN"),
        ("decimal", float("inf"), "inf"),
        ("decimal", "1.23456", "1.23456"),
        ("money", "1409.505", "1409.505"),
        ("money", "$5", "$5"),
        ("money", "-5", "0"),
        ("money", "1000000000000", "999999999999.99"),
        ("date", "2026-02-29", "2026-02-29"),
        ("date", "2026-13-01", "2026-13-01"),
        ("date", "明天", "明天"),
        ("date", "0026-11-03", "0026-11-03"),
        ("date", "9999-01-01", "9999-01-01"),
        ("date", datetime(2026, 11, 3, 9), "2026-11-03"),  # noqa: DTZ001
        ("choice", "赊账", "现金、微信、支付宝"),
        ("choice", ["现金"], ""),
        ("multi", ["现金", "赊账"], "赊账"),
        ("multi", [["现金"]], ""),
        ("multi", {"现金": 1}, ""),
        ("phone", "1381234567", "10"),
        ("phone", "八百", "八百"),
        ("account", "123", "4"),
        ("account", "1" * 31, "30"),
        ("account", "****1234", "30"),
        ("account", "一二三四", "30"),
        ("yesno", "也许", ""),
        ("yesno", 2, ""),
        ("yesno", ["是"], ""),
    ],
)
@pytest.mark.handbook(121)
def test_what_is_wrong_is_refused_with_the_field_and_what_to_do(kind, typed, says):
    assert says in refusal(field(kind), typed)


def test_a_refused_account_is_not_repeated():
    assert "13700000000****" not in refusal(field("account"), "13700000000****")


def test_bounds_are_said_with_their_unit():
    years = field("integer", unit="年", min=1, max=3)
    assert check(years, "3") == 3
    assert "3年" in refusal(years, "4")
    assert "1年" in refusal(years, "0")
    share = field("decimal", unit="%", max=100)
    assert check(share, "100") == "100"
    assert "100%" in refusal(share, "100.1")
    assert check(field("integer", min=-40), "-40") == -40


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nothing", [None, "", "  ", "\u200b", "\x00", [], ["", " "]])
@pytest.mark.handbook(121)
def test_nothing_is_left_out_and_refused_where_it_is_wanted(kind, nothing):
    assert check_values([field(kind)], {"asked": nothing}, stage="apply") == {}
    assert check_values([field(kind)], {}, stage="apply") == {}
    refusal(field(kind, required=True), nothing)


def test_each_stage_asks_its_own_fields():
    asked = FieldSpec("goods", "商品", "text", required=True)
    outcome = FieldSpec("paid_on", "付款日期", "date", required=True, stage="finish")
    both = (asked, outcome)
    assert check_values(both, {"goods": "化肥", "paid_on": ""}, stage="apply") == {"goods": "化肥"}
    assert check_values(both, {"paid_on": "2026-11-03"}, stage="finish") == {
        "paid_on": "2026-11-03"
    }
    with pytest.raises(Violation, match="付款日期") as early:
        check_values(both, {"goods": "化肥", "paid_on": "2026-11-03"}, stage="apply")
    assert early.value.field == "details-paid_on"
    with pytest.raises(Violation, match="商品") as late:
        check_values(both, {"goods": "化肥", "paid_on": "2026-11-03"}, stage="finish")
    assert late.value.field == "details-goods"


def test_an_unknown_field_is_refused_by_its_key():
    with pytest.raises(Violation, match="colour") as caught:
        check_values([field("text")], {"asked": "甲", "colour": "red"}, stage="apply")
    assert caught.value.field == "details-colour"
    assert caught.value.clauses == (R(121),)


def test_answers_stand_in_the_order_of_the_form():
    first, second = FieldSpec("b", "乙", "text"), FieldSpec("a", "甲", "text")
    found = check_values([first, second], {"a": "1", "b": "2"}, stage="apply")
    assert list(found) == ["b", "a"]


@pytest.mark.parametrize(
    ("one", "value", "text"),
    [
        (field("text"), "山核桃", "山核桃"),
        (field("integer", unit="件"), 12, "12件"),
        (field("integer", unit="件"), 0, "0件"),
        (field("decimal", unit="%"), "2.5", "2.5%"),
        (field("money", unit="元"), "1409.50", "¥1,409.50"),
        (field("money", unit="元/公斤"), "8.00", "¥8.00/公斤"),
        (field("date"), "2026-11-03", "2026年11月3日"),
        (field("choice"), "微信", "微信"),
        (field("multi"), ["现金", "微信"], "现金、微信"),
        (field("yesno"), True, "是"),
        (field("yesno"), False, "否"),
        (field("phone"), "13812345678", "13812345678"),
        (field("phone", private=True), "13812345678", "138****5678"),
        (field("account", private=True), "6228480402564890018", "****0018"),
        (field("account", private=True), "1234", "****"),
        (field("text", private=True), "王小明", "王*明"),
    ],
)
def test_values_are_shown_in_words_and_private_ones_masked(one, value, text):
    assert shown([one], {"asked": value}) == [("所问之事", text)]


def test_what_has_no_value_is_not_shown():
    assert shown([field("text")], {}) == []
    assert shown([field("multi")], {"asked": []}) == []
    assert shown([field("text")], {"asked": None, "other": "x"}) == []


# Any JSON that a form or the API may bring.
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.dates(),
    st.text(st.characters(), max_size=60), st.text("0123456789.,-−¥元年月日 /", max_size=24),
)  # fmt: skip
anything = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.dictionaries(st.text(max_size=3), scalars, max_size=2),
)


def outcome(one, typed):
    try:
        return check_values([one], {"asked": typed}, stage="apply")
    except Violation as refused:
        return refused


@given(kind=st.sampled_from(KINDS), typed=anything)
def test_whatever_is_typed_is_refused_in_words_or_kept_as_json_for_good(kind, typed):
    one = field(kind)
    found = outcome(one, typed)
    if isinstance(found, Violation):
        assert "所问之事" in found.sentence
        assert found.field == "details-asked"
        return
    kept = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8"))
    assert kept == found
    assert "\x00" not in json.dumps(found, ensure_ascii=False)
    assert check_values([one], kept, stage="apply") == found
    assert len(shown([one], kept)) == len(found)


@given(st.integers(0, 999_999_999))
def test_integers_come_back(number):
    assert check(field("integer"), f"{number:,}") == number


@given(st.decimals(0, Decimal("999999999999.99"), places=2))
def test_money_comes_back_to_the_fen(amount):
    assert Decimal(check(field("money"), f"{amount:,}")) == amount
    assert check(field("money"), f"¥{amount}").partition(".")[2] == f"{amount:.2f}"[-2:]


@given(st.decimals(0, 999_999_999, places=4))
def test_decimals_come_back(number):
    assert Decimal(check(field("decimal"), str(number))) == number


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["{0:%Y-%m-%d}",
       "{0.year}年{0.month}月{0.day}日", "{0.year}/{0.month}/{0.day}", "{0:%Y%m%d}"]))  # fmt: skip
def test_dates_come_back(day, pattern):
    assert check(field("date"), pattern.format(day)) == day.isoformat()


@given(st.sets(st.sampled_from(CHOICES), min_size=1).map(list))
def test_choices_come_back_in_the_order_of_the_form(chosen):
    assert check(field("multi"), chosen) == sorted(chosen, key=CHOICES.index)


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=30))
def test_an_account_is_never_shown_whole(number):
    one = field("account", private=True)
    kept = check_values([one], {"asked": number}, stage="apply")
    assert kept == {"asked": number}
    [(_label, text)] = shown([one], kept)
    assert number not in text
    assert len(text) <= 8
