"""The ways of assets as tables (R64, R73–R75, R82)."""

import pytest

from core.errors import Violation
from operations.assets.lifecycle import ASSET, PURCHASE, REIMBURSEMENT, REPAIR, SCRAPPING, P
from operations.assets.models import PurchaseRequest
from tests.operations.stations.people import person


@pytest.mark.handbook(0, 64, 73, 74, 82, 87, 90)
def test_every_state_is_reached_and_decisions_have_four_eyes():
    for table in (ASSET, PURCHASE, REIMBURSEMENT, REPAIR, SCRAPPING):
        assert table.unreachable() == frozenset()
    deciding = {"agree", "reallocate", "buy", "approve", "accept", "differ", "send_back", "allow"}
    for move in PURCHASE.moves:
        if move.action in deciding | {"refuse", "disallow"}:
            assert move.four_eyes, move.action
        if move.action in ("refuse", "disallow", "send_back", "differ"):
            assert move.reason, move.action
    for move in REIMBURSEMENT.moves:
        assert move.four_eyes is (move.action != "resubmit")


@pytest.mark.handbook(73)
def test_nothing_is_bought_before_the_general_manager_approves(in_county_a):
    request = PurchaseRequest(status=P.GM, created_by_id=1)
    with pytest.raises(Violation, match="批准购置"):
        PURCHASE.apply(request, "arrive", by=person(9, "专员", "area_clerk"))
    assert request.status == P.GM
