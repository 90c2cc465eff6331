"""The demo's uses of seals, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.seals import demo
from operations.seals.models import SealUse
from tenants.demo.counties import county


@pytest.mark.slow
# A Sunday after a holiday.
def test_a_county_has_uses_everywhere_on_their_way(in_county_a):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county("hechuan", today=date(2026, 10, 11))
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    states = Counter(SealUse.objects.values_list("status", flat=True))
    assert sum(states.values()) == len(demo.USES)
    assert states["lent"] == states["returned"] == states["applied"] == states["approved"] == 1
    assert numbering.gaps("sealuse", period="2026") == []
