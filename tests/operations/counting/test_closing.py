"""Answered, explained, signed by both, approved, booked; or sent back (R92–R95)."""

from datetime import date
from decimal import Decimal

import pytest

from core import attachments
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.assets.lifecycle import A
from operations.assets.models import Asset, AssetClass, Movement
from operations.assets.services import asset_lose, asset_place, asset_write_off_lost
from operations.counting import services
from operations.counting.kinds import Remedy, Result
from operations.counting.lifecycle import COUNT, S
from operations.counting.models import Line
from operations.counting.services.closing import OFFICE_SIGNS
from tests.operations.counting.conftest import (
    AT,
    DAY,
    ROOMS,
    answer_all,
    confirm,
    drawn,
    explain,
    find,
    line,
    record,
    refused,
    send,
    settle,
    sign,
)


@pytest.mark.handbook(92, 93, 94)
def test_the_table():
    assert COUNT.unreachable() == frozenset()
    assert {move.action for move in COUNT.moves if move.reason} == {"return", "dispute", "cancel"}


@pytest.mark.handbook(94)
def test_every_line_is_answered_before_anybody_signs(people, count):
    (left,) = answer_all(count, people, but=1)
    refused(lambda: sign(count, people), 94, words=left.number)
    settle(count, people, left, Result.FOUND)
    assert sign(count, people).status == S.SIGNED


@pytest.mark.handbook(92, 93)
def test_both_sign_by_hand_and_they_are_two(people, count):
    answer_all(count, people)
    given = {"count_id": count.pk, "at": AT}
    refused(
        lambda: services.count_sign(signature=None, by=people.office, **given),
        93, field="signature",
    )  # fmt: skip
    with pytest.raises(Denied):
        services.count_sign(signature=drawn(), by=people.admin, **given)
    signed = sign(count, people)
    assert InboxItem.objects.get(step="signed").post == "admin"
    with pytest.raises(Denied):
        services.count_confirm(signature=drawn(), by=people.office, **given)
    type(count).objects.filter(pk=count.pk).update(signed_by_id=people.admin.user_id)
    refused(lambda: confirm(count, people), 93)
    type(count).objects.filter(pk=count.pk).update(signed_by_id=signed.signed_by_id)
    closed = confirm(count, people)
    assert (closed.status, closed.closed_at) == (S.CLOSED, AT)
    assert not InboxItem.objects.filter(step="closed").exists()
    assert not closed.was_late
    refused(
        lambda: services.count_approve(count_id=count.pk, by=people.gm, at=AT), 94, words="相符"
    )


@pytest.mark.handbook(93)
def test_administration_has_it_counted_again(people, count):
    answer_all(count, people)
    sign(count, people)
    with pytest.raises(Violation):
        services.count_return(count_id=count.pk, reason=" ", by=people.admin, at=AT)
    back = services.count_return(count_id=count.pk, reason="漏签", by=people.admin, at=AT)
    assert (back.status, back.signed_at) == (S.OPEN, None)
    assert not attachments.of(back, kind=OFFICE_SIGNS).exists()
    assert sign(count, people).status == S.SIGNED


@pytest.mark.handbook(94)
def test_conflicts_are_decided_before_anybody_signs(people, count):
    answer_all(count, people)
    one = line(count)
    send(count, people.dept_keeper, record(1, code=one.number, kind="missing"))
    refused(lambda: sign(count, people), 94, words=one.number)
    decided = settle(count, people, one, Result.FOUND)
    assert not decided.in_conflict
    assert sign(count, people).status == S.SIGNED


