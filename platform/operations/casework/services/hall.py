"""Appointments and the hall's queue."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.codes import check_mobile
from core.errors import Violation
from core.lifecycle_words import denied
from operations.casework import rules, selectors
from operations.casework.lifecycle import APPOINTMENT, TICKET, WINDOW, A, Q
from operations.casework.models import Appointment, QueueTicket, ServiceItem
from operations.casework.numbers import QUEUE_SERIES
from operations.casework.settings import setting

# What a move changes.
MOVED = ("status", "status_since", "version", "returned_from")


@transaction.atomic
def appointment_book(
    *, item_id: int, on_date: date, slot: time, name: str, phone: str, by: Actor, at: datetime
) -> Appointment:
    """Take a place in a slot of a working day; two never get the last one.

    Raises Violation (day or time not offered, fully booked, one already).
    """
    item = ServiceItem.objects.get(pk=item_id)
    today = timezone.localdate(at)
    rules.item_is_offered(offered=item.is_offered(on_date), name=item.name)
    if slot not in selectors.slots(on_date, today=today):
        raise Violation(_("There are no appointments at this time."), R(121), field="slot")
    # One lock for all items: the places of a slot are the hall's, not an item's.
    ServiceItem.objects.select_for_update().order_by("pk").first()
    taken = Appointment.objects.filter(
        on_date=on_date, slot=slot, status__in=(A.BOOKED, A.ARRIVED)
    ).count()
    rules.slot_is_free(taken=taken, capacity=setting("places_per_slot", on=on_date))
    if not name.strip():
        raise Violation(_("Enter your name."), R(121), field="name")
    appointment = Appointment(
        item=item,
        on_date=on_date,
        slot=slot,
        name=name.strip()[:40],
        phone=check_mobile(phone, field="phone"),
        token=get_random_string(32),
        created_at=at,
        status_since=at,
        created_by_id=by.user_id,
    )
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as error:
        raise Violation(
            _("You have an appointment for this on that day already."), R(121), field="phone"
        ) from error
    audit.record(appointment, by=by, action="appointment.book", at=at)
    return appointment


@transaction.atomic
def appointment_cancel(*, appointment_id: int, by: Actor, at: datetime) -> Appointment:
    """Give the place back. Raises Violation for one that is over, Denied."""
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
    rules.appointment_is_open(booked=appointment.status == A.BOOKED)
    APPOINTMENT.apply(appointment, "cancel", by=by, at=at)
    appointment.save(update_fields=MOVED)
    audit.record(appointment, by=by, action="appointment.cancel", at=at)
    return appointment


@transaction.atomic
def appointments_end(*, by: Actor, at: datetime) -> int:
    """End what nobody came to by the end of its day; how many there were."""
    past = Appointment.objects.select_for_update(of=("self",)).filter(
        status=A.BOOKED, on_date__lt=timezone.localdate(at)
    )
    missed = list(past.order_by("pk"))
    for appointment in missed:
        APPOINTMENT.apply(appointment, "miss", by=by, at=at)
    Appointment.objects.bulk_update(missed, MOVED)
    return len(missed)


@transaction.atomic
def ticket_take(
    *, by: Actor, at: datetime, item_id: int | None = None, appointment_id: int | None = None
) -> QueueTicket:
    """Draw the next number of the day; an appointment goes before others.

    Raises Violation for an appointment of another day or one that is over, Denied.
    """
    on = timezone.localdate(at)
    appointment = None
    if appointment_id is not None:
        appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
        if appointment.on_date != on:
            raise Violation(_("This appointment is not for today."), R(121))
        rules.appointment_is_open(booked=appointment.status == A.BOOKED)
        APPOINTMENT.apply(appointment, "arrive", by=by, at=at)
        appointment.save(update_fields=MOVED)
        item_id = appointment.item_id
    drawn = numbering.draw(QUEUE_SERIES.code, on=on)
    return QueueTicket.objects.create(
        on_date=on,
        serial=drawn.serial,
        item_id=item_id,
        appointment=appointment,
        taken_at=at,
        status_since=at,
        created_by_id=by.user_id,
    )


@transaction.atomic
def ticket_call(*, window: str, by: Actor, at: datetime) -> QueueTicket:
    """Call the next one to a window; those with an appointment first. Serves out one's last.

    Raises Violation where nobody waits, Denied for who has no window.
    """
    if not by.is_system and not by.posts & set(WINDOW):
        raise denied(WINDOW)
    if not window.strip():
        raise Violation(_("Name your window."), field="window")
    on = timezone.localdate(at)
    waiting = QueueTicket.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        on_date=on, status=Q.WAITING
    )
    ticket = (
        waiting.filter(appointment__isnull=False).order_by("serial").first()
        or waiting.order_by("serial").first()
    )
    if ticket is None:
        raise Violation(_("Nobody is waiting."))
    mine = QueueTicket.objects.select_for_update(of=("self",)).filter(
        on_date=on, status=Q.CALLED, called_by_id=by.user_id
    )
    for last in mine.order_by("serial"):
        TICKET.apply(last, "serve", by=by, at=at)
        last.save(update_fields=MOVED)
    TICKET.apply(ticket, "call", by=by, at=at)
    ticket.window, ticket.called_at, ticket.called_by_id = window.strip()[:20], at, by.user_id
    ticket.save(update_fields=[*MOVED, "window", "called_at", "called_by_id"])
    return ticket


@transaction.atomic
def ticket_absent(*, ticket_id: int, by: Actor, at: datetime) -> QueueTicket:
    """Whoever was called and did not come. Raises Violation for a number not called, Denied."""
    if not by.is_system and not by.posts & set(WINDOW):
        raise denied(WINDOW)
    ticket = QueueTicket.objects.select_for_update(of=("self",)).get(pk=ticket_id)
    TICKET.apply(ticket, "absent", by=by, at=at)
    ticket.save(update_fields=MOVED)
    return ticket
