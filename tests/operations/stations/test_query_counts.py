"""How often the pages of stations ask the database; as often for many stations as for one."""

import pytest
from django.urls import reverse

from operations.stations.models import Station
from tests.operations.stations.conftest import (
    accepted,
    ended,
    noticed,
    ready,
    select,
    small_county,
)
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 5], ids=["few", "many"])
def county(request, stage):
    """A county with few or many stations, one of which is operating: that one."""

    def build():
        villages = small_county()
        station = accepted(ready(ended(noticed(select(villages["石桥村"])))))
        for number in range(request.param):
            for village in villages.values():
                name, phone = (
                    f"{village.name}第{number}站",
                    f"1990001{number:02d}{village.pk % 100:02d}",
                )
                select(village, name=name, manager_phone=phone, subsidised=False)
        return station.pk

    yield from stage(build)


@pytest.fixture
def office(county, desk_of):
    """蔺小满, who has been here before."""
    desk = desk_of("office")
    desk.get(reverse("stations:record", args=[county]))
    return desk


@pytest.mark.parametrize("page", ["index", "board", "map", "divisions"])
def test_a_list_asks_as_often_for_many_as_for_few(office, query_counts, page):
    with query_counts(page, most=LIST):
        shown = office.get(reverse(f"stations:{page}"))
    assert shown.status_code == 200


@pytest.mark.parametrize("page", ["record", "change"])
def test_a_station_asks_as_often_in_a_large_county(office, query_counts, page):
    station = Station.objects.get(status="operating")
    with query_counts(page, most=RECORD):
        shown = office.get(reverse(f"stations:{page}", args=[station.pk]))
    assert shown.status_code == 200
