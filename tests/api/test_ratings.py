"""Ratings over the API: by the applicant with the receipt's code, once, within thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from operations.casework.models import Case, Rating
from tenants.context import county_context
from tests import cast
from tests.api.conftest import Caller
from tests.api.test_problems import problem


@pytest.fixture
def done(finished) -> Case:
    """Completed yesterday, as far as rating goes."""
    until = timezone.localdate() + timedelta(days=29)
    Case.objects.filter(pk=finished.pk).update(rate_until_date=until)
    finished.refresh_from_db()
    return finished


@pytest.fixture
def stranger(county_a) -> Caller:
    """The applicant's own phone."""
    return Caller(county_a.host)


def rate(who: Caller, case: Case, level: object = 5, **more: object):
    return who.post("ratings/", {"code": case.token, "level": level, **more})


@pytest.mark.handbook(137)
def test_the_applicant_rates_with_the_code_of_the_receipt(stranger, done, county_a):
    reply = rate(stranger, done, 4, text="办得快", number=done.number.lower())
    assert reply.status_code == 201, reply.content
    assert set(reply.json()) == {"reference", "rated_at"}
    with county_context(county_a):
        rating = Rating.objects.get()
        assert (rating.level, rating.text, rating.place) == (4, "办得快", "qr")
        assert Case.objects.get().status == "rated"


@pytest.mark.handbook(137)
def test_a_case_is_rated_once(stranger, done, county_a):
    assert rate(stranger, done).status_code == 201
    told = problem(rate(stranger, done, 1), 422, "rule")
    assert told["clause"] == [137]
    assert "已评价" in told["detail"]
    with county_context(county_a):
        assert Rating.objects.get().level == 5


@pytest.mark.handbook(139)
def test_after_thirty_days_nobody_rates(stranger, done, county_a):
    with county_context(county_a):
        Case.objects.update(rate_until_date=timezone.localdate() - timedelta(days=1))
    told = problem(rate(stranger, done), 422, "rule")
    assert told["clause"] == [139]
    with county_context(county_a):
        Case.objects.update(rate_until_date=timezone.localdate())
    assert rate(stranger, done).status_code == 201


@pytest.mark.handbook(139)
def test_before_it_is_completed_nobody_rates(stranger, handling):
    told = problem(rate(stranger, handling), 422, "rule")
    assert told["clause"] == [139]


@pytest.mark.handbook(139)
def test_staff_do_not_rate(caller, done, county_a, client_for):
    for post in ("staff", "office", "station_mgr"):
        told = problem(rate(caller(county_a, post), done), 422, "rule")
        assert told["clause"] == [139]
    with county_context(county_a):
        browser = client_for(county_a, cast.appoint("office"))
        assert not Rating.objects.exists()
    signed_in = Caller(county_a.host)
    signed_in.client = browser
    told = problem(rate(signed_in, done), 422, "rule")
    assert told["clause"] == [139]


@pytest.mark.handbook(137)
@pytest.mark.parametrize("level", [0, 6, -1, 10**12])
def test_there_are_five_levels(stranger, done, level):
    told = problem(rate(stranger, done, level), 422, "rule")
    assert (list(told["fields"]), told["clause"]) == (["level"], [137])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"level": "5"}, "level"),
        ({"text": "长" * 501}, "text"),
        ({"place": "desk2"}, "place"),
        ({"stars": 5}, "stars"),
        ({"code": ""}, "code"),
    ],
)
def test_what_has_not_the_right_shape_is_refused_by_name(stranger, done, body, field):
    told = problem(
        stranger.post("ratings/", {"code": done.token, "level": 5} | body), 400, "invalid"
    )
    assert list(told["fields"]) == [field]


def test_an_unknown_code_and_a_number_that_does_not_fit_look_the_same(stranger, done):
    wrong = stranger.post("ratings/", {"code": "x" * 32, "level": 5})
    other = rate(stranger, done, number="FW-20260101-0009")
    assert problem(wrong, 404, "not_found")["detail"] == problem(other, 404, "not_found")["detail"]


def test_a_code_of_another_county_is_unknown(county_b, done):
    problem(rate(Caller(county_b.host), done), 404, "not_found")


def test_who_tries_too_often_waits(stranger, done, monkeypatch):
    monkeypatch.setitem(settings.API_RATES, "rating", 3)
    for _try in range(3):
        problem(stranger.post("ratings/", {"code": "x", "level": 5}), 404, "not_found")
    reply = rate(stranger, done)
    problem(reply, 429, "throttled")
    assert 1 <= int(reply.headers["Retry-After"]) <= 60


@pytest.mark.handbook(138, 139)
def test_a_rating_is_read_by_those_who_did_not_handle_it(stranger, done, caller, county_a):
    office, staff = caller(county_a, "office"), caller(county_a, "staff")
    address = f"cases/{done.pk}/rating/"
    assert office.get(address).json()["rated"] is False
    rate(stranger, done, 1, text="等太久")
    told = office.get(address).json()
    assert (told["rated"], told["hidden"], told["level"]) == (True, False, 1)
    assert (told["level_label"], told["text"]) == ("非常不满意", "等太久")
    assert told["follow_up"]["closed_at"] is None
    assert "祝小满" not in str(told)
    hidden = staff.get(address).json()
    assert (hidden["rated"], hidden["hidden"], hidden["level"]) == (True, True, None)
    assert (hidden["text"], hidden["follow_up"]) == ("", None)
    assert "等太久" not in staff.get(f"cases/{done.pk}/").content.decode()


@pytest.mark.handbook(138)
def test_a_bad_rating_is_called_back_about_over_the_api(stranger, done, caller, county_a):
    rate(stranger, done, 2)
    office = caller(county_a, "office")
    said = {"reached": True, "said": "已道歉", "measures": "重新讲解", "satisfied_now": True}
    reply = office.post(f"cases/{done.pk}/callback/", said | {"closing": True})
    assert reply.status_code == 200, reply.content
    follow_up = office.get(f"cases/{done.pk}/rating/").json()["follow_up"]
    assert (follow_up["said"][-3:], follow_up["satisfied_now"]) == ("已道歉", True)
    assert follow_up["closed_at"]


def test_staff_have_no_address_to_rate_a_case(caller, done, county_a):
    problem(caller(county_a, "office").post(f"cases/{done.pk}/rate/"), 404, "not_found")


@pytest.mark.handbook(148)
def test_a_rating_of_a_case_one_does_not_see_is_404(caller, done, county_a):
    problem(caller(county_a, "township").get(f"cases/{done.pk}/rating/"), 404, "not_found")
