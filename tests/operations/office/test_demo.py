"""The demo's supervision: a quarter of items, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.office import demo, demo_plans, selectors
from operations.office.lifecycle import S
from operations.office.models import DailyCheck, Extension, PlanItem, SupervisionItem, WorkPlan
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_items_closed_late_called_off_and_under_way(in_county_a):
    from accounts import demo as accounts_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    demo.build(facts)
    states = Counter(SupervisionItem.objects.values_list("status", flat=True))
    assert sum(states.values()) == demo.ITEMS
    assert states[S.CLOSED] > demo.ITEMS // 2
    assert states[S.CANCELLED] == 1
    assert len(set(states) - {S.CLOSED, S.CANCELLED}) >= 2
    late = [
        one
        for one in SupervisionItem.objects.filter(status=S.CLOSED)
        if one.ended_date > one.first_due_date
    ]
    assert len(late) >= 2
    assert Extension.objects.filter(decision="agreed").exists()
    assert DailyCheck.objects.filter(finding="slow").exists()
    assert selectors.missed(first=date(2026, 9, 11), last=date(2026, 11, 24))
    assert numbering.gaps("supervision", period="2026") == []
    assert not any("{" in one.title for one in SupervisionItem.objects.all())
    plans = WorkPlan.objects.order_by("start_date")
    assert [one.number for one in plans][: demo_plans.CYCLES] == [20, 21, 22, 23, 24]
    assert plans.filter(status="summed_up").count() == demo_plans.CYCLES - 1
    late = [one for one in plans if one.published_at and one.published_at.date() > one.start_date]
    assert len(late) == 1
    assert PlanItem.objects.exclude(added_reason="").exists()
