"""The way of an application as a table (R26)."""

import pytest

from core.errors import Denied, Violation
from operations.seals.lifecycle import LEADERS, OPEN, PEOPLE, SEAL_USE, S
from operations.seals.models import SealUse
from tests.operations.stations.people import person


@pytest.mark.handbook(0, 26)
def test_leaders_decide_and_nothing_leaves_the_end():
    assert SEAL_USE.unreachable() == frozenset()
    leaving = {state for move in SEAL_USE.moves for state in move.from_}
    assert leaving == set(OPEN)
    for move in SEAL_USE.moves:
        decides = move.action in ("approve", "refuse")
        assert move.who == (LEADERS if decides else PEOPLE)
        assert move.four_eyes is decides


@pytest.mark.handbook(26)
def test_nothing_is_stamped_before_it_is_approved(in_county_a):
    use = SealUse(created_by_id=1)
    with pytest.raises(Violation, match="同意用印"):
        SEAL_USE.apply(use, "stamp", by=person(9, "保管", "office"))
    with pytest.raises(Denied):
        SEAL_USE.apply(use, "approve", by=person(9, "保管", "office"))
    assert use.status == S.APPLIED
