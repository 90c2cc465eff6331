"""Straight-line depreciation and the two ledgers on values (§3.4, R79)."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Violation
from operations.assets.rules import wearing as rules
from tests.operations.assets.conftest import TODAY, refused

PRICES = st.decimals("0.01", "9999999.99", places=2)


def monthly(price, years, regime="institution"):
    """What each month takes."""
    charged = [
        rules.worn(price=price, years=years, months=number, regime=regime)
        for number in range(years * 12 + 2)
    ]
    return [after - before for before, after in pairwise(charged)]


@pytest.mark.handbook(79)
@pytest.mark.parametrize(
    ("price", "years", "each", "last"),
    [
        ("4999.00", 6, "69.43", "69.47"),
        ("2000.00", 6, "27.78", "27.62"),
        ("12800.00", 8, "133.33", "133.65"),
    ],
)
def test_the_public_vectors(price, years, each, last):
    found = monthly(Decimal(price), years)
    assert found[: years * 12 - 1] == [Decimal(each)] * (years * 12 - 1)
    assert found[years * 12 - 1 :] == [Decimal(last), Decimal(0)]


@pytest.mark.handbook(79)
@given(price=PRICES, years=st.integers(1, 40), firm=st.booleans())
def test_no_month_gives_back_and_nothing_is_left_over(price, years, firm):
    regime = rules.ENTERPRISE if firm else rules.INSTITUTION
    found = monthly(price, years, regime)
    assert min(found) >= 0
    left = price - sum(found)
    assert left == (rules.to_cents(price * Decimal("0.05")) if firm else 0)


@pytest.mark.handbook(79)
def test_an_institution_begins_at_once_and_a_firm_with_the_next_month():
    booked = date(2026, 1, 31)
    for month, institution, firm in (
        (date(2025, 12, 1), 0, 0),
        (date(2026, 1, 1), 1, 0),
        (date(2026, 2, 1), 2, 1),
        (date(2027, 1, 1), 13, 12),
    ):
        worn = [
            rules.months_worn(booked=booked, month=month, regime=regime)
            for regime in (rules.INSTITUTION, rules.ENTERPRISE)
        ]
        assert worn == [institution, firm]


@pytest.mark.handbook(79)
def test_months_and_balances_are_possible():
    month = TODAY.replace(day=1)
    rules.month_has_begun(month=month, today=TODAY)
    ahead = date(2026, 4, 1)
    refused(lambda: rules.month_has_begun(month=ahead, today=TODAY), 79, field="month")
    rules.month_is_new(done=False)
    refused(lambda: rules.month_is_new(done=True), 79, field="month")
    rules.charged_by_one(mine=True, name="")
    with pytest.raises(Violation, match="祝望舒"):
        rules.charged_by_one(mine=False, name="祝望舒")
    rules.balance_is_possible(count=0, value=Decimal(0))
    refused(lambda: rules.balance_is_possible(count=-1, value=Decimal(0)), 79, field="count")
    refused(lambda: rules.balance_is_possible(count=0, value=Decimal(-1)), 79, field="value")
    assert rules.ledgers_differ(books=(1, Decimal(2)), things=(1, Decimal(3)))
    assert not rules.ledgers_differ(books=(1, Decimal(2)), things=(1, Decimal("2.00")))
