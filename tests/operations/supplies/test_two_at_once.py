"""Two approvals in the same second, sixteen hands in one drawer: each counts what came before."""

from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal

import pytest
from django.db import connections, transaction
from django.db.models import Sum

from core.actor import Actor
from core.errors import Violation
from operations.supplies import services
from operations.supplies.kinds import Flow
from operations.supplies.lifecycle import U
from operations.supplies.models import Balance, Issue, Item, Movement, Place, Urgent
from operations.supplies.services import stock as cabinet
from tenants.context import county_context
from tests import cast
from tests.conftest import A
from tests.operations.documents.conftest import People
from tests.operations.supplies.conftest import (
    AT,
    DAY,
    TODAY,
    department,
    item,
    line,
    urgent,
    works_in,
)


def approve(urgent_id: int, by: Actor) -> str:
    """Approved, or why not."""
    try:
        with county_context(A):
            services.urgent_approve(urgent_id=urgent_id, by=by, at=AT)
            return ""
    except Violation as refusal:
        return refusal.sentence
    finally:
        connections.close_all()


@pytest.mark.handbook(105, 110)
def test_two_approvals_at_once_do_not_exceed_the_standard(own_database):
    with county_context(A):
        people = People()
        for post in ("staff", "dept_keeper", "dept_head"):
            works_in(getattr(people, post))
        services.standard_set(
            item_id=item("橡皮").pk, quantity=1, period="month", post="专员",
            from_date=TODAY - DAY, by=people.area_clerk, at=AT,
        )  # fmt: skip
        first, second = (urgent(people, U.AGREED, line(people, "橡皮")) for _number in range(2))
        manager = people.admin_mgr
    with ThreadPoolExecutor(1) as pool:
        with county_context(A), transaction.atomic():
            services.urgent_approve(urgent_id=first.pk, by=manager, at=AT)
            other = pool.submit(approve, second.pk, manager)
            # Without the lock it is through by now, and has not seen the first one.
            wait([other], timeout=1)
        assert "至多可核准 0" in other.result(timeout=30)
    with county_context(A):
        assert set(Urgent.objects.values_list("status", flat=True)) == {U.APPROVED, U.AGREED}


def take_one(by: Actor) -> int:
    """One of sixteen workers who all want a piece."""
    try:
        with county_context(A):
            rubbers, issue = Item.objects.get(name="橡皮"), Issue.objects.get()
            try:
                with transaction.atomic():
                    cabinet.take(rubbers, 1, by=by, at=AT, issue=issue)
            except Violation as refusal:
                return 0 if "库存不足" in refusal.sentence else -100
            return 1
    finally:
        connections.close_all()


@pytest.mark.handbook(110)
def test_of_the_last_ten_pieces_sixteen_workers_get_exactly_ten(own_database):
    with county_context(A):
        by = cast.actor("area_clerk")
        found = item("橡皮")
        with transaction.atomic():
            for order, quantity in ((0, 6), (1, 4)):
                services.stock_receive(
                    item_id=found.pk, place_id=Place.objects.get(order=order).pk,
                    quantity=quantity, price=Decimal(1), by=by, at=AT,
                )  # fmt: skip
            Issue.objects.create(
                department=department(), source_type="supplies.plan", source_id=1,
                signed_by="卜小满", handed_by_name=by.name, at=AT,
            )  # fmt: skip
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(take_one, [by] * 16)) == 10
    with county_context(A):
        told = Movement.objects.filter(item=found).aggregate(n=Sum("quantity"), value=Sum("value"))
        assert told == {"n": 0, "value": 0}
        assert Movement.objects.filter(flow=Flow.ISSUE).count() == 10
        assert set(Balance.objects.values_list("quantity", flat=True)) == {0}
