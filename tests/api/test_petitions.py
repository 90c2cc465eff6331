"""Petitions over the API: whose they are stands masked, and anonymous ones keep nothing."""

from __future__ import annotations

import pytest

from operations.petitions.lifecycle import S
from operations.petitions.models import Petition
from tenants.context import county_context
from tests.api.test_problems import problem
from tests.operations.petitions.conftest import register

LETTER = {
    "channel": "letter",
    "kind": "request",
    "subject": "请求补发服务站运营补助",
    "matter": "去年第四季度补助未到账。",
    "name": "柏向阳",
    "phone": "19900031000",
    "address": "禾川县柳溪镇石桥村",
    "concerned": "邰向晚",
}
PRIVATE = ("柏向阳", "19900031000", "柳溪镇石桥村", "邰向晚")


@pytest.mark.handbook(26, 152)
def test_it_is_registered_masked_accepted_answered_delivered(caller, county_a, people):
    office, leader = caller(county_a, "office"), caller(county_a, "leader")
    problem(leader.post("petitions/", LETTER), 403, "denied")
    made = office.post("petitions/", LETTER)
    address = made.headers["Location"].removeprefix("/api/v1/").rstrip("/")
    replies = [made, office.get("petitions/"), office.get(f"{address}/")]
    replies.append(office.post(f"{address}/correct/", {"headcount": 3}))
    for reply in replies:
        assert "柏**" not in reply.content.decode()
        assert "柏*阳" in reply.content.decode()
        assert not [word for word in PRIVATE if word in reply.content.decode()]
    found = replies[-1].json()
    assert (found["phone"], found["has_address"], found["headcount"]) == ("199****1000", True, 3)
    with county_context(county_a):
        assert Petition.objects.get().phone == "19900031000"
        handler = people.staff.user_id
    told = problem(leader.post(f"{address}/accept/", {"handler_id": 10**6}), 400, "invalid")
    assert list(told["fields"]) == ["handler_id"]
    assert leader.post(f"{address}/accept/", {"handler_id": handler}).json()["state"] == S.ACCEPTED
    staff = caller(county_a, "staff")
    staff.post(f"{address}/begin/")
    staff.post(f"{address}/note/", {"text": "已电话核实"})
    answered = staff.post(
        f"{address}/answer/", {"outcome": "supported", "answer": "已补发。"}
    ).json()
    (round_,) = answered["rounds"]
    assert (answered["state"], round_["outcome"]) == (S.ANSWERED, "supported")
    assert round_["why"]
    assert [one["text"] for one in answered["course"]] == ["已电话核实"]
    problem(office.post(f"{address}/reveal/"), 404, "not_found")


@pytest.mark.handbook(26)
def test_an_anonymous_one_keeps_nothing(caller, county_a, people):
    office = caller(county_a, "office")
    nameless = {**LETTER, "is_anonymous": True}
    told = problem(office.post("petitions/", nameless), 422, "rule")
    assert 26 in told["clause"]
    for name in ("name", "phone", "address"):
        del nameless[name]
    made = office.post("petitions/", nameless).json()
    assert (made["petitioner"], made["phone"], made["others"]) == ("匿名", "", [])
    assert made["is_anonymous"]
    assert made["has_address"] is False


@pytest.mark.handbook(152, 156)
def test_only_those_named_see_it_and_nobody_searches_for_names(caller, county_a, people):
    petition = register(people)
    for post in ("staff", "dept_head"):
        assert caller(county_a, post).rows("petitions/") == []
        problem(caller(county_a, post).get(f"petitions/{petition.pk}/"), 404, "not_found")
    leader = caller(county_a, "leader")
    for query, number in (
        ({}, 1),
        ({"q": "补助"}, 1),
        ({"q": "柏向阳"}, 0),
        ({"state": "late"}, 1),
        ({"state": "soon"}, 0),
        ({"channel": "visit"}, 0),
        ({"year": "2026"}, 1),
    ):
        assert len(leader.rows("petitions/", query)) == number, query
