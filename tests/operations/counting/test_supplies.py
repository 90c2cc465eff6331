"""Supplies are counted by cabinet in quantities; differences become movements (R95, R115)."""

from decimal import Decimal

import pytest

from core.errors import Denied, Violation
from operations.counting import services
from operations.counting.kinds import Remedy
from operations.counting.lifecycle import S
from operations.counting.models import Scan
from operations.staff.models import Department
from operations.supplies import services as supplies
from operations.supplies.models import Balance, Issue, Item, Movement, Place
from operations.supplies.services.stock import take
from tests.operations.counting.conftest import (
    AT,
    MINUTE,
    confirm,
    explain,
    record,
    refused,
    send,
    sign,
)


@pytest.fixture
def cabinet(people):
    """A cabinet with ten of one thing and ten of another, and its count."""
    place = Place.objects.create(name="甲柜")
    for item in Item.objects.filter(is_numbered=False, kind="C2a").order_by("code")[:2]:
        supplies.stock_receive(
            item_id=item.pk, place_id=place.pk, quantity=10, price=Decimal(2), by=people.area_clerk,
            at=AT - MINUTE,
        )  # fmt: skip
    return services.count_open(subject="supplies", places=["甲柜"], by=people.admin, at=AT)


def enter(count, by, *quantities, at=AT + 2 * MINUTE):
    """So many of each, in the order of the lines."""
    keys = count.lines.order_by("number").values_list("pk", flat=True)
    given = dict(zip(keys, quantities, strict=False))
    return services.quantities_enter(count_id=count.pk, quantities=given, by=by, at=at)


@pytest.mark.handbook(95, 115)
def test_differences_are_booked_as_movements_after_approval(people, cabinet):
    one, two = cabinet.lines.order_by("number")
    # Two are put in while it is counted: no difference.
    supplies.stock_receive(
        item_id=one.item_id, place_id=one.cabinet_id, quantity=2, price=Decimal(2),
        by=people.area_clerk, at=AT + MINUTE,
    )  # fmt: skip
    assert enter(cabinet, people.office, 12, 7) == 2
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.difference, one.is_moved) == (0, True)
    assert (two.difference, two.differs) == (-3, True)
    refused(lambda: sign(cabinet, people), 94, words=two.number)
    explain(cabinet, people, two, Remedy.ADJUST)
    sign(cabinet, people)
    confirm(cabinet, people)
    assert Balance.objects.get(item=two.item, place=two.cabinet).quantity == 10
    services.count_approve(count_id=cabinet.pk, by=people.gm, at=AT + 3 * MINUTE)
    assert Balance.objects.get(item=two.item, place=two.cabinet).quantity == 7
    moved = Movement.objects.get(flow="count")
    assert (moved.quantity, cabinet.number in moved.note) == (-3, True)


@pytest.mark.handbook(115)
def test_a_surplus_is_booked_at_the_average_price(people, cabinet):
    enter(cabinet, people.office, 10, 14)
    two = cabinet.lines.get(counted=14)
    explain(cabinet, people, two, Remedy.ADJUST)
    sign(cabinet, people)
    confirm(cabinet, people)
    services.count_approve(count_id=cabinet.pk, by=people.gm, at=AT)
    balance = Balance.objects.get(item=two.item, place=two.cabinet)
    assert (balance.quantity, balance.value) == (14, 28)


@pytest.mark.handbook(110, 115)
def test_stock_that_was_issued_meanwhile_is_never_below_nothing(people, cabinet):
    enter(cabinet, people.office, 10, 0)
    two = cabinet.lines.get(counted=0)
    explain(cabinet, people, two, Remedy.ADJUST)
    sign(cabinet, people)
    confirm(cabinet, people)
    issue(people, two, 6)
    given = {"count_id": cabinet.pk, "at": AT + 4 * MINUTE}
    refused(lambda: services.count_approve(by=people.gm, **given), 110, field="quantity")
    cabinet.refresh_from_db()
    assert cabinet.status == S.CLOSED
    # Not agreed to, it is counted again, and now the number fits the books.
    services.count_dispute(by=people.gm, reason="再点", **given)
    assert enter(cabinet, people.office, 10, 0, at=AT + 5 * MINUTE) == 2
    two.refresh_from_db()
    assert (two.difference, two.remedy) == (-4, "")
    explain(cabinet, people, two, Remedy.ADJUST)
    services.count_present(by=people.office, **given)
    services.count_approve(by=people.gm, **given)
    assert Balance.objects.get(item=two.item, place=two.cabinet).quantity == 0


