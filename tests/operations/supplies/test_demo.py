"""The demo's supplies: a year, made through the services."""

from datetime import date

import pytest

from accounts.models import User
from operations.supplies import demo
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Balance, Holding, LedgerEntry, Plan, Purchase, Urgent
from tenants.demo.counties import county
from tests.operations.documents.handed.conftest import two_stations


@pytest.mark.slow
def test_a_county_has_a_year_of_supplies(in_county_a):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    staff_demo.build(facts)
    # A station with a manager: those of the demo are built elsewhere.
    station = two_stations().ours
    accounts_demo.grant(User.objects.get(username="station"), "station_mgr", station.own_scope)
    demo.build(facts)
    ours = Plan.objects.filter(station=station)
    assert [plan.nothing for plan in ours.order_by("month")] == [True, False, False]
    assert list(ours.order_by("month").values_list("status", flat=True)) == ["issued"] * 2 + [
        "ready"
    ]
    assert Holding.objects.get(station=station).quantity == 1
    plans = Plan.objects.filter(station=None)
    assert plans.filter(status=S.ISSUED).count() > 15
    assert plans.filter(status=S.READY, month=date(2026, 12, 1)).exists()
    assert plans.filter(nothing=True).exists()
    assert Purchase.objects.filter(status="received").count() > 10
    assert Urgent.objects.filter(status=U.ISSUED).count() == 4
    assert Balance.objects.filter(quantity__gt=0).count() > 40
    assert LedgerEntry.objects.count() > 60
