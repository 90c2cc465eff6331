"""Stations over the API: the same records, rules and posts as in the console."""

from __future__ import annotations

import pytest

from api.actions import offered
from core.models import AuditEntry
from operations.stations import services
from operations.stations.models import Station
from operations.stations.records import StationRecord
from operations.stations.rules import CHECKLIST
from tenants.context import county_context
from tests.api.casework import upload
from tests.api.test_problems import problem
from tests.operations.stations.conftest import AT, values
from tests.operations.stations.people import CLERK
from tests.operations.stations.test_rules import FULL


@pytest.fixture
def elsewhere(divisions, selected) -> Station:
    """A site in the other township."""
    return services.station_select(
        by=CLERK, at=AT, **values(divisions["茶坞村"], manager_phone="19900001299")
    )


def names(reply) -> list[str]:
    return [row["name"] for row in reply.json()["results"]]


@pytest.mark.handbook(148)
def test_everybody_sees_what_they_see_in_the_console(caller, county_a, selected, elsewhere):
    all_of_them = ["石桥村电商服务站", "茶坞村电商服务站"]
    assert names(caller(county_a, "office").get("stations/")) == all_of_them
    assert names(caller(county_a, "township").get("stations/")) == all_of_them[:1]
    township = caller(county_a, "township")
    problem(township.get(f"stations/{elsewhere.pk}/"), 404, "not_found")
    assert township.get(f"stations/{selected.pk}/").status_code == 200


@pytest.mark.handbook(152)
def test_personal_data_are_masked(caller, county_a, selected):
    office = caller(county_a, "office")
    for reply in (office.get("stations/"), office.get(f"stations/{selected.pk}/")):
        text = reply.content.decode()
        assert "祝*禾" in text
        assert "祝青禾" not in text
        assert "19900001234" not in text
    assert office.get(f"stations/{selected.pk}/").json()["manager_phone"] == "199****1234"


@pytest.mark.handbook(156)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "茶坞"}, 1),
        ({"q": "19900001234"}, 1),
        ({"q": "1990000123"}, 0),
        ({"township": "980121200"}, 1),
        ({"state": "selected"}, 2),
        ({"state": "operating"}, 0),
        ({"level": "village", "kind": "full"}, 2),
        ({"subsidised": "false"}, 0),
        ({}, 2),
    ],
)
def test_filters(caller, county_a, elsewhere, query, found):
    assert len(names(caller(county_a, "office").get("stations/", query))) == found


def test_a_station_goes_its_way_over_the_api(caller, county_a, selected):
    address = f"stations/{selected.pk}"
    office, village = caller(county_a, "office"), caller(county_a, "village")
    assert [one["action"] for one in office.get(f"{address}/").json()["available_actions"]] == [
        "apply"
    ]
    applied = office.post(f"{address}/apply/").json()
    assert (applied["state"], applied["version"]) == ("village", 1)
    assert applied["number"]
    told = problem(village.post(f"{address}/return/", {"to": "selected"}), 400, "invalid")
    assert list(told["fields"]) == ["reason"]
    told = problem(
        village.post(f"{address}/return/", {"to": "notice", "reason": "x"}), 400, "invalid"
    )
    assert list(told["fields"]) == ["to"]
    returned = village.post(f"{address}/return/", {"to": "selected", "reason": "缺照片"})
    assert returned.json()["state"] == "selected"
    assert office.post(f"{address}/resubmit/").json()["state"] == "village"
    agreed = village.post(f"{address}/agree/", {"reason": "同意"}).json()
    assert agreed["state"] == "township"
    with county_context(county_a):
        entry = AuditEntry.objects.filter(action="station.agree").get()
        assert entry.actor_name == "柏望舒"
        assert entry.note == "同意"


