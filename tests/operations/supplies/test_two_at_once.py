"""Two approvals in the same second: the later one counts the earlier one (R110)."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connections, transaction

from core.actor import Actor
from core.errors import Violation
from operations.supplies import services
from operations.supplies.lifecycle import U
from operations.supplies.models import Urgent
from tenants.context import county_context
from tests.conftest import A
from tests.operations.documents.conftest import People
from tests.operations.supplies.conftest import AT, DAY, TODAY, item, line, urgent, works_in


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