@pytest.mark.handbook(93, 94)
def test_the_desk_decides_within_its_bounds(people, count):
    one = line(count)
    with pytest.raises(Denied):
        services.line_settle(
            count_id=count.pk, line_id=one.pk, result="found", place="", by=people.gm, at=AT
        )
    elsewhere = settle(count, people, one, Result.FOUND, place=ROOMS[1])
    assert (elsewhere.result, elsewhere.found_place) == (Result.PLACE, ROOMS[1])
    with pytest.raises(Violation, match="重新"):
        settle(count, people, one, Result.FOUND, expected_version=0)
    assert settle(count, people, one, Result.MISSING).found_place == ""
    Line.objects.filter(pk=one.pk).update(keeper_id=people.office.user_id)
    refused(lambda: settle(count, people, one, Result.FOUND), 93)
    (unknown,) = send(count, people.office, record(3, kind="unknown", note="旧物", place=ROOMS[0]))
    refused(lambda: settle(count, people, unknown.line, Result.FOUND), 94)
    Line.objects.filter(pk=one.pk).update(keeper_id=None)
    services.line_explain(
        count_id=count.pk, line_id=one.pk, remedy=Remedy.LOOK, explanation="查找中",
        by=people.office, at=AT,
    )  # fmt: skip
    services.line_explain(
        count_id=count.pk, line_id=unknown.line_id, remedy=Remedy.NOT_OURS,
        explanation="员工私物", by=people.office, at=AT,
    )  # fmt: skip
    answer_all(count, people)
    sign(count, people)
    refused(lambda: settle(count, people, one, Result.FOUND), 94, words="行政部")


def differ(people, count):
    """Missing, in the wrong place, unknown and turned up again; each explained."""
    ghost = Asset.objects.order_by("-number").first()
    lost, wrong, *_others = answer_all(count, people, but=2)
    send(
        count, people.office,
        record(20, code=lost.number, kind="missing"),
        record(21, code=wrong.number, place=ROOMS[(ROOMS.index(wrong.place) + 1) % 3]),
        record(22, kind="unknown", note="旧打印机", place=ROOMS[0]),
    )  # fmt: skip
    for one in (lost, wrong):
        one.refresh_from_db()
    return lost, wrong, count.lines.get(is_expected=False), ghost


@pytest.mark.handbook(94)
def test_differences_are_explained_approved_and_booked(people, count):
    lost, wrong, unknown, _ghost = differ(people, count)
    refused(lambda: sign(count, people), 94, words=lost.number)
    refused(
        lambda: explain(count, people, lost, Remedy.SHORTAGE, explanation=""),
        94, field="explanation",
    )  # fmt: skip
    refused(lambda: explain(count, people, line(count), Remedy.LOOK), 94)
    explain(count, people, lost, Remedy.SHORTAGE)
    explain(count, people, wrong, Remedy.PLACE)
    refused(lambda: explain(count, people, unknown, Remedy.ENTER), 94, field="name")
    described = {
        "name": "黑白打印机", "price": Decimal(300),
        "asset_class_id": AssetClass.objects.get(short="203").pk,
    }  # fmt: skip
    explain(count, people, unknown, Remedy.ENTER, **described)
    sign(count, people)
    confirm(count, people)
    assert InboxItem.objects.get(step="closed").post == "gm"
    assert not Asset.objects.filter(status=A.MISSING).exists()
    with pytest.raises(Denied):
        services.count_approve(count_id=count.pk, by=people.office, at=AT)
    booked = services.count_approve(count_id=count.pk, reason="同意", by=people.gm, at=AT)
    assert (booked.status, booked.approved_by_name) == (S.BOOKED, people.gm.name)
    lost.asset.refresh_from_db()
    wrong.asset.refresh_from_db()
    assert lost.asset.status == A.MISSING
    assert wrong.asset.place == wrong.found_place
    made = Asset.objects.get(way="surplus")
    assert (made.name, made.place, made.price) == ("黑白打印机", ROOMS[0], 300)
    assert count.number in Movement.objects.get(asset=made).note
    assert count.lines.filter(booked_at=AT).count() == 3


