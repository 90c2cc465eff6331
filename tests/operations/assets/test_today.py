"""What compliance is read from: thresholds, approvals, two ledgers, training, findings."""

from datetime import date
from decimal import Decimal

import pytest

from core import parameters
from operations.assets import services, today
from operations.assets.lifecycle import P
from operations.assets.models import Asset, AssetClass, Authorisation
from operations.assets.rules import buying
from tests.operations.assets.conftest import AT, DAY, TODAY, bring, computers, idle_asset, person
from tests.operations.assets.test_keeping import issue

LATER = TODAY + 100 * DAY


def tone(found):
    """The colour; None where it does not apply yet."""
    return None if found is None else found.tone


def set_to(people, key, value):
    """The county sets a parameter."""
    parameters.parameter_set(
        group=parameters.group("assets"), key=key, value=value, valid_from=TODAY,
        by=people.director, at=AT,
    )  # fmt: skip


@pytest.mark.handbook(70)
def test_a_public_institution_is_warned_of_its_threshold(people):
    assert today.threshold(TODAY) is None
    idle_asset(people)
    found = today.threshold(TODAY)
    assert found.tone == "warn"
    assert "本县固定资产从 2000 元起" in found.sentence
    assert "1000 元" in found.sentence
    set_to(people, "threshold_yuan", 1000)
    assert tone(today.threshold(TODAY)) == "good"
    set_to(people, "threshold_yuan", 2000)
    set_to(people, "as_enterprise", True)
    assert tone(today.threshold(TODAY)) == "good"


@pytest.mark.handbook(70)
def test_the_public_threshold_includes_its_number():
    for least, institution, suits in ((1000, True, True), (1001, True, False), (2000, False, True)):
        assert buying.threshold_suits(least_price=least, institution=institution) is suits


@pytest.mark.handbook(74)
def test_approvals_that_have_run_out_are_seen(people):
    assert today.ordered(TODAY) is None
    bring(people, P.BUYING)
    assert tone(today.ordered(TODAY)) == "good"
    found = today.ordered(LATER)
    assert (found.tone, "1 项" in found.sentence) == ("bad", True)


@pytest.mark.handbook(79)
def test_the_ledgers_of_the_last_month_are_compared_and_agree(people):
    april = date(2026, 4, 7)
    assert today.compared(april) is None
    bring(people, P.REGISTERED)
    assert today.compared(TODAY) is None
    assert tone(today.compared(april)) == "warn"
    given = {"month": TODAY, "asset_class_id": computers().pk, "by": people.finance, "at": AT}
    services.balance_enter(count=2, value=Decimal(1), **given)
    assert tone(today.compared(april)) == "bad"
    services.balance_enter(count=2, value=Decimal("9998.00"), **given)
    assert tone(today.compared(april)) == "good"


@pytest.mark.handbook(84)
def test_special_assets_are_with_authorised_people(people):
    car = AssetClass.objects.get(short="301")
    bring(people, P.REGISTERED, quantity=1, item="货车", asset_class_id=car.pk)
    assert today.authorised(TODAY) is None
    driver = person("邰二")
    Authorisation.objects.create(
        person=driver, asset_class=car, trained_date=TODAY - DAY, valid_until_date=TODAY,
        granted_by_name="鄢青禾",
    )  # fmt: skip
    issue(people, Asset.objects.get(), person_id=driver.pk)
    assert tone(today.authorised(TODAY)) == "good"
    assert tone(today.authorised(TODAY + DAY)) == "bad"


@pytest.mark.handbook(88)
def test_findings_are_put_right_in_time(people):
    asset = idle_asset(people)
    assert today.put_right(TODAY) is None
    services.finding_add(
        asset_id=asset.pk, text="无防护", measure="加装护套", owner_id=person().pk,
        due_date=TODAY, by=people.area_clerk, at=AT,
    )  # fmt: skip
    assert tone(today.put_right(TODAY)) == "good"
    assert tone(today.put_right(TODAY + DAY)) == "bad"
