"""The tables of duty: who takes what from where to where (R39, R50, R53-R55, R57)."""

import pytest

from accounts.posts import Post
from core.errors import Denied, Violation
from operations.duty.lifecycle import (
    LEADERS,
    OFFICERS,
    RECEIVERS,
    RECORD,
    SCHEDULE,
    SHIFT,
    SWAP,
    S,
    T,
)
from operations.duty.models import DutyRecord, HolidaySchedule, Shift, Swap
from tests.operations.stations.people import person

TABLES = {SHIFT: Shift, RECORD: DutyRecord, SWAP: Swap, SCHEDULE: HolidaySchedule}
MOVES = [(table, move) for table in TABLES for move in table.moves]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_is_reached(table):
    assert table.unreachable() == frozenset()


@pytest.mark.handbook(39, 50, 53, 54, 55, 57)
@pytest.mark.parametrize(("table", "move"), MOVES, ids=[f"{t.name}-{m.action}" for t, m in MOVES])
def test_each_move_is_made_by_its_posts_and_by_no_other(table, move, in_county_a):
    for post in Post:
        for state in move.from_:
            record = TABLES[table](status=state)
            if post in move.who:
                table.apply(record, move.action, by=person(9, "某人", post), reason="原因")
                assert record.status == move.to
                continue
            with pytest.raises(Denied):
                table.apply(record, move.action, by=person(9, "他人", post), reason="原因")


@pytest.mark.handbook(55)
def test_a_shift_goes_over_by_two_steps_of_two_people():
    ways = {move.action: move for move in SHIFT.moves}
    assert ways["hand_over"].to == S.HANDING_OVER == ways["take_over"].from_[0]
    assert set(RECEIVERS) == {*OFFICERS, *LEADERS}
    shift = Shift(status=S.ON_DUTY)
    with pytest.raises(Violation, match="签字接班"):
        SHIFT.apply(shift, "take_over", by=person(9, "柏小满", Post.DUTY))


@pytest.mark.handbook(53, 54)
def test_nothing_is_closed_while_a_department_or_a_leader_has_it():
    (close,) = (move for move in RECORD.moves if move.action == "close")
    assert not {T.WITH_DEPARTMENT, T.WITH_LEADER} & set(close.from_)


@pytest.mark.handbook(39, 50, 54, 55, 57)
def test_taking_back_and_refusing_need_a_reason():
    wanted = {"refuse", "cancel", "ask_again", "decline", "reopen"}
    assert {move.action for _table, move in MOVES if move.reason} == wanted
