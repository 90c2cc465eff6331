"""Appointments: a free place of a working day, once, and given back."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from operations.casework import selectors
from operations.casework.models import Appointment, ServiceItem
from tenants.context import county_context

AT = "/services/S01/appointment/"


@pytest.fixture
def visitor(county_a, client_for):
    return client_for(county_a)


@pytest.fixture
def day(county_a):
    """The first day that can be booked."""
    with county_context(county_a):
        return selectors.days_ahead(today=timezone.localdate())[0]


@pytest.fixture
def form(day):
    return {"day": f"{day}", "slot": "09:00", "name": "祝小满", "phone": "19900003001"}


def free(county, day):
    with county_context(county):
        return {
            f"{slot:%H:%M}": left
            for slot, left in selectors.free_places(day, today=timezone.localdate())
        }


def test_a_place_is_taken_and_given_back(visitor, form, day, county_a):
    assert free(county_a, day)["09:00"] == 2
    reply = visitor.post(AT, form)
    with county_context(county_a):
        made = Appointment.objects.get()
    assert reply["Location"] == f"/appointment/{made.token}/"
    assert free(county_a, day)["09:00"] == 1
    page = visitor.get(reply["Location"])
    text = page.content.decode()
    assert f"{day:%Y-%m-%d}" in text
    assert "09:00" in text
    assert "<svg" in text
    assert "祝小满" not in text
    assert page["Cache-Control"] == "private, no-store"
    assert visitor.post(f"/appointment/{made.token}/cancel/").status_code == 302
    assert free(county_a, day)["09:00"] == 2
    again = visitor.post(f"/appointment/{made.token}/cancel/")
    assert again.status_code == 422
    assert "此预约已结束" in again.content.decode()


def test_only_days_and_times_with_places_are_offered(visitor, form, day, county_a):
    def offered():
        page = BeautifulSoup(visitor.get(f"{AT}?day={day}").content.decode(), "html.parser")
        return {one["value"] for one in page.select("[name=slot]")}

    assert "09:00" in offered()
    for n in range(2):
        assert visitor.post(AT, {**form, "phone": f"1990000300{n}"}).status_code == 302
    assert "09:00" not in offered()
    late = visitor.post(AT, {**form, "phone": "19900003009"})
    assert late.status_code == 422
    assert "该时段已约满" in late.content.decode()
    assert visitor.post(AT, {**form, "slot": "03:00"}).status_code == 422


def test_a_day_that_is_not_offered_books_nothing(visitor, form, county_a):
    for day in ("2020-01-06", "2026-13-45", "", f"{timezone.localdate()}"):
        assert visitor.get(f"{AT}?day={day}").status_code == 200
        visitor.post(AT, {**form, "day": day, "slot": ""})
    with county_context(county_a):
        assert not Appointment.objects.exists()


@pytest.mark.parametrize("phone", ["1990000300", "0980-1234567", "", "祝小满"])
def test_a_phone_has_eleven_digits(visitor, form, phone):
    reply = visitor.post(AT, {**form, "phone": phone})
    assert reply.status_code == 422
    page = BeautifulSoup(reply.content.decode(), "html.parser")
    assert len(page.select(".wrong")) == 1
    assert page.select_one("[name=name]")["value"] == "祝小满"


def test_the_same_person_comes_once_a_day_for_the_same(visitor, form):
    assert visitor.post(AT, form).status_code == 302
    reply = visitor.post(AT, {**form, "slot": "10:00"})
    assert reply.status_code == 422
    assert "您当天已预约此事项" in reply.content.decode()


def test_a_script_books_nothing(visitor, form, county_a):
    assert visitor.post(AT, {**form, "website": "x"}).status_code == 422
    with county_context(county_a):
        assert not Appointment.objects.exists()


def test_what_was_withdrawn_meanwhile(visitor, form, county_a):
    with county_context(county_a):
        ServiceItem.objects.filter(code="S01").update(withdrawn_date=timezone.localdate())
    assert visitor.post(AT, form).status_code == 410


def test_a_token_opens_nothing_in_another_county(visitor, form, county_a, county_b, client_for):
    address = visitor.post(AT, form)["Location"]
    stranger = client_for(county_b)
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}cancel/").status_code == 404
    assert visitor.get(address).status_code == 200
