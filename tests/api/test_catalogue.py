"""The catalogue over the API: guides, the form in force, and what one may register oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.casework import services
from operations.casework.models import ServiceItem
from tenants.context import county_context
from tests import cast
from tests.api.casework import at_station
from tests.api.test_problems import problem


@pytest.fixture
def office(caller, county_a):
    return caller(county_a, "office")


def codes(reply) -> list[str]:
    assert reply.status_code == 200, reply.content
    return [row["code"] for row in reply.json()["results"]]


def withdraw(county, code: str, days: int) -> None:
    """Not offered from so many days from today on."""
    with county_context(county):
        services.item_withdraw(
            item_id=ServiceItem.objects.get(code=code).pk,
            from_date=timezone.localdate() + timedelta(days=days),
            by=cast.actor("office"),
            at=timezone.now(),
            reason="改由镇里办理",
        )


def test_everybody_at_work_reads_the_whole_catalogue(caller, county_a):
    for post in ("office", "village", "finance"):
        found = codes(caller(county_a, post).get("catalogue/", {"limit": 200}))
        assert len(found) == 30
        assert found[:2] == ["S01", "S02"]


def test_pages_come_once(office):
    seen, cursor = [], {}
    while True:
        page = office.get("catalogue/", {"limit": 7, **cursor}).json()
        seen += [row["code"] for row in page["results"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == len(set(seen)) == 30


@pytest.mark.handbook(117, 118, 136, 140)
def test_an_item_with_its_guide_its_promise_and_its_form(office):
    item = office.get("catalogue/S01/").json()
    assert item["name"]
    assert item["what"]
    assert item["steps"]
    assert item["free"] is True
    assert item["promise"]["days"] <= item["promise"]["legal_days"]
    assert item["registrable"] is True
    asked = {one["key"]: one for one in item["form"]["fields"]}
    assert asked["stage"]["type"] == "choice"
    assert asked["stage"]["required"] is True
    assert "意向" in asked["stage"]["choices"]
    assert asked["coach"]["stage"] == "finish"
    assert [one["key"] for one in item["form"]["materials"] if one["required"]] == ["identity"]


def test_an_unknown_code_is_404(office):
    problem(office.get("catalogue/S99/"), 404, "not_found")


@pytest.mark.handbook(121)
def test_what_a_station_can_register_is_what_it_has_the_ability_for(caller, county_a, station):
    manager = at_station(caller, county_a, station)
    mine = codes(manager.get("catalogue/", {"registrable": "true", "limit": 200}))
    assert {"V01", "V03", "V04"} <= set(mine)
    assert "V02" not in mine
    assert codes(manager.get("catalogue/", {"station": station.pk, "limit": 200})) == mine
    assert manager.get("catalogue/V01/").json()["stations"] == [
        {"id": station.pk, "name": station.name}
    ]
    assert manager.get("catalogue/V02/").json()["registrable"] is False


@pytest.mark.handbook(148)
def test_another_s_station_has_nothing_for_me(caller, county_a, station):
    manager = at_station(caller, county_a, station)
    assert codes(manager.get("catalogue/", {"station": station.pk + 9})) == []
    assert codes(caller(county_a, "office").get("catalogue/", {"station": station.pk})) == []


def test_who_does_not_register_may_register_nothing(caller, county_a):
    finance = caller(county_a, "finance")
    assert codes(finance.get("catalogue/", {"registrable": "true"})) == []
    assert finance.get("catalogue/S02/").json()["registrable"] is False


@pytest.mark.handbook(121)
def test_withdrawn_and_soon_withdrawn_items_are_marked(office, county_a):
    withdraw(county_a, "S02", 0)
    withdraw(county_a, "S03", 5)
    gone, going = office.get("catalogue/S02/").json(), office.get("catalogue/S03/").json()
    assert (gone["offered"], gone["registrable"]) == (False, False)
    assert gone["withdrawn_date"] == timezone.localdate().isoformat()
    assert (going["offered"], going["registrable"]) == (True, True)
    assert codes(office.get("catalogue/", {"offered": "false"})) == ["S02"]
    assert "S02" not in codes(office.get("catalogue/", {"offered": "true", "limit": 200}))


@pytest.mark.handbook(121, 136)
def test_what_comes_into_force_later_is_announced_and_not_yet_asked(office, county_a):
    day = timezone.localdate() + timedelta(days=10)
    with county_context(county_a):
        item, by = ServiceItem.objects.get(code="S02"), cast.actor("office")
        services.field_add(
            item_id=item.pk,
            field={"key": "income", "label": "年收入", "type": "money", "required": True},
            valid_from_date=day,
            by=by,
            at=timezone.now(),
        )
        services.promise_change(
            item_id=item.pk, days=1, legal_days=20, valid_from_date=day, by=by,
            at=timezone.now(), reason="人手增加",
        )  # fmt: skip
    shown = office.get("catalogue/S02/").json()
    assert "income" not in [one["key"] for one in shown["form"]["fields"]]
    assert shown["coming_form_date"] == day.isoformat()
    assert shown["coming_promise"] == {
        "valid_from_date": day.isoformat(), "days": 1, "urgent_days": None, "legal_days": 20,
    }  # fmt: skip
    assert shown["promise"]["valid_from_date"] < day.isoformat()


@pytest.mark.parametrize(
    ("query", "some"),
    [
        ({"q": "S0"}, "S01"),
        ({"q": "s01"}, "S01"),
        ({"system": "training"}, None),
        ({"zone": "logistics"}, None),
    ],
)
def test_filters(office, query, some):
    found = codes(office.get("catalogue/", {**query, "limit": 200}))
    assert 0 < len(found) < 30
    assert some is None or some in found


def test_the_same_catalogue_again_is_304(office):
    for address in ("catalogue/", "catalogue/S01/"):
        mark = office.get(address).headers["ETag"]
        assert office.get(address, **{"If-None-Match": mark}).status_code == 304


def test_a_token_without_the_scope_is_refused(caller, county_a):
    told = problem(caller(county_a, "office", ["cases:read"]).get("catalogue/"), 403, "scope")
    assert "服务事项" in told["detail"]
