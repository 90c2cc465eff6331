"""What the province reads of assets: values by class and funds, idle shares, two ledgers (R161)."""

from datetime import date
from decimal import Decimal

import pytest

from core.figures import Level, batch
from core.models.figures import FigureChange
from operations.assets import figures, services
from operations.assets.lifecycle import P
from operations.assets.models import Asset
from oversight import facts, periods, selectors
from tenants.context import province_context
from tenants.models import County
from tests.operations.assets.conftest import (
    AT,
    DAY,
    TODAY,
    bring,
    computers,
    drawn,
    idle_asset,
    person,
)
from tests.operations.assets.test_keeping import issue

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def county(values):
    """Numerator and denominator of the county."""
    (one,) = [value for value in values if value.level is Level.COUNTY]
    return one.numerator, one.denominator


@pytest.mark.handbook(79)
def test_values_are_told_by_class_and_source_of_funds(people):
    bring(people, P.REGISTERED)
    bring(people, P.REGISTERED, quantity=1, funds="central", unit_price=Decimal("3000.00"))
    told = list(figures.worth()(TODAY))
    assert [(one.level, one.code, one.numerator) for one in told] == [
        (Level.COUNTY, "980121", Decimal("12998.00")),
        (Level.ITEM, computers().code, Decimal("12998.00")),
    ]
    assert county(figures.worth("central")(TODAY)) == (Decimal("3000.00"), None)
    assert county(figures.worth("county")(TODAY)) == (Decimal("9998.00"), None)
    assert county(figures.worth("own")(TODAY)) == (0, None)
    assert county(figures.worth()(TODAY - DAY)) == (0, None)
    assert set(figures.booked_days()) == {TODAY}
    # What is written off is in the ledger until the day before.
    gone = Asset.objects.earliest("pk")
    Asset.objects.filter(pk=gone.pk).update(
        status="scrapped", scrapped_date=TODAY + DAY, kept_for=None
    )
    assert county(figures.worth()(TODAY)) == (Decimal("12998.00"), None)
    assert county(figures.worth()(TODAY + DAY)) == (Decimal("7999.00"), None)
    assert set(figures.booked_days()) == {TODAY, TODAY + DAY}


@pytest.mark.handbook(72)
def test_idle_is_what_nobody_answers_for_on_the_day(people):
    asset = idle_asset(people)
    bring(people, P.REGISTERED, quantity=1)
    assert county(figures.idle(TODAY)) == (2, 2)
    issue(people, asset)
    assert county(figures.idle(TODAY)) == (1, 2)
    both = {"signature": drawn(), "signature_taker": drawn(), "place": "库房"}
    services.asset_give_back(asset_id=asset.pk, by=people.area_clerk, at=AT + DAY, **both)
    assert county(figures.idle(TODAY)) == (1, 2)
    assert county(figures.idle(TODAY + DAY)) == (2, 2)
    assert set(figures.kept_days()) == {TODAY, TODAY + DAY}


@pytest.mark.handbook(72)
def test_purchases_are_told_with_and_without_looking_for_idle_ones(people):
    asset = idle_asset(people)
    assert county(figures.searched(TODAY)) == (1, 1)
    # A card whose purchase did not look, however it came in.
    Asset.objects.filter(pk=asset.pk).update(request=None)
    assert county(figures.searched(TODAY)) == (0, 1)
    assert county(figures.searched(TODAY + DAY)) == (0, 0)
    assert list(figures.bought_days()) == [TODAY]
    asked = bring(people, P.AREA, quantity=1)
    assert county(figures.reallocated(TODAY)) == (0, None)
    services.purchase_reallocate(
        request_id=asked.pk, asset_ids=[asset.pk], by=people.area_clerk, at=AT
    )
    assert county(figures.reallocated(TODAY)) == (1, None)
    assert list(figures.reallocated_days()) == [TODAY]


@pytest.mark.handbook(79)
def test_the_two_ledgers_are_told_by_the_month(people):
    bring(people, P.REGISTERED)
    given = {"asset_class_id": computers().pk, "by": people.finance, "at": AT}
    assert county(figures.agree(TODAY)) == (0, 0)
    services.balance_enter(month=TODAY, count=3, value=Decimal("14997.00"), **given)
    assert county(figures.agree(TODAY)) == (0, 1)
    assert county(figures.off(TODAY)) == (Decimal("4999.00"), None)
    services.balance_enter(month=TODAY, count=2, value=Decimal("9998.00"), **given)
    assert county(figures.agree(TODAY)) == (1, 1)
    assert county(figures.off(TODAY)) == (0, None)
    assert county(figures.agree(APRIL)) == (0, 0)
    assert list(figures.compared_months()) == [MARCH, APRIL]


@pytest.mark.handbook(72, 79, 158)
def test_the_province_reads_a_month(people, in_county_a):
    asset = idle_asset(people)
    bring(people, P.REGISTERED)
    issue(people, asset, person_id=person().pk)
    services.balance_enter(
        month=TODAY, asset_class_id=computers().pk, count=3, value=Decimal(1),
        by=people.finance, at=AT,
    )  # fmt: skip
    with batch():
        facts.rebuild(in_county_a, today=APRIL, now=AT)
    assert facts.verify(in_county_a, today=APRIL) == []
    with province_context(inside=True):
        row = County.objects.get(code=in_county_a.code)
        month = periods.Period.parse("2026-03")
        line = selectors.one_unit(row, month, level="county", code=row.code)
    measured = {code: cell.measured for code, cell in line.cells.items()}
    assert measured["AS-VALUE"].numerator == Decimal("14997.00")
    assert measured["AS-COUNTY"].numerator == Decimal("14997.00")
    assert (measured["AS-IDLE"].numerator, measured["AS-IDLE"].denominator) == (2, 3)
    assert measured["AS-SEARCHED"].value == 100
    assert measured["AS-AGREE"].value == 0
    assert measured["AS-OFF"].numerator == Decimal("14996.00")


def test_what_changes_a_figure_marks_its_day(people):
    issue(people, idle_asset(people))
    marked = set(FigureChange.objects.values_list("code", "on_date"))
    assert {("AS-VALUE", TODAY), ("AS-SEARCHED", TODAY), ("AS-IDLE", TODAY)} <= marked
