"""Sixteen hands file at once: no number twice, none missing (R17, DA/T 22-2015)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from core import numbering
from operations.archives import services
from operations.archives.models import ArchivedFile
from tenants.context import county_context
from tests.conftest import A
from tests.operations.archives.test_filing import filing
from tests.operations.documents.conftest import AT, People
from tests.operations.documents.incoming.conftest import register

WORKERS, FILES = 8, 24


@pytest.mark.handbook(20)
def test_files_of_two_terms_by_many_hands_have_no_gap(own_database):
    with county_context(A):
        people = People()
        office = people.office
        records = [register(people) for _number in range(FILES)]

    def put_away(number):
        try:
            with county_context(A), transaction.atomic():
                given = filing(records[number], retention=("D10", "D30")[number % 2])
                return services.open_file(records[number], given, by=office, at=AT).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        given = list(pool.map(put_away, range(FILES)))
    wanted = {
        f"Z001-WS·2026-{term}-BGS-{n:04d}"
        for term in ("D10", "D30")
        for n in range(1, FILES // 2 + 1)
    }
    assert set(given) == wanted
    with county_context(A):
        assert ArchivedFile.objects.count() == FILES
        for term in ("D10", "D30"):
            assert numbering.gaps(f"archive:Z001-WS·2026-{term}-BGS", period="") == []
