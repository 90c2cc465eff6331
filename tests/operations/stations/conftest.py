"""A small county with two townships and three villages, and stations on their way."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import attachments
from operations.stations import services
from operations.stations.models import Station, Township, Village
from operations.stations.rules import CHECKLIST
from tests.operations.stations.people import CLERK, COMMERCE, LEADER, OPS, TOWN, TOWNSHIP, VILLAGE

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ALL_YES = dict.fromkeys(CHECKLIST, True)


def small_county() -> dict[str, Village]:
    """柳溪镇 with 石桥村 and 南坪村, 云岭乡 with 茶坞村."""
    since = date(2023, 6, 30)
    town = Township.objects.create(code=TOWN, name="柳溪镇", valid_from_date=since)
    hills = Township.objects.create(code="980121200", name="云岭乡", valid_from_date=since)
    rows = (
        ("980121100201", "石桥村", town),
        ("980121100202", "南坪村", town),
        ("980121200201", "茶坞村", hills),
    )
    return {
        name: Village.objects.create(code=code, name=name, township=township, valid_from_date=since)
        for code, name, township in rows
    }


@pytest.fixture
def divisions(in_county_a) -> dict[str, Village]:
    """柳溪镇 with 石桥村 and 南坪村, 云岭乡 with 茶坞村."""
    return small_county()


def values(village: Village, **more: object) -> dict[str, object]:
    """What form A asks for."""
    return {
        "name": f"{village.name}电商服务站",
        "village": village,
        "township": village.township,
        "address": f"{village.name}村口",
        "area_m2": Decimal("36"),
        "operator_name": f"{village.name}股份经济合作社",
        "manager_name": "祝青禾",
        "manager_phone": "19900001234",
        **more,
    }


def select(village: Village, **more: object) -> Station:
    """A site in a village."""
    return services.station_select(by=CLERK, at=AT, **values(village, **more))


@pytest.fixture
def selected(divisions) -> Station:
    """A site in 石桥村."""
    return select(divisions["石桥村"])


def agree(station: Station, at: datetime) -> Station:
    """Form B, all four opinions."""
    for actor in (VILLAGE, TOWNSHIP, LEADER, COMMERCE):
        station = services.station_agree(station_id=station.pk, by=actor, at=at, opinion="同意")
    return station


def noticed(station: Station) -> Station:
    """Approved by all four, on public notice."""
    services.station_apply(station_id=station.pk, by=CLERK, at=AT)
    return agree(station, AT + DAY)


def ended(station: Station) -> Station:
    """The notice is over."""
    return services.notice_end(station_id=station.pk, by=CLERK, at=AT + 14 * DAY)


@pytest.fixture
def on_notice(selected) -> Station:
    """Approved by all four, on public notice."""
    return noticed(selected)


@pytest.fixture
def fitting_out(on_notice) -> Station:
    """The notice is over."""
    return ended(on_notice)


def pictured(station: Station, kind: str) -> None:
    """A real picture of a kind is added."""
    upload = SimpleUploadedFile(f"{kind}.jpg", jpeg(), "image/jpeg")
    attachments.attach(station, upload, kind=f"acceptance_{kind}", by=CLERK)


@cache
def jpeg() -> bytes:
    """A small one."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), "#8a5a1c").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def photograph() -> Callable[[Station, str], None]:
    """Adds a real picture of a kind."""
    return pictured


def ready(station: Station) -> Station:
    """Reported ready."""
    return services.station_ready(station_id=station.pk, by=CLERK, at=AT + 20 * DAY)


@pytest.fixture
def awaiting(fitting_out) -> Station:
    """Reported ready."""
    return ready(fitting_out)


def accepted(station: Station) -> Station:
    """Accepted and open."""
    pictured(station, "inside")
    pictured(station, "outside")
    return services.acceptance_pass(
        station_id=station.pk,
        answers=ALL_YES,
        by=OPS,
        at=AT + 25 * DAY,
        latitude=Decimal("30.63"),
        longitude=Decimal("116.58"),
    )


@pytest.fixture
def operating(awaiting) -> Station:
    """Accepted and open."""
    return accepted(awaiting)
