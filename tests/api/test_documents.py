"""Outgoing documents over the API; what all kinds of records share is tested here as well."""

from __future__ import annotations

import pytest
from django.utils import timezone

from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries, OutgoingDocument
from operations.staff.models import Department
from tenants.context import county_context
from tests.api.test_problems import problem
from tests.operations.documents.conftest import bring
from tests.operations.documents.incoming.conftest import works_in


def draft(**more):
    """A draft as a program sends it."""
    return {
        "title": "关于做好春季农产品上行工作的通知",
        "kind": "notice",
        "department_id": Department.objects.get(code="brand").pk,
        "main_recipients": "各乡镇服务站、各村级服务站",
        "body": "现将有关事项通知如下。\n一、总体要求\n各服务站要统筹安排。",
        **more,
    }


def actions(found):
    return {one["action"]: one["choices"] for one in found["available_actions"]}


@pytest.mark.handbook(11, 14)
def test_a_draft_is_begun_changed_submitted_and_goes_its_way(caller, county_a, people):
    drafter, office = caller(county_a, "drafter"), caller(county_a, "office")
    made = drafter.post("documents/", draft())
    assert made.status_code == 201
    found = made.json()
    assert (found["state"], found["state_label"]) == ("drafting", "拟稿")
    assert found["main_recipients"] == ["各乡镇服务站", "各村级服务站"]
    assert found["department"]["name"] == "品牌营销中心"
    address = made.headers["Location"].removeprefix("/api/v1/").rstrip("/")
    changed = drafter.post(f"{address}/change/", {"copy_recipients": "禾川县商务局"})
    assert changed.json()["copy_recipients"] == ["禾川县商务局"]
    assert changed.json()["title"] == found["title"]
    assert (
        drafter.post(f"{address}/submit/", {"confirmed": True}).json()["state"] == S.OFFICE_REVIEW
    )
    with county_context(county_a):
        leader = people.leader.user_id
    offered = actions(office.get(f"{address}/").json())
    assert str(leader) in [one["value"] for one in offered["review"]["leaders"]]
    assert [one["value"] for one in offered["return"]["to"]] == [S.DRAFTING]
    passed = office.post(f"{address}/review/", {"leaders": [leader], "opinion": "拟同意"})
    assert passed.json()["state"] == S.LEADER_SIGN
    assert [one["text"] for one in passed.json()["opinions"]] == ["拟同意"]
    versions = office.rows(f"{address}/versions/")
    assert [one["number"] for one in versions] == sorted(
        (one["number"] for one in versions), reverse=True
    )
    assert versions[0]["body"].startswith("现将有关事项")
    history = [one["action"] for one in passed.json()["history"]]
    assert history[:2] == ["outgoing.draft", "outgoing.update"]


@pytest.mark.handbook(12, 25)
def test_a_refusal_names_rule_and_field(caller, county_a, people):
    works_in(people.drafter, "tech")
    drafter, tech = caller(county_a, "drafter"), Department.objects.get(code="tech").pk
    body = draft()
    told = problem(drafter.post("documents/", body), 400, "invalid")
    assert list(told["fields"]) == ["department_id"]
    body["department_id"] = tech
    told = problem(drafter.post("documents/", body | {"secrecy": "secret"}), 422, "rule")
    assert 25 in told["clause"]
    told = problem(drafter.post("documents/", body | {"signer": "谁"}), 400, "invalid")
    assert list(told["fields"]) == ["signer"]
    problem(caller(county_a, "station_mgr").post("documents/", body), 403, "denied")
    with county_context(county_a):
        assert OutgoingDocument.objects.count() == 0


@pytest.mark.handbook(15)
def test_others_see_nothing_and_nobody_changes_what_leaders_read(caller, county_a, people):
    document = bring(people, S.LEADER_SIGN)
    stranger = caller(county_a, "staff")
    assert stranger.rows("documents/") == []
    for address in (f"documents/{document.pk}/", f"documents/{document.pk}/versions/"):
        problem(stranger.get(address), 404, "not_found")
    for action in ("change", "sign"):
        problem(stranger.post(f"documents/{document.pk}/{action}/"), 404, "not_found")
    told = problem(caller(county_a, "office").post(f"documents/{document.pk}/change/"), 422, "rule")
    assert 15 in told["clause"]
    problem(caller(county_a, "drafter").post(f"documents/{document.pk}/agree/"), 403, "denied")


