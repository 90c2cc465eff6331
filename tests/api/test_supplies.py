"""Supplies over the API: a plan, a request with both approvals, stock and ledger."""

from __future__ import annotations

import pytest

from operations.supplies.lifecycle import S, U
from tests.api.test_problems import problem
from tests.operations.supplies.conftest import (
    department,
    everyone,
    hold,
    item,
    person_of,
    stock,
    two,
)

__all__ = ["two"]


@pytest.fixture
def people(in_county_a):
    """Everybody whom supplies need."""
    return everyone()


@pytest.mark.handbook(104, 106)
def test_a_plan_is_drawn_up_with_its_lines(caller, county_a, people):
    # What is sent is looked up first: a caller leaves the county.
    brand, calculator = department().pk, item("计算器").pk
    pens = {"item_id": item("中性笔").pk, "quantity": 2, "person_id": person_of(people.staff).pk}
    keeper = caller(county_a, "dept_keeper")
    made = keeper.post("supplies/plans/", {"department_id": brand}).json()
    assert (made["state"], made["department"]["name"]) == (S.DRAFT, "品牌营销中心")
    problem(keeper.post("supplies/plans/", {"department_id": brand}), 422, "rule")
    at = f"supplies/plans/{made['id']}"
    told = problem(
        keeper.post(f"{at}/line_add/", {"item_id": calculator, "quantity": 1}), 422, "rule"
    )
    assert 97 in told["clause"]
    shown = keeper.post(f"{at}/line_add/", pens).json()
    (row,) = shown["lines"]
    assert (row["item"]["name"], row["quantity"], row["left"]) == ("中性笔", 2, 0)
    gone = keeper.post(f"{at}/line_drop/", {"line_id": row["id"]}).json()
    assert gone["lines"] == []
    assert len(keeper.rows("supplies/plans/", {"state": "draft"})) == 1
    assert caller(county_a, "village").rows("supplies/plans/") == []


@pytest.mark.handbook(0, 107)
def test_an_urgent_request_goes_before_two(caller, county_a, people):
    sent = {"department_id": department().pk, "reason": "展会提前"}
    pens = {"item_id": item("中性笔").pk, "quantity": 1, "person_id": person_of(people.staff).pk}
    keeper, head, manager = (
        caller(county_a, post) for post in ("dept_keeper", "dept_head", "admin_mgr")
    )
    made = keeper.post("supplies/urgent/", sent).json()
    at = f"supplies/urgent/{made['id']}"
    keeper.post(f"{at}/line_add/", pens)
    keeper.post(f"{at}/ask/")
    problem(manager.post(f"{at}/approve/"), 422, "rule")
    head.post(f"{at}/agree/")
    assert manager.post(f"{at}/approve/").json()["state"] == U.APPROVED
    assert len(manager.rows("supplies/urgent/", {"state": "approved"})) == 1
    assert len(manager.rows("supplies/urgent/", {"state": "asked"})) == 0


@pytest.mark.handbook(109, 111)
def test_stock_and_ledger_are_read(caller, county_a, people):
    stock(people, "橡皮", 7)
    hold(people)
    clerk = caller(county_a, "area_clerk")
    found = {one["name"]: one["in_stock"] for one in clerk.rows("supplies/stock/", {"kind": "C2a"})}
    assert found["橡皮"] == 7
    (row,) = clerk.rows("supplies/ledger/")
    assert (row["item"]["name"], row["quantity"]) == ("计算器", 1)
    assert caller(county_a, "village").rows("supplies/stock/") == []


@pytest.mark.handbook(104, 148)
def test_a_station_writes_for_itself_only(caller, county_a, people, two):
    pens, ours, other = item("中性笔").pk, two.ours.pk, two.other.pk
    manager = caller(county_a, "station_mgr", **two.desk)
    told = problem(manager.post("supplies/plans/", {"station_id": other}), 400, "invalid")
    assert "station_id" in str(told)
    made = manager.post("supplies/plans/", {"station_id": ours}).json()
    assert (made["department"], made["station"]["name"]) == (None, "石桥村电商服务站")
    at = f"supplies/plans/{made['id']}"
    (row,) = manager.post(f"{at}/line_add/", {"item_id": pens, "quantity": 2}).json()["lines"]
    assert row["item"]["name"] == "中性笔"
    assert len(manager.rows("supplies/plans/", {"station": str(ours)})) == 1
    neighbour = caller(county_a, "station_mgr", **two.desk_of_neighbour)
    assert neighbour.rows("supplies/plans/") == []
    problem(neighbour.post(f"{at}/submit/", {"nothing": False}), 404, "not_found")
