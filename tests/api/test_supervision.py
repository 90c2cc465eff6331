"""Supervision items and two-weekly plans over the API."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from operations.office import services
from operations.office.lifecycle import P, S
from operations.office.models import PlanItem
from tenants.context import county_context
from tests import cast
from tests.api.test_problems import problem
from tests.operations.documents.incoming.conftest import works_in
from tests.operations.office.conftest import bring, department


@pytest.mark.handbook(43, 44, 46)
def test_an_item_from_issue_to_close(caller, county_a, people):
    office, staff = caller(county_a, "office"), caller(county_a, "staff")
    item = {
        "title": "制定年货节活动方案",
        "requirement": "明确时间、品类和预算。",
        "source": "meeting",
        "department_id": department(),
        "owner_id": people.staff.user_id,
        "days": 10,
    }
    problem(staff.post("supervision/", item), 403, "denied")
    told = problem(office.post("supervision/", item | {"milestones": "明天 初稿"}), 400, "invalid")
    assert list(told["fields"]) == ["milestones"]
    made = office.post("supervision/", item).json()
    assert (made["state"], made["light"]) == (S.ISSUED, "green")
    address = f"supervision/{made['id']}"
    assert staff.post(f"{address}/sign_for/").json()["state"] == S.ACCEPTED
    staff.post(f"{address}/begin/", {"measures": "先征求意见"})
    asked = staff.post(f"{address}/problem/", {"text": "预算未定"}).json()
    (waiting,) = [one for one in asked["progress"] if one["kind"] == "problem"]
    assert waiting["answered_at"] is None
    offered = {
        one["action"]: one["choices"]
        for one in office.get(f"{address}/").json()["available_actions"]
    }
    (problem_,) = offered["answer"]["problem_id"]
    office.post(f"{address}/answer/", {"problem_id": int(problem_["value"]), "answer": "本周下达"})
    staff.post(f"{address}/report/", {"result": "方案已定稿", "evidence_note": "原件存档"})
    problem(staff.post(f"{address}/confirm/"), 403, "denied")
    closed = office.post(f"{address}/confirm/", {"rating": "good"}).json()
    assert (closed["state"], closed["light"], closed["rating"]) == (S.CLOSED, "", "good")


@pytest.mark.handbook(46)
def test_extensions_lists_and_lights(caller, county_a, people):
    late = bring(people, S.HANDLING)
    later = {"to_date": "2099-03-02", "reason": "等待上级文件"}
    caller(county_a, "staff").post(f"supervision/{late.pk}/extend/", later)
    decided = caller(county_a, "leader").post(
        f"supervision/{late.pk}/decide/", {"agree": "no", "opinion": "按期完成"}
    )
    assert decided.json()["extensions"][0]["decision"] == "refused"
    office = caller(county_a, "office")
    for query, number in (
        ({}, 1),
        ({"light": "red"}, 1),
        ({"light": "green"}, 0),
        ({"state": "open"}, 1),
        ({"source": "plan"}, 0),
    ):
        assert len(office.rows("supervision/", query)) == number, query
    assert caller(county_a, "finance").rows("supervision/") == []


@pytest.mark.handbook(37, 40, 41)
def test_a_plan_is_filled_published_and_followed(caller, county_a, people):
    works_in(people.staff, "brand")
    plan = services.plan_open(day=timezone.localdate(), by=cast.SYSTEM, at=timezone.now())
    staff, office, address = (
        caller(county_a, "staff"),
        caller(county_a, "office"),
        f"plans/{plan.pk}",
    )
    assert staff.rows("plans/")[0]["items_count"] == 0
    with county_context(county_a):
        brand = department()
    matter = {
        "department_id": brand,
        "matter": "拍摄短视频",
        "responsible": "柏小满",
        "source": "own",
    }
    entered = staff.post(f"{address}/items/", matter).json()
    assert [one["matter"] for one in entered["items"]] == ["拍摄短视频"]
    assert date.fromisoformat(entered["items"][0]["end_date"]) == plan.end_date
    problem(
        office.post(f"{address}/progress/", {"item_id": 10**6, "progress": "done"}), 400, "invalid"
    )
    staff.post(f"{address}/hand_in/", {"department_id": brand})
    assert office.post(f"{address}/merge/").json()["handed_in"][0]["department"]
    assert office.post(f"{address}/publish/").json()["state"] == P.PUBLISHED
    with county_context(county_a):
        item = PlanItem.objects.get().pk
    told = problem(staff.post(f"{address}/items/", matter), 422, "rule")
    assert 40 in told["clause"]
    done = staff.post(f"{address}/progress/", {"item_id": item, "progress": "done"}).json()
    assert (done["done_count"], done["items"][0]["progress"]) == (1, "done")
    assert caller(county_a, "station_mgr").rows("plans/") == []
