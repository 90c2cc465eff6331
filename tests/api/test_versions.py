"""ETags: nothing is sent twice for nothing, and nobody overwrites what they have not seen."""

from __future__ import annotations

from accounts.models import User
from tenants.context import county_context
from tests.api.test_problems import problem


def test_what_has_not_changed_is_304(caller, county_a, selected):
    office = caller(county_a, "office")
    for address in ("stations/", f"stations/{selected.pk}/", "townships/", "schema/"):
        first = office.get(address)
        again = office.get(address, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again.headers["ETag"] == first.headers["ETag"]
        assert office.get(address, **{"If-None-Match": '"other"'}).status_code == 200


def test_another_person_s_answer_has_another_etag(caller, county_a, selected):
    office, village = caller(county_a, "office"), caller(county_a, "village")
    address = f"stations/{selected.pk}/"
    mine, theirs = office.get(address), village.get(address)
    assert mine.json()["available_actions"] != theirs.json()["available_actions"]
    assert mine.headers["ETag"] != theirs.headers["ETag"]


def test_whoever_was_quicker_is_named(caller, county_a, selected):
    office, village = caller(county_a, "office"), caller(county_a, "village")
    address = f"stations/{selected.pk}"
    mark = office.get(f"{address}/").headers["ETag"]
    assert office.post(f"{address}/apply/", {}, **{"If-Match": mark}).status_code == 200
    told = problem(village.post(f"{address}/agree/", {}, **{"If-Match": mark}), 412, "changed")
    with county_context(county_a):
        assert str(User.objects.get(username="office")) in told["detail"]
    fresh = village.get(f"{address}/").headers["ETag"]
    assert village.post(f"{address}/agree/", {}, **{"If-Match": fresh}).status_code == 200


def test_the_version_counts_not_the_person(caller, county_a, selected):
    office, village = caller(county_a, "office"), caller(county_a, "village")
    address = f"stations/{selected.pk}"
    office.post(f"{address}/apply/")
    seen_by_office = office.get(f"{address}/").headers["ETag"]
    reply = village.post(f"{address}/agree/", {}, **{"If-Match": seen_by_office})
    assert reply.status_code == 200
    assert reply.headers["ETag"].startswith('"v2.')


def test_a_star_matches_whatever_there_is(caller, county_a, selected):
    office = caller(county_a, "office")
    reply = office.post(f"stations/{selected.pk}/apply/", {}, **{"If-Match": "*"})
    assert reply.status_code == 200
