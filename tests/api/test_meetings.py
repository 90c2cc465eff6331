"""Meetings, rooms and visits over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.models import Paper
from operations.meetings import codes
from operations.meetings.lifecycle import S, V
from operations.meetings.models import Meeting
from operations.staff.models import Department
from tenants.context import county_context
from tests.api.test_problems import problem
from tests.operations.meetings.conftest import MINUTES, room

TOMORROW = timedelta(days=1)


@pytest.fixture
def wanted(county_a, people):
    """What the office sends: tomorrow at nine in the first room."""
    with county_context(county_a):
        return {
            "title": "双周工作例会",
            "kind": "regular",
            "agenda": "一、通报情况",
            "day": (timezone.localdate() + TOMORROW).isoformat(),
            "start": "09:00:00",
            "end": "10:30:00",
            "room_id": room().pk,
            "chair_id": people.leader.user_id,
            "recorder_id": people.drafter.user_id,
            "attending": [people.dept_head.user_id],
            "listening": [people.staff.user_id],
        }


def begin_now(county, pk):
    """The clock goes on: the meeting began an hour ago."""
    now = timezone.now()
    with county_context(county):
        Meeting.objects.filter(pk=pk).update(
            starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
        )


@pytest.mark.handbook(26, 44)
def test_from_the_plan_to_the_signed_minutes(caller, county_a, people, wanted):
    office, head, drafter, leader = (
        caller(county_a, post) for post in ("office", "dept_head", "drafter", "leader")
    )
    made = office.post("meetings/", wanted)
    assert made.status_code == 201
    told = made.json()
    assert (told["state"], told["invited"], told["coming"]) == (S.PLANNED, 3, 1)
    assert told["room"]["name"] == "第一会议室"
    address = f"meetings/{told['id']}"
    assert made.headers["Location"] == f"/api/v1/{address}/"
    told = office.post(f"{address}/notify/").json()
    assert (told["state"], bool(told["notified_at"])) == (S.NOTIFIED, True)
    told = head.post(f"{address}/reply/", {"reply": "coming"}).json()
    assert told["coming"] == 2
    assert {one["reply"] for one in told["attendances"]} == {"coming", ""}
    begin_now(county_a, told["id"])
    with county_context(county_a):
        code = codes.make(Meeting.objects.get(pk=told["id"]))
    told = head.post(f"{address}/sign_in/", {"code": code}).json()
    (line,) = [one for one in told["attendances"] if one["signed_in_at"]]
    assert (told["came"], line["name"], line["is_late"]) == (1, line["signed_in_name"], True)
    told = office.post(f"{address}/hold/").json()
    assert (told["state"], bool(told["minutes_due_date"])) == (S.HELD, True)
    with county_context(county_a):
        department = Department.objects.get(code="brand").pk
    decision = {
        "text": "统一网货包装标准",
        "department_id": department,
        "due_date": (timezone.localdate() + 20 * TOMORROW).isoformat(),
    }
    told = drafter.post(f"{address}/decide/", decision).json()
    assert [one["text"] for one in told["decisions"]] == ["统一网货包装标准"]
    told = drafter.post(f"{address}/draft/", {"minutes": MINUTES}).json()
    assert told["state"] == S.DRAFTED
    problem(drafter.post(f"{address}/sign/"), 403, "denied")
    told = leader.post(f"{address}/sign/", {"opinion": "同意"}).json()
    assert (told["state"], told["minutes"]) == (S.SIGNED, MINUTES)
    assert told["minutes_number"]
    assert told["decisions"][0]["item_number"]
    with county_context(county_a):
        assert Paper.objects.filter(kind="会议纪要", voided_at=None).count() == 1


@pytest.mark.handbook(26)
def test_a_code_is_of_its_meeting_and_fresh(caller, county_a, people, wanted, monkeypatch):
    office, head = caller(county_a, "office"), caller(county_a, "dept_head")
    first = office.post("meetings/", wanted).json()
    later = {**wanted, "start": "14:00:00", "end": "15:00:00"}
    second = office.post("meetings/", later).json()
    address = f"meetings/{first['id']}/sign_in/"
    office.post(f"meetings/{first['id']}/notify/")
    begin_now(county_a, first["id"])
    with county_context(county_a):
        own, other = (codes.make(Meeting.objects.get(pk=one["id"])) for one in (first, second))
    for code in (other, "没有这个码"):
        told = problem(head.post(address, {"code": code}), 400, "invalid")
        assert list(told["fields"]) == ["code"]
    problem(caller(county_a, "finance").post(address, {"code": own}), 404, "not_found")
    real = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: real + 3600)
    assert 26 in problem(head.post(address, {"code": own}), 422, "rule")["clause"]


@pytest.mark.handbook(26)
def test_it_is_changed_by_its_organiser_and_what_is_left_out_stays(
    caller, county_a, people, wanted
):
    office = caller(county_a, "office")
    made = office.post("meetings/", wanted)
    address = f"meetings/{made.json()['id']}/change/"
    problem(caller(county_a, "leader").post(address, {"title": "另一个"}), 403, "denied")
    told = office.post(address, {"start": "10:00:00", "end": "11:00:00"}).json()
    assert told["title"] == wanted["title"]
    begins = timezone.localtime(parse_datetime(told["starts_at"]))
    assert f"{begins:%Y-%m-%d %H:%M}" == f"{wanted['day']} 10:00"
    assert told["invited"] == 3
    elsewhere = office.post(address, {"room_id": None, "place": "柳溪镇会议室"}).json()
    assert (elsewhere["room"], elsewhere["place"]) == (None, "柳溪镇会议室")
    told = problem(
        office.post(address, {"title": "x"}, **{"If-Match": made.headers["ETag"]}), 412, "changed"
    )
    assert told["detail"]
    told = problem(office.post(address, {"start": "25:00"}), 400, "invalid")
    assert list(told["fields"]) == ["start"]
    told = problem(office.post(address, {"start": 9}), 400, "invalid")
    assert list(told["fields"]) == ["start"]


@pytest.mark.handbook(26)
def test_only_those_of_a_meeting_see_it_and_all_see_when_rooms_are_taken(
    caller, county_a, people, wanted
):
    office, finance, head = (caller(county_a, post) for post in ("office", "finance", "dept_head"))
    made = office.post("meetings/", wanted).json()
    assert finance.rows("meetings/") == []
    problem(finance.get(f"meetings/{made['id']}/"), 404, "not_found")
    problem(finance.post("meetings/", wanted), 403, "denied")
    day = {"day": wanted["day"], "days": 1}
    for one, title, pk in ((finance, "", None), (head, wanted["title"], made["id"])):
        (booked,) = one.rows("meetings/bookings/", day)
        assert (booked["title"], booked["id"]) == (title, pk)
        assert booked["room"]["name"] == "第一会议室"
    assert finance.rows("meetings/bookings/", {"day": "2020-01-01"}) == []
    problem(finance.get("meetings/bookings/", {"days": 99}), 400, "invalid")
    assert [one["name"] for one in finance.rows("meetings/rooms/")] == ["第一会议室", "洽谈室"]
    manager = caller(county_a, "station_mgr")
    assert manager.rows("meetings/rooms/") == manager.rows("meetings/bookings/", day) == []
    told = problem(office.post("meetings/", wanted), 422, "rule")
    assert wanted["title"] in told["detail"]
    assert 26 in told["clause"]
    for query, number in (
        ({}, 1),
        ({"state": "ahead"}, 1),
        ({"state": "late"}, 0),
        ({"q": "例会"}, 1),
        ({"kind": "special"}, 0),
        ({"month": wanted["day"][:7]}, 1),
    ):
        assert len(office.rows("meetings/", query)) == number, query


@pytest.mark.handbook(26)
def test_a_visit_is_announced_changed_and_called_off(caller, county_a, people):
    desk, head, finance = (caller(county_a, post) for post in ("frontdesk", "dept_head", "finance"))
    with county_context(county_a):
        host = people.dept_head.user_id
    begin = timezone.now() + TOMORROW
    visit = {
        "unit": "邻县电商公共服务中心",
        "kind": "study",
        "matter": "学习村级服务站运营经验",
        "headcount": 6,
        "arrives_at": begin.isoformat(),
        "leaves_at": (begin + timedelta(hours=2)).isoformat(),
        "host_id": host,
    }
    problem(finance.post("visits/", visit), 403, "denied")
    made = desk.post("visits/", visit)
    told = made.json()
    assert (made.status_code, told["state"], told["headcount"]) == (201, V.PLANNED, 6)
    address = f"visits/{told['id']}"
    told = head.post(f"{address}/change/", {"headcount": 8}).json()
    assert (told["headcount"], told["unit"], told["version"]) == (8, visit["unit"], 1)
    problem(caller(county_a, "leader").post(f"{address}/change/", {"headcount": 9}), 403, "denied")
    problem(finance.get(f"{address}/"), 404, "not_found")
    assert 26 in problem(head.post(f"{address}/receive/", {"headcount": 8}), 422, "rule")["clause"]
    for query, number in (
        ({}, 1),
        ({"state": "closed"}, 0),
        ({"q": "邻县"}, 1),
        ({"kind": "talks"}, 0),
    ):
        assert len(head.rows("visits/", query)) == number, query
    told = head.post(f"{address}/cancel/", {"reason": "对方改期"}).json()
    assert (told["state"], told["available_actions"]) == (V.CANCELLED, [])


@pytest.mark.handbook(26)
def test_the_office_enters_changes_and_ends_a_room(caller, county_a, people, wanted):
    office, finance, leader = (caller(county_a, post) for post in ("office", "finance", "leader"))
    hall = {"name": "第三会议室", "place": "二楼东侧", "seats": 20, "equipment": "投影"}
    for stranger in (finance, leader):
        problem(stranger.post("meetings/rooms/", hall), 403, "denied")
    made = office.post("meetings/rooms/", hall)
    told = made.json()
    assert (made.status_code, told["name"], told["seats"], told["version"]) == (
        *(201, "第三会议室", 20, 0),
    )
    address = f"meetings/rooms/{told['id']}"
    assert made.headers["Location"] == f"/api/v1/{address}/"
    assert finance.get(f"{address}/").json() == told
    problem(caller(county_a, "station_mgr").get(f"{address}/"), 404, "not_found")
    refused = problem(office.post("meetings/rooms/", hall), 422, "rule")
    assert (list(refused["fields"]), 26 in refused["clause"]) == (["name"], True)
    told = office.post(f"{address}/change/", {"seats": 24}).json()
    assert (told["seats"], told["place"], told["version"]) == (24, "二楼东侧", 1)
    refused = problem(office.post(f"{address}/change/", {"name": "大会议室"}), 400, "invalid")
    assert list(refused["fields"]) == ["name"]
    mark = {"If-Match": made.headers["ETag"]}
    problem(office.post(f"{address}/change/", {"seats": 30}, **mark), 412, "changed")
    problem(finance.post(f"{address}/change/", {"seats": 30}), 403, "denied")
    booked = office.post("meetings/", {**wanted, "room_id": told["id"]}).json()
    problem(finance.post(f"{address}/end/", {"reason": "改作仓库"}), 403, "denied")
    refused = problem(office.post(f"{address}/end/", {"reason": "改作仓库"}), 422, "rule")
    assert wanted["title"] in refused["detail"]
    office.post(f"meetings/{booked['id']}/cancel/", {"reason": "改期"})
    assert list(problem(office.post(f"{address}/end/"), 400, "invalid")["fields"]) == ["reason"]
    told = office.post(f"{address}/end/", {"reason": "改作仓库"}).json()
    assert (bool(told["ended_date"]), told["ended_reason"]) == (True, "改作仓库")
    assert 26 in problem(office.post(f"{address}/change/", {"seats": 9}), 422, "rule")["clause"]
    assert office.post("meetings/rooms/", hall).status_code == 201


@pytest.mark.handbook(26)
@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({"seats": 10}, 400, "name"),
        ({"name": "", "seats": 10}, 400, "name"),
        ({"name": "室" * 41, "seats": 10}, 400, "name"),
        ({"name": "小会议室", "seats": 0}, 400, "seats"),
        ({"name": "小会议室", "seats": "十"}, 400, "seats"),
        ({"name": "小会议室", "seats": 10, "floor": 2}, 400, "floor"),
        ({"name": " 洽谈室 ", "seats": 10}, 422, "name"),
    ],
)
def test_a_room_written_wrongly_is_told_at_its_field(caller, county_a, people, sent, code, field):
    office = caller(county_a, "office")
    reply = office.post("meetings/rooms/", sent)
    told = problem(reply, code, "rule" if code == 422 else "invalid")
    assert list(told["fields"]) == [field]
    assert len(office.rows("meetings/rooms/")) == 2
