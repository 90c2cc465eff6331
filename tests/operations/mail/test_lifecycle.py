"""The life of a piece of mail as a table (R58-R61)."""

import pytest

from accounts.posts import AT_CENTRE, Post
from core.errors import Denied, Violation
from operations.mail.lifecycle import ENDED, HERE, KEEPERS, MAIL, S
from operations.mail.models import MailItem
from tests.operations.stations.people import person

WAYS = {
    ("sort", (S.RECEIVED,), S.SORTED, KEEPERS, False),
    ("hand_over", (S.SORTED,), S.COLLECTED, AT_CENTRE, False),
    ("unknown", (S.RECEIVED, S.SORTED), S.UNCLAIMED, KEEPERS, False),
    ("claim", (S.UNCLAIMED,), S.SORTED, KEEPERS, False),
    ("reroute", (S.SORTED, S.COLLECTED), S.SORTED, KEEPERS, True),
    ("return", HERE, S.RETURNED, KEEPERS, True),
    ("void", HERE, S.VOID, KEEPERS, True),
}


@pytest.mark.handbook(58, 60, 61)
def test_the_ways_are_these_and_no_others():
    found = {(one.action, one.from_, one.to, one.who, one.reason) for one in MAIL.moves}
    assert found == WAYS
    assert MAIL.unreachable() == frozenset()
    assert not {S.RETURNED, S.VOID} & {state for one in MAIL.moves for state in one.from_}


@pytest.mark.handbook(58)
@pytest.mark.parametrize("move", MAIL.moves, ids=lambda move: move.action)
def test_no_move_is_made_by_another_post_or_from_another_state(move, in_county_a):
    for post in set(Post) - set(move.who):
        item = MailItem(status=move.from_[0])
        with pytest.raises(Denied):
            MAIL.apply(item, move.action, by=person(9, "旁人", post), reason="试")
        assert item.status == move.from_[0]
    for state in set(S) - set(move.from_):
        item = MailItem(status=state)
        with pytest.raises(Violation):
            MAIL.apply(item, move.action, by=person(9, "收发", move.who[0]), reason="试")
        assert item.status == state


@pytest.mark.handbook(61)
@pytest.mark.parametrize("action", ["reroute", "return", "void"])
def test_what_is_put_right_sent_back_or_void_has_a_reason(action, in_county_a):
    move = next(one for one in MAIL.moves if one.action == action)
    item = MailItem(status=move.from_[0])
    with pytest.raises(Violation) as found:
        MAIL.apply(item, action, by=person(9, "收发", "office"), reason=" ")
    assert found.value.field == "reason"
    assert set(ENDED) >= {S.COLLECTED}
