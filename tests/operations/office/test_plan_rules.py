"""The rules of two-weekly plans on values (R37-R42)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import Violation
from core.workcalendar import DayMark, WorkCalendar
from operations.office.rules import plans as rules

ANCHOR = date(2026, 1, 5)
# The first Monday of a cycle is a holiday, its Tuesday too.
CALENDAR = WorkCalendar(marks={date(2026, 11, day): DayMark("holiday", "假日") for day in (23, 24)})
START = date(2026, 11, 23)


def told(call, *args, **kwargs):
    """The field and the clauses of a refusal."""
    with pytest.raises(Violation) as found:
        call(*args, **kwargs)
    return found.value.field, [clause.number for clause in found.value.clauses]


@pytest.mark.handbook(38)
def test_cycles_of_fourteen_days_follow_each_other():
    """The handbook's vector: 23 November 2026 is day 1 of cycle 24."""
    found = rules.cycle_of(START, anchor=ANCHOR)
    assert (found.number, found.first, found.last) == (24, START, date(2026, 12, 6))
    assert rules.cycle_of(date(2026, 11, 22), anchor=ANCHOR).number == 23
    assert rules.cycle_of(date(2026, 12, 6), anchor=ANCHOR) == found
    days = [ANCHOR + timedelta(days=n) for n in range(400)]
    cycles = [rules.cycle_of(day, anchor=ANCHOR) for day in days]
    assert all(one.first <= day <= one.last for day, one in zip(days, cycles, strict=True))
    assert [one.number for one in cycles[::14]] == list(range(1, 30))
    assert told(rules.cycle_of, date(2026, 1, 4), anchor=ANCHOR) == ("", [38])


@pytest.mark.handbook(38)
def test_a_cycle_has_one_plan_with_something_in_it():
    assert told(rules.plan_is_new, exists=True) == ("", [38])
    rules.plan_is_new(exists=False)
    assert told(rules.something_is_planned, items=0) == ("", [38])
    rules.something_is_planned(items=1)


@pytest.mark.handbook(37)
def test_departments_enter_their_own():
    found = told(rules.departments_own, department=1, own=(2,), is_office=False)
    assert found == ("department_id", [37])
    rules.departments_own(department=1, own=(1, 2), is_office=False)
    rules.departments_own(department=1, own=(), is_office=False)
    rules.departments_own(department=1, own=(2,), is_office=True)


@pytest.mark.handbook(41)
def test_an_item_is_complete_and_lies_in_its_cycle():
    assert told(rules.item_is_complete, matter=" ", responsible="柏")[0] == "matter"
    assert told(rules.item_is_complete, matter="事", responsible=" ")[0] == "responsible"
    rules.item_is_complete(matter="事", responsible="柏")

    def lies(start, end):
        rules.item_lies_in_the_cycle(first=START, last=date(2026, 12, 6), start=start, end=end)

    lies(START, date(2026, 12, 6))
    assert told(lies, START, date(2026, 11, 22)) == ("end_date", [41])
    assert told(lies, date(2026, 11, 22), START) == ("start_date", [41, 38])
    assert told(lies, START, date(2026, 12, 7)) == ("end_date", [41, 38])


@pytest.mark.handbook(37, 40)
def test_who_adds_when():
    def add(collecting=False, merging=False, out=False, is_office=False, reason=""):
        rules.may_add(
            collecting=collecting, merging=merging, out=out, is_office=is_office, reason=reason
        )

    add(collecting=True)
    add(merging=True, is_office=True)
    add(out=True, reason="上级临时安排")
    assert told(add, merging=True) == ("", [37])
    assert told(add, out=True) == ("added_reason", [40])
    assert told(add, reason="晚了") == ("", [40])


@pytest.mark.handbook(37, 40)
def test_after_the_publication_nothing_is_changed():
    rules.may_change(collecting=True, merging=False, is_office=False)
    rules.may_change(collecting=False, merging=True, is_office=True)
    found = told(rules.may_change, collecting=False, merging=True, is_office=False)
    assert found == ("", [37])
    found = told(rules.may_change, collecting=False, merging=False, is_office=True)
    assert found == ("", [40])


@pytest.mark.handbook(40, 41)
def test_a_plan_ends_with_outcomes_and_a_summary():
    with pytest.raises(Violation, match="甲、乙"):
        rules.nothing_is_left_open(matters=["甲", "乙"])
    rules.nothing_is_left_open(matters=[])
    assert told(rules.summary_is_written, summary=" ") == ("summary", [40])
    rules.summary_is_written(summary="完成")


@pytest.mark.handbook(42)
def test_in_time_is_by_the_first_working_day():
    def in_time(*moment):
        at = datetime(*moment, tzinfo=UTC) if moment else None
        return rules.published_on_time(CALENDAR, start=START, published_at=at)

    assert not in_time()
    # Monday and Tuesday are holidays: Wednesday counts, until midnight in Shanghai.
    assert in_time(2026, 11, 25, 15, 59)
    assert not in_time(2026, 11, 25, 16, 0)
    assert in_time(2026, 11, 20, 1)
    assert rules.opens_on(CALENDAR, start=START, days=5) == date(2026, 11, 16)
