"""The demo's archive: a fonds number, files, loans; quick, and by the services."""

from datetime import date

import pytest

from operations.archives import demo
from operations.archives.models import ArchivesSetting, DestructionList, Loan
from tenants.demo.counties import county
from tests.operations.archives.conftest import People, shelved


@pytest.mark.slow
def test_a_county_has_its_fonds_two_loans_and_a_list(in_county_a):
    from accounts import demo as accounts_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    demo.begin(facts)
    assert ArchivesSetting.objects.get(key="fonds").value == demo.FONDS
    people = People()
    files = [shelved(people, year=year) for year in (2010, 2026, 2026)]
    assert all(file.number.startswith("Z109-WS") for file in files)
    demo.build(facts)
    assert set(Loan.objects.values_list("status", flat=True)) == {"lent", "applied"}
    assert DestructionList.objects.get().files.get() == files[0]
