"""Shortage, turning up, writing off, surplus: what a count does to the ledger (R82, R94)."""

from decimal import Decimal

import pytest

from core.errors import Denied, Violation
from operations.assets import services
from operations.assets.lifecycle import A
from operations.assets.models import AssetClass, Custody
from tests.operations.assets.conftest import AT, TODAY, idle_asset, refused
from tests.operations.assets.test_keeping import issue


@pytest.fixture
def lost(people):
    """In use, and not found by a count."""
    asset = idle_asset(people)
    issue(people, asset)
    return services.asset_lose(asset_id=asset.pk, why="PD2026-0001", by=people.gm, at=AT)


@pytest.mark.handbook(82, 94)
def test_a_shortage_leaves_its_keeper_answerable(people, lost):
    assert lost.status == A.MISSING
    assert Custody.objects.filter(asset=lost, to_date=None).exists()
    assert lost.movements.order_by("pk").last().act == "lost"
    with pytest.raises(Violation):
        services.asset_lose(asset_id=lost.pk, why="又", by=people.gm, at=AT)


@pytest.mark.handbook(82)
def test_it_turns_up_where_somebody_says(people, lost):
    given = {"asset_id": lost.pk, "at": AT}
    with pytest.raises(Denied):
        services.asset_turn_up(place="二楼", by=people.staff, **given)
    refused(lambda: services.asset_turn_up(place=" ", by=people.office, **given), 78, field="place")
    back = services.asset_turn_up(place="二楼会议室", by=people.office, **given)
    assert (back.status, back.place) == (A.IN_USE, "二楼会议室")
    with pytest.raises(Violation):
        services.asset_turn_up(place="二楼", by=people.office, **given)


@pytest.mark.handbook(94)
def test_finance_writes_a_shortage_off_with_a_reason(people, lost):
    given = {"asset_id": lost.pk, "at": AT}
    with pytest.raises(Denied):
        services.asset_write_off_lost(reason="无法寻回", by=people.area_clerk, **given)
    with pytest.raises(Violation):
        services.asset_write_off_lost(reason=" ", by=people.finance, **given)
    gone = services.asset_write_off_lost(reason="无法寻回", by=people.finance, **given)
    assert (gone.status, gone.scrapped_date) == (A.SCRAPPED, TODAY)
    assert not Custody.objects.filter(asset=gone, to_date=None).exists()


def test_what_lay_in_store_is_written_off_without_a_keeper(people):
    asset = idle_asset(people)
    services.asset_lose(asset_id=asset.pk, why="试", by=people.gm, at=AT)
    gone = services.asset_write_off_lost(
        asset_id=asset.pk, reason="无法寻回", by=people.finance, at=AT
    )
    assert gone.status == A.SCRAPPED


@pytest.mark.handbook(94)
def test_the_ledger_follows_the_thing(people):
    asset = idle_asset(people)
    found = services.asset_stands(
        asset_id=asset.pk, place="三楼", why="PD2026-0001", by=people.gm, at=AT
    )
    assert found.place == "三楼"
    assert found.movements.order_by("pk").last().note == "PD2026-0001"
    services.asset_lose(asset_id=asset.pk, why="试", by=people.gm, at=AT)
    back = services.asset_restore(asset_id=asset.pk, place="", why="又", by=people.gm, at=AT)
    assert (back.status, back.place) == (A.STOCK, "三楼")


@pytest.mark.handbook(78, 94)
def test_a_surplus_gets_its_card(people):
    made = services.surplus_enter(
        asset_class_id=AssetClass.objects.get(short="203").pk, name="旧打印机",
        price=Decimal(300), place="库房", why="PD2026-0001", by=people.gm, at=AT,
    )  # fmt: skip
    assert (made.status, made.way, made.model) == (A.STOCK, "surplus", "不详")
    assert made.number.endswith("203-2026-0001")
    assert made.movements.get().note == "PD2026-0001"
