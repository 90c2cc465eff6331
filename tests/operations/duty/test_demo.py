"""The demo's duty: some months, made through the services."""

from collections import Counter
from datetime import date

import pytest

from operations.duty import demo, selectors
from operations.duty.lifecycle import T
from operations.duty.models import DutyRecord, Gap, HolidaySchedule, Kind, Shift, Swap
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_months_of_duty_with_holidays(in_county_a):
    from accounts import demo as accounts_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    demo.build(facts)
    states = Counter(Shift.objects.values_list("status", flat=True))
    assert states["handed_over"] > 45
    assert states["missed"] == 1
    assert states["handing_over"] == 1
    assert states["planned"] > 10
    names = [one.name for one in HolidaySchedule.objects.order_by("first_date")]
    assert names == ["中秋节", "国庆节"]
    late = [one for one in HolidaySchedule.objects.all() if one.published_at.date() > one.due_date]
    assert [one.name for one in late] == ["国庆节"]
    assert set(DutyRecord.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert DutyRecord.objects.filter(department__isnull=False, status=T.CLOSED).exists()
    assert Gap.objects.exists()
    assert not selectors.gaps_to_look_into().exists()
    assert Swap.objects.get().status == "agreed"
    counts = Counter(Shift.objects.filter(schedule=None).values_list("officer_id", flat=True))
    assert max(counts.values()) - min(counts.values()) <= 2
