"""Appointments and the queue (R121): the last place goes once, numbers have no gap."""

from datetime import date, time, timedelta

import pytest

from core.actor import Actor
from core.errors import Denied, Violation
from operations.casework import selectors, services
from operations.casework.lifecycle import TicketStates
from operations.casework.models import Appointment, CaseworkSetting, QueueTicket
from tests import cast
from tests.operations.casework.conftest import AT, DAY, item

APPLICANT = Actor.system("申请人")
TOMORROW = date(2026, 3, 4)
NINE = time(9, 0)


def book(phone: str = "19900003001", day: date = TOMORROW, slot: time = NINE, name: str = "祝小满"):
    """An appointment for policy advice."""
    return services.appointment_book(
        item_id=item("S02").pk,
        on_date=day,
        slot=slot,
        name=name,
        phone=phone,
        by=APPLICANT,
        at=AT,
    )


@pytest.fixture
def booked(in_county_a) -> Appointment:
    """Tomorrow at nine."""
    return book()


@pytest.mark.handbook(121)
def test_a_slot_has_two_places(booked):
    book("19900003002")
    with pytest.raises(Violation) as refusal:
        book("19900003003")
    assert refusal.value.field == "slot"
    places = dict(selectors.free_places(TOMORROW, today=AT.date()))
    assert (places[NINE], places[time(9, 30)]) == (0, 2)
    services.appointment_cancel(appointment_id=booked.pk, by=APPLICANT, at=AT)
    assert book("19900003003").pk


def test_one_appointment_a_day_and_item(booked):
    with pytest.raises(Violation) as refusal:
        book(slot=time(10, 0))
    assert refusal.value.field == "phone"
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": date(2026, 3, 7)}, "slot"),
        ({"day": date(2026, 3, 3)}, "slot"),
        ({"day": date(2026, 5, 20)}, "slot"),
        ({"slot": time(12, 0)}, "slot"),
        ({"phone": "1990000300"}, "phone"),
        ({"name": " "}, "name"),
    ],
)
def test_what_is_not_offered_is_refused(in_county_a, values, field):
    with pytest.raises(Violation) as refusal:
        book(**values)
    assert refusal.value.field == field
    assert not Appointment.objects.exists()


def test_the_county_sets_its_own_times(in_county_a):
    CaseworkSetting.objects.create(
        key="slots", value=["08:00", "x"], valid_from_date=date(2026, 3, 1)
    )
    assert selectors.slots(TOMORROW, today=AT.date()) == [time(8, 0)]


def test_an_appointment_is_cancelled_once(booked):
    services.appointment_cancel(appointment_id=booked.pk, by=APPLICANT, at=AT)
    with pytest.raises(Violation):
        services.appointment_cancel(appointment_id=booked.pk, by=APPLICANT, at=AT)


def test_those_with_an_appointment_are_called_first(booked, desk, chief):
    first = services.ticket_take(by=desk, at=AT + DAY)
    second = services.ticket_take(by=desk, at=AT + DAY, appointment_id=booked.pk)
    assert (first.text, second.text) == ("001", "Y002")
    called = services.ticket_call(window="1号窗口", by=desk, at=AT + DAY)
    assert called.pk == second.pk
    assert services.ticket_call(window="2号窗口", by=chief, at=AT + DAY).pk == first.pk
    with pytest.raises(Violation):
        services.ticket_call(window="1号窗口", by=desk, at=AT + DAY)
    called_rows, waiting = selectors.queue(on=TOMORROW)
    assert ({ticket.pk for ticket in called_rows}, waiting) == ({first.pk, second.pk}, 0)


def test_the_next_call_serves_the_last_and_absent_is_noted(desk):
    for _number in range(2):
        services.ticket_take(by=desk, at=AT)
    first = services.ticket_call(window="1号窗口", by=desk, at=AT)
    second = services.ticket_call(window="1号窗口", by=desk, at=AT + timedelta(minutes=5))
    first.refresh_from_db()
    assert first.status == TicketStates.SERVED
    assert services.ticket_absent(ticket_id=second.pk, by=desk, at=AT).status == "absent"
    with pytest.raises(Violation):
        services.ticket_absent(ticket_id=second.pk, by=desk, at=AT)


def test_calling_is_for_windows_with_a_name(desk):
    services.ticket_take(by=desk, at=AT)
    finance = cast.actor("finance")
    with pytest.raises(Denied):
        services.ticket_call(window="1号窗口", by=finance, at=AT)
    with pytest.raises(Denied):
        services.ticket_absent(ticket_id=1, by=finance, at=AT)
    with pytest.raises(Violation):
        services.ticket_call(window=" ", by=desk, at=AT)


def test_an_appointment_of_another_day_gives_no_number(booked, desk):
    with pytest.raises(Violation):
        services.ticket_take(by=desk, at=AT, appointment_id=booked.pk)
    assert not QueueTicket.objects.exists()


def test_an_appointment_that_is_over_gives_no_number(booked, desk):
    services.appointment_cancel(appointment_id=booked.pk, by=APPLICANT, at=AT)
    with pytest.raises(Violation, match="此预约已结束"):
        services.ticket_take(by=desk, at=AT + DAY, appointment_id=booked.pk)
    assert not QueueTicket.objects.exists()


def test_arrivals_and_cancellations_are_for_the_windows_and_the_site(booked):
    finance = cast.actor("finance")
    with pytest.raises(Denied):
        services.ticket_take(by=finance, at=AT + DAY, appointment_id=booked.pk)
    with pytest.raises(Denied):
        services.appointment_cancel(appointment_id=booked.pk, by=finance, at=AT)
    booked.refresh_from_db()
    assert (booked.status, booked.version) == ("booked", 0)


def test_what_nobody_came_to_ends_with_its_day(booked, desk):
    other = book("19900003002")
    services.ticket_take(by=desk, at=AT + DAY, appointment_id=other.pk)
    system = Actor.system("系统")
    assert services.appointments_end(by=system, at=AT + DAY) == 0
    with pytest.raises(Denied):
        services.appointments_end(by=desk, at=AT + 2 * DAY)
    assert services.appointments_end(by=system, at=AT + 2 * DAY) == 1
    booked.refresh_from_db()
    other.refresh_from_db()
    assert (booked.status, booked.status_since) == ("missed", AT + 2 * DAY)
    assert other.status == "arrived"
