"""A county with one operating station, its people, and requests on their way."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from accounts.posts import Post
from core.actor import Actor, Scope
from operations.casework import services
from operations.casework.models import Case, ServiceItem
from operations.casework.services import ApplicantData, CaseData
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township, Village
from tests import cast
from tests.operations.documents.conftest import People

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TOWN = "980121100"


def stone_bridge() -> Village:
    """石桥村 in 柳溪镇."""
    since = date(2023, 6, 30)
    town = Township.objects.create(code=TOWN, name="柳溪镇", valid_from_date=since)
    return Village.objects.create(
        code="980121100201", name="石桥村", township=town, valid_from_date=since
    )


@pytest.fixture
def village(in_county_a) -> Village:
    """石桥村 in 柳溪镇."""
    return stone_bridge()


def station_in(village: Village) -> Station:
    """石桥村电商服务站, operating, with three services."""
    return Station.objects.create(
        slug="shiqiao",
        name="石桥村电商服务站",
        village=village,
        township=village.township,
        status=States.OPERATING,
        manager_name="祝青禾",
        manager_phone="19900001234",
        abilities=["V01", "V03", "V04"],
    )


@pytest.fixture
def station(village) -> Station:
    """石桥村电商服务站, operating, with three services."""
    return station_in(village)


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Who takes, gives out, handles and looks on, for all tests of a file."""
    yield from stage(lambda: People("frontdesk", "staff", "ops", "office"))


@pytest.fixture
def desk(people) -> Actor:
    """鄢云舟 at the front desk."""
    return people.frontdesk


@pytest.fixture
def handler(people) -> Actor:
    """卜小满 of the staff."""
    return people.staff


@pytest.fixture
def chief(people) -> Actor:
    """邰青禾 of the operations centre."""
    return people.ops


@pytest.fixture
def office(people) -> Actor:
    """蔺小满 of the office."""
    return people.office


@pytest.fixture
def manager(station) -> Actor:
    """祝青禾, manager of the station."""
    return cast.actor(Post.STATION_MGR, scope=Scope("station", str(station.pk)))


def person(name: str = "祝小满", phone: str = "19900003001", **more: object) -> ApplicantData:
    """An invented applicant."""
    return ApplicantData(name=name, phone=phone, **more)  # type: ignore[arg-type]


def item(code: str) -> ServiceItem:
    """A service item of the seeds."""
    return ServiceItem.objects.get(code=code)


DETAILS = {
    "S01": {"stage": "意向", "product": "土蜂蜜"},
    "S02": {"topic": "创业就业", "question": "返乡创业有什么补贴？"},
}
MATERIALS = {"S01": ("identity",), "S02": ()}


def request_of(code: str = "S01", **more: object) -> CaseData:
    """A request with everything an item asks for at registration."""
    values: dict[str, object] = {
        "item_id": item(code).pk,
        "applicant": person(),
        "request": "想在网上卖自家的土蜂蜜",
        "details": DETAILS.get(code, {}),
        "materials": MATERIALS.get(code, ()),
    }
    return CaseData(**(values | more))  # type: ignore[arg-type]


def picture(name: str = "签字.png") -> SimpleUploadedFile:
    """A small real picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 24), "#ffffff").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


@pytest.fixture
def submitted(desk) -> Case:
    """Registered at the window, not answered yet."""
    return services.case_register(data=request_of(), by=desk, at=AT)


@pytest.fixture
def accepted(submitted, desk) -> Case:
    """Accepted the same morning."""
    return services.case_accept(case_id=submitted.pk, by=desk, at=AT)


@pytest.fixture
def assigned(accepted, handler, chief) -> Case:
    """With 卜小满."""
    return services.case_assign(case_id=accepted.pk, handler_id=handler.user_id, by=chief, at=AT)


@pytest.fixture
def handling(assigned, handler) -> Case:
    """Begun."""
    return services.case_start(case_id=assigned.pk, by=handler, at=AT)


FINISH = {"coach": "卜小满", "sessions": "3月4日 选品 60\n3月6日 开店 90", "outcome": "开店"}


@pytest.fixture
def finish(handler) -> Callable[..., Case]:
    """finish(case, at): completes it with its result."""

    def make(case: Case, at: datetime = AT + DAY) -> Case:
        return services.case_finish(
            case_id=case.pk, by=handler, at=at, result="已开店并上架蜂蜜", details=FINISH
        )

    return make


@pytest.fixture
def finished(handling, finish) -> Case:
    """Completed the next day."""
    return finish(handling)


@pytest.fixture
def browser_of(in_county_a, client_for) -> Callable[..., Client]:
    """browser_of("frontdesk"): a browser in which that person of 禾川县 is signed in.

    A request leaves the connection in the province; the test goes on in the county.
    """

    def make(post: str, **kwargs: object) -> Client:
        browser: Client = client_for(in_county_a, cast.appoint(post, **kwargs))  # type: ignore[arg-type]
        ask = browser.request

        def request(**sent: object) -> object:
            try:
                return ask(**sent)
            finally:
                connection.set_tenant(in_county_a)  # type: ignore[attr-defined]

        browser.request = request  # type: ignore[assignment,method-assign]
        return browser

    return make


@pytest.fixture
def at_station(browser_of, station) -> Client:
    """祝青禾's browser at 石桥村."""
    return browser_of("station_mgr", scope=Scope("station", str(station.pk)))
