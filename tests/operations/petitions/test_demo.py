"""The demo's petitions: a year of them, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.petitions import demo
from operations.petitions.models import LongerTerm, Petition, Round
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_petitions_everywhere_on_their_way(in_county_a):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    # A Sunday after a holiday.
    today = date(2026, 10, 11)
    facts = county("hechuan", today=today)
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    states = Counter(Petition.objects.values_list("status", flat=True))
    assert sum(states.values()) == len(demo.COURSES)
    assert states["refused"] == states["forwarded"] == states["withdrawn"] == 1
    assert states["closed"] >= 3
    assert states["registered"] + states["accepted"] + states["handling"] >= 2
    assert Petition.objects.filter(is_anonymous=True).exists()
    assert Round.objects.filter(stage="review", answered_date__isnull=False).count() == 1
    assert LongerTerm.objects.get().told_date is not None
    for year in ("2025", "2026"):
        assert numbering.gaps("petition", period=year) == []
    for one in Round.objects.filter(answered_date__isnull=False):
        assert one.began_date <= one.answered_date <= today
