"""The hall: appointments and queue numbers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.lifecycle import LifecycleRecord
from operations.casework.lifecycle import AppointmentStates, TicketStates
from operations.casework.models.catalogue import ServiceItem


class Appointment(LifecycleRecord):
    """A place in a time slot for one item."""

    status = models.CharField(
        _("state"),
        max_length=20,
        choices=AppointmentStates.choices,
        default=AppointmentStates.BOOKED,
        db_index=True,
    )
    item = models.ForeignKey(
        ServiceItem, models.PROTECT, related_name="+", verbose_name=_("service item")
    )
    on_date = models.DateField(_("day"))
    slot = models.TimeField(_("time"))
    name = models.CharField(_("name"), max_length=40)
    phone = privacy.EncryptedCharField(_("phone"), max_length=20)
    phone_hash = privacy.SearchHashField(of="phone")
    token = models.CharField(max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone_hash", "on_date", "item"],
                condition=Q(status="booked"),
                name="casework_appointment_once",
                violation_error_message=_("You have an appointment for this on that day already."),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["on_date", "slot"], name="casework_by_day")]

    def __str__(self) -> str:
        return f"{self.on_date} {self.slot:%H:%M}"


class QueueTicket(LifecycleRecord):
    """A number of the day in the hall's queue."""

    status = models.CharField(
        _("state"),
        max_length=20,
        choices=TicketStates.choices,
        default=TicketStates.WAITING,
        db_index=True,
    )
    on_date = models.DateField(_("day"))
    serial = models.PositiveSmallIntegerField(_("number"))
    item = models.ForeignKey(
        ServiceItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service item"),
    )
    appointment = models.OneToOneField(
        Appointment, models.PROTECT, null=True, blank=True, related_name="ticket"
    )
    window = models.CharField(_("window"), max_length=20, blank=True)
    taken_at = models.DateTimeField(_("taken at"))
    called_at = models.DateTimeField(_("called at"), null=True, blank=True)
    called_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("queue number")
        verbose_name_plural = _("queue numbers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["on_date", "serial"],
                name="casework_ticket_once",
                violation_error_message=_("This number has been given already."),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """As it is called out: 001; those with an appointment Y001."""
        return f"{'Y' if self.appointment_id else ''}{self.serial:03d}"
