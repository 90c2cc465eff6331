"""A count begins: by itself on the first, once, with what should be there frozen (R92–R94)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core import numbering
from core.errors import Denied
from core.models.inbox import InboxItem
from operations.assets.models import Asset, AssetClass
from operations.assets.services import asset_lose
from operations.counting import services, tasks
from operations.counting.lifecycle import S
from operations.counting.models import Count, CountingSetting, Line, Room
from operations.supplies import services as supplies
from operations.supplies.models import Item, Place
from tests.operations.counting.conftest import AT, BEGUN, DAY, DUE, ROOMS, person, refused, things


def open_month(people, month=date(2026, 6, 1), at=BEGUN):
    return services.count_open_month(month=month, by=people.office, at=at)


@pytest.mark.handbook(92, 94)
def test_the_month_begins_once_and_freezes_what_is_expected(people):
    lost, *_others = things(people, 4)
    asset_lose(asset_id=lost.pk, why="五月", by=people.gm, at=BEGUN - DAY)
    made = open_month(people)
    assert (made.number, made.expected, made.due_date) == ("PD2026-0001", 3, DUE)
    assert made.status == S.OPEN
    assert open_month(people, at=AT) == made
    things(people, 2)
    Asset.objects.filter(pk=lost.pk).update(place="别处")
    assert made.lines.count() == 3
    assert set(Room.objects.values_list("name", flat=True)) <= set(ROOMS)
    item = InboxItem.objects.get(record_type="counting.count")
    assert item.post == "office"
    assert numbering.gaps("count", period="2026") == []


@pytest.mark.handbook(92)
def test_an_empty_ledger_and_a_month_to_come_are_not_counted(people):
    assert open_month(people) is None
    refused(lambda: open_month(people, date(2026, 7, 1)), 92, field="month")
    assert not Count.objects.exists()


@pytest.mark.handbook(94)
def test_a_ledger_that_began_after_the_window_is_counted_from_the_next_month_on(people):
    things(people, 1)
    april, may = date(2026, 4, 1), date(2026, 5, 1)
    assert open_month(people, april) is None
    assert open_month(people, may).month == may


@pytest.mark.handbook(66, 94)
def test_the_window_is_a_dated_setting(people):
    CountingSetting.objects.create(key="window_days", value=3, valid_from_date=date(2026, 1, 1))
    things(people, 1)
    assert open_month(people).due_date == date(2026, 6, 3)


def test_the_scheduler_begins_the_month_and_finds_it_again(people, clock):
    assert tasks.daily.run() == ""
    things(people, 1)
    clock.now = AT
    assert tasks.daily.run() == tasks.daily.run() == "PD2026-0001"
    assert Count.objects.get().is_monthly


@pytest.mark.handbook(93)
def test_administration_begins_additional_counts_of_classes_and_places(people):
    things(people, 6)
    computers = AssetClass.objects.get(short="102").pk
    given = {"subject": "assets", "at": AT}
    with pytest.raises(Denied):
        services.count_open(by=people.office, **given)
    refused(lambda: services.count_open(by=people.admin, places=["月球"], **given), 94)
    refused(
        lambda: services.count_open(
            by=people.admin, classes=[AssetClass.objects.get(short="301").pk], **given
        ),
        94,
    )
    made = services.count_open(by=people.admin, classes=[computers], places=[ROOMS[0]], **given)
    assert (made.expected, made.is_monthly) == (2, False)
    assert set(made.lines.values_list("place", flat=True)) == {ROOMS[0]}
    assert made.due_date == date(2026, 6, 9)
    assert not Line.objects.exclude(count=made).exists()


@pytest.mark.handbook(115)
def test_supplies_are_counted_by_cabinet(people):
    item = (
        Item.objects.get(code="C2a-01")
        if Item.objects.filter(code="C2a-01")
        else (Item.objects.filter(is_numbered=False, kind="C2a").first())
    )
    here, there = Place.objects.create(name="甲柜"), Place.objects.create(name="乙柜")
    for place in (here, there):
        supplies.stock_receive(
            item_id=item.pk,
            place_id=place.pk,
            quantity=10,
            price=Decimal(2),
            by=people.area_clerk,
            at=AT,
        )
    whole = services.count_open(subject="supplies", by=people.admin, at=AT)
    one = services.count_open(subject="supplies", places=["甲柜"], by=people.admin, at=AT)
    assert (whole.expected, one.expected) == (2, 1)
    assert one.lines.get().quantity == 10


def test_the_keeper_of_each_thing_is_noted(people):
    keeper = person(user_id=people.office.user_id)
    things(people, 1, keeper=keeper.pk)
    made = open_month(people)
    assert made.lines.get().keeper_id == people.office.user_id
    assert made.opened_at - BEGUN == timedelta()
