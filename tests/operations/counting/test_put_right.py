"""Put right by one tap, and then scanned, answered or decided again (R94, R95)."""

import pytest

from operations.assets.services import asset_place
from operations.counting import forms, services
from operations.counting.kinds import Outcome, Remedy, Result
from tests.operations.counting.conftest import (
    AT,
    DAY,
    MINUTE,
    ROOMS,
    answer_all,
    confirm,
    explain,
    label,
    line,
    record,
    refused,
    send,
    settle,
    sign,
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


@pytest.mark.handbook(94)
@pytest.mark.parametrize(
    ("said", "result"),
    [
        ({"kind": "missing", "place": ""}, Result.MISSING),
        ({"kind": "damaged"}, Result.DAMAGED),
        ({"place": ROOMS[1]}, Result.PLACE),
        ({"place": ROOMS[0]}, Result.PLACE),
    ],
)
def test_another_answer_takes_back_that_it_was_put_right(people, count, moved, said, result):
    """Else the approved shortage would not be booked."""
    assert scan(count, people.office, moved, **said).outcome == Outcome.CORRECTED
    assert (moved.result, moved.is_put_right, moved.remedy) == (result, False, "")


@pytest.mark.handbook(94)
def test_the_office_decides_on_what_was_put_right(people, count, moved):
    later = {"at": AT + DAY}
    same = settle(count, people, moved, Result.FOUND, place=ROOMS[2], **later)
    assert (same.result, same.is_put_right, same.remedy) == (Result.PLACE, True, Remedy.PLACE)
    lost = settle(count, people, moved, Result.MISSING, **later)
    assert (lost.result, lost.is_put_right, lost.remedy) == (Result.MISSING, False, "")


@pytest.mark.handbook(94)
def test_what_was_put_right_was_not_brought_back(people, count, moved):
    """The ledger would keep the place of the tap; decided anew, it follows the thing."""
    assert [one for one, _ in forms.ExplainForm(line=moved).fields["remedy"].choices] == [
        "", Remedy.PLACE,
    ]  # fmt: skip
    refused(lambda: explain(count, people, moved, Remedy.BACK), 94, field="remedy", words=ROOMS[2])
    home = settle(count, people, moved, Result.FOUND, place=ROOMS[0], at=AT + DAY)
    assert (home.result, home.is_put_right) == (Result.PLACE, False)
    explain(count, people, home, Remedy.PLACE)
    answer_all(count, people)
    sign(count, people, at=AT + DAY)
    confirm(count, people, at=AT + DAY)
    services.count_approve(count_id=count.pk, by=people.gm, at=AT + DAY)
    home.refresh_from_db()
    assert (home.asset.place, home.booked_at) == (ROOMS[0], AT + DAY)


@pytest.mark.handbook(94)
def test_a_tap_that_arrives_after_it_was_brought_back_leaves_the_ledger_alone(people, count):
    """Tapped without a network; meanwhile the office carried it home and said so."""
    one = line(count)
    code = label(one.asset)
    send(count, people.dept_keeper, record(1, code=code, place=ROOMS[2], device="乙机"))
    explain(count, people, line(count), Remedy.BACK)
    (late,) = send(count, people.office, record(1, code=code, place=ROOMS[2], kind="place"))
    assert (late.outcome, ROOMS[2] in late.sentence) == (Outcome.REFUSED, True)
    one.refresh_from_db()
    assert (one.remedy, one.is_put_right, one.asset.place) == (Remedy.BACK, False, ROOMS[0])


@pytest.mark.handbook(95)
def test_the_office_decides_by_the_books_as_they_are_then(people, count, clock):
    """Carried to another room in order, and seen there: nothing is wrong."""
    one = line(count)
    asset_place(asset_id=one.asset_id, place=ROOMS[1], by=people.area_clerk, at=AT)
    clock.now = AT + DAY
    assert forms.SettleForm(line=one).fields["place"].initial == ROOMS[1]
    there = settle(count, people, one, Result.FOUND, place=ROOMS[1], at=AT + DAY)
    assert (there.result, there.found_place) == (Result.FOUND, ROOMS[1])
    unsaid = settle(count, people, one, Result.FOUND, place="", at=AT + DAY)
    assert (unsaid.result, unsaid.found_place) == (Result.FOUND, ROOMS[1])
    back = settle(count, people, one, Result.FOUND, place=one.place, at=AT + DAY)
    assert back.result == Result.PLACE


@pytest.mark.handbook(94, 95)
def test_put_right_and_seen_at_home_again_without_a_network(people, count):
    """Tapped at nine, seen in its old room at ten, sent at eleven: the ledger is to follow."""
    one = line(count)
    code, sent = label(one.asset), {"at": AT + 120 * MINUTE, "sent_at": AT + 120 * MINUTE}
    send(
        count, people.office,
        record(1, code=code, place=ROOMS[2], kind="place"),
        record(2, code=code, place=one.place, said_at=AT + 60 * MINUTE),
        **sent,
    )  # fmt: skip
    one.refresh_from_db()
    assert (one.result, one.found_place) == (Result.PLACE, ROOMS[0])
    assert (one.is_put_right, one.asset.place) == (False, ROOMS[2])
    explain(count, people, one, Remedy.PLACE)
    answer_all(count, people)
    sign(count, people, at=AT + DAY)
    confirm(count, people, at=AT + DAY)
    services.count_approve(count_id=count.pk, by=people.gm, at=AT + DAY)
    one.asset.refresh_from_db()
    assert one.asset.place == ROOMS[0]
