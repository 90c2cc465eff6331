"""What the province sees: distinct villages, past days as they were, merged villages."""

from datetime import date
from decimal import Decimal

import pytest

from core.figures import Level, figure
from operations.stations import services
from operations.stations.models import Village
from tests.operations.stations.conftest import ALL_YES, AT, DAY, agree, values
from tests.operations.stations.people import ADMIN, CLERK, DIRECTOR, OPS

OPENED = (AT + 25 * DAY).date()


def county(code, day):
    return next(v for v in figure(code).values(day) if v.level is Level.COUNTY)


@pytest.mark.handbook(158, 161)
def test_coverage_counts_from_the_day_it_opened(operating):
    before, after = county("K04", OPENED - DAY), county("K04", OPENED)
    assert (before.numerator, before.denominator) == (0, 3)
    assert (after.numerator, after.denominator) == (1, 3)
    assert county("S-OPERATING", OPENED).numerator == 1
    assert county("S-PREPARING", OPENED - DAY).numerator == 1


@pytest.mark.handbook(158)
def test_two_stations_in_one_village_cover_it_once(operating, divisions, photograph):
    at = AT + 30 * DAY
    second = services.station_select(
        by=CLERK,
        at=at,
        **values(
            divisions["石桥村"],
            name="石桥村二站",
            subsidised=False,
            manager_phone="19900001555",
            latitude=Decimal("30.6"),
            longitude=Decimal("116.5"),
        ),
    )
    services.station_apply(station_id=second.pk, by=CLERK, at=at)
    agree(second, at + DAY)
    services.notice_end(station_id=second.pk, by=CLERK, at=at + 20 * DAY)
    services.station_ready(station_id=second.pk, by=CLERK, at=at + 21 * DAY)
    photograph(second, "inside")
    photograph(second, "outside")
    services.acceptance_pass(station_id=second.pk, answers=ALL_YES, by=OPS, at=at + 22 * DAY)
    day = (at + 22 * DAY).date()
    assert county("K04", day).numerator == 1
    assert county("K27", day).numerator == 2
    assert county("K31", day).numerator == 0


@pytest.mark.handbook(161)
def test_closing_ends_coverage_but_not_history(operating):
    at = AT + 60 * DAY
    services.station_close(station_id=operating.pk, by=DIRECTOR, at=at, reason="撤并")
    assert county("K04", at.date()).numerator == 0
    assert county("K04", at.date() - DAY).numerator == 1
    assert county("S-CLOSED", at.date()).numerator == 1


@pytest.mark.handbook(161)
def test_a_merged_village_counts_as_its_successor_from_that_day(operating):
    merged = date(2026, 6, 1)
    services.division_change(
        old_code="980121100201",
        new_code="980121100202",
        effective_date=merged,
        by=ADMIN,
        note="村改",
    )
    before, after = county("K04", date(2026, 5, 31)), county("K04", merged)
    assert (before.numerator, before.denominator) == (1, 3)
    assert (after.numerator, after.denominator) == (1, 2)


def test_residents_committees_do_not_count_as_villages(operating, divisions):
    town = divisions["石桥村"].township
    Village.objects.create(code="980121100001", name="柳溪社区", township=town)
    assert county("K04", OPENED).denominator == 3


def test_units_of_all_levels_come_at_once(operating):
    levels = [value.level for value in figure("S-OPERATING").values(OPENED)]
    assert levels.count(Level.COUNTY) == 1
    assert levels.count(Level.TOWNSHIP) == 2
    assert levels.count(Level.STATION) == 1


@pytest.mark.parametrize("code", ["K05", "K27", "K31", "S-SUSPENDED", "S-RECTIFYING"])
def test_every_figure_has_its_change_days(operating, code):
    assert OPENED in set(figure(code).change_days())
    assert county(code, OPENED).numerator >= 0
