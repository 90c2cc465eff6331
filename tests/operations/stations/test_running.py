"""A station at work: acceptance, inspection, rectification, managers, subsidies, scope."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import User
from accounts.services import invitation_accept
from core.actor import Actor, Holding, Scope
from core.errors import Denied, Violation
from operations.stations import selectors, services
from operations.stations.models import Station
from tests.operations.stations.conftest import ALL_YES, AT, DAY, values
from tests.operations.stations.people import (
    CLERK,
    DIRECTOR,
    DUTY,
    OFFICE,
    OPS,
    OTHER_TOWNSHIP,
    TOWNSHIP,
)
from tests.operations.stations.test_rules import FULL


@pytest.mark.handbook(142)
def test_acceptance_names_all_that_is_missing_at_once(awaiting):
    with pytest.raises(Violation) as refusal:
        services.acceptance_pass(
            station_id=awaiting.pk, answers=ALL_YES | {"scale": False}, by=OPS, at=AT + 25 * DAY
        )
    assert refusal.value.sentence.count("、") >= 3
    awaiting.refresh_from_db()
    assert awaiting.status == "acceptance"
    assert not awaiting.acceptances.exists()


@pytest.mark.handbook(142)
def test_a_failed_acceptance_goes_back_to_fit_out(awaiting):
    station = services.acceptance_fail(
        station_id=awaiting.pk,
        answers={"sign": True},
        by=OPS,
        at=AT + 25 * DAY,
        reason="缺秤、缺灭火器",
    )
    assert station.status == "fitout"
    assert station.acceptances.get().passed is False


@pytest.mark.handbook(143)
def test_one_subsidised_station_a_village(operating, divisions):
    second = values(divisions["石桥村"], name="石桥村二站", manager_phone="19900001299")
    with pytest.raises(Violation) as refusal:
        services.station_select(by=CLERK, at=AT, **second)
    assert refusal.value.field == "subsidised"
    station = services.station_select(by=CLERK, at=AT, **(second | {"subsidised": False}))
    assert station.subsidised is False


@pytest.mark.handbook(143)
def test_the_database_refuses_a_second_subsidy_too(operating, divisions):
    from django.db import IntegrityError, transaction

    village = divisions["石桥村"]
    with (
        pytest.raises(IntegrityError, match="stations_one_subsidy_a_village"),
        transaction.atomic(),
    ):
        Station.objects.create(
            name="绕过", slug="raoguo", village=village, township=village.township, subsidised=True
        )


@pytest.mark.handbook(144)
def test_a_tier_that_is_not_in_force_is_refused(divisions):
    with pytest.raises(Violation):
        services.station_select(by=CLERK, at=AT, **values(divisions["南坪村"], tier="五档"))


@pytest.mark.handbook(145, 147)
def test_inspected_rectified_failed_and_closed(operating):
    pk, at = operating.pk, AT + 60 * DAY
    with pytest.raises(Denied):
        services.inspection_record(station_id=pk, scores=FULL, by=DUTY, at=at)
    visit = services.inspection_record(
        station_id=pk,
        scores=FULL | {"ledgers": 10},
        by=OPS,
        at=at,
        found_closed=True,
        uncorrected_faults=1,
    )
    assert (visit.points, visit.found_closed) == (65, True)
    with pytest.raises(Violation):
        services.station_close(
            station_id=pk, by=DIRECTOR, at=at, reason="不合格", for_assessment=True
        )
    services.rectification_order(
        station_id=pk, due_date=date(2026, 6, 1), by=OPS, at=at, reason="台账未登记"
    )
    services.rectification_end(station_id=pk, passed=False, by=OPS, at=at + 20 * DAY)
    closed = services.station_close(
        station_id=pk, by=DIRECTOR, at=at + 21 * DAY, reason="不合格", for_assessment=True
    )
    assert closed.status == "closed"


@pytest.mark.handbook(145)
def test_a_passed_rectification_puts_it_back_to_work(operating):
    pk, at = operating.pk, AT + 60 * DAY
    services.rectification_order(
        station_id=pk, due_date=date(2026, 6, 1), by=TOWNSHIP, at=at, reason="台账未登记"
    )
    station = services.rectification_end(station_id=pk, passed=True, by=OPS, at=at + 10 * DAY)
    assert (station.status, station.rectify_by_date) == ("operating", None)


@pytest.fixture
def managed(operating):
    token = services.manager_invite(station_id=operating.pk, by=CLERK, at=AT + 26 * DAY)
    user = invitation_accept(
        token=token, username="zhuqinghe", password="禾苗-Stapler-41", at=AT + 27 * DAY
    )
    return user if isinstance(user, User) else User.objects.get(username="zhuqinghe")


@pytest.mark.handbook(146)
def test_the_invited_manager_belongs_to_the_station(operating, managed):
    operating.refresh_from_db()
    assert operating.manager_user == managed
    with pytest.raises(Violation):
        services.manager_invite(station_id=operating.pk, by=CLERK, at=AT + 28 * DAY)


@pytest.mark.handbook(146)
def test_a_new_manager_after_handover_closes_the_old_account_today(operating, managed):
    change = {
        "station_id": operating.pk,
        "name": "卜知秋",
        "phone": "19900001777",
        "by": CLERK,
        "at": AT + 90 * DAY,
    }
    with pytest.raises(Violation):
        services.manager_change(**change, ledgers=True, equipment=False)
    station = services.manager_change(**change, ledgers=True, equipment=True)
    managed.refresh_from_db()
    assert managed.is_active is False
    assert (station.manager_name, station.manager_user) == ("卜知秋", None)
    with pytest.raises(Violation):
        services.station_update(
            station_id=operating.pk, by=CLERK, at=AT + 91 * DAY, manager_name="祝青禾"
        )


@pytest.mark.handbook(148)
def test_who_sees_which_stations(operating, divisions):
    away = services.station_select(
        by=CLERK, at=AT, **values(divisions["茶坞村"], manager_phone="19900001888")
    )
    manager = Actor(1, "祝青禾", frozenset({Holding("station_mgr", operating.own_scope)}))
    nobody = Actor(2, "无岗", frozenset())

    def seen(actor):
        return set(selectors.stations(actor).values_list("pk", flat=True))

    assert seen(manager) == {operating.pk}
    assert seen(TOWNSHIP) == {operating.pk}
    assert seen(OTHER_TOWNSHIP) == {away.pk}
    assert seen(OFFICE) == {operating.pk, away.pk}
    assert seen(nobody) == set()
    assert (
        seen(Actor(3, "越权", frozenset({Holding("station_mgr", Scope("station", "x"))}))) == set()
    )


@pytest.mark.handbook(152, 153)
def test_the_public_sees_no_personal_data(operating):
    found = selectors.public_station(operating.slug)
    text = str(found)
    assert found.manager == "祝*禾"
    assert "祝青禾" not in text
    assert "19900001234" not in text


def test_the_public_sees_only_operating_stations(operating, divisions):
    other = services.station_select(
        by=CLERK, at=AT, **values(divisions["南坪村"], manager_phone="19900001777")
    )
    assert [s.slug for s in selectors.public_stations()] == [operating.slug]
    assert selectors.public_station(other.slug) is None
    assert selectors.public_counts() == {"stations": 1, "townships": 1, "villages": 1}


@pytest.mark.handbook(142)
def test_a_position_that_is_turned_round_is_noticed(awaiting):
    with pytest.raises(Violation) as refusal:
        services.acceptance_pass(
            station_id=awaiting.pk,
            answers=ALL_YES,
            by=OPS,
            at=AT + 25 * DAY,
            latitude=Decimal("116.58"),
            longitude=Decimal("30.63"),
        )
    assert refusal.value.field == "latitude"
