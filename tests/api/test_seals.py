"""Use of seals over the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.seals.lifecycle import S
from tests.api.test_problems import problem
from tests.operations.seals.conftest import seal


@pytest.mark.handbook(26)
def test_it_is_asked_for_approved_and_used(caller, county_a, people):
    staff, leader, office = (caller(county_a, post) for post in ("staff", "leader", "office"))
    stamp = seal().pk
    names = {one["name"]: one for one in staff.rows("seals/register/")}
    assert names["公章"]["id"] == stamp
    use = {"seal_id": stamp, "document": "补助申报表", "purpose": "报送商务局", "copies": 3}
    told = problem(staff.post("seals/", use | {"is_loan": True}), 422, "rule")
    assert 26 in told["clause"]
    made = staff.post("seals/", use).json()
    assert (made["state"], made["seal"]["name"]) == (S.APPLIED, "公章")
    address = f"seals/{made['id']}"
    problem(staff.post(f"{address}/approve/"), 403, "denied")
    assert leader.post(f"{address}/approve/", {"opinion": "同意"}).json()["state"] == S.APPROVED
    used = office.post(f"{address}/stamp/").json()
    assert (used["state"], used["impressions"]) == (S.USED, 3)
    assert caller(county_a, "admin").rows("seals/") == []
    for query, number in (
        ({}, 1),
        ({"state": "open"}, 0),
        ({"q": "申报"}, 1),
        ({"seal": str(stamp)}, 1),
        ({"month": "2020-01"}, 0),
    ):
        assert len(office.rows("seals/", query)) == number, query


@pytest.mark.handbook(26)
def test_who_has_a_seal_stands_in_the_register(caller, county_a, people):
    staff, leader, office = (caller(county_a, post) for post in ("staff", "leader", "office"))
    made = staff.post(
        "seals/",
        {
            "seal_id": seal().pk,
            "document": "合同",
            "purpose": "现场签约",
            "is_loan": True,
            "loan_place": "交易中心",
            "due_back_date": (timezone.localdate() + timedelta(days=1)).isoformat(),
        },
    ).json()
    leader.post(f"seals/{made['id']}/approve/")
    assert office.post(f"seals/{made['id']}/lend/").json()["state"] == S.LENT
    rows = {one["name"]: one["out_with"] for one in staff.rows("seals/register/")}
    assert rows["公章"] == "卜小满"
    assert caller(county_a, "station_mgr").rows("seals/register/") == []
