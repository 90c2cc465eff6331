"""Put right by one tap, and then scanned, answered or decided again (R94, R95)."""

import pytest

from operations.counting.kinds import Outcome, Remedy, Result
from tests.operations.counting.conftest import (
    AT,
    DAY,
    MINUTE,
    ROOMS,
    label,
    line,
    record,
    send,
)


@pytest.fixture
def moved(people, count):
    """A thing of the first room that stands in the third; the office put the ledger right."""
    one = line(count)
    code = label(one.asset)
    send(
        count, people.office,
        record(1, code=code, place=ROOMS[2]), record(2, code=code, place=ROOMS[2], kind="place"),
    )  # fmt: skip
    return line(count)


def scan(count, by, one, *, at=AT + DAY, **more):
    """Seen a day later."""
    sent = record(9, code=label(one.asset), said_at=at, **{"place": ROOMS[2], **more})
    (made,) = send(count, by, sent, at=at)
    one.refresh_from_db()
    return made


@pytest.mark.handbook(94, 95)
def test_seen_again_where_it_was_put_right_it_is_counted_already(people, count, moved):
    by_another = scan(count, people.dept_keeper, moved, device="乙机")
    assert by_another.outcome == Outcome.ALREADY
    by_the_same = scan(count, people.office, moved, at=AT + DAY + MINUTE)
    assert by_the_same.outcome == Outcome.ALREADY
    assert (moved.result, moved.found_place) == (Result.PLACE, ROOMS[2])
    assert (moved.is_put_right, moved.remedy, moved.in_conflict) == (True, Remedy.PLACE, False)
