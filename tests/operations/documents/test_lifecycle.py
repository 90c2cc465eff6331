"""The ten steps as a table (R11, R12)."""

import pytest

from accounts.posts import Post
from core.errors import Denied, Violation
from operations.documents.lifecycle import ORIGINATORS, OUTGOING, TEN, S
from operations.documents.models import OutgoingDocument
from tests.operations.stations.people import person

# The handbook's table: step, actor, what ends it.
HANDBOOK = (
    (S.DRAFTING, ORIGINATORS, "submit"),
    (S.OFFICE_REVIEW, (Post.OFFICE,), "review"),
    (S.LEADER_SIGN, (Post.LEADER,), "agree"),
    (S.DIRECTOR_SIGN, (Post.DIRECTOR,), "sign"),
    (S.NUMBERING, (Post.OFFICE,), "number"),
    (S.PROOFING, ORIGINATORS, "proof"),
    (S.PROOF_CHECK, (Post.OPS,), "pass"),
    (S.PRINTING, ORIGINATORS, "print"),
    (S.DISPATCHING, ORIGINATORS, "dispatch"),
    (S.FILING, (Post.OFFICE,), "archive"),
)


@pytest.mark.handbook(11)
def test_there_are_ten_steps_with_the_handbooks_actors():
    assert tuple(state for state, _who, _action in HANDBOOK) == TEN
    ways = {(move.action, state): move for move in OUTGOING.moves for state in move.from_}
    for index, (state, who, action) in enumerate(HANDBOOK):
        move = ways[action, state]
        assert move.who == who
        assert move.to == (TEN[index + 1] if index < 9 else S.ARCHIVED)


@pytest.mark.handbook(11)
def test_every_state_is_reached_and_nothing_leaves_the_end():
    assert OUTGOING.unreachable() == frozenset()
    ends = {state for move in OUTGOING.moves for state in move.from_}
    assert not ends & {S.ARCHIVED, S.VOID}


@pytest.mark.handbook(11)
def test_only_the_handbooks_steps_go_back():
    """Steps 2-4 return, 7 to 6; 5 consumes the number; all until sending can be withdrawn."""
    back = {str(s) for move in OUTGOING.moves if move.action == "return" for s in move.from_}
    assert back == {S.OFFICE_REVIEW, S.LEADER_SIGN, S.DIRECTOR_SIGN}
    withdrawn = next(move for move in OUTGOING.moves if move.action == "withdraw")
    assert withdrawn.from_ == TEN[1:9]
    assert withdrawn.reason


@pytest.mark.handbook(12, 16)
@pytest.mark.parametrize(("index", "action"), [(i, a) for i, (_s, _w, a) in enumerate(HANDBOOK)])
def test_no_step_is_skipped_and_the_missing_one_is_named(index, action):
    """From every earlier step the refusal names the step whose turn it is."""
    for state, _who, missing in HANDBOOK[:index]:
        document = OutgoingDocument(status=state, created_by_id=1)
        everybody = person(9, "万能", "office")
        with pytest.raises(Violation) as found:
            OUTGOING.apply(document, action, by=everybody)
        label = next(str(m.label) for m in OUTGOING.moves if m.action == missing)
        assert label in found.value.sentence
        assert document.status == state


@pytest.mark.handbook(12)
@pytest.mark.parametrize(("state", "who", "action"), HANDBOOK)
def test_no_step_is_done_by_another_post(state, who, action, in_county_a):
    for post in Post:
        if post in who:
            continue
        document = OutgoingDocument(status=state, created_by_id=1)
        with pytest.raises(Denied):
            OUTGOING.apply(document, action, by=person(9, "他人", post))
        assert document.status == state
