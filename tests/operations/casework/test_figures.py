"""What the province reads of cases: K15, K16, K17, K26 (R136–R138, R153, R154, R161)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.figures import Level
from operations.casework import figures, services
from operations.casework.models import Case
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.casework.conftest import AT, DAY, FINISH, picture, request_of

FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)
TODAY = date(2026, 4, 2)


def at_county(values, level=Level.COUNTY):
    """{code: (numerator, denominator)} of one level."""
    return {
        value.code: (int(value.numerator), value.denominator and int(value.denominator))
        for value in values
        if value.level is level
    }


def complete(case: Case, by, at) -> Case:
    """Start and finish an assigned case."""
    services.case_start(case_id=case.pk, by=by, at=at)
    return services.case_finish(case_id=case.pk, by=by, at=at, result="已开店", details=FINISH)


@pytest.fixture
def several(desk, handler, chief, station, manager, office):
    """Two in time (one at the station), one late, one overdue, one waiting."""

    def taken(at=AT, **more):
        case = services.case_register(data=request_of(**more), by=desk, at=at, accept=True)
        return services.case_assign(case_id=case.pk, handler_id=handler.user_id, by=chief, at=at)

    own = {
        "channel": "station",
        "station_id": station.pk,
        "on_behalf": True,
    }
    complete(taken(), handler, AT + DAY)
    complete(taken(**own, consent=picture()), handler, AT + DAY)
    complete(taken(), handler, AT + timedelta(days=9))
    overdue = taken()
    waits = taken()
    services.case_start(case_id=waits.pk, by=handler, at=AT)
    services.case_wait(case_id=waits.pk, by=handler, at=AT + DAY, reason="等材料")
    return overdue


@pytest.mark.handbook(136, 161)
def test_in_time_overdue_and_waiting_are_told_apart(several, station):
    day = date(2026, 3, 4)
    assert at_county(figures.finished(day)) == {"980121": (2, None)}
    assert at_county(figures.in_time(day)) == {"980121": (2, None)}
    assert at_county(figures.finished(day), Level.TOWNSHIP) == {"980121100": (1, None)}
    assert at_county(figures.finished(day), Level.STATION) == {str(station.pk): (1, None)}
    assert at_county(figures.finished(day), Level.ITEM) == {"S01": (2, None)}
    late = date(2026, 3, 12)
    assert at_county(figures.finished(late)) == {"980121": (1, None)}
    assert at_county(figures.in_time(late)) == {"980121": (0, None)}
    assert at_county(figures.overdue(date(2026, 3, 10))) == {"980121": (0, None)}
    assert at_county(figures.overdue(date(2026, 3, 11))) == {"980121": (2, None)}
    assert at_county(figures.overdue(late)) == {"980121": (1, None)}


@pytest.mark.handbook(136)
def test_a_promised_step_in_time_counts_although_the_case_ends_later(handling, handler, finish):
    services.promise_keep(case_id=handling.pk, by=handler, at=AT + DAY)
    finish(handling, AT + timedelta(days=9))
    day = date(2026, 3, 12)
    assert at_county(figures.in_time(day)) == {"980121": (1, None)}
    assert at_county(figures.overdue(date(2026, 3, 11))) == {"980121": (0, None)}


@pytest.mark.handbook(136)
def test_what_was_ended_is_overdue_no_more(accepted, chief):
    services.case_end(case_id=accepted.pk, by=chief, at=AT + timedelta(days=10), reason="撤销")
    assert at_county(figures.overdue(date(2026, 3, 12))) == {"980121": (1, None)}
    assert at_county(figures.overdue(date(2026, 3, 13))) == {"980121": (0, None)}


# They say something without a record, and are counted by night.
TRAINING = {"K07", "K08", "K09", "K29"}


def refreshed(county, *days):
    """The facts brought up to date on each of these days, one after the other."""
    for day in days:
        facts.refresh(county, today=day, now=AT)
    found = facts.verify(county, today=days[-1])
    return [one for one in found if one.code not in TRAINING]


@pytest.mark.handbook(136)
def test_a_day_on_which_the_clock_stood_still_stays_so_when_the_case_is_ended(
    handling, handler, chief, county_a
):
    services.case_wait(case_id=handling.pk, by=handler, at=AT + DAY, reason="等材料")
    assert refreshed(county_a, date(2026, 3, 16)) == []
    services.case_end(case_id=handling.pk, by=chief, at=AT + timedelta(days=14), reason="撤销")
    assert at_county(figures.overdue(date(2026, 3, 13))) == {"980121": (0, None)}
    assert at_county(figures.overdue(date(2026, 3, 17))) == {"980121": (0, None)}
    assert refreshed(county_a, date(2026, 3, 17)) == []


@pytest.mark.handbook(136)
def test_a_clock_that_runs_on_without_a_working_day_lets_the_case_be_overdue(
    accepted, handler, chief, county_a
):
    friday = AT + 3 * DAY
    Case.objects.filter(pk=accepted.pk).update(promise_days=3, promised_date=friday.date())
    services.case_assign(case_id=accepted.pk, handler_id=handler.user_id, by=chief, at=AT)
    services.case_start(case_id=accepted.pk, by=handler, at=AT)
    services.case_wait(case_id=accepted.pk, by=handler, at=friday, reason="等材料")
    assert refreshed(county_a, date(2026, 3, 6), date(2026, 3, 7)) == []
    case = services.case_continue(case_id=accepted.pk, by=handler, at=friday + 2 * DAY)
    assert case.promised_date == date(2026, 3, 6)
    assert at_county(figures.overdue(date(2026, 3, 7))) == {"980121": (0, None)}
    assert at_county(figures.overdue(date(2026, 3, 8))) == {"980121": (1, None)}
    assert refreshed(county_a, date(2026, 3, 8)) == []


@pytest.mark.handbook(136)
def test_a_wait_that_is_stored_after_midnight_takes_the_overdue_day_back(
    handling, handler, county_a
):
    late = AT + timedelta(days=7, hours=14)
    assert handling.promised_date == date(2026, 3, 10)
    # The first job of the new day has been quicker than the last act of the old.
    assert refreshed(county_a, date(2026, 3, 11)) == []
    assert at_county(figures.overdue(date(2026, 3, 11))) == {"980121": (1, None)}
    services.case_wait(case_id=handling.pk, by=handler, at=late, reason="等材料")
    assert at_county(figures.overdue(date(2026, 3, 11))) == {"980121": (0, None)}
    assert refreshed(county_a, date(2026, 3, 11)) == []


@pytest.mark.handbook(121, 136)
def test_what_was_withdrawn_is_overdue_no_more(accepted, desk, county_a):
    assert refreshed(county_a, date(2026, 3, 12)) == []
    services.case_withdraw(case_id=accepted.pk, by=desk, at=AT + 10 * DAY, reason="不办了")
    assert at_county(figures.overdue(date(2026, 3, 12))) == {"980121": (1, None)}
    assert at_county(figures.overdue(date(2026, 3, 13))) == {"980121": (0, None)}
    assert refreshed(county_a, date(2026, 3, 13)) == []


@pytest.mark.handbook(137, 138)
def test_ratings_and_call_backs(finished, office):
    services.case_rate(case_id=finished.pk, level=1, at=AT + 2 * DAY)
    day = date(2026, 3, 5)
    assert at_county(figures.satisfied(day)) == {"980121": (0, 1)}
    assert at_county(figures.called_back(day)) == {"980121": (0, 1)}
    services.callback_record(
        case_id=finished.pk, by=office, at=AT + 9 * DAY, reached=True, said="已沟通"
    )
    assert at_county(figures.called_back(day)) == {"980121": (1, 1)}


@pytest.mark.handbook(136, 158, 159)
def test_the_province_puts_k15_together_and_leaves_few_ratings_out(several, county_a, desk):
    services.case_rate(
        case_id=Case.objects.filter(status="finished").first().pk, level=5, at=AT + 2 * DAY
    )
    facts.rebuild(county_a, today=TODAY, now=AT)
    assert facts.verify(county_a, today=TODAY) == []
    with province_context(inside=True):
        county = County.objects.get(code=county_a.code)
        line = selectors.one_unit(
            county, periods.Period.parse("2026-03"), level="county", code=county.code
        )
        items = selectors.drill_down(county, periods.Period.parse("2026-03"), level="item")
    cell = line.cells["K15"]
    assert (cell.measured.numerator, cell.measured.denominator) == (Decimal(2), Decimal(4))
    assert cell.measured.value == Decimal("50.00")
    assert line.cells["K16"].not_applicable
    # Three completed, one village, one month: 3 of 5.
    assert line.cells["K17"].measured.value == Decimal("60.00")
    assert "C-ONTIME" not in line.cells
    assert [item.name for item in items] == ["创业辅导"]


@pytest.mark.handbook(153)
def test_no_figure_names_a_person(several):
    for day in (date(2026, 3, 4), date(2026, 3, 12)):
        for values in (figures.finished, figures.in_time, figures.overdue):
            told = str(list(values(day)))
            assert "祝小满" not in told
            assert "卜小满" not in told
