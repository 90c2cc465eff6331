"""How much is too much."""

from __future__ import annotations

from tests.api.conftest import Caller
from tests.api.test_problems import problem


def test_a_token_has_its_requests_a_minute(caller, county_a, settings):
    office, director = caller(county_a, "office"), caller(county_a, "director")
    settings.API_RATES = {"token": 3, "address": 100}
    for _request in range(3):
        assert office.get("stations/").status_code == 200
    reply = office.get("stations/")
    problem(reply, 429, "throttled")
    assert 1 <= int(reply.headers["Retry-After"]) <= 60
    assert director.get("stations/").status_code == 200


def test_an_address_has_its_requests_a_minute_whoever_speaks(caller, county_a, settings):
    settings.API_RATES = {"token": 100, "address": 3}
    for _request in range(3):
        assert Caller(county_a.host, "clk_guess").get("stations/").status_code == 401
    problem(Caller(county_a.host, "clk_guess").get("stations/"), 429, "throttled")
    assert Caller(county_a.host).client.get("/api/v1/").status_code == 429


def test_one_county_s_callers_do_not_use_up_another_s(caller, county_a, county_b, settings):
    here, there = caller(county_a, "office"), caller(county_b, "office")
    settings.API_RATES = {"token": 2, "address": 2}
    for _request in range(2):
        here.get("stations/")
    assert here.get("stations/").status_code == 429
    assert there.get("stations/").status_code == 200
