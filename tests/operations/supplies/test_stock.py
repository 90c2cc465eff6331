"""Stock: movements that stay, a balance that is their sum and never negative, average cost."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from core.errors import Denied
from operations.supplies import selectors, services
from operations.supplies.kinds import Flow
from operations.supplies.models import Balance, Issue, Item, Movement, Place
from operations.supplies.services import stock as cabinet
from tests.operations.supplies.conftest import AT, department, item, place, refused, stock


def handed(people) -> Issue:
    """A signed issue."""
    return Issue.objects.create(
        department=department(), source_type="supplies.plan", source_id=1,
        signed_by="卜小满", handed_by_name=people.area_clerk.name, at=AT,
    )  # fmt: skip


def take(people, name, quantity):
    """Out of the cabinets, for a signed issue."""
    return cabinet.take(item(name), quantity, by=people.area_clerk, at=AT, issue=handed(people))


def sums(found: Item) -> tuple[int, Decimal]:
    """What the movements say."""
    told = Movement.objects.filter(item=found).aggregate(n=Sum("quantity"), value=Sum("value"))
    return told["n"], told["value"]


@pytest.mark.handbook(111)
def test_packs_and_pieces_are_received_at_the_moving_average(people):
    pens = item("中性笔")
    for packs, pieces, price in ((2, 0, "1.50"), (0, 12, "1.80")):
        services.stock_receive(
            item_id=pens.pk, place_id=place().pk, packs=packs, quantity=pieces,
            price=Decimal(price), by=people.area_clerk, at=AT,
        )  # fmt: skip
    balance = Balance.objects.get(item=pens)
    assert (balance.quantity, balance.value) == (36, Decimal("57.6000"))
    assert take(people, "中性笔", 5) == Decimal("8.0000")
    balance.refresh_from_db()
    assert sums(pens) == (balance.quantity, balance.value) == (31, Decimal("49.6000"))
    assert take(people, "中性笔", 31) == Decimal("49.6000")
    assert sums(pens) == (0, 0)


@pytest.mark.handbook(110, 111)
def test_what_lies_in_several_places_is_taken_from_the_first_on(people):
    stock(people, "橡皮", 3, price="1")
    other = Place.objects.get(order=1)
    services.stock_receive(
        item_id=item("橡皮").pk, place_id=other.pk, quantity=4, price=Decimal(2),
        by=people.area_clerk, at=AT, opening=True,
    )  # fmt: skip
    assert take(people, "橡皮", 5) == Decimal(7)
    found = dict(Balance.objects.filter(item=item("橡皮")).values_list("place", "quantity"))
    assert found == {place().pk: 0, other.pk: 2}
    refused(lambda: take(people, "橡皮", 3), 110, field="quantity", words="库存 2块")
    refused(lambda: take(people, "橡皮", 0), 111, field="quantity")


@pytest.mark.handbook(100, 102, 111)
def test_what_is_received_wrongly_is_told_and_nothing_is_written(people):
    given = {"place_id": place().pk, "by": people.area_clerk, "at": AT, "price": Decimal(1)}
    chair, slips = item("办公椅").pk, item("收据").pk
    receive = services.stock_receive
    refused(lambda: receive(item_id=chair, **given), 111, field="quantity")
    refused(
        lambda: receive(item_id=chair, quantity=1, **given | {"price": Decimal(2000)}),
        102,
        field="price",
    )
    refused(lambda: receive(item_id=slips, quantity=1, **given), 100, field="serials")
    receive(item_id=slips, quantity=1, serials="0001–0050", **given)
    with pytest.raises(Denied):
        receive(item_id=slips, quantity=1, **given | {"by": people.staff})
    assert Movement.objects.count() == 1


@pytest.mark.handbook(115)
def test_a_count_books_its_difference_with_the_reason(people):
    found = stock(people, "橡皮", 10, price="1.20")

    def count(counted, reason=""):
        return services.stock_count(
            item_id=found.pk, place_id=place().pk, counted=counted, reason=reason,
            by=people.area_clerk, at=AT,
        )  # fmt: skip

    assert count(10) is None
    refused(lambda: count(8), 115, field="reason")
    assert count(8, "破损").quantity == -2
    assert count(9, "漏记").value == Decimal("1.2000")
    assert sums(found) == (9, Decimal("10.8000"))
    empty = item("大头针")
    surplus = services.stock_count(
        item_id=empty.pk, place_id=place().pk, counted=2, reason="漏记",
        by=people.area_clerk, at=AT,
    )  # fmt: skip
    assert surplus.value == 2 * empty.price


@pytest.mark.handbook(111)
def test_more_than_the_books_can_hold_is_told_and_not_written(people):
    given = {"price": "10000"}
    refused(
        lambda: stock(people, "中性笔", 1_000_000, **given),
        111,
        field="price",
        words="核对数量和单价",
    )
    assert not Movement.objects.exists()
    # What lies there already counts too.
    stock(people, "中性笔", 100_000, **given)
    refused(lambda: stock(people, "中性笔", 1, **given), 111, field="price")
    assert sums(item("中性笔")) == (100_000, Decimal(10**9))


@pytest.mark.handbook(109, 110, 111)
def test_the_database_itself_keeps_the_card_and_the_balance(people):
    found = stock(people, "橡皮", 1)
    moved = Movement.objects.get()
    assert str(moved) == "入库 +1"

    def broken(act):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    broken(lambda: Movement.objects.update(quantity=2))
    broken(moved.delete)
    broken(lambda: Balance.objects.update(quantity=-1))
    broken(lambda: Balance.objects.update(quantity=0))
    broken(
        lambda: Movement.objects.create(
            item=found, place=place(), flow=Flow.ISSUE, quantity=-1, value=0, left=0,
            by_name="x", at=AT,
        )
    )  # fmt: skip
    issue = handed(people)
    broken(lambda: Issue.objects.filter(pk=issue.pk).update(signed_by="另一人"))
    assert selectors.stock_of(found.pk) == 1
