"""Amounts in capital numerals: the official vectors, and another implementation as oracle."""

import re
from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import money


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "人民币壹仟肆佰零玖元伍角"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("2000", "人民币贰仟元整"),
        ("10", "人民币壹拾元整"),
        ("100000000", "人民币壹亿元整"),
        ("10203.40", "人民币壹万零贰佰零叁元肆角"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角"),
        ("0", "人民币零元整"),
        ("-0.00", "人民币零元整"),
        ("-3.20", "人民币负叁元贰角"),
        ("1000000000000", "人民币壹万亿元整"),
        ("1200000000000", "人民币壹万贰仟亿元整"),
    ],
)
def test_handbook_amounts(amount, words):
    assert money.capital(Decimal(amount)) == words


@settings(max_examples=400)
@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_capitals_agree_with_another_implementation(fen):
    amount = Decimal(fen) / 100
    assert money.capital(amount).removeprefix("人民币") == cn2an.an2cn(str(amount), "rmb")


@settings(max_examples=300)
@given(st.integers(0, 15), st.integers(1, 9999), st.integers(0, 9999))
def test_capitals_agree_where_zeros_abound(power, high, low):
    amount = Decimal(high * 10**power + low) / 100
    if amount < money.LIMIT:
        assert money.capital(amount).removeprefix("人民币") == cn2an.an2cn(str(amount), "rmb")


DIGITS = {word: number for number, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
AMOUNT = re.compile(r"人民币(?:(.+)元)?(?:零?(.)角|零)?(?:(.)分|整)?")


def value_of(words):
    """The amount that the words say, read from the left."""
    whole, jiao, fen = AMOUNT.fullmatch(words).groups()
    cents = 10 * DIGITS[jiao or "零"] + DIGITS[fen or "零"]
    return Decimal(integer(whole or "") * 100 + cents) / 100


def integer(words):
    """A whole number in words: 亿 before 万 before the rest."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        high, found, low = words.rpartition(unit)
        if found:
            return integer(high) * size + integer(low)
    total, digit = 0, 0
    for sign in words:
        total += digit * PLACES.get(sign, 0)
        digit = 0 if sign in PLACES else DIGITS[sign]
    return total + digit


@settings(max_examples=500)
@given(st.integers(0, 99_999_999_999) | st.integers(0, 999_999).map(lambda n: n * 100_000))
def test_amounts_up_to_a_thousand_million_can_be_read_back(fen):
    amount = Decimal(fen) / 100
    words = money.capital(amount)
    assert value_of(words) == amount
    assert words.removeprefix("人民币") == cn2an.an2cn(f"{amount:.2f}", "rmb")
    # 整 where nothing follows 元, and nowhere else; never two 零 in a row.
    assert words.endswith("整") == (fen % 100 == 0)
    assert "零零" not in words


def test_fractions_of_a_fen_are_not_cut_silently():
    with pytest.raises(ValueError, match="to_cents"):
        money.capital(Decimal("1.005"))
    assert money.capital(money.to_cents(Decimal("1.005"))) == "人民币壹元零壹分"


def test_amounts_beyond_the_unit_words_are_refused():
    with pytest.raises(ValueError, match="below"):
        money.capital(money.LIMIT)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.344", "2.34"), ("1", "1.00")],
)
def test_rounding_is_half_up(amount, rounded):
    assert money.to_cents(Decimal(amount)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "figures"), [("1409.5", "¥1,409.50"), ("-3.2", "-¥3.20"), ("0", "¥0.00")]
)
def test_figures_carry_the_sign_of_the_yuan(amount, figures):
    assert money.yuan(Decimal(amount)) == figures


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 15), "贰零贰陆年零壹月壹拾伍日"),
        (date(2026, 10, 20), "贰零贰陆年零壹拾月零贰拾日"),
        (date(2026, 2, 9), "贰零贰陆年零贰月零玖日"),
        (date(2026, 11, 30), "贰零贰陆年壹拾壹月零叁拾日"),
        (date(2026, 12, 11), "贰零贰陆年壹拾贰月壹拾壹日"),
        (date(2026, 3, 31), "贰零贰陆年叁月叁拾壹日"),
    ],
)
def test_bill_dates_in_capitals(day, words):
    assert money.capital_date(day) == words
