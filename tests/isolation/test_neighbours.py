"""What is one county's is nothing to another: sessions, files, caches, invitations.

That no address gives another county's data is asked where all addresses are walked through
(tests/permissions/test_every_address.py); here a planted leak shows that such a walk would find it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.test import Client

from accounts.posts import Post
from core.models import Attachment
from operations.stations.models import Station
from tenants import hosts
from tenants.context import county_context, province_context
from tests import cast, databases
from tests.conftest import A, B
from tests.permissions import samples
from tests.permissions.marks import MARK, mark_everything, populate
from tests.permissions.routes import COUNTY
from tests.permissions.walk import COUNTY_ROLES, ask, browser, sign_in, walk


@dataclass(frozen=True)
class Neighbours:
    """云枞县's identifiers, a clerk of 禾川县's office, and sessions of 云枞县's people."""

    foreign: samples.Fill
    clerk: Client
    sessions: dict[str, str]


@pytest.fixture(autouse=True)
def _quiet(caplog) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.fixture(scope="module")
def two(stage) -> Iterator[Neighbours]:
    """Both counties hold the same records under equal ids; those of 云枞县 are marked."""
    yield from stage(both)


def both() -> Neighbours:
    """They are populated, and their people are signed in."""
    databases.reset_sequences(f"c{A}", f"c{B}", "public")
    county_a, county_b = hosts.by_code(A), hosts.by_code(B)
    populate()
    clerk = browser(county_a.host)
    sign_in(clerk, cast.appoint(Post.OFFICE))
    sessions = {}
    with county_context(county_b):
        foreign = populate()
        for post in COUNTY_ROLES:
            stranger = browser(county_b.host)
            stranger.force_login(cast.appoint(post))
            sessions[post.value] = stranger.cookies["countylink"].value
        assert mark_everything() > 20
    return Neighbours(foreign, clerk, sessions)


def test_a_session_of_one_county_is_nobody_in_the_other(two, county_a, county_b):
    with county_context(county_a):
        assert not Session.objects.filter(session_key__in=two.sessions.values()).exists()
    attachment = two.foreign["core_file"]["attachment_id"]
    for key in two.sessions.values():
        for domain in ("", county_a.host, county_b.host, ".localhost"):
            intruder = browser(county_a.host)
            intruder.cookies["countylink"] = key
            if domain:
                intruder.cookies["countylink"]["domain"] = domain
            for path in ("/console/stations/", "/console/stations/1/"):
                reply, _body = ask(intruder, "GET", path)
                assert (reply.status_code, "/console/login/" in reply.headers["Location"]) == (
                    302,
                    True,
                )
            reply, body = ask(intruder, "GET", f"/console/files/{attachment}/")
            assert reply.status_code == 404
            assert MARK.encode() not in body


def test_a_planted_leak_is_found(two, monkeypatch, county_b):
    """A selector that forgets where it is: the walk must say so."""
    from operations.stations import selectors

    real = selectors.stations

    def careless(actor):
        with county_context(county_b, inside=True):
            found = list(real(cast.SYSTEM).values_list("pk", "name"))
        Station.objects.filter(pk=found[0][0]).update(name=found[0][1])
        return real(actor)

    monkeypatch.setattr(selectors, "stations", careless)
    office = {"office": two.clerk}
    assert any(
        answer.holds(MARK)
        for answer in walk(COUNTY, office, two.foreign, below="/console/stations")
    )


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
    here = browser(county_b.host).get(f"/invite/{token}/")
    there = browser(county_a.host).get(f"/invite/{token}/")
    assert "柏云舟" in here.content.decode()
    assert "柏云舟" not in there.content.decode()
