"""A county has the province's latest holidays: at birth, after activation, by the next night."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event

import pytest
from django.db import connections, transaction

from config.celery import app
from core.actor import Actor
from core.models import AuditEntry, CalendarDay
from core.workcalendar import (
    CalendarRow,
    WorkCalendar,
    YearStatus,
    calendar_override,
    calendar_publish_rows,
    publishing,
)
from tenants import birth, states
from tenants.context import county_context, province_context
from tenants.models import County
from tenants.tasks import calendar_catch_up

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")
ANNOUNCED = [
    CalendarRow(date(2027, 1, 1), "holiday", "元旦"),
    CalendarRow(date(2027, 1, 9), "make_up", "元旦"),
]


def announce(rows=ANNOUNCED):
    """The province publishes; the message to the counties is lost."""
    with province_context():
        calendar_publish_rows(rows, source="国办发明电", by=SYSTEM, at=NOW)


def set_state(state):
    with province_context():
        states.county_state_set(code="980121", state=state, reason="试", by=SYSTEM, at=NOW)


def days_of_2027():
    return publishing.national_rows([2027])


def bear(code="980123", host="qinglong.localhost"):
    return birth.county_create(
        code=code, name="青泷县", host=host, admin_phone="19900001003", by=SYSTEM, on=NOW
    )


def test_a_county_is_born_with_what_the_province_has_published(own_database):
    announce()
    bear()
    with county_context("980123"):
        assert days_of_2027() == ANNOUNCED
        assert WorkCalendar.load().year_status(2027) is YearStatus.OFFICIAL


def test_who_publishes_during_a_birth_waits_for_it_and_finds_the_county(own_database, monkeypatch):
    begun, codes = Event(), []
    adopt = publishing.adopt

    def slow(*args, **kwargs):
        begun.set()
        # Long enough for the publisher to be stopped by the lock.
        assert not published.wait(0.5)
        return adopt(*args, **kwargs)

    published = Event()
    monkeypatch.setattr(publishing, "adopt", slow)

    def publisher():
        try:
            assert begun.wait(20)
            announce()
            published.set()
            with province_context():
                codes.extend(County.objects.at_work().values_list("code", flat=True))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(publisher)
        bear()
        done.result(20)
    assert "980123" in codes


@pytest.mark.parametrize("away", [County.State.SUSPENDED, County.State.READ_ONLY])
def test_a_county_catches_up_when_it_is_active_again(
    county_a, away, django_capture_on_commit_callbacks
):
    set_state(away)
    announce()
    with county_context(county_a):
        assert WorkCalendar.load().year_status(2027) is YearStatus.PROVISIONAL
    with django_capture_on_commit_callbacks(execute=True):
        set_state(County.State.ACTIVE)
    with county_context(county_a):
        assert days_of_2027() == ANNOUNCED
        assert WorkCalendar.load().year_status(2027) is YearStatus.OFFICIAL
        entry = AuditEntry.objects.filter(action="calendar.publish").latest("pk")
        assert entry.actor_name == "province"


def test_a_read_only_county_is_left_alone(county_a):
    announce()
    with county_context(replace(county_a, state="read_only")):
        assert calendar_catch_up.run() == 0


def test_the_night_brings_what_a_lost_message_left(county_a, county_b):
    entry = app.conf.beat_schedule["calendar-catch-up"]
    assert (entry["task"], entry["args"]) == ("tenants.fan_out", [calendar_catch_up.name])
    announce()
    with county_context(county_a):
        calendar_override(
            on=date(2027, 1, 9), kind="rest", name="庙会", reason="县通知", by=SYSTEM, at=NOW
        )
        assert calendar_catch_up.run() > 0
        assert days_of_2027() == ANNOUNCED
        assert not WorkCalendar.load().is_working(date(2027, 1, 9))
        assert calendar_catch_up.run() == 0


def test_an_announced_year_is_not_exchanged_for_the_provinces_guess(county_a):
    with county_context(county_a):
        calendar_publish_rows(ANNOUNCED, source="新版本", by=SYSTEM, at=NOW)
        assert calendar_catch_up.run() == 0
        assert days_of_2027() == ANNOUNCED


def test_the_province_itself_has_nothing_to_catch_up_with(province):
    before = CalendarDay.objects.count()
    assert calendar_catch_up.run() == 0
    assert CalendarDay.objects.count() == before


def test_activation_does_not_fail_without_a_broker(
    county_a, monkeypatch, django_capture_on_commit_callbacks
):
    from kombu.exceptions import OperationalError

    def down(**options):
        raise OperationalError

    monkeypatch.setattr(calendar_catch_up, "apply_async", down)
    set_state(County.State.SUSPENDED)
    with django_capture_on_commit_callbacks(execute=True):
        set_state(County.State.ACTIVE)
    with province_context(), transaction.atomic():
        assert County.objects.get(code="980121").state == County.State.ACTIVE
