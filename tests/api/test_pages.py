"""Pages by key: nothing skipped, nothing doubled, cursors of their own list only."""

from __future__ import annotations

import pytest

from operations.stations.models import Station, Township, Village
from tenants.context import county_context
from tests.api.test_problems import problem


def build(county, count: int) -> None:
    with county_context(county):
        town = Township.objects.create(code=f"{county.code}300", name="云岭镇")
        for number in range(count):
            village = Village.objects.create(
                code=f"{county.code}300{201 + number}", name=f"村{number}", township=town
            )
            Station.objects.create(
                name=f"站{number}", slug=f"s{number}", village=village, township=town,
                manager_name="祝青禾", subsidised=bool(number % 2),
            )  # fmt: skip


@pytest.fixture
def office(caller, county_a):
    build(county_a, 7)
    return caller(county_a, "office")


def walk(client, query):
    seen, cursor = [], ""
    for _page in range(20):
        reply = client.get("stations/", {**query, **({"cursor": cursor} if cursor else {})})
        page = reply.json()
        seen.append([row["name"] for row in page["results"]])
        cursor = page["next"]
        if cursor is None:
            return seen
    raise AssertionError("the list does not end")


def test_all_rows_come_once(office):
    pages = walk(office, {"limit": 3})
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(name for page in pages for name in page) == [f"站{number}" for number in range(7)]


def test_a_row_that_goes_meanwhile_shifts_nothing(office, county_a):
    first = office.get("stations/", {"limit": 3}).json()
    with county_context(county_a):
        Station.objects.filter(pk=first["results"][0]["id"]).delete()
    second = office.get("stations/", {"limit": 3, "cursor": first["next"]}).json()
    assert [row["name"] for row in second["results"]] == ["站3", "站4", "站5"]


def test_filters_stay_with_the_cursor(office):
    pages = walk(office, {"limit": 2, "subsidised": "true"})
    assert [name for page in pages for name in page] == ["站1", "站3", "站5"]


@pytest.mark.parametrize("change", [{"subsidised": "false"}, {"q": "站"}, {"state": "selected"}])
def test_a_cursor_of_another_filter_is_refused(office, change):
    cursor = office.get("stations/", {"limit": 2, "subsidised": "true"}).json()["next"]
    told = problem(office.get("stations/", {"cursor": cursor, **change}), 400, "cursor")
    assert "筛选条件" in told["detail"]


def test_a_cursor_of_another_county_is_refused(office, caller, county_b):
    build(county_b, 7)
    elsewhere = caller(county_b, "office")
    cursor = office.get("stations/", {"limit": 3}).json()["next"]
    problem(elsewhere.get("stations/", {"limit": 3, "cursor": cursor}), 400, "cursor")


def test_a_cursor_of_another_list_is_refused(office):
    cursor = office.get("stations/", {"limit": 3}).json()["next"]
    problem(office.get("staff/", {"limit": 3, "cursor": cursor}), 400, "cursor")


@pytest.mark.parametrize("cursor", ["x", ".", "e30.e30", "é.é", "WzFd." + "A" * 22])
def test_a_made_up_cursor_is_refused(office, cursor):
    problem(office.get("stations/", {"cursor": cursor}), 400, "cursor")


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1e3"])
def test_a_page_has_one_to_two_hundred_rows(office, limit):
    told = problem(office.get("stations/", {"limit": limit}), 400, "invalid")
    assert list(told["fields"]) == ["limit"]


def test_a_page_costs_the_same_queries_however_long(office, django_assert_num_queries):
    office.get("stations/")
    # The host, the token with its person, the posts, the rows.
    with django_assert_num_queries(4):
        office.get("stations/", {"limit": 7})
