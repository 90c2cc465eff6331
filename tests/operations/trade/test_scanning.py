"""Scans of labels: each visitor once within minutes, nobody remembered, many at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from operations.trade import selectors, services
from operations.trade.models import Scan, ScanSalt, TradeSetting
from tenants.context import county_context
from tests.conftest import A
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import AT, DAY, TODAY, bring

MINUTE = DAY / 1440


@pytest.mark.handbook(117)
def test_one_visitor_counts_once_within_minutes_and_each_label_for_itself(people):
    batch = bring(people, labels=3)

    def scan(who="甲", serial=1, region="", later=0):
        at = AT + later * MINUTE
        return services.scan_count(batch=batch, serial=serial, who=who, region=region, at=at)

    assert [scan(), scan(later=3), scan(later=9), scan("乙"), scan(serial=2)] == [1, 0, 0, 1, 1]
    assert scan(later=11)
    assert not scan(later=20)
    assert selectors.seen(batch, 1, on=TODAY) == (3, False)
    scan("丙", region="演示省东江市")
    assert selectors.seen(batch, 1, on=TODAY) == (4, False)
    scan("丁", region="演示省西岭市")
    assert selectors.seen(batch, 1, on=TODAY) == (5, True)
    scan("戊", 2, region="演示省东江市")
    assert selectors.seen(batch, 2, on=TODAY) == (2, False)
    assert selectors.scanned(batch) == {"scans": 7, "labels": 2}
    TradeSetting.objects.create(key="warn_from_scan", value=2, valid_from_date=TODAY)
    assert [one["serial"] for one in selectors.suspicious(on=TODAY)] == [1, 2]


@pytest.mark.handbook(117, 152)
def test_who_scanned_cannot_be_told_and_the_days_salt_goes(people):
    batch = bring(people, labels=1)
    given = {"batch": batch, "serial": 1, "who": "203.0.113.7|Phone", "region": ""}
    services.scan_count(at=AT, **given)
    services.scan_count(at=AT + DAY, **given)
    rows = list(Scan.objects.order_by("day"))
    assert len({one.visitor for one in rows}) == 2
    assert "203.0.113.7" not in "".join(str(vars(one)) for one in rows)
    assert list(ScanSalt.objects.values_list("day", flat=True)) == [TODAY + DAY]


@pytest.mark.handbook(117)
def test_many_at_once_are_counted_once_each(own_database):
    with county_context(A):
        batch = bring(People(), labels=1)

    def scan(number: int) -> bool:
        try:
            with county_context(A):
                return services.scan_count(
                    batch=batch, serial=1, who=f"访客{number % 3}", region="", at=AT
                )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(scan, range(12))) == 3
    with county_context(A):
        assert selectors.seen(batch, 1, on=TODAY)[0] == 3
        assert ScanSalt.objects.count() == 1
