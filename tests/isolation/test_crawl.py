"""Every address × every role of one county, asked with another county's identifiers: 0 leaks.

禾川县 and 云枞县 hold the same kinds of records under the same primary keys; every name in 云枞县
bears a mark. Whatever 禾川县 answers, to whomever, the mark must not be in it. A planted leak makes
the crawl fail, so that we know it can.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client

from accounts.posts import Post
from console.models import Centre
from core import attachments
from core.models import Attachment, Job
from operations.stations.models import Station
from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.permissions import samples
from tests.permissions.routes import COUNTY, routes
from tests.permissions.test_matrix import COUNTY_ROLES, Rollback, sign_in

MARK = "〇云枞独有〇"
NAMES = (
    "name",
    "title",
    "username",
    "address",
    "note",
    "record_text",
    "actor_name",
    "text",
    "request",
    "started_by_name",
    "file_name",
    "centre_name",
    "manager_name",
    "operator_name",
)
# Names that are keys elsewhere, or too short to bear a mark.
UNMARKED = {
    ("wagtailcore", "locale"),
    ("auth", "permission"),
    ("auth", "group"),
    ("contenttypes", "contenttype"),
    ("core", "calendarday"),
    ("core", "auditentry"),
    ("core", "auditseal"),
    ("core", "audithead"),
}


@dataclass
class Tally:
    """What the crawl did and found."""

    requests: int = 0
    leaks: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)


@pytest.fixture(autouse=True)
def _quiet(caplog) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")


def mark_everything() -> int:
    """Put the mark into every name of the present county. Returns how many rows bear it."""
    marked = 0
    for model in apps.get_models():
        if (model._meta.app_label, model._meta.model_name) in UNMARKED or not model._meta.managed:
            continue
        if model._meta.app_label in ("tenants", "oversight"):
            continue
        for name in NAMES:
            column = next((f for f in model._meta.local_fields if f.name == name), None)
            if not isinstance(column, models.CharField | models.TextField) or column.choices:
                continue
            room = column.max_length or 1000
            if room >= 30:
                marked += model._default_manager.exclude(**{name: ""}).update(
                    **{name: Concat(F(name), Value(MARK))}
                )
    Centre.forget()
    return marked


def populate(county: CountyRef) -> samples.Fill:
    """The same records in each county, with files and jobs."""
    with county_context(county):
        fill = samples.county_records()
        station = Station.objects.get()
        upload = samples.picture("门头.png")
        kept = attachments.attach(station, upload, kind="other", by=cast.SYSTEM)
        job = Job.objects.create(title="样例任务", task="core.sweep_jobs")
        fill["core_file"] = {"attachment_id": kept.pk}
        fill["*"] |= {
            "job_id": job.pk,
            "slug": station.slug,
            "path": str(kept.file),
            "file": kept.pk,
        }
    return fill


@pytest.fixture
def two(fresh_ids, county_a, county_b) -> tuple[samples.Fill, dict[str, Client], dict[str, str]]:
    """云枞县's identifiers, 禾川县's signed-in people, and sessions of 云枞县's people."""
    populate(county_a)
    foreign = populate(county_b)
    clients = {"anonymous": client(county_a)}
    with county_context(county_a):
        for post in COUNTY_ROLES:
            clients[post.value] = client(county_a)
            sign_in(clients[post.value], cast.appoint(post))
    sessions = {}
    with county_context(county_b):
        for post in COUNTY_ROLES:
            stranger = client(county_b)
            stranger.force_login(cast.appoint(post))
            sessions[post.value] = stranger.cookies["countylink"].value
        assert mark_everything() > 20
    for one in caches.all(initialized_only=True):
        one.clear()
    return foreign, clients, sessions


def client(county: CountyRef) -> Client:
    """A browser at a county's host."""
    return Client(HTTP_HOST=county.host, SERVER_NAME=county.host, raise_request_exception=False)


def ask(tally: Tally, who: str, browser: Client, method: str, path: str) -> None:
    """One request; whatever it wrote is taken back."""
    try:
        with transaction.atomic():
            reply = browser.generic(method, path, content_type="application/x-www-form-urlencoded")
            body = b"".join(reply.streaming_content) if reply.streaming else reply.content
            raise Rollback
    except Rollback:
        tally.requests += 1
        tally.statuses[reply.status_code] = tally.statuses.get(reply.status_code, 0) + 1
        headers = " ".join(f"{name}: {value}" for name, value in reply.headers.items())
        if MARK.encode() in body or MARK in headers:
            tally.leaks.append(f"{who} {method} {path} → {reply.status_code}")


