"""Lists of the office's records cost the same queries however long they are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from operations.documents.handed.services import PaperData, paper_hand_in
from operations.stations.models import Station
from tenants.context import county_context
from tests import cast
from tests.operations.archives.conftest import shelved
from tests.operations.documents.conftest import bring as bring_document
from tests.operations.documents.handed.conftest import two_stations
from tests.operations.documents.incoming.conftest import register as register_incoming
from tests.operations.duty.conftest import begin, enter, plan
from tests.operations.meetings.conftest import BEGIN, DAY
from tests.operations.meetings.conftest import plan as plan_meeting
from tests.operations.meetings.conftest import visit as plan_visit
from tests.operations.office.conftest import issue
from tests.operations.petitions.conftest import register as register_petition
from tests.operations.seals.conftest import apply


def hand_in(people, number):
    """A paper of the one station there is."""
    station = Station.objects.first() or two_stations().ours
    data = PaperData(station.pk, "report", f"关于第{number}周运行情况的报告", matter="正常")
    by = cast.actor("station_mgr", scope=station.own_scope)
    return paper_hand_in(data=data, by=by, at=timezone.now())


# Address → one more of its records, the number of it given.
MORE = {
    "documents/": lambda people, number: bring_document(people, "drafting"),
    "incoming/": lambda people, number: register_incoming(people),
    "supervision/": lambda people, number: issue(people),
    "petitions/": lambda people, number: register_petition(people),
    "seals/": lambda people, number: apply(people),
    "archives/files/": lambda people, number: shelved(people, year=2020 + number),
    "duty/shifts/": lambda people, number: plan(people, 3 + number),
    "duty/book/": lambda people, number: enter(people),
    "meetings/": lambda people, number: plan_meeting(people, begin=BEGIN + number * DAY),
    "visits/": lambda people, number: plan_visit(people),
    "handed/": hand_in,
}


@pytest.mark.parametrize("address", MORE)
def test_a_list_costs_the_same_however_long(caller, county_a, people, address):
    if address == "duty/book/":
        begin(people)
    office = caller(county_a, "office")
    costs = []
    for number in range(1, 4):
        with county_context(county_a):
            MORE[address](people, number)
        office.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert len(office.rows(address)) >= number
        costs.append(len(captured))
    assert costs[0] == costs[2] <= 12, costs
