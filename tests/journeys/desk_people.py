"""What the journeys of a case need: a county with a station, its people, a clock that is set."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.posts import Post
from core.actor import Actor, Scope
from operations.casework.models import Case
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township, Village
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.conftest import A

WHO = "柏知夏"
PHONE = "19900003007"
POSTS = (Post.FRONTDESK, Post.STAFF, Post.OPS, Post.OFFICE)
# How the station types the case of a villager; the materials come later.
TYPED = {
    "kind": "farmer",
    "name": WHO,
    "phone": PHONE,
    "request": "想把家里的土蜂蜜卖到网上",
    "details-stage": "意向",
    "details-product": "土蜂蜜",
    "on_behalf": "on",
    "go": "register",
}
FINISHED = {
    "result": "已开店并上架三款蜂蜜",
    "details-coach": "卜小满",
    "details-sessions": "3月9日 选品 60\n3月12日 开店 90",
    "details-outcome": "开店",
    "delivered": "当面交付",
}


class Clock:
    """The time of the journey: everybody's watch shows it."""

    def __init__(self, patch: pytest.MonkeyPatch, start: datetime) -> None:
        self.now = start
        patch.setattr("django.utils.timezone.now", lambda: self.now)

    def at(self, day: date, hour: int) -> None:
        """It is so many o'clock in Shanghai on that day."""
        self.now = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


def furnish() -> tuple[CountyRef, Station]:
    """禾川县 with its people and 石桥村's station, kept by 祝青禾."""
    county = hosts.by_code(A)
    since = date(2023, 6, 30)
    with county_context(county):
        town = Township.objects.create(code="980121100", name="柳溪镇", valid_from_date=since)
        village = Village.objects.create(
            code="980121100201", name="石桥村", township=town, valid_from_date=since
        )
        station = Station.objects.create(
            slug="shiqiao",
            name="石桥村电商服务站",
            village=village,
            township=town,
            status=States.OPERATING,
            manager_name="祝青禾",
            manager_phone="19900001234",
            abilities=["V01", "V03"],
        )
        cast.appoint(Post.STATION_MGR, scope=Scope("station", str(station.pk)))
        for post in POSTS:
            cast.appoint(post)
    return county, station


def person(county: CountyRef, post: str) -> Actor:
    """Somebody of the cast as services see them."""
    from accounts.actors import actor_of
    from accounts.models import User

    with county_context(county):
        return actor_of(User.objects.get(username=post))


def browser(county: CountyRef, post: str = "") -> Client:
    """A browser at the county's host, signed in through the door when a post is named."""
    client = Client(HTTP_HOST=county.host, SERVER_NAME=county.host)
    if post:
        sent = {"username": post, "password": cast.PASSWORD}
        reply = client.post("/console/login/", sent)
        assert reply.status_code == 302, reply.content.decode()[-2000:]
    return client


def case_of(county: CountyRef, **wanted: Any) -> Case:
    """A case as it is now."""
    with county_context(county):
        rows = Case.objects.select_related("applicant", "item", "form", "handler", "about")
        return rows.get(**wanted)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def try_to(client: Client, case: int, action: str, **data: Any) -> Any:
    """Open an action's form, send it; the answer, whatever it is."""
    path = f"/console/cases/{case}/do/{action}/"
    form = client.get(path)
    if form.status_code != 200:
        return form
    return client.post(path, {**hidden(form.content.decode()), **data})


def act(client: Client, case: int, action: str, **data: Any) -> None:
    """Do it, and be back on the record."""
    done = try_to(client, case, action, **data)
    assert done.status_code == 302, (action, done.status_code, done.content.decode()[-3000:])
    assert done.headers["Location"] == f"/console/cases/{case}/", action
