"""What the province reads of duty: gaps, handovers, rosters, first reports (R39, R50, R55, R56)."""

from datetime import date

import pytest

from core.figures import Level, batch
from core.models.figures import FigureChange
from operations.duty import figures, services
from operations.duty.lifecycle import S
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.duty.conftest import AT, begin, enter, hand_over, moment, plan

TODAY = date(2026, 4, 8)


def county(values):
    """Numerator and denominator of the county."""
    (one,) = [value for value in values if value.level is Level.COUNTY]
    return int(one.numerator), None if one.denominator is None else int(one.denominator)


@pytest.mark.handbook(50)
def test_gaps_count_on_the_day_of_their_shift(people):
    shift = plan(people)
    services.shift_begin(shift_id=shift.pk, by=people.duty, at=moment(3, 9, 30))
    hand_over(people, shift, at=moment(3, 16, 30))
    assert county(figures.gaps(date(2026, 3, 3))) == (2, None)
    assert county(figures.gaps(date(2026, 3, 4))) == (0, None)
    assert list(figures.gap_days()) == [date(2026, 3, 3)]


@pytest.mark.handbook(55)
def test_handovers_are_missing_on_the_day_they_were_due(people, clock):
    """Signed the next morning; on Friday's next working day, Monday; and never."""
    for day, signed in ((3, moment(4, 8)), (6, moment(10, 8)), (11, None)):
        shift = begin(people, day)
        hand_over(people, shift)
        if signed:
            services.shift_take_over(shift_id=shift.pk, by=people.office, at=signed)
    clock.now = moment(11)
    found = {day: county(figures.handovers_missing(date(2026, 3, day)))[0] for day in range(3, 14)}
    assert {day for day, number in found.items() if number} == {9, 12}
    assert list(figures.handover_days()) == [date(2026, 3, 4), date(2026, 3, 9)]


@pytest.mark.handbook(39)
def test_holidays_without_a_roster_in_time(people, clock):
    made = [
        services.schedule_open(first_date=first, by=people.office, at=AT)
        for first in (date(2026, 4, 4), date(2026, 5, 1), date(2026, 6, 19))
    ]
    for schedule, at in zip(made, (moment(30), moment(27, month=4)), strict=False):
        services.schedule_publish(schedule_id=schedule.pk, by=people.office, at=at)
    due = [one.due_date for one in made]
    assert [county(figures.without_roster(day))[0] for day in due] == [0, 1, 1]
    assert county(figures.without_roster(date(2026, 3, 3))) == (0, None)
    clock.now = moment(1, month=5)
    assert sorted(figures.roster_days()) == due[:2]


@pytest.mark.handbook(56)
def test_first_reports_of_emergencies_in_time(people, on_duty):
    for minutes in (10, 31):
        enter(
            people,
            moment(3, 12),
            kind="emergency",
            occurred_at=moment(3, 11, 60 - minutes) if minutes < 31 else moment(3, 11, 29),
        )
    enter(people, result="已答复")
    assert county(figures.first_reports(date(2026, 3, 3))) == (1, 2)
    assert county(figures.first_reports(date(2026, 3, 4))) == (0, 0)
    assert list(figures.emergency_days()) == [date(2026, 3, 3)]


@pytest.mark.handbook(50, 55, 158)
def test_the_province_reads_a_month(people, in_county_a):
    late = plan(people)
    services.shift_begin(shift_id=late.pk, by=people.duty, at=moment(3, 9, 30))
    hand_over(people, late)
    with batch():
        facts.rebuild(in_county_a, today=TODAY, now=AT)
    assert facts.verify(in_county_a, today=TODAY) == []
    with province_context(inside=True):
        row = County.objects.get(code=in_county_a.code)
        line = selectors.one_unit(
            row, periods.Period.parse("2026-03"), level="county", code=row.code
        )
    assert line.cells["O-DUTYGAP"].measured.numerator == 1
    assert line.cells["O-HANDOVER"].measured.numerator == 1


def test_a_move_marks_the_days_it_changes(people):
    shift = plan(people)
    assert shift.status == S.PLANNED
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert {("O-DUTYGAP", date(2026, 3, 3)), ("O-HANDOVER", date(2026, 3, 4))} <= marked
