"""The way of an incoming document as a table (R27)."""

import pytest

from accounts.posts import Post
from core.errors import Denied, Violation
from operations.documents.incoming.lifecycle import (
    ENDED,
    HANDLERS,
    INCOMING,
    LEADERS,
    UNDER_WAY,
    WAY,
    WAY_OF_READING,
    T,
)
from operations.documents.models import IncomingDocument
from tests.operations.stations.people import person

# The handbook's order: step, who acts, what ends it.
HANDBOOK = (
    (T.REGISTERED, (Post.OFFICE,), "check"),
    (T.PROPOSING, (Post.OFFICE,), "propose"),
    (T.INSTRUCTING, LEADERS, "instruct"),
    (T.HANDLING, HANDLERS, "complete"),
    (T.COMPLETED, (Post.OFFICE,), "archive"),
)


@pytest.mark.handbook(27)
def test_the_steps_follow_each_other_as_the_handbook_says():
    assert tuple(state for state, _who, _action in HANDBOOK) == WAY[:-1]
    assert (*WAY[:3], T.CIRCULATING, *WAY[4:]) == WAY_OF_READING
    ways = {(move.action, state): move for move in INCOMING.moves for state in move.from_}
    for index, (state, who, action) in enumerate(HANDBOOK):
        move = ways[action, state]
        assert move.who == who
        assert move.to == WAY[index + 1]


@pytest.mark.handbook(27)
def test_every_state_is_reached_and_nothing_leaves_the_end():
    assert INCOMING.unreachable() == frozenset()
    assert not {s for move in INCOMING.moves for s in move.from_} & set(ENDED)
    assert set(UNDER_WAY) | {T.COMPLETED} | set(ENDED) == set(T)


@pytest.mark.handbook(27, 36)
def test_going_back_and_ending_early_need_a_reason():
    for move in INCOMING.moves:
        assert move.reason == (move.action in ("return", "send_back", "void"))


@pytest.mark.handbook(27)
@pytest.mark.parametrize(("index", "action"), [(i, a) for i, (_s, _w, a) in enumerate(HANDBOOK)])
def test_no_step_is_skipped(index, action):
    for state, _who, _missing in HANDBOOK[:index]:
        document = IncomingDocument(status=state, created_by_id=1)
        with pytest.raises(Violation) as found:
            INCOMING.apply(document, action, by=person(9, "万能", "office"))
        assert "还不能" in found.value.sentence or "先" in found.value.sentence
        assert document.status == state


@pytest.mark.handbook(27, 31)
@pytest.mark.parametrize(("state", "who", "action"), HANDBOOK)
def test_no_step_is_done_by_another_post(state, who, action, in_county_a):
    for post in Post:
        if post in who:
            continue
        document = IncomingDocument(status=state, created_by_id=1)
        with pytest.raises(Denied):
            INCOMING.apply(document, action, by=person(9, "他人", post))
        assert document.status == state
