"""Papers that stations hand in, over the API: files and words, the office's receipt, one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from core.models import Attachment
from operations.documents.handed.lifecycle import S
from operations.documents.models import HandedPaper, IncomingDocument
from tenants.context import county_context
from tests.api.casework import upload
from tests.api.test_problems import problem
from tests.operations.documents.handed.conftest import two_stations

PROGRAM = b"MZ\x90\x00" + b"\x00" * 200


@pytest.fixture
def stations(people):
    return two_stations()


@pytest.fixture
def manager(caller, county_a, stations):
    return caller(county_a, "station_mgr", **stations.desk)


@pytest.fixture
def neighbour(caller, county_a, stations):
    return caller(county_a, "station_mgr", **stations.desk_of_neighbour)


def request_of(stations, **more):
    """A request for a cooler, as a phone sends it."""
    return {
        "station_id": stations.ours.pk,
        "kind": "request",
        "title": "关于增配冷藏设备的请示",
        "matter": "现有冷柜不够，请求增配一台。",
        **more,
    }


def send(who, sent, **headers):
    return who.client.post("/api/v1/handed/", sent, headers=headers)


def on_disk() -> int:
    return sum(1 for one in Path(settings.MEDIA_ROOT).rglob("attachments/**/*") if one.is_file())


@pytest.mark.handbook(31)
def test_from_the_phone_to_the_register(caller, county_a, stations, manager):
    office = caller(county_a, "office")
    made = send(manager, request_of(stations, scans=[upload("第一页.png"), upload("第二页.png")]))
    told = made.json()
    assert (made.status_code, told["state"], told["version"]) == (201, S.HANDED_IN, 0)
    assert (told["number"], told["course"], told["station"]["id"]) == ("", "", stations.ours.pk)
    address = f"handed/{told['id']}"
    assert made.headers["Location"] == f"/api/v1/{address}/"
    files = manager.rows(f"{address}/attachments/")
    assert [one["name"] for one in files] == ["第一页.png", "第二页.png"]
    assert b"".join(office.client.get(files[0]["url"]).streaming_content)
    assert [one["action"] for one in told["available_actions"]] == ["withdraw"]
    problem(manager.post(f"{address}/register/"), 403, "denied")
    told = office.post(f"{address}/register/", {"pages": 2}).json()
    assert (told["state"], told["course"], bool(told["number"])) == (
        *(S.REGISTERED, "under_way", True),
    )
    with county_context(county_a):
        assert IncomingDocument.objects.get().sender == stations.ours.name
    seen = manager.get(f"{address}/").json()
    assert (seen["number"], seen["course_label"]) == (told["number"], told["course_label"])
    for query, number in (
        ({}, 1),
        ({"state": "returned"}, 0),
        ({"kind": "request"}, 1),
        ({"q": "冷藏"}, 1),
        ({"q": "没有"}, 0),
    ):
        assert len(manager.rows("handed/", query)) == number, query


@pytest.mark.handbook(31)
def test_what_came_back_is_put_right_with_a_file_and_handed_in_again(
    caller, county_a, stations, manager
):
    office = caller(county_a, "office")
    address = f"handed/{send(manager, request_of(stations)).json()['id']}"
    adding = {"kind": "paper", "file": [upload("冷柜.png")]}
    problem(manager.client.post(f"/api/v1/{address}/attachments/", adding), 403, "denied")
    told = office.post(f"{address}/return/", {"reason": "请补充照片"}).json()
    assert (told["state"], told["returned_reason"]) == (S.RETURNED, "请补充照片")
    adding = {"kind": "paper", "file": [upload("冷柜.png")]}
    problem(office.client.post(f"/api/v1/{address}/attachments/", adding), 403, "denied")
    wrong = {"kind": "paper", "file": [upload("冷柜.png", PROGRAM)]}
    told = problem(manager.client.post(f"/api/v1/{address}/attachments/", wrong), 422, "rule")
    assert (list(told["fields"]), "程序" in told["detail"]) == (["file"], True)
    adding = {"kind": "paper", "file": [upload("冷柜.png")], "note": "门口的"}
    added = manager.client.post(f"/api/v1/{address}/attachments/", adding)
    assert (added.status_code, added.json()["results"][0]["note"]) == (201, "门口的")
    told = manager.post(f"{address}/again/", {"title": "关于增配一台冷柜的请示"}).json()
    assert (told["state"], told["title"]) == (S.HANDED_IN, "关于增配一台冷柜的请示")
    assert manager.post(f"{address}/withdraw/").json()["state"] == S.WITHDRAWN


@pytest.mark.handbook(25, 31)
@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"title": ""}, 400, "title"),
        ({"kind": "notice"}, 400, "kind"),
        ({"station_id": "x"}, 400, "station_id"),
        ({"station_id": ""}, 400, "station_id"),
        ({"colour": "red"}, 400, "colour"),
        ({"matter": "长" * 2001}, 400, "matter"),
        ({"matter": ""}, 422, "matter"),
        ({"scans": [upload("一.png"), upload("二.png", PROGRAM)]}, 422, "scans"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(
    county_a, stations, manager, more, status, field
):
    before = on_disk()
    reply = send(manager, request_of(stations, **more))
    told = problem(reply, status, "invalid" if status == 400 else "rule")
    assert list(told["fields"]) == [field]
    with county_context(county_a):
        assert not HandedPaper.objects.exists()
        assert not Attachment.objects.exists()
    assert on_disk() == before


@pytest.mark.handbook(31, 148)
def test_each_for_their_own_station_and_nobody_else(caller, county_a, stations, manager, neighbour):
    told = problem(send(neighbour, request_of(stations)), 422, "rule")
    assert (list(told["fields"]), 31 in told["clause"]) == (["station_id"], True)
    for stranger in ("office", "finance"):
        problem(send(caller(county_a, stranger), request_of(stations)), 403, "denied")
    made = send(manager, request_of(stations, scans=[upload()])).json()
    (kept,) = manager.rows(f"handed/{made['id']}/attachments/")
    for who in (neighbour, caller(county_a, "finance")):
        assert who.rows("handed/") == []
        problem(who.get(f"handed/{made['id']}/"), 404, "not_found")
        problem(who.get(f"handed/{made['id']}/attachments/"), 404, "not_found")
        problem(who.client.get(kept["url"]), 404, "not_found")
        problem(who.post(f"handed/{made['id']}/withdraw/"), 404, "not_found")
    assert len(caller(county_a, "leader").rows("handed/")) == 1
    stale = caller(county_a, "station_mgr", wanted=["stations:read"], **stations.desk)
    problem(stale.get("handed/"), 403, "scope")


@pytest.mark.handbook(31)
def test_the_same_paper_sent_twice_is_one(county_a, stations, manager):
    key = {"Idempotency-Key": "paper-1"}
    first = send(manager, request_of(stations, scans=[upload()]), **key)
    again = send(manager, request_of(stations, scans=[upload()]), **key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    with county_context(county_a):
        assert HandedPaper.objects.count() == 1
        assert Attachment.objects.count() == 1
