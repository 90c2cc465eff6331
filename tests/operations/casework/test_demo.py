"""The demo's cases: every kind of course, made through the services."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count

from operations.casework import demo
from operations.casework.models import Applicant, Case, FollowUp, Pause, Rating
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_every_kind_of_course(in_county_a, monkeypatch):
    from accounts import demo as accounts_demo
    from operations.stations import demo as stations_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    stations_demo.build(facts)
    monkeypatch.setattr(demo, "CASES", 160)
    demo.build(facts)
    states = Counter(Case.objects.values_list("status", flat=True))
    assert states["finished"] + states["rated"] + states["archived"] > 100
    assert {"refused", "withdrawn"} <= set(states)
    assert Pause.objects.values("kind").annotate(n=Count("pk")).count() == 2
    assert Rating.objects.filter(level__lte=2).count() == FollowUp.objects.count()
    assert Case.objects.filter(about__isnull=False).exists()
    assert Applicant.objects.filter(merged_into__isnull=False).count() == 1
    assert Case.objects.filter(number="", accepted_at__isnull=False).count() == 0
