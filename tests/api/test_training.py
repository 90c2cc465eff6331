"""Training over the API: courses and classes with places left, sign-ups, who came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.training.lifecycle import K, U
from operations.training.models import SignUp
from tenants.context import county_context
from tests.api.test_problems import problem
from tests.operations.training.conftest import bring, village

DAY = timedelta(days=1)


@pytest.fixture
def held(people):
    """A class of one place that begins today."""
    today = timezone.localdate()
    days = {"starts_date": today, "ends_date": today, "sign_up_until_date": today}
    return bring(people, capacity=1, **days)


@pytest.mark.handbook(149, 152)
def test_from_the_places_left_to_who_came(caller, county_a, held):
    ops, phone, staff = (caller(county_a, post) for post in ("ops", "frontdesk", "staff"))
    with county_context(county_a):
        home, course_code = village().pk, held.course.code
    (shown,) = staff.rows("training/classes/", {"state": "open", "q": "短视频"})
    assert (shown["places_left"], shown["course"]) == (1, "短视频带货入门")
    at = f"training/classes/{held.pk}"
    one = staff.get(f"{at}/").json()
    assert ("姓名" in one["notice"], one["waiting"], one["lacking"]) == (True, 0, [])
    (course,) = staff.rows("training/courses/", {"level": "basic"})
    assert course["code"] == course_code
    assert staff.get(f"training/courses/{course['id']}/").json()["goal"] == "会拍会剪会上架"

    given = {
        "class_id": held.pk, "name": "祝小满", "phone": "19900006001",
        "village_id": home, "category": "farmer", "consent": True, "consent_way": "phone",
    }  # fmt: skip
    problem(staff.post("training/sign-ups/", given), 403, "denied")
    problem(
        caller(county_a, "frontdesk", ["training:read"]).post("training/sign-ups/", given),
        403,
        "scope",
    )
    for wrong in ({"consent": False}, {"consent_way": "site"}, {"phone": "1"}, {"class_id": 9999}):
        answer = phone.post("training/sign-ups/", given | wrong)
        assert answer.status_code in (400, 422), wrong
    # Sent twice with one key it is one place.
    key = {"Idempotency-Key": "call-1"}
    made, again = (phone.post("training/sign-ups/", given, **key) for _try in range(2))
    assert (made.status_code, made.json()) == (201, again.json())
    told = made.json()
    assert (told["state"], told["name"], told["phone"]) == (U.PLACED, "祝*满", "199****6001")
    assert told["consent_way_label"] == "电话中宣读并同意"
    assert "cancel_code" not in told
    wrong = problem(phone.post("training/sign-ups/", given), 422, "rule")
    assert 149 in wrong["clause"]
    second = phone.post("training/sign-ups/", given | {"phone": "19900006002"}).json()
    assert second["state"] == U.WAITING
    assert staff.get("training/sign-ups/").json()["results"] == []
    rows = phone.rows("training/sign-ups/", {"training_class": str(held.pk), "state": "waiting"})
    assert [row["number"] for row in rows] == [second["number"]]

    # Given back by the first, the place is the second's, who comes.
    stale = phone.post(f"training/sign-ups/{told['id']}/cancel/", **{"If-Match": '"0-x"'})
    assert stale.status_code == 412
    tag = made["ETag"]
    gone = phone.post(f"training/sign-ups/{told['id']}/cancel/", **{"If-Match": tag})
    assert gone.json()["state"] == U.CANCELLED
    with county_context(county_a):
        assert SignUp.objects.get(pk=second["id"]).status == U.PLACED
    problem(phone.post(f"{at}/start/"), 403, "denied")
    assert ops.post(f"{at}/start/").json()["state"] == K.RUNNING
    came = {"day": f"{held.starts_date}", "hours": "6", "came": [second["id"]]}
    problem(phone.post(f"{at}/attend/", came), 403, "denied")
    problem(ops.post(f"{at}/attend/", came | {"came": [told["id"]]}), 400, "invalid")
    assert ops.post(f"{at}/attend/", came).json()["person_times"] == 1
    assert phone.get(f"training/sign-ups/{second['id']}/").json()["hours"] == "6.0"
