"""The way of a petition as a table (R26)."""

import pytest

from accounts.posts import Post
from core.errors import Denied, Violation
from operations.petitions.lifecycle import ENDED, LEADERS, PETITION, READERS, WITH_HANDLER, S
from operations.petitions.models import Petition
from tests.operations.stations.people import person


def moves(action):
    """Rows of an action."""
    return [move for move in PETITION.moves if move.action == action]


@pytest.mark.handbook(26)
def test_every_state_is_reached_and_only_reopening_leaves_the_end():
    assert PETITION.unreachable() == frozenset()
    leaving = {move.action for move in PETITION.moves if set(move.from_) & set(ENDED)}
    assert leaving == {"reopen"}


@pytest.mark.handbook(0, 26)
@pytest.mark.parametrize("action", ["accept", "refuse", "forward"])
def test_leaders_decide_and_not_on_what_they_registered_themselves(action):
    (move,) = moves(action)
    assert move.from_ == (S.REGISTERED,)
    assert move.who == LEADERS
    assert move.four_eyes
    assert move.reason is (action != "accept")


@pytest.mark.handbook(26)
def test_a_review_is_answered_by_leaders_only():
    first, second = moves("answer")
    assert (first.from_, second.from_) == ((S.HANDLING,), (S.REVIEWING,))
    assert Post.STAFF in first.who
    assert second.who == LEADERS
    assert moves("review")[0].who == READERS


@pytest.mark.handbook(26)
def test_withdrawing_is_possible_until_it_is_answered():
    (move,) = moves("withdraw")
    assert move.from_ == (S.REGISTERED, *WITH_HANDLER)
    assert move.reason


@pytest.mark.handbook(26)
@pytest.mark.parametrize("state", [S.REGISTERED, S.ACCEPTED])
def test_no_answer_comes_before_its_turn_and_the_missing_step_is_named(state):
    petition = Petition(status=state, created_by_id=1)
    with pytest.raises(Violation) as found:
        PETITION.apply(petition, "answer", by=person(9, "万能", "staff"))
    missing = {S.REGISTERED: "受理", S.ACCEPTED: "开始办理"}[state]
    assert missing in found.value.sentence


@pytest.mark.handbook(26)
@pytest.mark.parametrize("post", [Post.OFFICE, Post.STAFF, Post.DUTY, Post.COUNTY_ADMIN])
def test_others_do_not_decide(post, in_county_a):
    with pytest.raises(Denied):
        PETITION.apply(Petition(created_by_id=1), "accept", by=person(9, "旁人", str(post)))
