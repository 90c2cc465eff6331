"""Fixed assets over the API, from the request to the card in somebody's hands."""

from __future__ import annotations

import base64

import pytest
from django.utils import timezone

from operations.assets.lifecycle import A, B, P
from tests.api.test_problems import problem
from tests.operations.assets.conftest import INVOICE, computers, department, drawn, person


def signed() -> str:
    """A signature as a phone draws it."""
    return "data:image/png;base64," + base64.b64encode(drawn().read()).decode()


@pytest.mark.handbook(63, 72, 77, 81)
def test_an_asset_is_asked_for_bought_paid_and_issued(caller, county_a, people):
    posts = ("staff", "dept_head", "area_clerk", "gm", "finance")
    staff, head, clerk, gm, finance = (caller(county_a, post) for post in posts)
    klass, to = str(computers().pk), {
        "person_id": person().pk, "department_id": department().pk, "place": "二楼",
    }  # fmt: skip
    wanted = {
        "department_id": department().pk,
        "asset_class_id": computers().pk,
        "item": "笔记本电脑",
        "spec": "14英寸",
        "quantity": 1,
        "unit_price": "1999.99",
        "months": 72,
        "purpose": "直播培训",
        "funds": "county",
        "quota": "每人一台",
        "holding": 0,
    }
    told = problem(staff.post("assets/purchases/", wanted), 422, "rule")
    assert 68 in told["clause"]
    made = staff.post("assets/purchases/", wanted | {"unit_price": "4999.00"}).json()
    at = f"assets/purchases/{made['id']}"
    today = timezone.localdate().isoformat()
    staff.post(f"{at}/submit/")
    head.post(f"{at}/agree/", {"reason": "同意"})
    told = problem(clerk.post(f"{at}/buy/", {"shown": ""}), 422, "rule")
    assert 72 in told["clause"]
    clerk.post(f"{at}/buy/", {"shown": "", "seen": True})
    gm.post(f"{at}/approve/")
    order = {"dealer": "商行", "agreement": "无", "ordered_date": today, "arrived_date": today}
    clerk.post(f"{at}/arrive/", order)
    came = {"came_spec": "14英寸", "came_quantity": 1, "came_price": "4999.00"}
    assert clerk.post(f"{at}/accept/", came).json()["state"] == P.ACCEPTED
    told = problem(clerk.post(f"{at}/hand_in/", {"payee": "商行"}), 422, "rule")
    assert {63, 77} <= set(told["clause"])
    bill = {"amount": "4999.00", "issued_date": today, "finance_by": "邰"}
    clerk.post(f"{at}/paper/", {"kind": "voucher", "number": "PZ-1", **bill})
    clerk.post(f"{at}/paper/", {"kind": "invoice", "number": INVOICE, **bill})
    clerk.post(f"{at}/hand_in/", {"payee": "商行"})
    (claim,) = clerk.rows("assets/reimbursements/", {"state": "handed_in", "q": "BX"})
    assert claim["purchase"] == made["id"]
    checked = finance.post(f"assets/reimbursements/{claim['id']}/check/").json()
    assert checked["state"] == B.HEAD
    card = {
        "model": "启明14", "spec": "16G", "manufacturer": "启明", "place": "二楼",
        "warranty": "三年",
    }  # fmt: skip
    clerk.post(f"{at}/register/", card)
    (asset,) = clerk.rows("assets/cards/", {"kind": klass, "state": "stock"})
    address = f"assets/cards/{asset['id']}"
    problem(clerk.post(f"{address}/issue/", to), 422, "rule")
    issued = clerk.post(f"{address}/issue/", to | {"signature": signed()}).json()
    assert (issued["state"], issued["user_name"]) == (A.IN_USE, "卜小满")
    assert caller(county_a, "ops").rows("assets/cards/") == []
    clerk.post(f"{address}/report/", {"fault": "不开机"})
    assert [one["fault"] for one in clerk.rows("assets/repairs/")] == ["不开机"]
    clerk.post(f"{address}/scrap/", {"cause": "wear", "reason": "主板烧毁"})
    (found,) = clerk.rows("assets/scrapping/", {"state": "applied"})
    assert found["asset"]["id"] == asset["id"]