@pytest.mark.handbook(145)
def test_an_inspection_by_form_s_own_limits(caller, county_a, operating):
    ops, address = caller(county_a, "ops"), f"stations/{operating.pk}/inspect/"
    sheet = {f"score_{part}": points for part, points in FULL.items()}
    told = problem(ops.post(address, sheet | {"score_fitout": 21}), 400, "invalid")
    assert list(told["fields"]) == ["score_fitout"]
    assert ops.post(address, sheet | {"found_closed": True}).status_code == 200
    with county_context(county_a):
        inspection = operating.inspections.get()
        assert (inspection.points, inspection.found_closed) == (100, True)
        assert inspection.visited_by_name == "邰青禾"


def test_every_action_of_the_page_that_is_one_call_is_there():
    there = set(offered(StationRecord))
    assert there >= {"apply", "agree", "return", "inspect", "accept", "close"}
    assert set(StationRecord.actions) - there == {"hours", "invite", "decide"}


def test_what_is_available_is_what_the_page_offers(caller, county_a, operating, client_for):
    ops = caller(county_a, "ops")
    available = ops.get(f"stations/{operating.pk}/").json()["available_actions"]
    assert [one["action"] for one in available] == ["inspect", "rectify"]
    assert all(one["label"] for one in available)


@pytest.mark.handbook(142)
def test_photos_of_the_acceptance_come_over_the_api(caller, county_a, fitting_out):
    ops, address = caller(county_a, "ops"), f"stations/{fitting_out.pk}"
    with county_context(county_a):
        Station.objects.filter(pk=fitting_out.pk).update(status="acceptance")
    checklist = {"answers": list(CHECKLIST), "latitude": "30.63", "longitude": "116.58"}
    told = problem(ops.post(f"{address}/accept/", checklist), 422, "rule")
    assert 142 in told["clause"]
    for place in ("inside", "outside"):
        sent = {"kind": f"acceptance_{place}", "file": [upload(f"{place}.png")]}
        reply = ops.client.post(f"/api/v1/{address}/attachments/", sent)
        assert reply.status_code == 201, reply.content
        assert reply.headers["Location"] == f"/api/v1/{address}/attachments/"
    listed = ops.rows(f"{address}/attachments/")
    assert [one["kind"] for one in listed] == ["acceptance_inside", "acceptance_outside"]
    assert all(one["kind_label"] for one in listed)
    fetched = ops.client.get(listed[0]["url"])
    assert fetched.headers["Content-Type"] == "image/png"
    assert ops.post(f"{address}/accept/", checklist).json()["state"] == "operating"


@pytest.mark.handbook(142, 148)
def test_files_of_a_station_are_as_its_page_has_them(caller, county_a, selected, elsewhere):
    office, address = caller(county_a, "office"), f"/api/v1/stations/{selected.pk}/attachments/"
    sheet = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    for sent, status, code, field in (
        ({"kind": "material:x", "file": [upload()]}, 400, "invalid", "kind"),
        ({"kind": "acceptance_inside", "file": [upload("图.pdf", sheet)]}, 422, "rule", "file.0"),
        ({"kind": "other"}, 400, "invalid", "file"),
    ):
        told = problem(office.client.post(address, sent), status, code)
        assert list(told["fields"]) == [field]
    assert office.rows(f"stations/{selected.pk}/attachments/") == []
    village, finance = caller(county_a, "village"), caller(county_a, "finance")
    good = {"kind": "agreement", "file": [upload("协议.png")], "note": "签字页"}
    made = village.client.post(address, good).json()["results"][0]
    assert (made["kind"], made["note"], made["added_by"]) == ("agreement", "签字页", "柏望舒")
    problem(finance.client.post(address, good), 403, "denied")
    other = f"/api/v1/stations/{elsewhere.pk}/attachments/"
    problem(village.client.post(other, good), 404, "not_found")
    problem(village.client.get(f"{other}{made['id']}/"), 404, "not_found")
    reader = caller(county_a, "office", wanted=["stations:read"])
    problem(reader.client.post(address, good), 403, "scope")
