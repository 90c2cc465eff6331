"""Refusals: one shape, a Chinese sentence, the clause, the fields; never a trace."""

from __future__ import annotations

import json
import re

import pytest

from api.schema import published
from operations.stations import selectors
from tests import cast
from tests.api.conftest import Caller

CHINESE = re.compile(r"[\u4e00-\u9fff]")
KEYS = {"type", "title", "status", "code", "detail", "clause", "fields", "request_id"}


@pytest.fixture
def office(in_county_a, county_a) -> Caller:
    return Caller(county_a.host, cast.token(cast.appoint("office")))


def problem(reply, status: int, code: str) -> dict:
    """The document, after what all of them have in common."""
    told = reply.json()
    assert (reply.status_code, told["status"], told["code"]) == (status, status, code), told
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert set(told) == KEYS
    assert CHINESE.search(told["title"])
    assert CHINESE.search(told["detail"])
    assert told["type"] == f"/api/v1/#{code}"
    assert reply.headers["X-Request-ID"] == told["request_id"]
    for sentences in told["fields"].values():
        assert all(CHINESE.search(sentence) for sentence in sentences), sentences
    return told


@pytest.mark.handbook(142)
def test_a_rule_s_refusal_names_its_clause(caller, county_a, awaiting):
    ops = caller(county_a, "ops")
    told = problem(ops.post(f"stations/{awaiting.pk}/accept/", {"answers": []}), 422, "rule")
    assert told["clause"] == [142]
    assert "手册第142条" in told["detail"]


def test_a_rule_s_refusal_names_its_field(county_a, operating, caller):
    ops = caller(county_a, "ops")
    past = {"reason": "招牌破损", "due_date": "2020-01-01"}
    told = problem(ops.post(f"stations/{operating.pk}/rectify/", past), 422, "rule")
    assert list(told["fields"]) == ["due_date"]


def test_not_your_post_is_403_and_says_whose(office, selected):
    told = problem(office.post(f"stations/{selected.pk}/agree/"), 422, "rule")
    assert "提交申请" in told["detail"]
    office.post(f"stations/{selected.pk}/apply/")
    told = problem(office.post(f"stations/{selected.pk}/agree/"), 403, "denied")
    assert "村委会" in told["detail"]


def test_not_visible_is_404(caller, county_a, selected):
    elsewhere = caller(county_a, "station_mgr")
    problem(elsewhere.get(f"stations/{selected.pk + 9}/"), 404, "not_found")
    problem(elsewhere.post(f"stations/{selected.pk + 9}/apply/"), 404, "not_found")


@pytest.mark.parametrize(
    "path", ["nope/", "stations", "stations/x/", "stations/99999999999999999999/"]
)
def test_an_address_of_nothing_is_404(office, path):
    problem(office.get(path), 404, "not_found")


def test_unknown_body_fields_are_refused_by_name(office, selected):
    told = problem(
        office.post(f"stations/{selected.pk}/apply/", {"reason": "申请", "speed": 1, "名": 2}),
        400,
        "invalid",
    )
    assert set(told["fields"]) == {"speed", "名"}


def test_unknown_filters_are_refused_by_name(office):
    told = problem(office.get("stations/", {"colour": "red", "q": "x"}), 400, "invalid")
    assert list(told["fields"]) == ["colour"]


@pytest.mark.parametrize(
    "body", [b"{", b"", b"\xff", b'{"a":NaN}', b'{"a":"\\ud800"}', b"[" * 5000, b'{"a":1}x']
)
def test_a_body_that_is_not_json_is_400(office, selected, body):
    reply = office.client.post(
        f"/api/v1/stations/{selected.pk}/apply/", body, content_type="application/json"
    )
    assert reply.status_code == (200 if body == b"" else 400), reply.content


@pytest.mark.parametrize("body", [[], [1], "x", 5, None, True])
def test_a_body_that_is_no_object_is_400(caller, county_a, operating, body):
    ops = caller(county_a, "ops")
    reply = ops.client.post(
        f"/api/v1/stations/{operating.pk}/inspect/",
        json.dumps(body),
        content_type="application/json",
    )
    told = problem(reply, 400, "invalid")
    assert told["fields"]


def test_types_are_not_guessed(caller, county_a, operating):
    ops = caller(county_a, "ops")
    told = problem(
        ops.post(
            f"stations/{operating.pk}/inspect/",
            {"score_fitout": "20", "score_ledgers": 40.5, "found_closed": "yes", "remarks": 5},
        ),
        400,
        "invalid",
    )
    assert {"score_fitout", "score_ledgers", "found_closed", "remarks"} <= set(told["fields"])


def test_without_a_token_401(in_county_a, county_a):
    problem(Caller(county_a.host).get("stations/"), 401, "unauthenticated")


def test_another_method_405_says_which(office):
    reply = office.post("stations/", {})
    problem(reply, 405, "method_not_allowed")
    assert reply.headers["Allow"] == "GET, HEAD"
    for method in ("put", "patch", "options", "delete", "trace"):
        problem(getattr(office.client, method)("/api/v1/stations/"), 405, "method_not_allowed")


def test_only_json_is_given_406(office):
    problem(office.get("stations/", Accept="text/html"), 406, "not_acceptable")


def test_only_json_is_taken_415(office, selected):
    reply = office.client.post(f"/api/v1/stations/{selected.pk}/apply/", {"reason": "x"})
    problem(reply, 415, "unsupported_media_type")


def test_a_huge_body_413(office, selected):
    told = {"reason": "长" * 400_000}
    problem(office.post(f"stations/{selected.pk}/apply/", told), 413, "too_large")


def test_a_crash_is_500_without_a_trace(office, monkeypatch, caplog):
    def broken(actor):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(selectors, "stations", broken)
    reply = office.get("stations/")
    told = problem(reply, 500, "server_error")
    assert "secret" not in reply.content.decode()
    assert told["request_id"] in told["detail"]
    assert told["request_id"] in caplog.text


def test_pages_outside_the_api_keep_their_pages(in_county_a, county_a):
    reply = Caller(county_a.host).client.get("/nothing-here/")
    assert reply.status_code == 404
    assert reply.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/api/", "/api/v2/stations/"])
def test_a_version_that_does_not_exist_is_a_problem_too(in_county_a, county_a, path):
    told = problem(Caller(county_a.host).client.get(path), 404, "not_found")
    assert "斜杠" in told["detail"]


def test_what_an_address_does_not_declare_is_405_for_everybody(caller, county_a):
    """Before anything is looked at: the walk through all addresses asks for the declared only."""
    gaps = {"id": "1", "code": "S02", "file": "00000000-0000-0000-0000-000000000001"}
    asked = 0
    office = caller(county_a, "office")
    for address, methods in published("county")["paths"].items():
        if "/auth/token/" in address:
            continue
        path = re.sub(r"{(\w+)}", lambda gap: gaps[gap[1]], address)
        for method in {"GET", "POST", "DELETE", "PUT"} - {one.upper() for one in methods}:
            reply = office.client.generic(method, path)
            told = problem(reply, 405, "method_not_allowed")
            assert told["detail"]
            assert reply.headers["Allow"], address
            asked += 1
    assert asked > 300
