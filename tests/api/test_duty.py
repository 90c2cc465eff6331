"""Duty over the API: the roster, signing in, the duty book, the handover."""

from __future__ import annotations

import pytest

from operations.duty.lifecycle import S, T
from operations.duty.models import DutyRecord
from tenants.context import county_context
from tests.api.test_problems import problem
from tests.operations.duty.conftest import clock, moment, plan  # noqa: F401 - fixture


@pytest.fixture
def shift(clock, people):  # noqa: F811
    """Tuesday's shift, and Wednesday's of the front desk; it is Tuesday, half past eight."""
    found = plan(people)
    plan(people, 4, people.frontdesk)
    clock.now = moment(3, 8, 30)
    return found


@pytest.mark.handbook(50, 55)
def test_one_signs_in_goes_away_comes_back_and_hands_over(caller, county_a, shift, clock):  # noqa: F811
    duty, next_, address = (
        caller(county_a, "duty"),
        caller(county_a, "frontdesk"),
        f"duty/shifts/{shift.pk}",
    )
    problem(next_.post(f"{address}/begin/"), 422, "rule")
    assert duty.post(f"{address}/begin/", {"place": "值班室"}).json()["state"] == S.ON_DUTY
    away = duty.post(f"{address}/leave/", {"reason": "取快件"}).json()
    assert away["aways"][0]["back_at"] is None
    assert duty.post(f"{address}/return/").json()["aways"][0]["back_at"]
    clock.now = shift.ends_at
    assert {one["action"] for one in duty.get(f"{address}/").json()["available_actions"]} == {
        "hand_over",
        "leave",
    }
    handed = duty.post(
        f"{address}/hand_over/", {"summary": "日报已收齐", "nothing_happened": True}
    ).json()
    assert (handed["state"], handed["matters"]) == (S.HANDING_OVER, [])
    assert handed["things"]
    taken = next_.post(f"{address}/take_over/").json()
    assert (taken["state"], taken["received_by_name"]) == (S.HANDED_OVER, "鄢云舟")


@pytest.mark.handbook(48, 52, 54, 56)
def test_entries_are_written_at_the_post_and_closed(caller, county_a, shift, clock):  # noqa: F811
    duty = caller(county_a, "duty")
    call = {"kind": "phone", "text": "村民来电查询快件", "contact": "柏先生"}
    problem(duty.post("duty/book/", call), 422, "rule")
    duty.post(f"duty/shifts/{shift.pk}/begin/")
    made = duty.post("duty/book/", call).json()
    assert (made["state"], made["shift_id"], made["kind_label"]) == (T.OPEN, shift.pk, "电话")
    closed = duty.post(f"duty/book/{made['id']}/close/", {"result": "已告知取件地点"}).json()
    assert (closed["state"], closed["result"]) == (T.CLOSED, "已告知取件地点")
    assert [one["kind"] for one in closed["entries"]] == ["result"]
    told = problem(
        duty.post("duty/book/", {"kind": "emergency", "text": "仓库进水", "result": "已排水"}),
        400,
        "invalid",
    )
    assert list(told["fields"]) == ["result"]
    problem(duty.post("duty/book/", {"kind": "rumour", "text": "x"}), 400, "invalid")
    first = duty.post("duty/book/", {"kind": "emergency", "text": "仓库进水"}).json()
    assert first["state"] == T.WITH_LEADER
    problem(duty.post(f"duty/book/{first['id']}/close/", {"result": "已排水"}), 422, "rule")
    with county_context(county_a):
        assert DutyRecord.objects.count() == 2
    for query, number in (
        ({}, 2),
        ({"kind": "phone"}, 1),
        ({"state": "unfinished"}, 1),
        ({"day": "2026-03-03"}, 2),
        ({"q": "快件"}, 1),
    ):
        assert len(duty.rows("duty/book/", query)) == number, query


@pytest.mark.handbook(57)
def test_the_roster_is_for_the_centre_the_book_for_its_readers(caller, county_a, shift):
    duty, staff = caller(county_a, "duty"), caller(county_a, "staff")
    assert len(staff.rows("duty/shifts/")) == 2
    assert len(duty.rows("duty/shifts/", {"mine": "true"})) == 1
    for query, number in (
        ({"on_from": "2026-03-04"}, 1),
        ({"on_to": "2026-03-02"}, 0),
        ({"state": "planned"}, 2),
    ):
        assert len(staff.rows("duty/shifts/", query)) == number, query
    assert caller(county_a, "station_mgr").rows("duty/shifts/") == []
