"""The demo's products, made through the services."""

from collections import Counter
from datetime import date, timedelta

import pytest

from operations.stations.models import Village
from operations.trade import demo, public, selectors
from operations.trade.models import Batch, Product, Recall
from tenants.demo.counties import county
from tests.operations.trade.conftest import village


@pytest.mark.slow
def test_a_county_has_batches_on_their_way_and_a_label_that_may_be_a_copy(in_county_a):
    from accounts import demo as accounts_demo

    facts = county("hechuan", today=date(2026, 10, 11))
    accounts_demo.build(facts)
    town = village().township
    for number in range(3):
        Village.objects.create(code=f"98012110121{number}", name=f"{number} 村", township=town)
    demo.build(facts)
    assert Product.objects.filter(status="listed").count() == len(demo.GOODS[facts.code])
    states = Counter(Batch.objects.values_list("status", flat=True))
    assert states == {"closed": 3, "released": 3, "submitted": 2}
    assert Recall.objects.get().status == "lifted"
    (copy,) = selectors.with_counts(selectors.doubts())
    assert (copy.serial, copy.places) == (demo.COPIED, 2)
    rice = public.product(public.code_of("禾川红香米"), on=facts.today)
    assert [one.number for one in rice.certificates] == ["LB-98-0001（演示）"]
    assert all(one.packed < facts.today - timedelta(days=1) for one in rice.batches)
