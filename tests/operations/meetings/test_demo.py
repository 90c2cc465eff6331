"""The demo's meetings and visits, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.meetings import demo
from operations.meetings.models import Meeting, Visit
from operations.office.models import SupervisionItem
from tenants.demo.counties import county


@pytest.mark.slow
# A Sunday after a holiday.
def test_a_county_has_meetings_everywhere_on_their_way(in_county_a):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county("hechuan", today=date(2026, 10, 11))
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    states = Counter(Meeting.objects.values_list("status", flat=True))
    assert set(states.values()) == {1}
    assert len(states) == len(demo.MEETINGS)
    assert SupervisionItem.objects.filter(source="meeting").count() == len(demo.DECISIONS)
    assert Visit.objects.filter(status="closed").count() == 2
    for series in ("meeting", "minutes", "visit"):
        assert numbering.gaps(series, period="2026") == []
