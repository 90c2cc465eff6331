"""The two tables of the archive, read aloud."""

import pytest

from core.lifecycle_words import SYSTEM
from operations.archives.lifecycle import DESTRUCTION, LEADERS, LOAN, D, L


@pytest.mark.parametrize("lifecycle", [LOAN, DESTRUCTION])
def test_every_state_is_reached(lifecycle):
    assert lifecycle.unreachable() == frozenset()


@pytest.mark.handbook(0, 26)
def test_who_decides_has_not_applied_and_who_signs_has_not_proposed():
    by_action = {move.action: move for move in [*LOAN.moves, *DESTRUCTION.moves]}
    for action in ("approve", "refuse", "appraise", "destroy"):
        assert by_action[action].four_eyes, action
    assert by_action["approve"].who == LEADERS
    assert by_action["destroy"].who == ("director",)
    assert by_action["return"].who == ("office", SYSTEM)
    assert {action for action, move in by_action.items() if move.reason} == {"refuse", "drop"}


def test_the_ends_are_ends():
    starts = {state for move in [*LOAN.moves, *DESTRUCTION.moves] for state in move.from_}
    assert not starts & {L.RETURNED, L.REFUSED, L.WITHDRAWN, D.DESTROYED, D.DROPPED}
