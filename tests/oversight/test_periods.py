"""Periods: months, quarters, half-years, years."""

from datetime import date

import pytest

from oversight import periods
from oversight.periods import Period


@pytest.mark.handbook(157)
@pytest.mark.parametrize(
    ("text", "first", "last", "months"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), 1),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), 3),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30), 6),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), 12),
    ],
)
def test_a_period_reads_as_it_writes(text, first, last, months):
    period = Period.parse(text)
    assert (period.first, period.last, len(period.months)) == (first, last, months)
    assert str(period) == text


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "abc", "2026-1"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        Period.parse(text)


def test_periods_shift_and_know_the_year_before():
    assert str(Period.parse("2026-01").shifted(-1)) == "2025-12"
    assert str(Period.parse("2026-Q1").shifted(-1)) == "2025-Q4"
    assert str(Period.parse("2026-Q3").year_before()) == "2025-Q3"
    assert str(Period.around(date(2026, 11, 24), "half")) == "2026-H2"


def test_months_between_includes_both_ends():
    found = periods.months_between(date(2025, 11, 15), date(2026, 2, 1))
    assert found == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
