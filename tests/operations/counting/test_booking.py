"""What happened elsewhere before the approval: the booking neither fails nor books twice."""

from decimal import Decimal

import pytest
from django.utils import timezone

from core.models.figures import FigureChange
from core.models.inbox import InboxItem
from operations.assets.lifecycle import A
from operations.assets.models import AssetClass
from operations.assets.services import (
    asset_lose,
    asset_turn_up,
    asset_write_off_lost,
    repair_file,
    repair_report,
    repair_send,
    surplus_enter,
)
from operations.counting import services
from operations.counting.kinds import Remedy, Result
from operations.counting.lifecycle import S
from tests.operations.counting.conftest import (
    AT,
    DAY,
    ROOMS,
    answer_all,
    confirm,
    explain,
    find,
    line,
    record,
    refused,
    send,
    settle,
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


@pytest.mark.handbook(94)
def test_what_is_being_repaired_is_no_shortage(people, count):
    """Said where it is explained, not when the general manager approves the whole count."""
    (lost,) = answer_all(count, people, but=1)
    found = repair_report(asset_id=lost.asset_id, fault="不开机", by=people.area_clerk, at=AT)
    repair_file(repair_id=found.pk, by=people.admin, at=AT)
    repair_send(
        repair_id=found.pk, vendor="维修部", sent_date=AT.date(), in_warranty=True,
        by=people.area_clerk, at=AT,
    )  # fmt: skip
    settle(count, people, lost, Result.MISSING, at=AT + DAY)
    refused(
        lambda: explain(count, people, lost, Remedy.SHORTAGE), 94, field="remedy",
        words=str(A.REPAIR.label),
    )  # fmt: skip
    explain(count, people, lost, Remedy.LOOK)
    sign(count, people, at=AT + DAY)
    confirm(count, people, at=AT + DAY)
    assert services.count_approve(count_id=count.pk, by=people.gm, at=AT + DAY).status == S.BOOKED


@pytest.mark.handbook(94)
def test_without_a_difference_left_nobody_is_asked_to_approve(people, count):
    (lost,) = answer_all(count, people, but=1)
    settle(count, people, lost, Result.MISSING)
    explain(count, people, lost, Remedy.SHORTAGE)
    sign(count, people)
    confirm(count, people)
    services.count_dispute(count_id=count.pk, reason="再找", by=people.gm, at=AT + DAY)
    settle(count, people, lost, Result.FOUND, at=AT + DAY)
    over = services.count_present(count_id=count.pk, by=people.office, at=AT + DAY)
    assert over.status == S.CLOSED
    assert not InboxItem.objects.filter(step="closed", state="open").exists()


@pytest.mark.handbook(94)
def test_what_a_count_does_to_the_ledger_is_told_to_the_province(people, count):
    """A surplus entered and a shortage written off change what the ledger is worth."""
    noted = FigureChange.objects.filter(code="AS-VALUE")
    lost, klass = line(count).asset, AssetClass.objects.get(short="203").pk
    asset_lose(asset_id=lost.pk, why="试", by=people.gm, at=AT)
    surplus_enter(
        asset_class_id=klass, name="旧打印机", price=Decimal(300), place=ROOMS[0], why="试",
        by=people.gm, at=AT,
    )  # fmt: skip
    assert noted.filter(on_date=timezone.localdate(AT)).count() == 1
    later = AT + DAY
    asset_write_off_lost(asset_id=lost.pk, reason="无法寻回", by=people.finance, at=later)
    assert noted.filter(on_date=timezone.localdate(later)).count() == 1
