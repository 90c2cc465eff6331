"""The table of joining and leaving."""

import pytest

from operations.staff.lifecycle import PERSON, PERSONNEL, States


def test_every_state_is_reached():
    assert PERSON.unreachable() == frozenset()
    assert PERSON.initial == States.JOINING


@pytest.mark.parametrize("move", PERSON.moves, ids=lambda move: move.action)
def test_every_move_is_personnels_and_has_its_clause(move):
    assert set(move.who) == set(PERSONNEL)
    assert move.clause.number == 122
    assert str(move.label)
