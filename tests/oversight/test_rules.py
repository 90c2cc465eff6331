"""The measuring rules on values."""

import statistics
from datetime import date
from decimal import Decimal as D
from random import Random

import pytest

from core.errors import Violation
from core.figures import Kind
from oversight import rules
from oversight.rules import Measured

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.mark.handbook(158)
def test_flows_add_up_and_stocks_count_at_the_end():
    months = [D(3), D(9), D(5)], [None, None, None]
    assert rules.combine(Kind.FLOW, *months, stock=False).value == D(17)
    assert rules.combine(Kind.STOCK, *months, stock=True).value == D(5)


@pytest.mark.handbook(158)
def test_a_ratio_is_computed_from_sums_not_averaged():
    found = rules.combine(Kind.RATIO, [D(1), D(90)], [D(10), D(100)], stock=False)
    assert found.value == D("82.73")  # 91 ÷ 110, while the mean of both would be 50


@pytest.mark.handbook(158)
def test_a_prefecture_is_the_ratio_of_its_counties_sums():
    parts = [Measured(D(161), D(235), None), Measured(D(22), D(61), None)]
    assert rules.add_up(Kind.RATIO, parts).value == D("61.82")


@pytest.mark.handbook(158)
@pytest.mark.parametrize(
    ("counts", "value", "at_least"),
    [
        # 0 0 1 2 2: the third.
        ([2, 1, 2, 0], D(1), False),
        # 0 0 2 2: half way between the second and the third.
        ([2, 0, 2, 0], D(1), False),
        # 0 1: half a day.
        ([1, 1, 0, 0], D("0.5"), False),
        # 0 3+: between none and three or more.
        ([1, 0, 0, 1], D("1.5"), True),
        ([0, 0, 1, 2], D(3), True),
        ([0, 0, 2, 1], D(2), False),
        ([0, 0, 0, 0], None, False),
    ],
)
def test_a_median_is_the_middle_of_what_was_counted(counts, value, at_least):
    found = rules.median([D(count) for count in counts])
    assert (found.value, found.at_least, found.numerator) == (value, at_least, D(sum(counts)))


@pytest.mark.handbook(158)
def test_the_median_of_counties_is_that_of_all_their_stays_never_of_their_medians():
    quick, slow = [D(9), D(0), D(0)], [D(0), D(0), D(1)]
    parts = [rules.median(quick), rules.median(slow)]
    assert [part.value for part in parts] == [D(0), D(2)]
    whole = rules.add_up(Kind.MEDIAN, parts)
    assert (whole.value, whole.counts) == (D(0), (D(9), D(0), D(1)))


def test_medians_are_as_the_standard_library_has_them():
    numbers = Random(9704)
    for size in range(1, 60):
        days = [numbers.randrange(8) for _one in range(size)]
        found = rules.median([D(days.count(day)) for day in range(8)])
        assert found.value == D(str(statistics.median(days)))


@pytest.mark.handbook(159)
def test_nothing_to_divide_by_is_not_applicable():
    assert rules.measure(Kind.RATIO, D(0), D(0)).value is None
    assert rules.measure(Kind.RATIO, D(5), None).value is None


@pytest.mark.handbook(159)
def test_the_weight_of_what_is_not_applicable_is_spread_over_the_rest():
    # Handbook §4.4: with K11 not applicable, D = (6.40+4.00+3.00+2.00)·25/20 = 19.25.
    scores = [
        (D("6.40"), D(8)),
        (None, D(5)),
        (D("4.00"), D(4)),
        (D("3.00"), D(4)),
        (D("2.00"), D(4)),
    ]
    assert rules.spread(scores) == D("19.25")
    assert rules.spread([(None, D(5))]) is None


@pytest.mark.handbook(160)
@pytest.mark.parametrize(
    ("now", "before", "months", "change"),
    [
        (D(110), D(100), 12, D("10.00")),
        (D(90), D(100), 24, D("-10.00")),
        (D(110), D(100), 11, None),
        (D(110), D(0), 12, None),
        (D(110), None, 12, None),
        (None, D(100), 12, None),
    ],
)
def test_change_on_year_needs_twelve_months_and_something_before(now, before, months, change):
    assert rules.change_on_year(now, before, months_of_data=months) == change


@pytest.mark.handbook(163)
@pytest.mark.parametrize(
    ("value", "floor", "target", "weight", "points"),
    [
        (D(161) / D(235) * 100, 30, 80, 8, "6.16"),  # K04 of the handbook's vector
        (D(4), 20, 0, 5, "4.00"),  # K01: less is better
        (D(90), 60, 100, 5, "3.75"),
        (D(72), 40, 90, 8, "5.12"),
        (D(100), 50, 100, 4, "4.00"),
        (D(10), 30, 80, 8, "0.00"),
        (D(110), 0, 100, 4, "4.00"),
    ],
)
def test_points_between_floor_and_target(value, floor, target, weight, points):
    assert rules.score(value, floor=D(floor), target=D(target), weight=D(weight)) == D(points)


def test_no_points_for_what_is_not_applicable():
    assert rules.score(None, floor=D(0), target=D(1), weight=D(1)) is None


@pytest.mark.handbook(164)
def test_ties_share_a_rank_and_incomplete_data_have_none():
    totals = [("a", D(80)), ("b", D(90)), ("c", D(90)), ("d", None)]
    assert rules.ranks(totals) == {"a": 3, "b": 1, "c": 1, "d": None}


@pytest.mark.handbook(154)
@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([10, 2, 7], [10, None, None]),  # the second smallest hides with it
        ([10, 2, 1], [10, None, None]),
        ([10, 0, 7], [10, 0, 7]),
        ([2], [None]),
        ([3, 3], [3, 3]),
        ([2, 0], [None, 0]),
    ],
)
def test_cells_under_three_are_hidden_with_their_complement(cells, shown):
    assert rules.suppress(cells) == shown


@pytest.mark.handbook(157)
def test_a_month_is_locked_after_its_end():
    rules.month_is_over(date(2026, 10, 31), today=date(2026, 11, 1))
    with pytest.raises(Violation) as refusal:
        rules.month_is_over(date(2026, 11, 30), today=date(2026, 11, 30))
    assert refusal.value.clauses[0].number == 157


@pytest.mark.handbook(157)
def test_a_locked_month_and_a_reopening_without_reason_are_refused():
    with pytest.raises(Violation):
        rules.not_locked_twice(locked=True)
    with pytest.raises(Violation) as refusal:
        rules.reopening_has_reason("  ")
    assert refusal.value.field == "reason"
