"""The demo's supplies: a year, made through the services."""

from datetime import date

import pytest

from operations.supplies import demo
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Balance, LedgerEntry, Plan, Purchase, Urgent
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_a_year_of_supplies(in_county_a):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    plans = Plan.objects.all()
    assert plans.filter(status=S.ISSUED).count() > 15
    assert plans.filter(status=S.READY, month=date(2026, 12, 1)).exists()
    assert plans.filter(nothing=True).exists()
    assert Purchase.objects.filter(status="received").count() > 10
    assert Urgent.objects.filter(status=U.ISSUED).count() == 3
    assert Balance.objects.filter(quantity__gt=0).count() > 40
    assert LedgerEntry.objects.count() > 60
