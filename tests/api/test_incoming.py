"""Incoming documents over the API: the office's register, instructions, parts, the result."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.documents.incoming.lifecycle import T
from tests.api.test_problems import problem
from tests.operations.documents.incoming.conftest import bring, department, works_in


@pytest.fixture
def everybody(people):
    """Who handles: 品牌 by the drafter, 技术 by the head of a department."""
    works_in(people.drafter, "brand")
    works_in(people.dept_head, "tech")
    return people


LINE = {
    "title": "关于报送工作进展情况的通知",
    "sender": "青禾省商务厅",
    "sender_number": "青商电〔2026〕8号",
    "sender_date": "2026-02-27",
    "nature": "assigned",
}


@pytest.mark.handbook(27, 31, 33, 34)
def test_it_is_registered_corrected_and_goes_to_a_department(caller, county_a, everybody):
    office, leader = caller(county_a, "office"), caller(county_a, "leader")
    brand = department("brand")
    problem(leader.post("incoming/", LINE), 403, "denied")
    told = problem(office.post("incoming/", LINE | {"nature": "gossip"}), 400, "invalid")
    assert list(told["fields"]) == ["nature"]
    made = office.post("incoming/", LINE).json()
    assert (made["state"], made["source_level"]) == (T.REGISTERED, "superior")
    assert made["number"]
    told = problem(office.post("incoming/", LINE), 422, "rule")
    assert 34 in told["clause"]
    address = f"incoming/{made['id']}"
    corrected = office.post(f"{address}/correct/", {"pages": 4}).json()
    assert (corrected["pages"], corrected["title"]) == (4, LINE["title"])
    assert office.post(f"{address}/check/").json()["state"] == T.PROPOSING
    office.post(f"{address}/propose/", {"opinion": "拟转办理", "lead_department": brand})
    told = problem(leader.post(f"{address}/instruct/", {"opinion": "请抓紧"}), 422, "rule")
    assert 35 in told["clause"]
    due = (timezone.localdate() + timedelta(days=14)).isoformat()
    instructed = leader.post(f"{address}/instruct/", {"opinion": "请抓紧", "due_date": due}).json()
    assert instructed["state"] == T.HANDLING
    (part,) = instructed["parts"]
    assert (part["department"]["id"], part["is_lead"]) == (brand, True)
    drafter = caller(county_a, "drafter")
    assert [row["id"] for row in drafter.rows("incoming/")] == [made["id"]]
    done = drafter.post(f"{address}/complete/", {"result": "已按要求报送"}).json()
    assert (done["state"], done["result"]) == (T.COMPLETED, "已按要求报送")
    assert [one["text"] for one in done["opinions"]][:2] == ["拟转办理", "请抓紧"]


@pytest.mark.handbook(33)
def test_lists_are_narrowed_and_others_see_nothing(caller, county_a, everybody):
    bring(everybody, T.HANDLING)
    bring(everybody, T.REGISTERED)
    office, brand = caller(county_a, "office"), str(department("brand"))
    for query, number in (
        ({}, 2),
        ({"state": "late"}, 1),
        ({"state": "open"}, 2),
        ({"nature": "policy"}, 0),
        ({"department": brand}, 1),
    ):
        assert len(office.rows("incoming/", query)) == number, query
    lights = [row["light"] for row in office.rows("incoming/")]
    assert sorted(lights) == ["", "red"]
    assert caller(county_a, "finance").rows("incoming/") == []
