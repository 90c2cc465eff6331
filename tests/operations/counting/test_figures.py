"""What the province reads of counting: in time, agreement, overdue (R92, R94, K02, K19)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from console.home import registry
from core.figures import Level, batch
from core.models.figures import FigureChange
from operations.counting import figures, services, today
from operations.counting.kinds import Result
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.counting.conftest import (
    AT,
    BEGUN,
    DAY,
    DUE,
    answer_all,
    confirm,
    explain,
    settle,
    sign,
)


def county(values):
    """Numerator and denominator of the county."""
    (one,) = [value for value in values if value.level is Level.COUNTY]
    return int(one.numerator), None if one.denominator is None else int(one.denominator)


def close(people, count, at=AT, *, missing=0):
    """Counted and signed by both, so many not found."""
    for left in answer_all(count, people, but=missing):
        settle(count, people, left, Result.MISSING)
        explain(count, people, left, "look")
    sign(count, people, at=at)
    return confirm(count, people, at=at)


@pytest.mark.handbook(94)
def test_a_month_in_time_and_one_too_late(people, count, clock):
    close(people, count)
    july = services.count_open_month(month=date(2026, 7, 1), by=people.admin, at=AT + 30 * DAY)
    close(people, july, AT + 45 * DAY)
    clock.now = AT + 60 * DAY
    assert list(figures.due_days()) == [DUE, july.due_date]
    assert county(figures.closed_in_time(DUE)) == (1, 1)
    assert county(figures.closed_in_time(july.due_date)) == (0, 1)
    assert county(figures.closed_in_time(DUE + DAY)) == (0, 0)


@pytest.mark.handbook(94)
def test_an_open_count_is_overdue_from_the_day_after_its_window(people, count, clock):
    clock.now = AT + 30 * DAY
    found = {n: county(figures.late(DUE + timedelta(days=n)))[0] for n in (0, 1, 5)}
    assert found == {0: 0, 1: 1, 5: 1}
    close(people, count, AT + 8 * DAY)
    assert county(figures.late(DUE + 4 * DAY))[0] == 1
    assert county(figures.late(date(2026, 6, 10)))[0] == 0
    assert figures.late_days() == [DUE + DAY, date(2026, 6, 10)]


@pytest.mark.handbook(92)
def test_agreement_is_that_of_the_last_closed_count(people, count):
    assert county(figures.agreeing(DUE)) == (0, 0)
    close(people, count, missing=2)
    assert county(figures.agreeing(date(2026, 6, 1))) == (0, 0)
    assert county(figures.agreeing(date(2026, 6, 2))) == (4, 6)
    assert county(figures.agreeing(date(2026, 12, 31))) == (4, 6)
    assert list(figures.closed_days()) == [date(2026, 6, 2)]


@pytest.mark.handbook(92, 94, 158)
def test_the_province_reads_a_month_and_sees_the_lamp(people, count, in_county_a):
    close(people, count, AT + 10 * DAY, missing=1)
    with batch():
        facts.rebuild(in_county_a, today=date(2026, 6, 30), now=AT + 28 * DAY)
    assert facts.verify(in_county_a, today=date(2026, 6, 30)) == []
    with province_context(inside=True):
        row = County.objects.get(code=in_county_a.code)
        line = selectors.one_unit(
            row, periods.Period.parse("2026-06"), level="county", code=row.code
        )
    assert (line.cells["K02"].measured.value, line.cells["K02"].measured.denominator) == (0, 1)
    assert line.cells["K19"].measured.value == Decimal("83.33")
    from oversight.presentation import state

    assert state(line.cells["K02"]) == "low"


def test_a_move_marks_the_days_it_changes(people, count):
    close(people, count)
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert {("K02", date(2026, 6, 2)), ("K19", date(2026, 6, 2))} <= marked


@pytest.mark.handbook(92, 94)
def test_the_compliance_strip(people, count):
    assert today.in_time(date(2026, 6, 3)).tone == registry.WARN
    late = today.in_time(date(2026, 6, 8))
    assert late.tone == registry.BAD
    assert "2026-06" in str(late.sentence)
    close(people, count)
    assert today.in_time(date(2026, 6, 8)).tone == registry.GOOD
    july = services.count_open_month(month=date(2026, 7, 1), by=people.admin, at=AT + 30 * DAY)
    close(people, july, AT + 45 * DAY)
    assert today.in_time(date(2026, 7, 20)).tone == registry.WARN


def test_nothing_counted_is_no_finding_yet(people):
    assert today.in_time(DUE) is None


def test_the_workbench_names_what_runs(people, count):
    (soon,) = today.lines(people.office, date(2026, 6, 3))
    assert soon.tone == registry.WARN
    (late,) = today.lines(people.admin, date(2026, 6, 8))
    assert late.tone == registry.BAD
    assert today.lines(people.finance, date(2026, 6, 8)) == []
    assert BEGUN < AT