def paths(fill: samples.Fill) -> Iterator[tuple[str, str]]:
    """Every address of a county filled with the given identifiers."""
    for route in routes(COUNTY):
        for values in samples.expand(route.name):
            path = route.path(**{**fill["*"], **fill.get(route.name, {}), **values})
            for method in ("GET", "POST") if route.ours else ("GET",):
                if "logout" not in path:
                    yield method, path


def crawl(fill: samples.Fill, clients: dict[str, Client]) -> Tally:
    """Everybody asks everything."""
    tally = Tally()
    for method, path in paths(fill):
        for who, browser in clients.items():
            cookies = browser.cookies.copy()
            ask(tally, who, browser, method, path)
            browser.cookies = cookies
    return tally


@pytest.mark.slow
def test_no_address_gives_another_county_s_data(two, capsys):
    foreign, clients, _sessions = two
    tally = crawl(foreign, clients)
    with capsys.disabled():
        print(f"\n隔离爬行：{tally.requests} 次请求，{len(tally.leaks)} 处泄漏 {tally.statuses}")
    assert tally.leaks == []
    assert tally.requests > 5000
    assert tally.statuses.get(200, 0) > 500


def test_a_session_of_one_county_is_nobody_in_the_other(two, county_a, county_b):
    foreign, _clients, sessions = two
    tally = Tally()
    with county_context(county_a):
        assert not Session.objects.filter(session_key__in=sessions.values()).exists()
    for post, key in sessions.items():
        intruder = client(county_a)
        for domain in ("", county_a.host, county_b.host, ".localhost"):
            intruder.cookies["countylink"] = key
            if domain:
                intruder.cookies["countylink"]["domain"] = domain
            reply = intruder.get("/console/stations/")
            assert (reply.status_code, "/console/login/" in reply.headers["Location"]) == (
                302,
                True,
            )
            ask(tally, post, intruder, "GET", f"/console/stations/{1}/")
            ask(
                tally,
                post,
                intruder,
                "GET",
                f"/console/files/{foreign['core_file']['attachment_id']}/",
            )
    assert tally.leaks == []


def test_a_planted_leak_is_found(two, monkeypatch, county_b):
    """A selector that forgets where it is: the crawl must say so."""
    from operations.stations import selectors

    real = selectors.stations

    def careless(actor):
        with county_context(county_b, inside=True):
            found = list(real(cast.SYSTEM).values_list("pk", "name"))
        Station.objects.filter(pk=found[0][0]).update(name=found[0][1])
        return real(actor)

    monkeypatch.setattr(selectors, "stations", careless)
    foreign, clients, _sessions = two
    tally = Tally()
    for method, path in paths(foreign):
        if path.startswith("/console/stations"):
            ask(tally, "office", clients["office"], method, path)
    assert tally.leaks


def test_files_lie_under_the_county_s_own_folder(two, county_a, county_b):
    for county, other in ((county_a, county_b), (county_b, county_a)):
        with county_context(county):
            paths = [kept.file.path for kept in Attachment.objects.all()]
            assert len(paths) > 1
            assert all(county.uuid.hex in path for path in paths)
            assert not any(other.uuid.hex in path for path in paths)


def test_every_cache_keeps_equal_keys_apart(county_a, county_b):
    for alias in ("default", "renditions"):
        for county in (county_a, county_b):
            with county_context(county):
                caches[alias].set("same", county.name)
        with province_context():
            assert caches[alias].get("same") is None
        with county_context(county_a):
            assert caches[alias].get("same") == "禾川县"
            assert cache.get_many(["same"]) == (
                {"same": "禾川县"} if alias == "default" else cache.get_many(["same"])
            )


def test_an_invitation_of_one_county_opens_nothing_in_the_other(county_a, county_b):
    from django.utils import timezone

    from accounts.services import invite
    from core.actor import Holding

    with county_context(county_b):
        _invitation, token = invite(
            name="柏云舟",
            phone="19900006666",
            grants=[Holding(Post.STAFF)],
            by=cast.SYSTEM,
            on=timezone.localdate(),
        )
    here = client(county_b).get(f"/invite/{token}/")
    there = client(county_a).get(f"/invite/{token}/")
    assert "柏云舟" in here.content.decode()
    assert "柏云舟" not in there.content.decode()
