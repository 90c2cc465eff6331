"""Counting over the API: a batch that counts once, lines, both signatures (R92–R95)."""

from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from operations.counting import services
from operations.counting.lifecycle import S
from tests.api.test_assets import signed
from tests.api.test_problems import problem
from tests.operations.counting.conftest import things


@pytest.fixture
def count(people):
    """The count of this month over three things."""
    things(people, 3)
    now = timezone.now()
    return services.count_open_month(month=timezone.localdate(now), by=people.admin, at=now)


def one(serial, **more):
    """A record as a device makes it."""
    return {
        "key": str(uuid.uuid4()), "kind": "found", "serial": serial, "device": "甲机",
        "said_at": timezone.now().isoformat(), **more,
    }  # fmt: skip


@pytest.mark.handbook(92, 93, 94)
def test_a_count_by_a_device_from_the_batch_to_the_signatures(caller, county_a, count):
    office, admin, gm = (caller(county_a, post) for post in ("office", "admin", "gm"))
    at = f"counting/{count.pk}"
    lines = office.get(f"{at}/lines/").json()["results"]
    assert len(lines) == 3
    records = [one(n, code=line["number"], place=line["place"]) for n, line in enumerate(lines[:2])]
    now = timezone.now().isoformat()
    sent = {"sent_at": now, "records": records}
    told = [office.post(f"{at}/scans/", sent).json() for _time in range(2)]
    assert told[0] == told[1]
    assert [row["outcome"] for row in told[0]["results"]] == ["counted", "counted"]
    assert len(office.get(f"{at}/scans/").json()["results"]) == 2
    refusal = problem(office.post(f"{at}/sign/", {"signature": signed()}), 422, "rule")
    assert 94 in refusal["clause"]
    last = one(9, kind="found", code=lines[2]["number"], place=lines[2]["place"])
    office.post(f"{at}/scans/", {"sent_at": now, "records": [last]})
    assert office.post(f"{at}/sign/", {"signature": signed()}).json()["state"] == S.SIGNED
    assert admin.post(f"{at}/confirm/", {"signature": signed()}).json()["state"] == S.CLOSED
    assert gm.get("counting/?state=closed").json()["results"][0]["id"] == count.pk


def test_wrong_batches_are_refused_by_name(caller, county_a, count):
    office, gm, staff = (caller(county_a, post) for post in ("office", "gm", "staff"))
    at, now = f"counting/{count.pk}/scans/", timezone.now().isoformat()
    problem(office.post(at, {"sent_at": now, "records": []}), 400, "invalid")
    problem(office.post(at, {"sent_at": now, "records": [{"kind": "found"}]}), 400, "invalid")
    problem(office.post(at, {"sent_at": now, "records": [one(1, kind="eaten")]}), 400, "invalid")
    problem(gm.post(at, {"sent_at": now, "records": [one(1)]}), 403, "denied")
    assert staff.get(at).status_code == 404
    assert office.get(f"counting/{count.pk}/lines/?result=eaten").status_code == 400
    assert office.get(f"counting/{count.pk}/lines/?result=open").json()["results"]
    assert office.get(at).json()["results"] == []


@pytest.mark.handbook(93)
def test_administration_begins_an_additional_count(caller, county_a, count):
    admin = caller(county_a, "admin")
    made = admin.post("counting/", {"subject": "assets", "places": ["一楼大厅"]})
    assert made.status_code == 201, made.content
    assert made.json()["expected"] == 1
    problem(admin.post("counting/", {"subject": "moon"}), 400, "invalid")
