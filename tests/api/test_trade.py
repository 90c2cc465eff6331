"""Products with their origin over the API."""

from __future__ import annotations

import pytest

from operations.trade.lifecycle import B, C, P
from tests.api.test_problems import problem
from tests.operations.trade.conftest import producer, village


@pytest.mark.handbook(0, 117)
def test_a_product_and_its_batch_go_their_way_to_a_recall(caller, county_a, people):
    ops, head, office = (caller(county_a, post) for post in ("ops", "dept_head", "office"))
    given = {
        "name": "红香米", "pack": "2.5 千克/袋",
        "producer_id": producer(people).pk, "village_id": village().pk,
    }  # fmt: skip
    problem(office.post("trade/products/", given), 403, "denied")
    problem(ops.post("trade/products/", given | {"pack": ""}), 400, "invalid")
    made = ops.post("trade/products/", given).json()
    assert (made["state"], made["village"]["name"]) == (P.DRAFT, "石桥村")
    at = f"trade/products/{made['id']}"
    problem(ops.post(f"{at}/list/"), 403, "denied")
    assert head.post(f"{at}/list/").json()["code"].startswith("CP")
    days = {"valid_from_date": "2026-01-01", "valid_to_date": "2030-01-01"}
    paper = {"kind": "gi", "number": "DB-1", **days}
    (told,) = ops.post(f"{at}/certificate/", paper).json()["certificates"]
    # A head who did not enter it confirms it, at its page.
    assert (told["kind_label"], told["holds"]) == ("地理标志", False)

    batch = {
        "product_id": made["id"], "quantity": "1 吨", "packs": 20, "basis": "control",
        "harvested_date": "2025-10-01", "packed_date": "2025-10-05",
        "promised_date": "2025-10-05",
    }  # fmt: skip
    wrong = problem(ops.post("trade/batches/", batch | {"packed_date": "2025-09-01"}), 422, "rule")
    assert 117 in wrong["clause"]
    made = ops.post("trade/batches/", batch).json()
    at = f"trade/batches/{made['id']}"
    problem(ops.post(f"{at}/submit/"), 422, "rule")
    used = {"kind": "fertiliser", "name": "有机肥", "used_date": "2025-05-01", "interval_days": 0}
    assert ops.post(f"{at}/input/", used).json()["inputs"][0]["name"] == "有机肥"
    assert ops.post(f"{at}/submit/").json()["state"] == B.SUBMITTED
    assert head.post(f"{at}/release/").json()["state"] == B.RELEASED
    assert ops.post(f"{at}/labels/", {"count": 20}).json()["labels"] == 20
    why = {"reason": "异味", "advice": "请退回"}
    ops.post(f"{at}/recall/", why)
    (recall,) = office.rows("trade/recalls/", {"state": "active"})
    assert recall["batch"] == made["code"]
    leader = caller(county_a, "leader")
    problem(ops.post(f"trade/recalls/{recall['id']}/lift/", {"reason": "复检"}), 403, "denied")
    lifted = leader.post(f"trade/recalls/{recall['id']}/lift/", {"reason": "复检合格"}).json()
    assert lifted["state"] == C.LIFTED
    for address, query, number in (
        ("trade/products/", {"q": "红香"}, 1),
        ("trade/products/", {"state": "stopped"}, 0),
        ("trade/batches/", {"q": made["code"], "product": str(made["product"]["id"])}, 1),
        ("trade/batches/", {"state": "draft"}, 0),
    ):
        assert len(office.rows(address, query)) == number, address
    assert caller(county_a, "commerce").rows("trade/batches/") == []
