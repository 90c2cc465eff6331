"""Hosts lead to their county, to the province, or nowhere; states are kept at the door."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.actor import Actor
from core.errors import Violation
from tenants import hosts, states
from tenants.context import province_context
from tenants.models import County, Domain

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ROOT = Actor.system("root")


def get(host, path="/console/login/", **extra):
    return Client(HTTP_HOST=host, raise_request_exception=False).get(path, **extra)


@pytest.mark.parametrize(
    "host",
    ["hechuan.localhost", "HECHUAN.localhost", "hechuan.localhost.", "hechuan.localhost:8000"],
)
def test_one_county_however_its_host_is_written(county_a, host):
    assert get(host).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["nobody.localhost", "a_b.localhost", "hechuan.localhost.evil.cn", "", "[::2]", "1.2.3.4"],
)
def test_a_host_of_nobody_gets_a_page_without_data(county_a, host):
    page = get(host)
    assert page.status_code == 404
    assert "禾川" not in page.content.decode()


@pytest.mark.parametrize("state", [None, "suspended"])
def test_a_page_that_stands_alone_is_dressed(county_a, settings, state):
    settings.WHITENOISE_USE_FINDERS = True
    if state:
        with province_context():
            County.objects.filter(code=county_a.code).update(state=state)
        hosts.changed()
    host = county_a.host if state else "nobody.localhost"
    sheet = re.search(r'href="([^"]+\.css)"', get(host).content.decode())
    answer = get(host, sheet[1])
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/css")
    for other in ("/static/cms/site.css", "/theme.css", "/"):
        assert get(host, other).status_code in (404, 503)


def test_another_host_in_a_header_of_the_client_changes_nothing(county_a, county_b):
    page = get("hechuan.localhost", HTTP_X_FORWARDED_HOST="yuncong.localhost")
    assert "云枞" not in page.content.decode()


def test_once_warm_no_query_looks_a_host_up(county_a, settings):
    settings.HOST_CACHE_SECONDS = 30
    assert hosts.by_host("hechuan.localhost") == county_a
    with CaptureQueriesContext(connection) as queries:
        assert hosts.by_host("hechuan.localhost") == county_a
    assert len(queries) == 0


def test_a_changed_domain_is_noticed_at_once(county_a, settings):
    settings.HOST_CACHE_SECONDS = 30
    hosts.by_host("hechuan.localhost")
    with province_context():
        Domain.objects.filter(domain="hechuan.localhost").update(domain="new.localhost")
    hosts.changed()
    assert hosts.by_host("hechuan.localhost") is None
    assert hosts.by_host("new.localhost").code == "980121"


def change(state, reason="欠费", **more):
    with province_context():
        return states.county_state_set(
            code="980121", state=state, reason=reason, by=ROOT, at=NOW, **more
        )


@pytest.mark.parametrize(
    "path", ["/", "/console/", "/api/v1/schema/", "/verify/abc/", "/stations/"]
)
def test_a_suspended_county_answers_every_door_with_a_plain_page(county_a, path):
    change("suspended", contact="省商务厅 0980-0000000")
    page = get("hechuan.localhost", path)
    assert page.status_code == 503
    assert "0980-0000000" in page.content.decode()


def test_a_read_only_county_can_be_read_but_not_written(county_a):
    change("read_only")
    client = Client(HTTP_HOST="hechuan.localhost", raise_request_exception=False)
    assert client.get("/console/login/").status_code == 200
    refused = client.post("/console/accounts/", {"name": "新人"})
    assert refused.status_code == 403
    assert "只读" in refused.content.decode()


def test_steps_between_states_are_kept(county_a):
    with pytest.raises(Violation):
        change("archived")
    with pytest.raises(Violation):
        change("active")
    with pytest.raises(Violation):
        change("suspended", reason=" ")
    change("suspended")
    assert change("archived").state == County.State.ARCHIVED
    assert change("active").state == County.State.ACTIVE
