"""The life of an item as a table (R46)."""

import pytest

from accounts.posts import Post
from core.errors import Denied, Violation
from operations.office.lifecycle import CHECKERS, ENDED, LEADERS, OPEN, OWNERS, SUPERVISION, S
from operations.office.models import SupervisionItem
from tests.operations.stations.people import person

HANDBOOK = (
    (S.ISSUED, OWNERS, "sign_for", S.ACCEPTED),
    (S.ACCEPTED, OWNERS, "begin", S.HANDLING),
    (S.HANDLING, OWNERS, "report", S.REPORTED),
    (S.REPORTED, CHECKERS, "confirm", S.CLOSED),
)


@pytest.mark.handbook(46)
def test_the_way_is_the_handbooks():
    ways = {(move.action, state): move for move in SUPERVISION.moves for state in move.from_}
    for state, who, action, to in HANDBOOK:
        move = ways[action, state]
        assert (move.who, move.to) == (who, to)
    assert SUPERVISION.unreachable() == frozenset()
    assert not {state for move in SUPERVISION.moves for state in move.from_} & set(ENDED)
    cancel = next(move for move in SUPERVISION.moves if move.action == "cancel")
    assert (cancel.from_, cancel.who, cancel.reason) == (OPEN, LEADERS, True)


@pytest.mark.handbook(46)
@pytest.mark.parametrize(("index", "action"), [(n, row[2]) for n, row in enumerate(HANDBOOK)])
def test_no_step_is_skipped_and_the_missing_one_is_named(index, action):
    for state, _who, missing, _to in HANDBOOK[:index]:
        item = SupervisionItem(status=state)
        with pytest.raises(Violation) as found:
            SUPERVISION.apply(item, action, by=person(9, "万能", "office"))
        label = next(str(m.label) for m in SUPERVISION.moves if m.action == missing)
        assert label in found.value.sentence
        assert item.status == state


@pytest.mark.handbook(46)
@pytest.mark.parametrize("move", SUPERVISION.moves, ids=lambda move: move.action)
def test_no_step_is_done_by_another_post(move, in_county_a):
    for post in Post:
        if post in move.who:
            continue
        item = SupervisionItem(status=move.from_[0])
        with pytest.raises(Denied):
            SUPERVISION.apply(item, move.action, by=person(9, "他人", post), reason="原因")
