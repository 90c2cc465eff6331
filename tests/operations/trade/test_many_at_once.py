"""Scans of one label by many at once; see test_scanning.py."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from operations.trade import selectors, services
from operations.trade.models import ScanSalt
from tenants.context import county_context
from tests.conftest import A
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import AT, TODAY, bring


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
        assert selectors.seen(batch, 1, on=TODAY).scans == 3
        assert ScanSalt.objects.count() == 1
