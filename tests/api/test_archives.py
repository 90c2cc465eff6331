"""The archive over the API: the catalogue, a package by its hashes, loans."""

from __future__ import annotations

import pytest

from operations.archives.lifecycle import L
from tests.api.test_problems import problem
from tests.operations.archives.conftest import shelved


@pytest.mark.handbook(26)
def test_a_file_is_asked_for_lent_and_returned(caller, county_a, people):
    file = shelved(people)
    drafter, leader, office = (caller(county_a, post) for post in ("drafter", "leader", "office"))
    wish = {"number": file.number, "form": "original", "days": 7, "purpose": "查考"}
    told = problem(drafter.post("archives/loans/", wish | {"number": "Z999"}), 422, "rule")
    assert list(told["fields"]) == ["number"]
    made = drafter.post("archives/loans/", wish).json()
    assert (made["state"], made["number"]) == (L.APPLIED, file.number)
    address = f"archives/loans/{made['id']}"
    problem(drafter.post(f"{address}/approve/"), 403, "denied")
    leader.post(f"{address}/approve/", {"opinion": "同意"})
    assert office.post(f"{address}/lend/").json()["state"] == L.LENT
    lent = office.get(f"archives/files/{file.pk}/").json()
    assert (lent["is_out"], lent["original_with"]) == (True, "柏小满")
    assert office.post(f"{address}/return/", {"reason": "完好"}).json()["state"] == L.RETURNED
    assert caller(county_a, "finance").rows("archives/loans/") == []
    assert [one["state"] for one in office.rows("archives/loans/")] == [L.RETURNED]


@pytest.mark.handbook(26)
def test_the_catalogue_is_for_those_who_may_read_the_record(caller, county_a, people):
    file = shelved(people)
    office = caller(county_a, "office")
    found = office.get(f"archives/files/{file.pk}/").json()
    assert [part["role"] for part in found["parts"]] == ["sheet"]
    assert (len(found["parts"][0]["sha256"]), found["keep_until_year"]) == (64, 2036)
    for query, number in (
        ({}, 1),
        ({"year": "2026", "retention": "D10"}, 1),
        ({"state": "lent"}, 0),
        ({"source": "outgoing"}, 0),
        ({"q": file.number}, 1),
    ):
        assert len(office.rows("archives/files/", query)) == number, query
    finance = caller(county_a, "finance")
    assert finance.rows("archives/files/") == []
    problem(finance.get(f"archives/files/{file.pk}/"), 404, "not_found")
    problem(office.post(f"archives/files/{file.pk}/"), 405, "method_not_allowed")
