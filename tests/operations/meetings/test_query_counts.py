"""How often the pages of meetings ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.meetings.lifecycle import S
from tests.operations.meetings.conftest import BEGIN, DAY, bring, decide, visit
from tests.query_counts import LIST, RECORD


@pytest.fixture(params=[1, 3], ids=["few", "many"])
def meeting(request, people):
    """One of few or of many meetings that were held, with as many decisions."""
    for number in range(request.param):
        found = bring(people, S.HELD, begin=BEGIN + number * DAY)
        visit(people)
    for _number in range(request.param):
        decide(people, found)
    return found


def test_pages_ask_as_often_for_many_as_for_few(desk_of, meeting, query_counts):
    desk = desk_of("office")
    record = reverse("meetings:record", args=[meeting.pk])
    desk.get(record)
    with query_counts("index", most=LIST):
        assert desk.get(reverse("meetings:index")).status_code == 200
    with query_counts("rooms", most=LIST):
        day = f"{reverse('meetings:rooms')}?day=2026-03-04"
        assert desk.get(day).status_code == 200
    with query_counts("visits", most=LIST):
        assert desk.get(reverse("meetings:visits")).status_code == 200
    with query_counts("record", most=RECORD):
        assert desk.get(record).status_code == 200
