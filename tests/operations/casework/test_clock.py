"""The clocks of a case over 2025–2027: pauses, holidays, make-up days (R135, R136, §3.6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.workcalendar import DayMark, WorkCalendar
from operations.casework.clock import Light, due_after, dues, light

# 2026 as announced (handbook §3.6), enough of it for the vectors.
HOLIDAYS_2026 = (
    (date(2026, 1, 1), 3),
    (date(2026, 2, 15), 9),
    (date(2026, 4, 4), 3),
    (date(2026, 5, 1), 5),
    (date(2026, 6, 19), 3),
    (date(2026, 9, 25), 3),
    (date(2026, 10, 1), 7),
)
MAKE_UP_2026 = (
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
)
ONE = timedelta(days=1)


def calendar_2026() -> WorkCalendar:
    """The plain week of 2025 and 2027 around the announced year."""
    marks = {
        first + ONE * n: DayMark("holiday", "节日")
        for first, length in HOLIDAYS_2026
        for n in range(length)
    }
    marks |= {day: DayMark("make_up", "调休上班") for day in MAKE_UP_2026}
    return WorkCalendar(marks=marks)


CALENDAR = calendar_2026()
days = st.dates(date(2025, 1, 1), date(2027, 6, 30))


@pytest.mark.handbook(136)
@pytest.mark.parametrize(
    ("start", "promise", "due"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 2, 13), 5, date(2026, 2, 27)),
        (date(2026, 4, 30), 5, date(2026, 5, 11)),
        (date(2026, 9, 24), 5, date(2026, 10, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
    ],
)
def test_the_handbooks_vectors(start, promise, due):
    assert due_after(CALENDAR, start=start, days=promise, spans=(), today=start) == due


@st.composite
def courses(draw):
    """An acceptance, a promise, and pauses one after the other that begin before the end."""
    start = draw(days)
    promise = draw(st.integers(0, 40))
    spans, day = [], start
    for _number in range(draw(st.integers(0, 4))):
        first = day + ONE * draw(st.integers(0, 15))
        last = first + ONE * draw(st.integers(0, 30))
        spans.append((first, last))
        day = last
    return start, promise, spans, day + ONE


@pytest.mark.handbook(135, 136)
@given(courses())
def test_a_pause_gives_back_exactly_its_working_days(course):
    start, promise, spans, today = course
    due = due_after(CALENDAR, start=start, days=promise, spans=spans, today=today)
    plain = CALENDAR.add(start, promise)
    counted = 0
    moving = plain
    for first, last in spans:
        if first <= moving:
            counted += CALENDAR.working_days_between(first, last)
            moving = CALENDAR.add(plain, counted)
    assert due == moving
    assert due >= plain


@pytest.mark.handbook(136)
@given(courses(), st.integers(0, 20), st.integers(0, 40))
def test_the_dates_stand_in_order(course, extended, more):
    start, promise, spans, today = course
    legal = promise + extended + more
    found = dues(
        CALENDAR,
        accepted=start,
        promise=promise,
        extended=extended,
        legal=legal,
        spans=spans,
        today=today,
    )
    assert found.promised <= found.due <= found.legal


@pytest.mark.handbook(136)
@given(courses())
def test_what_is_due_ends_on_a_working_day(course):
    start, promise, spans, today = course
    due = due_after(CALENDAR, start=start, days=promise, spans=spans, today=today)
    assert due == start or CALENDAR.is_working(due)


@pytest.mark.handbook(135)
@given(days, st.integers(1, 30), st.integers(1, 60))
def test_a_pause_after_the_due_day_changes_nothing(start, promise, later):
    due = CALENDAR.add(start, promise)
    first = due + ONE * later
    spans = [(first, first + ONE * 10)]
    assert due_after(CALENDAR, start=start, days=promise, spans=spans, today=first) == due


@pytest.mark.handbook(135)
@given(days, st.integers(1, 30), st.integers(0, 60))
def test_while_it_waits_it_never_becomes_overdue(start, promise, waited):
    first = CALENDAR.add(start, promise)
    today = first + ONE * waited
    due = due_after(CALENDAR, start=start, days=promise, spans=[(first, None)], today=today)
    assert due >= CALENDAR.on_or_before(today) or due >= first
    assert CALENDAR.working_days_between(today, due) >= 0


@given(days, st.integers(1, 40))
def test_yellow_comes_at_seventy_per_cent_and_red_after_the_day(start, promise):
    due = CALENDAR.add(start, promise)
    for day in (start + ONE * n for n in range((due - start).days + 3)):
        shown = light(CALENDAR, due=due, days=promise, today=day, paused=False)
        left = CALENDAR.working_days_between(day, due)
        if day > due:
            assert shown is Light.RED
        elif left <= promise * 0.3:
            assert shown is Light.YELLOW
        else:
            assert shown is Light.GREEN


def test_a_clock_that_stands_still_has_no_light_of_its_own():
    day = date(2026, 3, 3)
    assert light(CALENDAR, due=day, days=1, today=day + 9 * ONE, paused=True) is Light.PAUSED


def test_a_promise_of_the_same_day_is_green_on_its_day():
    day = date(2026, 3, 3)
    assert light(CALENDAR, due=day, days=0, today=day, paused=False) is Light.GREEN
