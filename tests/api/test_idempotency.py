"""The same write twice is done once; refusals may come again."""

from __future__ import annotations

import pytest

from api.models import KeptAnswer
from operations.stations import services
from operations.stations.models import Inspection
from tenants.context import county_context
from tests.api.test_problems import problem
from tests.operations.stations.test_rules import FULL

SHEET = {f"score_{part}": points for part, points in FULL.items()} | {"uncorrected_faults": 0}
KEY = {"Idempotency-Key": "5f0c-1"}


@pytest.fixture
def ops(caller, county_a, operating):
    return caller(county_a, "ops")


def count(county) -> int:
    with county_context(county):
        return Inspection.objects.count()


def test_the_same_key_and_body_give_the_same_answer_and_one_record(ops, operating, county_a):
    address = f"stations/{operating.pk}/inspect/"
    first = ops.post(address, SHEET, **KEY)
    again = ops.post(address, dict(reversed(SHEET.items())), **KEY)
    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert first.content == again.content
    assert first.headers["ETag"] == again.headers["ETag"]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert count(county_a) == 1


def test_without_a_key_it_is_done_twice(ops, operating, county_a):
    for _visit in range(2):
        ops.post(f"stations/{operating.pk}/inspect/", SHEET)
    assert count(county_a) == 2


@pytest.mark.parametrize(
    ("address", "body"),
    [("inspect", SHEET | {"remarks": "另一份"}), ("suspend", SHEET), ("rectify", {})],
)
def test_the_same_key_for_something_else_is_409(ops, operating, county_a, address, body):
    ops.post(f"stations/{operating.pk}/inspect/", SHEET, **KEY)
    reply = ops.post(f"stations/{operating.pk}/{address}/", body, **KEY)
    problem(reply, 409, "idempotency_conflict")
    assert count(county_a) == 1


def test_keys_of_two_people_do_not_meet(ops, operating, county_a, caller):
    office = caller(county_a, "office")
    ops.post(f"stations/{operating.pk}/inspect/", SHEET, **KEY)
    reply = office.post(f"stations/{operating.pk}/inspect/", SHEET, **KEY)
    assert "Idempotency-Replayed" not in reply.headers
    assert count(county_a) == 2


def test_a_refusal_is_not_kept(ops, operating, county_a):
    address = f"stations/{operating.pk}/inspect/"
    assert ops.post(address, {"score_fitout": 99}, **KEY).status_code == 400
    assert ops.post(address, SHEET, **KEY).status_code == 200
    assert count(county_a) == 1


def test_a_crash_keeps_neither_record_nor_key(ops, operating, county_a, monkeypatch):
    address = f"stations/{operating.pk}/inspect/"
    with monkeypatch.context() as patched:
        patched.setattr("core.audit.writing.digest", lambda entry: 1 / 0)
        assert ops.post(address, SHEET, **KEY).status_code == 500
    with county_context(county_a):
        assert not KeptAnswer.objects.exists()
    assert count(county_a) == 0
    assert ops.post(address, SHEET, **KEY).status_code == 200


@pytest.mark.parametrize("key", ["长", "x" * 101, "a\tb"])
def test_a_strange_key_is_400(ops, operating, key):
    reply = ops.client.post(
        f"/api/v1/stations/{operating.pk}/inspect/", {}, content_type="application/json",
        HTTP_IDEMPOTENCY_KEY=key,
    )  # fmt: skip
    told = problem(reply, 400, "invalid")
    assert list(told["fields"]) == ["Idempotency-Key"]


def test_a_repeat_comes_before_the_version(ops, operating):
    address = f"stations/{operating.pk}"
    mark = ops.get(f"{address}/").headers["ETag"]
    order = {"reason": "招牌破损", "due_date": "2030-01-01"}
    first = ops.post(f"{address}/rectify/", order, **KEY, **{"If-Match": mark})
    again = ops.post(f"{address}/rectify/", order, **KEY, **{"If-Match": mark})
    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert first.content == again.content


def test_a_key_of_one_county_is_new_in_another(ops, operating, county_a, county_b, caller):
    ops.post(f"stations/{operating.pk}/inspect/", SHEET, **KEY)
    elsewhere = caller(county_b, "ops")
    reply = elsewhere.post(f"stations/{operating.pk}/inspect/", SHEET, **KEY)
    problem(reply, 404, "not_found")
    with county_context(county_b):
        assert not KeptAnswer.objects.exists()


def test_the_answer_is_stored_with_the_record(ops, operating, county_a):
    ops.post(f"stations/{operating.pk}/inspect/", SHEET, **KEY)
    with county_context(county_a):
        kept = KeptAnswer.objects.get()
        assert (kept.method, kept.code) == ("POST", 200)
        assert kept.path == f"/api/v1/stations/{operating.pk}/inspect/"
        assert services.inspection_record  # the one verb behind it
        assert Inspection.objects.get().points == 100
