"""The hall: appointments and queue numbers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from operations.casework.models.catalogue import ServiceItem


class Appointment(models.Model):
    """A place in a time slot for one item."""

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        ARRIVED = "arrived", _("Arrived")
        CANCELLED = "cancelled", _("Cancelled")
        MISSED = "missed", _("Did not come")

    item = models.ForeignKey(
        ServiceItem, models.PROTECT, related_name="+", verbose_name=_("service item")
    )
    on_date = models.DateField(_("day"))
    slot = models.TimeField(_("time"))
    name = models.CharField(_("name"), max_length=40)
    phone = privacy.EncryptedCharField(_("phone"), max_length=20)
    phone_hash = privacy.SearchHashField(of="phone")
    token = models.CharField(max_length=32, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.BOOKED)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["phone_hash", "on_date", "item"],
                condition=Q(state="booked"),
                name="casework_appointment_once",
                violation_error_message=_("You have an appointment for this on that day already."),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["on_date", "slot"], name="casework_by_day")]

    def __str__(self) -> str:
        return f"{self.on_date} {self.slot:%H:%M}"


class QueueTicket(models.Model):
    """A number of the day in the hall's queue."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CALLED = "called", _("Called")
        SERVED = "served", _("Served")
        ABSENT = "absent", _("Not there")

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
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
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
