"""Mail over the API: what the console shows, without what stands on the envelope."""

from __future__ import annotations

import pytest
from django.utils import timezone

from operations.mail.lifecycle import S
from tests.operations.documents.conftest import People
from tests.operations.mail.conftest import AT, bring, register, works_in


@pytest.fixture
def people(in_county_a):
    return People()


@pytest.mark.handbook(58, 152)
def test_the_register_is_listed_without_names(caller, county_a, people):
    staff = works_in(people.staff, "brand")
    staff.name = "欧阳小满"
    staff.save()
    item = bring(people, S.SORTED, addressee="品牌营销中心 欧阳小满", sender="云启商行")
    place = {"id": item.slot_id, "name": str(item.slot)}
    reply = caller(county_a, "office").get("mail/")
    (row,) = reply.json()["results"]
    assert (row["id"], row["state"], row["tracking"]) == (item.pk, "sorted", item.tracking)
    assert (row["department"], row["person"]) == ("品牌营销中心", "欧**满")
    assert row["slot"] == place
    assert row["due_date"] == "2026-03-06"
    for words in ("欧阳", "云启商行"):
        assert words not in reply.content.decode()


@pytest.mark.handbook(58)
def test_one_piece_is_read_by_those_whose_it_is(caller, county_a, people):
    works_in(people.drafter, "brand")
    item = register(people, at=AT)
    lost = bring(people, S.UNCLAIMED, addressee="查无此人")
    found = caller(county_a, "drafter").get(f"mail/{item.pk}/")
    assert (found.status_code, found.json()["version"]) == (200, 0)
    assert found.json()["proof"] == ""
    assert caller(county_a, "staff").get(f"mail/{item.pk}/").status_code == 404
    assert caller(county_a, "staff").get(f"mail/{lost.pk}/").json()["slot"] is None


@pytest.mark.handbook(60)
@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 2),
        ({"state": "late"}, 1),
        ({"state": "received"}, 1),
        ({"kind": "letter"}, 1),
        ({"q": "师范"}, 1),
    ],
)
def test_filters_are_those_of_the_console(caller, county_a, people, query, number):
    bring(people, S.SORTED)
    now = timezone.now()
    today = timezone.localdate(now)
    bring(
        people,
        S.RECEIVED,
        at=now,
        received_date=today,
        kind="letter",
        tracking="",
        sender="青禾师范",
    )
    reply = caller(county_a, "office").get("mail/", query)
    assert len(reply.json()["results"]) == number
