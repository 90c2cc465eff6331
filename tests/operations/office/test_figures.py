"""What the province reads of supervision: K03 and missed checks (R45, R47, R161)."""

from datetime import date

import pytest

from core.figures import Level, figure
from core.models.figures import FigureChange
from operations.office import figures, services
from operations.office.lifecycle import S
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.office.conftest import AT, DAY, bring, department, issue

DUE = date(2026, 3, 17)
TODAY = date(2026, 4, 2)


def county(values):
    """Numerator and denominator of the county."""
    (one,) = [value for value in values if value.level is Level.COUNTY]
    return int(one.numerator), None if one.denominator is None else int(one.denominator)


@pytest.mark.handbook(47)
def test_items_count_on_their_first_due_day(people):
    """In time; extended and closed late; open; called off before, and after."""
    bring(people, S.CLOSED)
    late = bring(people, S.REPORTED)
    services.supervision_confirm(item_id=late.pk, rating="fair", by=people.office, at=AT + 15 * DAY)
    issue(people)
    for after in (1, 20):
        item = issue(people)
        services.supervision_cancel(
            item_id=item.pk, by=people.leader, at=AT + after * DAY, reason="另有安排"
        )
    assert county(figures.on_time(DUE)) == (1, 4)
    assert county(figures.on_time(date(2026, 3, 18))) == (0, 0)
    assert list(figure("K03").change_days()) == [DUE]


@pytest.mark.handbook(45)
def test_open_items_without_a_check_are_counted_each_working_day(people):
    assert list(figures.unchecked_days()) == []
    item = issue(people)
    issue(people)
    services.check_record(item_id=item.pk, finding="normal", by=people.office, at=AT + DAY)
    assert county(figures.unchecked(date(2026, 3, 3))) == (0, None)
    assert county(figures.unchecked(date(2026, 3, 4))) == (1, None)
    assert county(figures.unchecked(date(2026, 3, 5))) == (2, None)
    assert county(figures.unchecked(date(2026, 3, 7))) == (0, None)
    days = list(figures.unchecked_days())
    assert days[0] == date(2026, 3, 4)
    assert date(2026, 3, 7) not in days


@pytest.mark.handbook(47, 158)
def test_the_province_reads_k03_of_a_month(people, in_county_a):
    bring(people, S.CLOSED)
    issue(people)
    facts.rebuild(in_county_a, today=TODAY, now=AT)
    assert facts.verify(in_county_a, today=TODAY) == []
    with province_context(inside=True):
        row = County.objects.get(code=in_county_a.code)
        line = selectors.one_unit(
            row, periods.Period.parse("2026-03"), level="county", code=row.code
        )
    measured = line.cells["K03"].measured
    assert (measured.numerator, measured.denominator) == (1, 2)


def test_a_move_marks_the_days_it_changes(people):
    issue(people)
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert {("K03", DUE), ("O-UNCHECKED", date(2026, 3, 3))} <= marked


@pytest.mark.handbook(42)
def test_periods_without_a_plan_are_counted_on_their_first_working_day(people):
    """Cycle 5 in time, cycle 6 a day late, cycle 7 never."""
    days = [date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 30)]
    plans = [services.plan_open(day=day, by=people.office, at=AT) for day in days]
    for plan, at in zip(plans, (AT - DAY, AT + 14 * DAY), strict=False):
        data = services.PlanItemData(
            department_id=department(),
            matter="拍摄短视频",
            responsible="卜知秋",
            start_date=plan.start_date,
            end_date=plan.end_date,
        )
        services.plan_item_add(plan_id=plan.pk, data=data, by=people.office, at=at)
        services.plan_merge(plan_id=plan.pk, by=people.office, at=at)
        services.plan_publish(plan_id=plan.pk, by=people.office, at=at)
    assert [county(figures.without_plan(day))[0] for day in days] == [0, 1, 1]
    assert county(figures.without_plan(date(2026, 3, 17))) == (0, None)
    assert sorted(figures.without_plan_days()) == days
    ends = [date(2026, 3, 15), date(2026, 3, 29), date(2026, 4, 12)]
    assert [county(figures.planned_in_time(day)) for day in ends] == [(1, 1), (0, 1), (0, 1)]
    assert sorted(figures.planned_days()) == ends
    assert county(figures.planned_in_time(date(2026, 3, 14))) == (0, 0)
