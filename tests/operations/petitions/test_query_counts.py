"""How often the pages of petitions ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.petitions.lifecycle import S
from operations.petitions.models import Petition
from tests.operations.petitions.conftest import bring
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 4], ids=["few", "many"])
def handled(request, stage, appointed):
    """The last of few or of many petitions that are being handled."""
    people, many = appointed.again(), range(request.param)
    yield from stage(lambda: [bring(people, S.HANDLING).pk for _number in many][-1])


@pytest.fixture
def petition(handled, in_county_a):
    """One of few or of many petitions that are being handled."""
    return Petition.objects.get(pk=handled)


@pytest.mark.parametrize("post", ["office", "staff"])
def test_pages_ask_as_often_for_many_as_for_few(desk_of, petition, query_counts, post):
    desk = desk_of(post)
    record = reverse("petitions:record", args=[petition.pk])
    desk.get(record)
    with query_counts(f"index-{post}", most=LIST):
        assert desk.get(reverse("petitions:index")).status_code == 200
    with query_counts(f"record-{post}", most=RECORD):
        assert desk.get(record).status_code == 200
