"""The demo's documents: a year of them, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.documents import demo
from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries, OutgoingDocument, Step
from tenants.demo.counties import county


@pytest.mark.slow
def test_a_county_has_documents_filed_forgotten_and_under_way(in_county_a):
    from accounts import demo as accounts_demo

    facts = county("qinglong", today=date(2026, 11, 25))
    accounts_demo.build(facts)
    demo.build(facts)
    states = Counter(OutgoingDocument.objects.values_list("status", flat=True))
    assert sum(states.values()) == demo.DOCUMENTS
    assert states[S.ARCHIVED] > demo.DOCUMENTS // 2
    assert states[S.FILING]
    assert len(set(states) - {S.ARCHIVED, S.FILING}) >= 3
    assert OutgoingDocument.objects.filter(edition__gt=1).exists()
    assert Step.objects.filter(outcome="fail").exists()
    kinds = set(OutgoingDocument.objects.values_list("kind", flat=True))
    assert {"notice", "letter", "minutes", "request"} <= kinds
    series = DocumentSeries.objects.get()
    for year in ("2025", "2026"):
        assert numbering.gaps(series.counter, period=year) == []
    # Nothing happens before what it follows.
    for step in Step.objects.filter(ended_at__isnull=False):
        assert step.began_at <= step.ended_at
