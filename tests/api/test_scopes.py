"""A scope limits what the posts allow; it never adds to it."""

from __future__ import annotations

from api import scopes
from tests.api.test_problems import problem


def test_a_reader_s_token_writes_nothing(caller, county_a, selected):
    reader = caller(county_a, "office", ["stations:read"])
    assert reader.get("stations/").status_code == 200
    told = problem(reader.post(f"stations/{selected.pk}/apply/"), 403, "scope")
    assert "站点" in told["detail"]


def test_a_token_of_one_area_reads_no_other(caller, county_a):
    reader = caller(county_a, "office", ["stations:read"])
    for address in ("staff/", "townships/", "villages/"):
        problem(reader.get(address), 403, "scope")
    assert reader.get("auth/tokens/").status_code == 200


def test_to_write_is_not_to_read(caller, county_a, selected):
    writer = caller(county_a, "office", ["stations:write"])
    problem(writer.get("stations/"), 403, "scope")
    assert writer.post(f"stations/{selected.pk}/apply/").status_code == 200


def test_every_scope_adds_nothing_to_the_posts(caller, county_a, selected):
    duty = caller(county_a, "duty", scopes.all_of("county"))
    told = problem(duty.post(f"stations/{selected.pk}/apply/"), 403, "denied")
    assert "办公室" in told["detail"] or "岗位" in told["detail"]


def test_every_scope_has_a_name_in_words():
    for place in ("county", "province"):
        for scope in scopes.all_of(place):
            assert scopes.label(scope) != scope