def issue(people, one, quantity):
    """So many are handed out after they were counted."""
    paper = Issue.objects.create(
        department=Department.objects.get(code="office"), source_type="supplies.plan", source_id=1,
        signed_by="邰", handed_by_name="鄢", at=AT + 3 * MINUTE,
    )  # fmt: skip
    take(one.item, quantity, by=people.area_clerk, at=AT + 3 * MINUTE, issue=paper)


@pytest.mark.handbook(115)
@pytest.mark.parametrize(("counted", "left"), [(18, 18), (2, 2)])
def test_what_another_count_booked_meanwhile_is_not_booked_twice(people, cabinet, counted, left):
    """Two counts of one cabinet find the same: the second neither doubles it nor is stuck."""
    again = services.count_open(subject="supplies", places=["甲柜"], by=people.admin, at=AT)
    for found in (cabinet, again):
        enter(found, people.office, 10, counted)
        explain(found, people, found.lines.get(counted=counted), Remedy.ADJUST)
        sign(found, people)
        confirm(found, people)
    two = again.lines.get(counted=counted)
    for minutes, found in ((4, cabinet), (5, again)):
        services.count_approve(count_id=found.pk, by=people.gm, at=AT + minutes * MINUTE)
        assert Balance.objects.get(item=two.item, place=two.cabinet).quantity == left
    assert Movement.objects.filter(flow="count").count() == 1


@pytest.mark.handbook(115)
def test_nobody_books_round_the_approval(people, cabinet):
    one, two = cabinet.lines.order_by("number")

    def by_hand(line):
        return supplies.stock_count(
            item_id=line.item_id, place_id=line.cabinet_id, counted=7, reason="试",
            by=people.area_clerk, at=AT + 5 * MINUTE,
        )  # fmt: skip

    refused(lambda: by_hand(two), 115, field="counted", words=cabinet.number)
    enter(cabinet, people.office, 10, 7)
    explain(cabinet, people, two, Remedy.ADJUST)
    sign(cabinet, people)
    confirm(cabinet, people)
    # What agrees is done; what differs waits for the general manager.
    refused(lambda: by_hand(two), 115, field="counted", words=cabinet.number)
    assert by_hand(one).quantity == -3
    services.count_approve(count_id=cabinet.pk, by=people.gm, at=AT + 6 * MINUTE)
    assert by_hand(two) is None


@pytest.mark.handbook(95, 115)
def test_what_is_sent_again_stays_as_it_was_counted(people, cabinet):
    """A page that sends every number back, after something was put in: nothing differs anew."""
    enter(cabinet, people.office, 8)
    one, _two = cabinet.lines.order_by("number")
    explain(cabinet, people, one, Remedy.ADJUST)
    supplies.stock_receive(
        item_id=one.item_id, place_id=one.cabinet_id, quantity=5, price=Decimal(2),
        by=people.area_clerk, at=AT + 3 * MINUTE,
    )  # fmt: skip
    assert enter(cabinet, people.dept_keeper, 8, 10, at=AT + 4 * MINUTE) == 1
    one.refresh_from_db()
    assert (one.difference, one.remedy) == (-2, Remedy.ADJUST)
    assert (one.answered_by_name, one.answered_at) == (people.office.name, AT + 2 * MINUTE)
    assert enter(cabinet, people.dept_keeper, 9, at=AT + 4 * MINUTE) == 1
    one.refresh_from_db()
    assert (one.difference, one.remedy) == (-6, "")


@pytest.mark.handbook(115)
def test_supplies_are_not_scanned(people, cabinet):
    for one in (record(1, kind="unknown", note="旧打印机"), record(2, code="980121")):
        refused(lambda one=one: send(cabinet, people.office, one), 115, words="数量")
    assert not Scan.objects.exists()
    assert cabinet.lines.count() == 2


@pytest.mark.handbook(93, 115)
def test_who_counts_and_when(people, cabinet):
    with pytest.raises(Denied):
        enter(cabinet, people.gm, 1, 1)
    refused(lambda: enter(cabinet, people.office, -1), 115, field="quantity")
    from accounts.services import grant_give
    from core.actor import Holding
    from tests import cast

    grant_give(
        user_id=people.dept_keeper.user_id, holding=Holding("area_clerk"), by=cast.SYSTEM,
        on=cast.ON, place="county",
    )  # fmt: skip
    keeper = cast.actor("dept_keeper")
    refused(lambda: enter(cabinet, keeper, 1, 1), 115, words="自己保管")
    enter(cabinet, people.office, 10, 10)
    sign(cabinet, people)
    with pytest.raises(Violation, match="已结束"):
        enter(cabinet, people.office, 10, 10)
