"""The demo's training, made through the services."""

from collections import Counter
from datetime import date

import pytest

from operations.stations.models import Village
from operations.training import demo, public, selectors
from operations.training.models import Certificate, SignUp, TrainingClass
from tenants.demo.counties import county
from tests.operations.training.conftest import village


@pytest.mark.slow
def test_a_county_has_classes_past_and_ahead_and_people_on_a_waiting_list(in_county_a):
    from accounts import demo as accounts_demo

    facts = county("hechuan", today=date(2026, 11, 28))
    accounts_demo.build(facts)
    town = village().township
    for number in range(9):
        Village.objects.create(code=f"98012110122{number}", name=f"{number} 村", township=town)
    demo.build(facts)
    states = Counter(TrainingClass.objects.values_list("status", flat=True))
    assert states == {"counted": 2, "ended": 1, "open": 3, "cancelled": 1}
    assert SignUp.objects.filter(status="waiting").count() == 2
    assert Certificate.objects.count() > 20
    year = selectors.year_of(facts.today)
    assert year["times"] >= year["persons"] > 20
    assert [one.left for one in public.upcoming(on=facts.today) if one.open] == [9, 0, 17]
