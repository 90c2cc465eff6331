"""How often the pages of documents ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from tests.operations.documents.conftest import bring
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 5], ids=["few", "many"])
def filed(request, stage, appointed):
    """The last of few or of many documents, filed."""
    people, many = appointed.again(), range(request.param)
    yield from stage(lambda: [bring(people, S.ARCHIVED).pk for _number in many][-1])


@pytest.fixture
def document(filed, in_county_a):
    """One of few or of many documents, filed."""
    return OutgoingDocument.objects.get(pk=filed)


@pytest.fixture
def drafter(desk_of, document):
    """柏小满, who has been here before."""
    desk = desk_of("drafter")
    desk.get(reverse("documents:record", args=[document.pk]))
    return desk


def test_the_list_asks_as_often_for_many_as_for_few(drafter, query_counts):
    with query_counts("index", most=LIST):
        page = drafter.get(reverse("documents:index"))
    assert page.status_code == 200


@pytest.mark.parametrize("page", ["record", "versions"])
def test_a_document_asks_as_often_in_a_large_county(drafter, document, query_counts, page):
    with query_counts(page, most=RECORD):
        shown = drafter.get(reverse(f"documents:{page}", args=[document.pk]))
    assert shown.status_code == 200
