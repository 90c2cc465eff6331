"""The demo's counts, made through the services: in time, too late, and one that runs."""

from datetime import date

import pytest

from operations.counting import demo
from operations.counting.lifecycle import S
from operations.counting.models import Count
from tenants.demo.counties import county


@pytest.mark.slow
@pytest.mark.handbook(94)
def test_a_county_has_counts_in_time_a_late_one_and_one_that_runs(in_county_a):
    from accounts import demo as accounts_demo
    from operations.assets import demo as assets_demo
    from operations.staff import demo as staff_demo

    facts = county("hechuan", today=date(2026, 10, 11))
    for part in (accounts_demo, staff_demo, assets_demo, demo):
        part.build(facts)
    counts = list(Count.objects.order_by("month"))
    assert [count.status for count in counts] == [S.BOOKED, S.BOOKED, S.CLOSED, S.OPEN]
    assert [count.was_late for count in counts] == [False, False, True, False]
    assert all(count.expected > 100 for count in counts)
    # The last twenty, and what the counter keeps alone.
    assert 20 <= counts[-1].lines.filter(result="").count() <= 30
