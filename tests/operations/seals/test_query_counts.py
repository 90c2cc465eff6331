"""How often the pages of seals ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.seals.lifecycle import S
from tests.operations.seals.conftest import bring
from tests.query_counts import LIST, RECORD


@pytest.fixture(params=[1, 4], ids=["few", "many"])
def use(request, people):
    """One of few or of many uses that wait for the keeper."""
    return [bring(people, S.APPROVED) for _number in range(request.param)][-1]


def test_pages_ask_as_often_for_many_as_for_few(desk_of, use, query_counts):
    desk = desk_of("office")
    record = reverse("seals:record", args=[use.pk])
    desk.get(record)
    with query_counts("index", most=LIST):
        assert desk.get(reverse("seals:index")).status_code == 200
    with query_counts("register", most=LIST):
        assert desk.get(reverse("seals:register")).status_code == 200
    with query_counts("record", most=RECORD):
        assert desk.get(record).status_code == 200