def test_scopes_versions_and_repeats(caller, county_a, people):
    reader, body = caller(county_a, "drafter", ["documents:read"]), draft()
    told = problem(reader.post("documents/", body), 403, "scope")
    assert "发文" in told["detail"]
    drafter = caller(county_a, "drafter")
    key = {"Idempotency-Key": "k-1"}
    first, again = (drafter.post("documents/", body, **key) for _time in range(2))
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.content == again.content
    with county_context(county_a):
        assert OutgoingDocument.objects.count() == 1
    address = f"documents/{first.json()['id']}"
    mark = drafter.get(f"{address}/").headers["ETag"]
    assert drafter.get(f"{address}/", **{"If-None-Match": mark}).status_code == 304
    assert first.headers["ETag"].split(".")[0] == mark.split(".")[0]
    drafter.post(f"{address}/change/", {"remark": "联系人：柏小满"})
    stale = {"If-Match": mark}
    problem(drafter.post(f"{address}/change/", {"remark": "x"}, **stale), 412, "changed")
    problem(drafter.post(f"{address}/submit/", {"confirmed": True}, **stale), 412, "changed")


@pytest.mark.handbook(17)
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 2),
        ({"q": "春季"}, 2),
        ({"q": "秋季"}, 0),
        ({"state": "open"}, 2),
        ({"state": "drafting"}, 1),
        ({"kind": "letter"}, 0),
        ({"year": "2026"}, 2),
        ({"year": "2025"}, 0),
    ],
)
def test_filters_are_those_of_the_console(caller, county_a, people, query, number):
    bring(people, S.DRAFTING)
    bring(people, S.NUMBERING)
    office = caller(county_a, "office")
    rows = office.rows("documents/", query)
    assert len(rows) == number
    if number == 2:
        assert rows[0]["id"] > rows[1]["id"]
        problem(office.get("documents/", {**query, "who": "x"}), 400, "invalid")


@pytest.mark.handbook(16, 17, 18, 19, 20)
def test_numbered_printed_sent_received_filed(caller, county_a, people):
    document = bring(people, S.DIRECTOR_SIGN)
    address = f"documents/{document.pk}"
    office, drafter = caller(county_a, "office"), caller(county_a, "drafter")
    series = DocumentSeries.objects.get(code="禾电商")
    signed = caller(county_a, "director").post(f"{address}/sign/", {"opinion": "同意印发"}).json()
    assert signed["state"] == S.NUMBERING
    offered = actions(office.get(f"{address}/").json())["number"]["series_id"]
    assert str(series.pk) in [one["value"] for one in offered]
    numbered = office.post(f"{address}/number/", {"series_id": series.pk}).json()
    assert numbered["number"].startswith("禾电商〔")
    drafter.post(f"{address}/proof/")
    assert caller(county_a, "ops").post(f"{address}/pass/").json()["state"] == S.PRINTING
    drafter.post(f"{address}/print/", {"copies": 20})
    sent = drafter.post(f"{address}/dispatch/", {"channel": "paper"}).json()
    assert [one["recipient"] for one in sent["dispatches"]] == [
        "各乡镇服务站",
        "各村级服务站",
        "禾川县商务局",
    ]
    first, now = sent["dispatches"][0]["id"], timezone.now().isoformat()
    received = drafter.post(
        f"{address}/receive/", {"dispatch_id": first, "received_at": now, "received_by": "收发员"}
    )
    assert received.json()["dispatches"][0]["received_by"] == "收发员"
    filed = office.post(f"{address}/archive/").json()
    assert (filed["state"], bool(filed["archive_number"])) == ("archived", True)
    assert all(step["ended_at"] for step in filed["steps"][:-1])
