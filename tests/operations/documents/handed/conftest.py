"""Two stations with their managers, the office and a leader; papers anywhere on their way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from core.actor import Actor
from operations.documents.handed import services
from operations.documents.handed.services import PaperData
from operations.documents.models import HandedPaper
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township, Village
from tests import cast
from tests.operations.documents.conftest import AT, People
from tests.operations.documents.incoming.conftest import refused

__all__ = ["AT", "refused"]


@dataclass
class Stations:
    """Two stations of one township, and who manages them."""

    ours: Station
    other: Station
    manager: Actor
    neighbour: Actor

    @property
    def desk(self) -> dict[str, Any]:
        """Who sits at our station's desk."""
        return {"scope": self.ours.own_scope}

    @property
    def desk_of_neighbour(self) -> dict[str, Any]:
        """And at the other's."""
        return {"scope": self.other.own_scope, "username": "station_mgr_two"}


def station(slug: str, name: str, village: Village) -> Station:
    """One that operates."""
    return Station.objects.create(
        slug=slug,
        name=name,
        village=village,
        township=village.township,
        status=States.OPERATING,
        manager_name="祝青禾",
        manager_phone="19900001234",
    )


def two_stations() -> Stations:
    """石桥村 and 南坪村."""
    since = date(2023, 6, 30)
    town = Township.objects.create(code="980121100", name="柳溪镇", valid_from_date=since)
    villages = [
        Village.objects.create(code=code, name=name, township=town, valid_from_date=since)
        for code, name in (("980121100201", "石桥村"), ("980121100202", "南坪村"))
    ]
    ours = station("shiqiao", "石桥村电商服务站", villages[0])
    other = station("nanping", "南坪村电商服务站", villages[1])
    return Stations(
        ours,
        other,
        cast.actor("station_mgr", scope=ours.own_scope),
        cast.actor("station_mgr", scope=other.own_scope, username="station_mgr_two"),
    )


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Who receives, for all tests of a file."""
    yield from stage(lambda: People("office", "leader", "director"))


@pytest.fixture
def stations(people) -> Stations:
    """Both."""
    return two_stations()


def data(stations: Stations, **more: Any) -> PaperData:
    """A request for a cooler."""
    values: dict[str, Any] = {
        "station_id": stations.ours.pk,
        "kind": "request",
        "title": "关于增配冷藏设备的请示",
        "matter": "夏季鲜果上行量大，现有冷柜不够，请求增配一台。",
        **more,
    }
    return PaperData(**values)


def hand_in(stations: Stations, *, by: Actor | None = None, files: Any = (), **more: Any) -> Any:
    """The manager hands it in."""
    return services.paper_hand_in(
        data=data(stations, **more), by=by or stations.manager, at=AT, files=files
    )


def give_back(
    people: People, paper: HandedPaper, reason: str = "请补充现有冷柜照片"
) -> HandedPaper:
    """The office returns it."""
    return services.paper_return(paper_id=paper.pk, reason=reason, by=people.office, at=AT)
