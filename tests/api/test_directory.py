"""People, townships and villages."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from operations.staff import services
from operations.staff.models import Department
from tests import cast


@pytest.fixture
def person(in_county_a):
    found = services.person_register(
        name="欧阳小满",
        phone="19900009999",
        joined_date=date(2025, 3, 1),
        by=cast.SYSTEM,
        at=timezone.now(),
    )
    services.assignment_start(
        person_id=found.pk,
        department_id=Department.objects.get(code="office").pk,
        title="文员",
        from_date=date(2025, 3, 1),
        by=cast.SYSTEM,
    )
    return found


@pytest.mark.handbook(152)
def test_the_directory_is_masked(caller, county_a, person):
    reply = caller(county_a, "duty").get("staff/")
    row = reply.json()["results"][0]
    assert (row["name"], row["phone"]) == ("欧**满", "*******9999")
    assert row["posts"] == [{"department": row["posts"][0]["department"], "title": "文员"}]
    assert "欧阳" not in reply.content.decode()
    assert "19900009999" not in reply.content.decode()


@pytest.mark.handbook(148)
@pytest.mark.parametrize("post", ["station_mgr", "village", "township", "commerce"])
def test_who_sees_nobody_in_the_console_sees_nobody_here(caller, county_a, person, post):
    assert caller(county_a, post).get("staff/").json()["results"] == []


@pytest.mark.handbook(156)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "小满"}, 1),
        ({"q": "19900009999"}, 1),
        ({"q": "9999"}, 0),
        ({"department": "office"}, 1),
        ({"department": "none"}, 0),
        ({"state": "left"}, 0),
    ],
)
def test_filters(caller, county_a, person, query, found):
    assert len(caller(county_a, "office").get("staff/", query).json()["results"]) == found


def test_a_page_of_people_costs_the_same_queries(
    caller, county_a, person, django_assert_num_queries
):
    office = caller(county_a, "office")
    office.get("staff/")
    # The host, the token with its person, the posts, the people, their posts of today.
    with django_assert_num_queries(5):
        office.get("staff/")


@pytest.mark.handbook(148)
def test_townships_and_villages_as_one_sees_them(caller, county_a, selected):
    office, township = caller(county_a, "office"), caller(county_a, "township")
    assert [row["name"] for row in office.get("townships/").json()["results"]] == [
        "柳溪镇",
        "云岭乡",
    ]
    assert [row["name"] for row in township.get("townships/").json()["results"]] == ["柳溪镇"]
    villages = office.get("villages/", {"township": "980121200"}).json()["results"]
    assert villages == [
        {
            "code": "980121200201",
            "name": "茶坞村",
            "township": {"code": "980121200", "name": "云岭乡"},
        }
    ]
    assert len(township.get("villages/").json()["results"]) == 2
