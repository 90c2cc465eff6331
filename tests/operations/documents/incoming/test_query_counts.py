"""How often the pages of incoming documents ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.documents.incoming.lifecycle import T
from operations.documents.models import IncomingDocument
from tests.operations.documents.incoming.conftest import bring
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 5], ids=["few", "many"])
def handled(request, stage, appointed):
    """The last of few or of many documents that are being handled."""
    people, many = appointed.again(), range(request.param)
    yield from stage(lambda: [bring(people, T.HANDLING).pk for _number in many][-1])


@pytest.fixture
def document(handled, in_county_a):
    """One of few or of many documents that are being handled."""
    return IncomingDocument.objects.get(pk=handled)


@pytest.fixture(params=["office", "drafter"])
def desk(request, desk_of, document):
    """The office and a department, who have been here before."""
    found = desk_of(request.param)
    found.get(reverse("incoming:record", args=[document.pk]))
    return request.param, found


def test_the_list_asks_as_often_for_many_as_for_few(desk, query_counts):
    post, found = desk
    with query_counts(f"index-{post}", most=LIST):
        page = found.get(reverse("incoming:index"))
    assert page.status_code == 200


def test_a_document_asks_as_often_in_a_large_county(desk, document, query_counts):
    post, found = desk
    with query_counts(f"record-{post}", most=RECORD):
        shown = found.get(reverse("incoming:record", args=[document.pk]))
    assert shown.status_code == 200
