"""The demo's incoming documents: a year of them, made through the services."""

from collections import Counter
from datetime import date

import pytest

from core import numbering
from operations.documents.incoming import demo
from operations.documents.incoming.lifecycle import T
from operations.documents.incoming.numbers import SERIES
from operations.documents.models import AttachedText, IncomingDocument, IncomingTask
from tenants.demo.counties import county


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["qinglong", "hechuan"])
def test_a_county_has_incoming_documents_filed_forgotten_and_under_way(in_county_a, slug):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county(slug, today=date(2026, 11, 25))
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    states = Counter(IncomingDocument.objects.values_list("status", flat=True))
    assert sum(states.values()) == demo.DOCUMENTS
    assert states[T.ARCHIVED] > demo.DOCUMENTS // 2
    assert states[T.COMPLETED]
    assert states[T.SENT_BACK] == 1
    assert len(set(states) - {T.ARCHIVED, T.COMPLETED, T.SENT_BACK}) >= 2
    assert set(IncomingDocument.objects.values_list("nature", flat=True)) >= {
        "assigned",
        "enquiry",
        "publication",
    }
    assert AttachedText.objects.filter(text__contains="寄递物流").count() == 10
    assert IncomingTask.objects.filter(is_lead=False, closed_at__isnull=False).exists()
    for year in ("2025", "2026"):
        assert numbering.gaps(SERIES, period=year) == []
    # Nothing happens before what it follows.
    for document in IncomingDocument.objects.filter(archived_at__isnull=False):
        assert document.registered_at <= document.completed_at <= document.archived_at
