"""Working days: every vector of handbook §3.6, the windows of R104 and R108, deadlines in words."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workcalendar import DayMark, WorkCalendar, YearStatus
from core.workcalendar.seeds import announced, seed_rows, statutory
from core.workcalendar.wording import long_date, span


def calendar_of(rows):
    years = {}
    for row in rows:
        years[row.date.year] = YearStatus(row.status)
    marks = {row.date: DayMark(kind=str(row.kind), name=row.name) for row in rows}
    return WorkCalendar(marks=marks, years=years)


CALENDAR = calendar_of(seed_rows())


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2026, 9, 24), 5, date(2026, 10, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 10, 10), -3, date(2026, 9, 30)),
    ],
)
def test_working_days_after_a_day(start, days, due):
    assert CALENDAR.add(start, days) == due
    assert CALENDAR.working_days_between(start, due) == days


def test_working_days_of_every_month_of_2026():
    counts = [
        len(list(CALENDAR.working_days(date(2026, m, 1), date(2026, m, monthrange(2026, m)[1]))))
        for m in range(1, 13)
    ]
    assert counts == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert sum(counts) == 248


def test_make_up_days_of_2026_work_although_on_a_weekend():
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    made_up = [day for day in days if day.weekday() >= 5 and CALENDAR.is_working(day)]
    assert made_up == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]


WINDOWS = {
    1: ((21, 22, 23), (5, 6)),
    2: ((14, 24, 25), (5, 6)),
    3: ((23, 24, 25), (5, 6)),
    4: ((22, 23, 24), (7, 8)),
    5: ((21, 22, 25), (6, 7)),
    6: ((23, 24, 25), (5, 8)),
    7: ((22, 23, 24), (6, 7)),
    8: ((21, 24, 25), (5, 6)),
    9: ((22, 23, 24), (7, 8)),
    10: ((21, 22, 23), (8, 9)),
    11: ((23, 24, 25), (5, 6)),
    12: ((23, 24, 25), (7, 8)),
}


@pytest.mark.parametrize("month", WINDOWS)
def test_plan_window_and_issue_days_of_every_month_of_2026(month):
    plan, issue = WINDOWS[month]
    ending = CALENDAR.window_ending(date(2026, month, 25), 3)
    starting = CALENDAR.window_from(date(2026, month, 5), 2)
    assert tuple(day.day for day in ending) == plan
    assert tuple(day.day for day in starting) == issue
    assert not CALENDAR.window_is_provisional(ending + starting)


def test_a_window_in_a_year_without_schedule_is_provisional():
    assert CALENDAR.window_is_provisional(CALENDAR.window_ending(date(2027, 5, 25), 3))


def test_a_deadline_says_why_naming_holidays_and_make_up_days():
    deadline = CALENDAR.deadline(date(2026, 4, 30), 5, because="服务事项承诺5个工作日办结")
    assert deadline.date == date(2026, 5, 11)
    assert not deadline.provisional
    assert "服务事项承诺5个工作日办结" in str(deadline)
    assert "劳动节" in deadline.sentence
    assert span(date(2026, 5, 1), date(2026, 5, 5)) in deadline.sentence
    assert span(date(2026, 5, 9), date(2026, 5, 9)) in deadline.sentence
    assert long_date(date(2026, 5, 11)) in deadline.sentence


def test_an_ordinary_deadline_says_no_more_than_it_must():
    deadline = CALENDAR.deadline(date(2026, 11, 23), 1, because="x")
    assert deadline.date == date(2026, 11, 24)
    assert deadline.sentence.count("2026") == 2


def test_a_deadline_in_a_provisional_year_says_so():
    deadline = CALENDAR.deadline(date(2026, 12, 31), 3, because="x")
    assert deadline.provisional
    assert deadline.date == date(2027, 1, 6)
    assert "2027" in deadline.sentence
    assert "元旦" in deadline.sentence


def test_a_deadline_in_an_unannounced_year_follows_the_week_and_says_so():
    deadline = CALENDAR.deadline(date(2028, 12, 29), 1, because="x")
    assert deadline.date == date(2029, 1, 1)
    assert deadline.provisional
    assert CALENDAR.year_status(2029) is YearStatus.UNKNOWN
    assert "2029" in deadline.sentence
    before = CALENDAR.deadline(date(2026, 12, 30), 1, because="x")
    assert not before.provisional


def test_a_county_day_of_rest_without_a_name_is_named_by_its_kind():
    own = WorkCalendar(
        marks={date(2026, 11, 25): DayMark(kind="rest")}, years={2026: YearStatus.OFFICIAL}
    )
    deadline = own.deadline(date(2026, 11, 24), 1, because="x")
    assert deadline.date == date(2026, 11, 26)
    assert span(date(2026, 11, 25), date(2026, 11, 25)) in deadline.sentence


def test_deadlines_lie_ahead_and_within_reason():
    with pytest.raises(ValueError, match="ahead"):
        CALENDAR.deadline(date(2026, 1, 1), -1, because="x")
    with pytest.raises(ValueError, match="5000"):
        CALENDAR.add(date(2026, 1, 1), 5001)


def test_seeds_are_official_as_far_as_announced_and_statutory_beyond():
    assert all(row.status == "official" for row in announced(2026))
    assert announced(2027) == []
    days = {row.date: row for row in statutory(2027)}
    assert days[date(2027, 10, 1)].status == "provisional"
    assert days[date(2027, 2, 5)].name == "除夕"
    assert date(2027, 10, 5) not in days  # a day in lieu is a guess, not an announcement
    assert CALENDAR.year_status(2025) is YearStatus.OFFICIAL
    assert CALENDAR.year_status(2027) is YearStatus.PROVISIONAL


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(-60, 60))
def test_adding_lands_on_working_days_and_counts_back(start, days):
    due = CALENDAR.add(start, days)
    assert days == 0 or CALENDAR.is_working(due)
    if days > 0 or CALENDAR.is_working(start):
        assert CALENDAR.working_days_between(start, due) == days
