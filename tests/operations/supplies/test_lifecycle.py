"""The ways of supplies as tables (R0, R105–R107, R114)."""

from itertools import pairwise

import pytest

from core.errors import Denied, Violation
from operations.supplies.lifecycle import PLAN, PURCHASE, SCRAP, URGENT, WAY, WAY_OF_URGENT
from operations.supplies.models import Plan
from tests.operations.stations.people import person


@pytest.mark.handbook(106)
def test_every_state_can_be_reached_and_the_plan_goes_the_handbooks_way():
    for way in (PLAN, PURCHASE, URGENT, SCRAP):
        assert way.unreachable() == frozenset()
    for way, path in ((PLAN, WAY), (URGENT, WAY_OF_URGENT)):
        steps = {(str(state), move.to) for move in way.moves for state in move.from_}
        assert all(pair in steps for pair in pairwise(path))


@pytest.mark.handbook(0, 105, 107, 114)
def test_approvals_are_by_another_than_the_maker_and_in_order():
    def row(way, action):
        return [move for move in way.moves if move.action == action]

    (agree,), (approve,) = row(URGENT, "agree"), row(URGENT, "approve")
    assert (agree.who, approve.who) == (("dept_head",), ("admin_mgr",))
    assert agree.to == approve.from_[0]
    assert agree.four_eyes
    assert approve.four_eyes
    for action in ("approve", "check"):
        assert all(move.four_eyes for move in row(PLAN, action))
    assert all(move.four_eyes for move in row(SCRAP, "review"))


@pytest.mark.handbook(105, 106)
def test_nothing_is_skipped(in_county_a):
    plan = Plan(created_by_id=1)
    with pytest.raises(Violation, match="报送计划"):
        PLAN.apply(plan, "check", by=person(9, "办公", "area_clerk"))
    plan.status = "submitted"
    with pytest.raises(Denied):
        PLAN.apply(plan, "approve", by=person(9, "办公", "area_clerk"))
    with pytest.raises(Violation, match="本人"):
        PLAN.apply(plan, "approve", by=person(1, "经理", "dept_head"))
