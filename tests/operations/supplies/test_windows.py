"""The windows of plan and issue: the handbook's vectors, and properties of three years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.supplies.rules import windows
from operations.supplies.rules.windows import READING_A, READING_B, READING_C
from tests.core.test_workcalendar import CALENDAR
from tests.operations.petitions.conftest import refused

# Handbook §1.10, 2026: days of the plan, days of issue, by month.
VECTORS = (
    (1, (21, 22, 23), (5, 6)),
    (2, (14, 24, 25), (5, 6)),
    (3, (23, 24, 25), (5, 6)),
    (4, (22, 23, 24), (7, 8)),
    (5, (21, 22, 25), (6, 7)),
    (6, (23, 24, 25), (5, 8)),
    (7, (22, 23, 24), (6, 7)),
    (8, (21, 24, 25), (5, 6)),
    (9, (22, 23, 24), (7, 8)),
    (10, (21, 22, 23), (8, 9)),
    (11, (23, 24, 25), (5, 6)),
    (12, (23, 24, 25), (7, 8)),
)
MONTHS = st.builds(date, st.integers(2025, 2027), st.integers(1, 12), st.just(1))


@pytest.mark.handbook(104, 108)
@pytest.mark.parametrize(("month", "plan", "issue"), VECTORS)
def test_the_handbooks_months(month, plan, issue):
    first = date(2026, month, 1)
    assert [day.day for day in windows.plan_window(CALENDAR, month=first)] == list(plan)
    assert [day.day for day in windows.issue_window(CALENDAR, month=first)] == list(issue)


@pytest.mark.handbook(104)
@given(MONTHS)
def test_the_days_of_the_plan_are_the_last_three_up_to_the_25th(month):
    days = windows.plan_window(CALENDAR, month=month)
    assert len(set(days)) == 3
    assert list(days) == sorted(days)
    assert all(CALENDAR.is_working(day) for day in days)
    assert days[-1] <= month.replace(day=25)
    after = days[-1] + timedelta(days=1)
    assert not list(CALENDAR.working_days(after, month.replace(day=25)))
    assert CALENDAR.working_days_between(days[0], days[-1]) == 2


@pytest.mark.handbook(108)
@given(MONTHS)
def test_the_days_of_issue_are_the_first_two_from_the_5th(month):
    first, second = windows.issue_window(CALENDAR, month=month)
    assert month.replace(day=5) <= first < second
    assert CALENDAR.add(first, 1) == second
    assert list(CALENDAR.working_days(month.replace(day=5), second)) == [first, second]


@pytest.mark.handbook(104)
@given(MONTHS, st.sampled_from((READING_B, READING_C)))
def test_the_other_readings_end_on_the_same_day(month, reading):
    days = windows.plan_window(CALENDAR, month=month, reading=reading)
    usual = windows.plan_window(CALENDAR, month=month, reading=READING_A)
    assert days[-1] == usual[-1]
    assert all(CALENDAR.is_working(day) for day in days)
    assert days[0] >= month.replace(day=1) or len(days) == 1


@pytest.mark.handbook(104)
def test_reading_b_begins_on_the_23rd_and_c_with_the_month():
    march, february = date(2026, 3, 1), date(2026, 2, 1)
    assert [d.day for d in windows.plan_window(CALENDAR, month=march, reading=READING_B)] == [
        *(23, 24, 25)
    ]
    found = windows.plan_window(CALENDAR, month=march, reading=READING_C)
    assert (found[0].day, found[-1].day) == (2, 25)
    # The 23rd is still a holiday.
    assert [d.day for d in windows.plan_window(CALENDAR, month=february, reading=READING_B)] == [
        *(24, 25)
    ]
    # From the 23rd to the 25th of July 2026 nothing is left on the weekend itself.
    january = date(2027, 1, 1)
    assert windows.plan_window(CALENDAR, month=january, reading=READING_B)[-1].month == 1


@pytest.mark.handbook(104, 107)
def test_late_is_refused_and_pointed_to_the_urgent_request():
    march = windows.plan_window(CALENDAR, month=date(2026, 3, 1))
    april = date(2026, 4, 1)
    given_ = {"month": april, "window": march, "handed_in_before": False}
    for day in march:
        windows.handed_in_in_time(today=day, **given_)
    refused(
        lambda: windows.handed_in_in_time(today=date(2026, 3, 26), **given_),
        104,
        107,
        words="办公用品购置申请单",
    )
    refused(lambda: windows.handed_in_in_time(today=date(2026, 3, 20), **given_), 104, words="届时")
    windows.handed_in_in_time(
        today=date(2026, 3, 30), month=april, window=march, handed_in_before=True
    )


@pytest.mark.handbook(104)
def test_the_make_up_saturday_of_february_counts():
    window = windows.plan_window(CALENDAR, month=date(2026, 2, 1))
    windows.handed_in_in_time(
        today=date(2026, 2, 14), month=date(2026, 3, 1), window=window, handed_in_before=False
    )


@pytest.mark.handbook(108)
def test_goods_are_issued_on_their_days_only():
    april = date(2026, 4, 1)
    window = windows.issue_window(CALENDAR, month=april)
    for day in window:
        windows.issued_in_time(today=day, month=april, window=window)
        windows.issued_in_time(today=day, month=date(2026, 3, 1), window=window)
    for today, month in ((date(2026, 4, 9), april), (window[0], date(2026, 5, 1))):
        refused(
            lambda today=today, month=month: windows.issued_in_time(
                today=today, month=month, window=window
            ),
            108,
        )


@pytest.mark.handbook(108)
@given(MONTHS, st.dates(date(2025, 1, 1), date(2027, 10, 31)))
def test_the_days_that_are_told_are_the_next_days_of_issue(month, today):
    found = windows.days_of_issue(CALENDAR, month=month, today=today)
    assert found == windows.issue_window(CALENDAR, month=found[0].replace(day=1))
    assert month <= found[0]
    assert today <= found[-1]
    sooner = windows.month_before(found[0])
    assert sooner < month or windows.issue_window(CALENDAR, month=sooner)[-1] < today


def test_months_and_periods():
    assert windows.next_month(date(2026, 12, 9)) == date(2027, 1, 1)
    assert windows.next_month(date(2026, 3, 31)) == date(2026, 4, 1)
    assert windows.month_before(date(2026, 1, 1)) == date(2025, 12, 1)
    may = date(2026, 5, 1)
    assert windows.period_of(month=may, period="month") == (may, date(2026, 6, 1))
    assert windows.period_of(month=may, period="quarter") == (date(2026, 4, 1), date(2026, 7, 1))
    assert windows.period_of(month=may, period="year") == (date(2026, 1, 1), date(2027, 1, 1))
