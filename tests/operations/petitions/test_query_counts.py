"""How often the pages of petitions ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.petitions.lifecycle import S
from tests.operations.petitions.conftest import bring
from tests.query_counts import LIST, RECORD


@pytest.fixture(params=[1, 4], ids=["few", "many"])
def petition(request, people):
    """One of few or of many petitions that are being handled."""
    return [bring(people, S.HANDLING) for _number in range(request.param)][-1]


@pytest.mark.parametrize("post", ["office", "staff"])
def test_pages_ask_as_often_for_many_as_for_few(desk_of, petition, query_counts, post):
    desk = desk_of(post)
    record = reverse("petitions:record", args=[petition.pk])
    desk.get(record)
    with query_counts(f"index-{post}", most=LIST):
        assert desk.get(reverse("petitions:index")).status_code == 200
    with query_counts(f"record-{post}", most=RECORD):
        assert desk.get(record).status_code == 200
