"""A purchase from the draft to the goods (R70–R75)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox, numbering, parameters
from core.errors import Denied, Violation
from operations.assets import selectors, services, today
from operations.assets.lifecycle import P
from operations.assets.models import Asset, PurchaseRequest
from tests.operations.assets.conftest import (
    AT,
    DAY,
    ORDER,
    TODAY,
    bring,
    came,
    computers,
    data,
    department,
    idle_asset,
    refused,
    second,
)


@pytest.mark.handbook(0, 71, 72, 73, 74, 75, 78)
def test_the_whole_way_from_the_draft_to_the_ledger(people):
    request = bring(people, P.REGISTERED)
    assert request.number == "GZ2026-0001"
    assert (request.valid_until_date, request.approved_total) == (TODAY + 90 * DAY, Decimal(9998))
    assert [one.number for one in request.assets.order_by("number")] == [
        "980121-102-2026-0001",
        "980121-102-2026-0002",
    ]
    assert list(inbox.pending(request)) == []
    assert audit.verify().ok


@pytest.mark.handbook(74)
def test_each_step_is_before_its_post(people):
    for state, post in (
        (P.HEAD, "dept_head"),
        (P.AREA, "area_clerk"),
        (P.GM, "gm"),
        (P.BUYING, "area_clerk"),
        (P.ARRIVED, "area_clerk"),
        (P.ACCEPTED, "area_clerk"),
    ):
        (item,) = inbox.pending(bring(people, state))
        assert (item.step, item.post) == (state, post)


@pytest.mark.handbook(68, 70)
def test_a_supply_is_no_purchase_of_assets_unless_ticked(people):
    low = {"unit_price": Decimal("1999.99")}
    refused(
        lambda: services.purchase_draft(data=data(**low), by=people.staff, at=AT),
        *(68, 70),
        field="unit_price",
    )
    assert not PurchaseRequest.objects.exists()
    with pytest.raises(Denied):
        services.purchase_draft(data=data(), by=people.village, at=AT)
    assert bring(people, P.HEAD, as_fixed=True, **low).number == "GZ2026-0001"
    # The county's own threshold holds from its day on, and for what is handed in then.
    draft = services.purchase_draft(data=data(), by=people.staff, at=AT)
    parameters.parameter_set(
        group=parameters.group("assets"), key="threshold_yuan", value=5000,
        valid_from=TODAY, by=people.director, at=AT,
    )  # fmt: skip
    refused(
        lambda: services.purchase_submit(request_id=draft.pk, by=people.staff, at=AT),
        *(68, 70),
        field="unit_price",
    )
    assert numbering.gaps("asset_purchase", period="2026") == []


@pytest.mark.handbook(71)
def test_the_draft_is_its_makers(people):
    draft = bring(people, P.DRAFT)
    given = {"request_id": draft.pk, "at": AT}
    other = second(people, "staff")
    assert not selectors.purchases(other).exists()
    assert not selectors.purchases(people.area_clerk).exists()
    refused(lambda: services.purchase_submit(by=other, **given), 71)
    services.purchase_change(data=data(quantity=3), by=people.staff, **given)
    with pytest.raises(Violation, match="重新打开"):
        services.purchase_change(data=data(), by=people.staff, expected_version=0, **given)
    services.purchase_change(data=data(quantity=4), by=people.staff, expected_version=1, **given)
    draft.refresh_from_db()
    assert draft.total == Decimal("19996.00")
    services.purchase_submit(by=people.staff, **given)
    with pytest.raises(Violation):
        services.purchase_change(data=data(), by=people.staff, **given)
    refused(lambda: services.purchase_cancel(by=people.dept_head, reason="不要", **given), 71)
    services.purchase_cancel(by=people.staff, reason="不需要了", **given)


@pytest.mark.handbook(0)
def test_nobody_decides_on_the_own_request(people):
    clerk, at = people.area_clerk, AT
    request = services.purchase_draft(data=data(), by=clerk, at=at)
    services.purchase_submit(request_id=request.pk, by=clerk, at=at)
    services.purchase_agree(request_id=request.pk, by=people.dept_head, at=at)
    with pytest.raises(Violation) as found:
        services.purchase_buy(request_id=request.pk, seen=True, shown=(), by=clerk, at=at)
    assert 0 in {clause.number for clause in found.value.clauses}


@pytest.mark.handbook(72)
def test_what_lies_idle_is_reallocated_first(people):
    idle = idle_asset(people)
    request = bring(people, P.AREA, quantity=1, department_id=department("tech").pk)
    given = {"request_id": request.pk, "by": people.area_clerk, "at": AT}
    buy = lambda **more: services.purchase_buy(**given, **more)  # noqa: E731
    refused(lambda: buy(seen=False, shown=[idle.number]), 72, field="seen")
    refused(lambda: buy(seen=True, shown=[]), 72, field="seen", words="已有变化")
    refused(lambda: buy(seen=True, shown=[idle.number]), 72, field="reason", words="1 件")
    refused(lambda: services.purchase_reallocate(asset_ids=[], **given), 72, field="asset_ids")
    services.purchase_reallocate(asset_ids=[idle.pk], **given)
    request.refresh_from_db()
    idle.refresh_from_db()
    assert (request.status, request.seen_numbers) == (P.REALLOCATED, [idle.number])
    assert idle.kept_for == request
    # Set aside, it is offered to nobody else.
    assert not selectors.idle(computers().pk).exists()
    bring(people, P.GM)


@pytest.mark.handbook(72)
def test_buying_in_spite_of_a_match_keeps_the_list_and_the_reason(people):
    idle = idle_asset(people)
    request = bring(people, P.GM)
    assert (request.seen_numbers, request.buy_reason) == ([idle.number], "闲置的不适用")


@pytest.mark.handbook(74)
@pytest.mark.parametrize(
    ("state", "post"), [(P.HEAD, "dept_head"), (P.AREA, "area_clerk"), (P.GM, "gm")]
)
def test_it_is_refused_with_a_reason_at_each_approval(people, state, post):
    request = bring(people, state)
    given = {"request_id": request.pk, "by": getattr(people, post), "at": AT}
    refused(lambda: services.purchase_refuse(reason=" ", **given), 74, field="reason")
    services.purchase_refuse(reason="预算不足", **given)
    request.refresh_from_db()
    assert request.status == P.REFUSED
    assert list(inbox.pending(request)) == []


@pytest.mark.handbook(74)
def test_an_approval_runs_out_and_is_asked_for_again(people):
    request = bring(people, P.BUYING)
    clerk, late = people.area_clerk, AT + timedelta(days=91)
    arrive = {"request_id": request.pk, "by": clerk, "at": late, **ORDER}
    refused(lambda: services.purchase_renew(request_id=request.pk, by=clerk, at=AT), 74)
    past = {"ordered_date": TODAY + 91 * DAY, "arrived_date": TODAY + 91 * DAY}
    refused(lambda: services.purchase_arrive(**arrive | past), 74, field="ordered_date")
    assert today.lines(clerk, TODAY + 90 * DAY) == []
    assert len(today.lines(clerk, TODAY + 91 * DAY)) == 1
    assert today.lines(people.staff, TODAY + 91 * DAY) == []
    services.purchase_renew(request_id=request.pk, by=clerk, at=late)
    services.purchase_approve(request_id=request.pk, by=people.gm, at=late)
    services.purchase_arrive(**arrive | past)


@pytest.mark.handbook(75)
@pytest.mark.parametrize(
    "change",
    [{"came_spec": "13英寸"}, {"came_quantity": 1}, {"came_price": Decimal("5100.00")}],
)
def test_what_differs_is_accepted_only_if_the_approver_agrees(people, change):
    request = bring(people, P.ARRIVED)
    given = {"request_id": request.pk, "by": people.area_clerk, "at": AT}
    differ = lambda **more: services.purchase_differ(**given, **more)  # noqa: E731
    refused(lambda: services.purchase_accept(**came(**change), **given), 75, words="报批准人")
    refused(lambda: differ(reason="缺货", **came()), 75)
    refused(lambda: differ(reason="", **came(**change)), 75, field="reason")
    differ(reason="缺货", **came(**change))
    with pytest.raises(Denied):
        services.purchase_allow(**given)
    services.purchase_allow(request_id=request.pk, by=people.gm, at=AT)
    request.refresh_from_db()
    assert request.status == P.ACCEPTED
    assert request.approved_total == request.came_total
    assert len(request.differences) == 1
    assert request.accepted_by_name == people.area_clerk.name


@pytest.mark.handbook(75)
def test_goods_that_are_not_fit_go_back(people):
    request = bring(people, P.ARRIVED)
    given = {"request_id": request.pk, "by": people.area_clerk, "at": AT}
    services.purchase_send_back(reason="屏幕破损", **given)
    services.purchase_arrive(**ORDER, **given)
    services.purchase_differ(reason="缺货", **came(came_quantity=1), **given)
    services.purchase_disallow(request_id=request.pk, reason="须足量", by=people.gm, at=AT)
    request.refresh_from_db()
    assert (request.status, request.came_total, request.differences) == (P.BUYING, None, [])


@pytest.mark.handbook(73)
def test_the_database_buys_nothing_unapproved(people):
    request = bring(people, P.GM)
    with pytest.raises(IntegrityError, match="purchase_bought_is_approved"), transaction.atomic():
        PurchaseRequest.objects.filter(pk=request.pk).update(status=P.BUYING)


def test_the_lists_are_narrowed_by_their_filters(people):
    request = bring(people, P.HEAD)
    bring(people, P.REGISTERED, item="投影仪")

    def found(**asked):
        return selectors.filtered_purchases(PurchaseRequest.objects.all(), **asked).count()

    assert found(query="投影") == found(query=request.number) == found(state="open") == 1
    assert found(department=str(department().pk)) == found() == 2
    assert found(state="registered") == 1
    assert found(department="x") == 2
    place = Asset.objects.first().place

    def cards(**asked):
        return selectors.filtered_assets(Asset.objects.all(), **asked).count()

    assert cards(query="投影") == cards(query=place) == cards(state="stock") == 2
    assert cards(kind=str(computers().pk)) == cards(department=str(department().pk)) == 2
    assert cards(state="in_use") == cards(query="没有") == 0


@pytest.mark.handbook(74)
def test_others_see_their_own_and_what_was_brought_to_them(people):
    request = bring(people, P.HEAD)
    assert selectors.purchases(people.staff).get() == request
    assert selectors.purchases(people.gm).get() == request
    assert not selectors.purchases(second(people, "staff")).exists()
