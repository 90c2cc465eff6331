"""How often the pages of papers handed in ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.documents.handed import services
from tests.operations.documents.handed.conftest import AT, hand_in
from tests.query_counts import LIST, RECORD


@pytest.fixture(params=[1, 5], ids=["few", "many"])
def paper(request, people, stations):
    """One of few or of many papers that are registered."""
    papers = [hand_in(stations) for _number in range(request.param)]
    return [services.paper_register(paper_id=one.pk, by=people.office, at=AT) for one in papers][-1]


@pytest.fixture(params=["office", "station_mgr"])
def desk(request, desk_of, paper, stations):
    """The office and the station, who have been here before."""
    more = stations.desk if request.param == "station_mgr" else {}
    found = desk_of(request.param, **more)
    found.get(reverse("handed:record", args=[paper.pk]))
    return request.param, found


def test_the_list_asks_as_often_for_many_as_for_few(desk, query_counts):
    post, found = desk
    with query_counts(f"index-{post}", most=LIST):
        page = found.get(reverse("handed:index"))
    assert page.status_code == 200


def test_a_paper_asks_as_often_in_a_large_county(desk, paper, query_counts):
    post, found = desk
    with query_counts(f"record-{post}", most=RECORD):
        shown = found.get(reverse("handed:record", args=[paper.pk]))
    assert shown.status_code == 200
