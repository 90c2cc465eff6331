"""An application goes back: to whom, with what, and what the applicant finds (R141)."""

import pytest

from core import audit, inbox
from core.actor import Actor
from core.errors import Violation
from operations.stations import services
from tests import cast
from tests.operations.stations.conftest import AT, DAY, values
from tests.operations.stations.people import CLERK, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.handbook(141)


@pytest.fixture
def clerk(in_county_a) -> Actor:
    """鄢青禾 with an account: what is returned comes to her by name."""
    return cast.actor("area_clerk")


@pytest.fixture
def with_township(divisions, clerk):
    """Her application, agreed by the village."""
    station = services.station_select(by=clerk, at=AT, **values(divisions["石桥村"]))
    services.station_apply(station_id=station.pk, by=clerk, at=AT)
    return services.station_agree(station_id=station.pk, by=VILLAGE, at=AT + DAY)


def test_the_applicant_finds_it_with_the_reason(with_township, clerk):
    station = services.station_return(
        station_id=with_township.pk, by=TOWNSHIP, at=AT + DAY, reason="缺协议", to="selected"
    )
    item = inbox.pending(station).get()
    assert (item.step, item.user_id, item.message) == ("correct", clerk.user_id, "缺协议")
    assert "退回" in item.title
    assert audit.last(station).note == "缺协议"


def test_to_an_earlier_opinion_it_waits_there_not_with_the_applicant(with_township):
    station = services.station_return(
        station_id=with_township.pk, by=TOWNSHIP, at=AT + DAY, reason="请补意见", to="village"
    )
    assert not inbox.pending(station).filter(step="correct").exists()


def test_what_the_product_noted_comes_back_to_nobody_by_name(divisions):
    station = services.station_select(by=Actor.system("seed"), at=AT, **values(divisions["石桥村"]))
    services.station_apply(station_id=station.pk, by=CLERK, at=AT)
    station = services.station_agree(station_id=station.pk, by=VILLAGE, at=AT + DAY)
    station = services.station_return(
        station_id=station.pk, by=TOWNSHIP, at=AT + DAY, reason="缺协议", to="selected"
    )
    assert station.status == "selected"
    assert not inbox.pending(station).exists()


def test_a_step_ahead_is_no_step_to_return_to(with_township):
    with pytest.raises(Violation, match="请选择要退回的步骤") as refusal:
        services.station_return(
            station_id=with_township.pk, by=TOWNSHIP, at=AT + DAY, reason="缺协议", to="centre"
        )
    assert refusal.value.field == "to"
    with_township.refresh_from_db()
    assert with_township.status == "township"


def test_a_page_from_before_the_village_agreed_is_refused(with_township):
    with pytest.raises(Violation, match="请重新打开页面"):
        services.station_agree(
            station_id=with_township.pk, by=TOWNSHIP, at=AT + DAY, expected_version=1
        )