@pytest.mark.handbook(94)
def test_what_the_general_manager_does_not_agree_to_is_looked_into_again(people, count):
    lost, wrong, unknown, _ghost = differ(people, count)
    explain(count, people, lost, Remedy.SHORTAGE)
    explain(count, people, wrong, Remedy.BACK)
    explain(count, people, unknown, Remedy.NOT_OURS)
    sign(count, people)
    confirm(count, people)
    services.count_dispute(count_id=count.pk, reason="再找", by=people.gm, at=AT + DAY)
    settle(count, people, lost, Result.FOUND, at=AT + DAY)
    again = services.count_present(count_id=count.pk, by=people.office, at=AT + DAY)
    assert (again.status, again.closed_at) == (S.CLOSED, AT)
    services.count_approve(count_id=count.pk, by=people.gm, at=AT + DAY)
    assert not Asset.objects.filter(status=A.MISSING).exists()
    assert count.lines.filter(booked_at__isnull=False).count() == 0


@pytest.mark.handbook(82, 94)
def test_what_an_earlier_count_missed_comes_back(people, count):
    thing = line(count).asset
    asset_lose(asset_id=thing.pk, why="五月盘亏", by=people.gm, at=AT)
    extra = services.count_open(subject="assets", places=[ROOMS[1]], by=people.admin, at=AT)
    find(extra, people.office, *extra.lines.all())
    (back,) = send(extra, people.office, record(9, code=thing.number, place=ROOMS[1]))
    explain(extra, people, back.line, Remedy.RETURNED)
    sign(extra, people)
    confirm(extra, people)
    services.count_approve(count_id=extra.pk, by=people.gm, at=AT)
    thing.refresh_from_db()
    assert (thing.status, thing.place) == (A.STOCK, ROOMS[1])


@pytest.mark.handbook(95)
def test_what_was_written_off_meanwhile_needs_no_answer_and_moves_are_flagged(people, count):
    gone, moved = line(count), line(count, 1)
    asset_lose(asset_id=gone.asset_id, why="试", by=people.gm, at=AT)
    asset_write_off_lost(asset_id=gone.asset_id, reason="无法寻回", by=people.finance, at=AT)
    find(count, people.office, *[line(count, index) for index in range(1, 6)])
    asset_place(asset_id=moved.asset_id, place="新址", by=people.area_clerk, at=AT)
    assert sign(count, people).status == S.SIGNED
    gone.refresh_from_db()
    moved.refresh_from_db()
    assert (gone.result, gone.is_moved, moved.is_moved) == (Result.GONE, True, True)


@pytest.mark.handbook(95)
def test_what_moved_after_it_was_counted_is_not_overwritten_by_the_booking(people, count):
    (lost,) = answer_all(count, people, but=1)
    settle(count, people, lost, Result.MISSING)
    explain(count, people, lost, Remedy.SHORTAGE)
    sign(count, people)
    confirm(count, people)
    asset_place(asset_id=lost.asset_id, place="新址", by=people.area_clerk, at=AT + DAY)
    given = {"count_id": count.pk, "at": AT + 2 * DAY}
    refused(lambda: services.count_approve(by=people.gm, **given), 95, words=lost.number)
    services.count_dispute(by=people.gm, reason="再看", **given)
    settle(count, people, lost, Result.MISSING, at=AT + 2 * DAY)
    explain(count, people, lost, Remedy.SHORTAGE)
    services.count_present(by=people.office, **given)
    assert services.count_approve(by=people.gm, **given).status == S.BOOKED


@pytest.mark.handbook(94)
def test_the_count_of_the_month_is_an_obligation(people, count):
    refused(
        lambda: services.count_cancel(count_id=count.pk, reason="忙", by=people.admin, at=AT), 94
    )
    extra = services.count_open(subject="assets", by=people.admin, at=AT)
    called_off = services.count_cancel(count_id=extra.pk, reason="重复", by=people.admin, at=AT)
    assert called_off.status == S.CANCELLED
    assert not called_off.is_overdue


@pytest.mark.handbook(94)
def test_closed_after_the_window_is_late(people, count, clock):
    answer_all(count, people)
    clock.now = AT + 7 * DAY
    assert count.is_overdue
    sign(count, people, at=AT + 7 * DAY)
    closed = confirm(count, people, at=AT + 7 * DAY)
    assert closed.was_late
    assert closed.due_date == date(2026, 6, 5)
