"""What the province reads of supplies (R104, R107, R109, R161)."""

from datetime import date
from decimal import Decimal

import pytest

from core.figures import batch
from core.money import to_cents
from operations.staff.models import Assignment
from operations.supplies import figures
from operations.supplies.lifecycle import S, U
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.supplies.conftest import DAY, ISSUE, TODAY, bring, hold, line, urgent


def county(values):
    """The county's count."""
    (one,) = values
    return int(one.numerator)


@pytest.mark.handbook(104, 107, 109, 161)
def test_plans_requests_and_issues_are_counted_on_their_days(people):
    bring(people, S.SUBMITTED, line(people))
    urgent(people, U.ASKED, line(people, "中性笔"))
    hold(people)
    for count, days, number in (
        (figures.planned, figures.planned_days, 1),
        (figures.urgent, figures.urgent_days, 2),
    ):
        assert county(count(TODAY)) == number
        assert county(count(TODAY + DAY)) == 0
        assert list(days()) == [TODAY]
    assert county(figures.issued(ISSUE.date())) == 1
    assert county(figures.spent(ISSUE.date())) == 2
    assert county(figures.spent(TODAY)) == 0
    assert list(figures.issued_days()) == [ISSUE.date()]


@pytest.mark.handbook(109, 158)
def test_supplies_per_head_are_told_in_yuan(people, in_county_a):
    hold(people)
    april = date(2026, 4, 30)
    with batch():
        facts.rebuild(in_county_a, today=april, now=ISSUE)
    assert facts.verify(in_county_a, today=april) == []
    heads = Assignment.objects.on(april).values("person").distinct().count()
    with province_context(inside=True):
        row = County.objects.get(code=in_county_a.code)
        month = periods.Period.parse("2026-04")
        line = selectors.one_unit(row, month, level="county", code=row.code)
    found = line.cells["SU-PERHEAD"].measured
    assert found.numerator == 2
    assert found.value == to_cents(Decimal(2) / heads)
