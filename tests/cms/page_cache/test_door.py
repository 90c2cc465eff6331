"""The door gives a kept page as the whole way does, asks nobody, and knows when it cannot know."""

import io

import pytest
from django.core.cache import caches
from django.utils import timezone

from cms import door, pagecache
from config.wsgi import application
from core.actor import Actor
from tenants import hosts, states
from tenants.context import county_context, province_context
from tenants.models import County


def question(host: str, path: str = "/", **more: str) -> dict[str, object]:
    """What a web server says of a request."""
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": host,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **more,
    }


def asked(call, *given, **more) -> tuple[str, dict[str, str], bytes] | None:
    """Status, headers and body; None where the door knows nothing."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    response = call(question(*given, **more), lambda *said: begun.append(said))
    if response is None:
        assert begun == []
        return None
    # Not closed: to the end of a request belongs the end of its connection, which is the tests'.
    body = b"".join(response)
    (status, headers) = begun.pop()
    assert begun == []
    return status, dict(headers), body


@pytest.fixture
def at_the_door(visitor, site, monkeypatch):
    """The front page was asked for twice, so that its copy is at hand; the host.

    The second lasts as long as a test on a busy machine may.
    """
    monkeypatch.setattr(pagecache, "CLOCK_SECONDS", 600.0)
    monkeypatch.setattr(hosts, "_GENERATION_SECONDS", 600.0)
    visitor.get("/")
    visitor.get("/")
    return site.host


def test_the_door_gives_what_the_whole_way_gives_and_asks_nobody(
    visitor, at_the_door, paths, monkeypatch, django_assert_num_queries
):
    for path in paths:
        visitor.get(path)
    whole = {path: visitor.get(path) for path in paths}

    def never(*given, **more):
        raise AssertionError("the shared cache was asked")

    with monkeypatch.context() as patched, django_assert_num_queries(0):
        for name in ("get", "get_many", "add", "set"):
            patched.setattr(type(caches["default"]), name, never)
        for path, made in whole.items():
            found = asked(door.at_once, at_the_door, path)
            assert found == ("200 OK", dict(made.headers), made.content), path
            again = asked(door.at_once, at_the_door, path, HTTP_IF_NONE_MATCH=made["ETag"])
            assert again is not None
            assert (again[0], again[2]) == ("304 Not Modified", b""), path
        counted = asked(door.at_once, at_the_door, QUERY_STRING="utm_source=weixin")
        assert counted is not None
        assert counted[2] == whole["/"].content


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "POST"},
        {"SCRIPT_NAME": "/below"},
        {"QUERY_STRING": "q=1"},
        {"HTTP_COOKIE": "countylink_session=x; sessionid=x"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
        {"PATH_INFO": "/console/"},
        {"PATH_INFO": "/\xe7\xb1\xb3/"},
        {"HTTP_HOST": "nobody.localhost"},
        {"HTTP_HOST": ""},
        {"wsgi.url_scheme": "https"},
    ],
    ids=str,
)
def test_what_is_one_persons_or_unknown_goes_the_whole_way(at_the_door, settings, more):
    assert asked(door.at_once, at_the_door)
    settings.SESSION_COOKIE_NAME = "sessionid"
    assert asked(door.at_once, at_the_door, **more) is None


def test_the_scheme_is_the_proxys_where_it_is_believed(at_the_door, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert asked(door.at_once, at_the_door)
    assert asked(door.at_once, at_the_door, HTTP_X_FORWARDED_PROTO="http, https")
    assert asked(door.at_once, at_the_door, HTTP_X_FORWARDED_PROTO="https") is None
    settings.USE_X_FORWARDED_HOST = True
    assert asked(door.at_once, at_the_door) is None


def test_each_host_has_its_own_page(at_the_door, visitor, client_for, county_b):
    theirs, portal = client_for(county_b), client_for(None)
    for client in (theirs, theirs, portal, portal):
        assert client.get("/").status_code == 200
    given = [asked(door.at_once, host) for host in (at_the_door, county_b.host, "localhost")]
    bodies = [found[2] for found in given if found]
    assert bodies == [client.get("/").content for client in (visitor, theirs, portal)]
    assert len(set(bodies)) == 3


def test_a_purge_or_a_second_ends_what_is_known_at_the_door(visitor, at_the_door, site, settings):
    assert asked(door.at_once, at_the_door)
    with county_context(site):
        pagecache.purge([pagecache.ALL])
    assert asked(door.at_once, at_the_door) is None
    visitor.get("/")
    visitor.get("/")
    assert asked(door.at_once, at_the_door)
    settings.PAGE_CACHE_SECONDS = 0
    assert asked(door.at_once, at_the_door) is None


@pytest.mark.parametrize(
    ("module", "name"), [(pagecache, "CLOCK_SECONDS"), (hosts, "_GENERATION_SECONDS")]
)
def test_whose_second_is_over_is_asked_for_again(at_the_door, monkeypatch, module, name):
    monkeypatch.setattr(module, name, 0.0)
    assert asked(door.at_once, at_the_door) is None


def test_the_web_servers_entry_shows_no_page_of_a_suspended_county(
    visitor, at_the_door, site, django_capture_on_commit_callbacks
):
    page = asked(application, at_the_door)
    assert page is not None
    assert page == asked(door.at_once, at_the_door)
    with django_capture_on_commit_callbacks(execute=True), province_context():
        states.county_state_set(
            code=site.code,
            state=County.State.SUSPENDED,
            reason="合同到期",
            by=Actor.system("tests"),
            at=timezone.now(),
        )
    assert asked(door.at_once, at_the_door) is None
    for _number in range(2):  # the second time its state is remembered
        assert visitor.get("/").status_code == 503
        assert asked(door.at_once, at_the_door) is None
