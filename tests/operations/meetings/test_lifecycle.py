"""The way of a meeting and of a visit as tables (R26)."""

import pytest

from core.errors import Denied, Violation
from operations.meetings.lifecycle import LEADERS, MEETING, OWNERS, VISIT, WAY, S
from operations.meetings.models import Meeting
from operations.office.lifecycle import OWNERS as OWNERS_OF_ITEMS
from tests.operations.stations.people import person


@pytest.mark.handbook(0, 26, 44)
def test_only_leaders_sign_and_nothing_leaves_the_end():
    for table in (MEETING, VISIT):
        assert table.unreachable() == frozenset()
    leaving = {state for move in MEETING.moves for state in move.from_}
    assert leaving == set(WAY) - {S.CLOSED}
    (sign,) = [move for move in MEETING.moves if move.action == "sign"]
    assert (sign.who, sign.four_eyes) == (LEADERS, True)
    assert set(OWNERS) == set(OWNERS_OF_ITEMS)


@pytest.mark.handbook(26)
def test_minutes_are_not_signed_before_they_are_written(in_county_a):
    meeting = Meeting(status=S.HELD, created_by_id=1)
    with pytest.raises(Violation, match="签发"):
        MEETING.apply(meeting, "sign", by=person(9, "领导", "leader"))
    with pytest.raises(Denied):
        MEETING.apply(meeting, "draft", by=person(9, "村干部", "village"))
    assert meeting.status == S.HELD
