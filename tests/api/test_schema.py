"""The published contract: Chinese, closed, with every answer declared."""

from __future__ import annotations

import re

import pytest

from api.schema import published
from core.clauses_index import ROOT
from tests.api.conftest import Caller

# What answers without a token: signing in, and the applicant's rating by the receipt's code.
OPEN = {"POST /api/v1/auth/token/", "POST /api/v1/ratings/"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def operations(place):
    for address, methods in published(place)["paths"].items():
        for method, told in methods.items():
            yield f"{method.upper()} {address}", method, told


@pytest.mark.parametrize("place", ["county", "province"])
def test_every_operation_speaks_chinese_and_declares_its_refusals(place):
    for name, method, told in operations(place):
        assert CHINESE.search(told["summary"]), name
        assert CHINESE.search(told["tags"][0]), name
        answers = set(told["responses"])
        assert {"400", "404", "405", "406", "429", "500", "503"} <= answers, name
        assert told.get("security") == (None if name in OPEN else [{"bearer": []}]), name
        if name not in OPEN:
            assert {"401", "403"} <= answers, name
        if method == "post":
            assert {"409", "415", "422"} <= answers, name
        for code, answer in told["responses"].items():
            if code >= "400":
                assert list(answer["content"]) == ["application/problem+json"], (name, code)


@pytest.mark.parametrize("place", ["county", "province"])
def test_every_field_is_explained_in_chinese(place):
    for name, shape in published(place)["components"]["schemas"].items():
        for field, told in shape.get("properties", {}).items():
            said = told.get("description") or told.get("title", "")
            if name.endswith("Page") and field == "results":
                continue
            assert CHINESE.search(said), (name, field, told)


def test_what_is_sent_is_closed():
    schemas = published("county")["components"]["schemas"]
    sent = [name for name in schemas if name.endswith("Request")]
    assert len(sent) > 10
    assert all(schemas[name]["additionalProperties"] is False for name in sent)


def test_operations_have_different_names():
    names = [told["operationId"] for _name, _method, told in operations("county")]
    assert len(names) == len(set(names))
    assert "stations_agree_post" in names


def test_schema_and_page_are_open_to_everybody(county_a, province):
    for host in (county_a.host, "localhost"):
        stranger = Caller(host)
        schema = stranger.get("schema/")
        assert schema.status_code == 200
        assert schema.json()["openapi"].startswith("3.")
        page = stranger.client.get("/api/v1/")
        text = page.content.decode()
        assert page.status_code == 200
        assert "开始使用" in text
        assert "Idempotency-Key" in text
        # No foreign host, nothing inline.
        assert not re.search(r'(?:src|href)="https?://', text)
        assert "<script" not in text
        assert "style=" not in text


def test_every_code_is_explained_on_the_page(county_a):
    text = Caller(county_a.host).client.get("/api/v1/").content.decode()
    for code in ("invalid", "rule", "denied", "changed", "idempotency_conflict", "throttled"):
        assert f'id="{code}"' in text


def test_every_code_the_api_can_give_is_on_the_page(county_a):
    """Read from the code itself: a new one without an explanation fails here."""
    text = Caller(county_a.host).client.get("/api/v1/").content.decode()
    given = set()
    for file in (*(ROOT / "api").rglob("*.py"), ROOT / "tenants/middleware.py"):
        given |= set(re.findall(r'Refusal\(\s*\d{3},\s*"(\w+)"', file.read_text("utf-8")))
        given |= set(re.findall(r'code="(\w+)"', file.read_text("utf-8")))
    assert len(given) > 15
    assert {code for code in given if f'id="{code}"' not in text} == set()


def test_a_move_answers_with_its_record_whatever_it_is_called():
    """A product is listed by the move "list": that is no list."""
    found = published("county")["paths"]["/api/v1/trade/products/{id}/list/"]["post"]
    shape = found["responses"]["200"]["content"]["application/json"]["schema"]
    assert shape == {"$ref": "#/components/schemas/ProductOut"}
