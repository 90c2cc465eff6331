"""What happened elsewhere before the approval: the booking neither fails nor books twice."""

import pytest

from operations.assets.lifecycle import A
from operations.assets.services import asset_lose, asset_turn_up
from operations.counting import services
from operations.counting.kinds import Remedy
from operations.counting.lifecycle import S
from tests.operations.counting.conftest import (
    AT,
    DAY,
    ROOMS,
    confirm,
    explain,
    find,
    line,
    record,
    send,
    sign,
)


@pytest.mark.handbook(82, 94)
def test_what_turned_up_by_itself_before_the_approval_is_left_alone(people, count):
    """Found by a count and entered at its card too: the approval does not fail for ever."""
    thing = line(count).asset
    asset_lose(asset_id=thing.pk, why="五月盘亏", by=people.gm, at=AT)
    extra = services.count_open(subject="assets", places=[ROOMS[1]], by=people.admin, at=AT)
    find(extra, people.office, *extra.lines.all())
    (back,) = send(extra, people.office, record(9, code=thing.number, place=ROOMS[1]))
    explain(extra, people, back.line, Remedy.RETURNED)
    sign(extra, people)
    confirm(extra, people)
    asset_turn_up(asset_id=thing.pk, place=ROOMS[2], by=people.office, at=AT + DAY)
    booked = services.count_approve(count_id=extra.pk, by=people.gm, at=AT + 2 * DAY)
    assert booked.status == S.BOOKED
    thing.refresh_from_db()
    assert (thing.status, thing.place) == (A.STOCK, ROOMS[2])
