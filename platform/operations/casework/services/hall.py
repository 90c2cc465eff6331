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
from operations.casework.lifecycle import WINDOW
from operations.casework.models import Appointment, QueueTicket, ServiceItem
from operations.casework.numbers import QUEUE_SERIES
from operations.casework.settings import setting

State = Appointment.State


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
        on_date=on_date, slot=slot, state__in=(State.BOOKED, State.ARRIVED)
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
    """Give the place back."""
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
    if appointment.state != State.BOOKED:
        raise Violation(_("This appointment is over already."), R(121))
    appointment.state = State.CANCELLED
    appointment.save(update_fields=["state"])
    audit.record(appointment, by=by, action="appointment.cancel", at=at)
    return appointment


@transaction.atomic
def ticket_take(
    *, at: datetime, item_id: int | None = None, appointment_id: int | None = None
) -> QueueTicket:
    """Draw the next number of the day; an appointment goes before others."""
    on = timezone.localdate(at)
    appointment = None
    if appointment_id is not None:
        appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment_id)
        if appointment.on_date != on or appointment.state != State.BOOKED:
            raise Violation(_("This appointment is not for today."), R(121))
        appointment.state = State.ARRIVED
        appointment.save(update_fields=["state"])
        item_id = appointment.item_id
    drawn = numbering.draw(QUEUE_SERIES.code, on=on)
    return QueueTicket.objects.create(
        on_date=on, serial=drawn.serial, item_id=item_id, appointment=appointment, taken_at=at
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
        on_date=on, state=QueueTicket.State.WAITING
    )
    ticket = (
        waiting.filter(appointment__isnull=False).order_by("serial").first()
        or waiting.order_by("serial").first()
    )
    if ticket is None:
        raise Violation(_("Nobody is waiting."))
    QueueTicket.objects.filter(
        on_date=on, state=QueueTicket.State.CALLED, called_by_id=by.user_id
    ).update(state=QueueTicket.State.SERVED)
    ticket.state, ticket.window = QueueTicket.State.CALLED, window.strip()[:20]
    ticket.called_at, ticket.called_by_id = at, by.user_id
    ticket.save()
    return ticket


@transaction.atomic
def ticket_absent(*, ticket_id: int, by: Actor) -> QueueTicket:
    """Whoever was called and did not come."""
    if not by.is_system and not by.posts & set(WINDOW):
        raise denied(WINDOW)
    ticket = QueueTicket.objects.select_for_update(of=("self",)).get(pk=ticket_id)
    if ticket.state != QueueTicket.State.CALLED:
        raise Violation(_("This number has not been called."))
    ticket.state = QueueTicket.State.ABSENT
    ticket.save(update_fields=["state"])
    return ticket
