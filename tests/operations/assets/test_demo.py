"""The demo's assets, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.assets import demo, selectors
from operations.assets.models import Asset, DepreciationMonth, PurchaseRequest, Reimbursement
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_purchases_everywhere_on_their_way(in_county_a):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county("hechuan", today=date(2026, 10, 11))
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    states = Counter(PurchaseRequest.objects.values_list("status", flat=True))
    assert states == Counter(row[-1] for row in demo.PURCHASES)
    cards = Counter(Asset.objects.values_list("status", flat=True))
    assert sum(cards.values()) == sum(row[5] for row in demo.PURCHASES if row[-1] == "registered")
    assert 170 <= sum(cards.values()) <= 190
    issued = [row[7] for row in demo.PURCHASES]
    back = sum(pieces >= demo.MANY for pieces in issued)
    assert cards["in_use"] == sum(issued) - back
    assert Asset.objects.filter(status="stock", kept_for=None).count() == back == 2
    assert set(Reimbursement.objects.values_list("status", flat=True)) == {"paid"}
    assert numbering.gaps("asset_purchase", period="2026") == []
    balances = list(selectors.balances(date(2026, 9, 1)))
    assert [one.asset_class.short for one in balances if one.differs] == ["503"]
    assert len(balances) > 5
    assert DepreciationMonth.objects.get().count == sum(cards.values())
