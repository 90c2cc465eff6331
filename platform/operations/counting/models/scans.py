"""Rooms with their codes, and every record that a phone has sent, with its receipt."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.counting.kinds import Kind, Outcome
from operations.counting.models.counts import Count, Line


def new_token() -> str:
    """What a room's code says."""
    return secrets.token_urlsafe(12)


class Room(models.Model):
    """A place of the ledger that has a code at its door."""

    name = models.CharField(_("room of the thing"), max_length=80, unique=True)
    token = models.CharField(max_length=24, unique=True, default=new_token, editable=False)

    class Meta:
        verbose_name = _("room of the thing")
        verbose_name_plural = _("rooms")

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """One record of a counter. Its key is made by the phone, so that it counts once however often
    it is sent. Rows are never changed or taken away (trigger)."""

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4)
    count = models.ForeignKey(Count, models.PROTECT, related_name="scans")
    line = models.ForeignKey(Line, models.PROTECT, null=True, blank=True, related_name="scans")
    kind = models.CharField(_("what was said"), max_length=8, choices=Kind.choices)
    code = models.CharField(_("what was scanned"), max_length=200, blank=True)
    place = models.CharField(_("room of the thing"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    person_id = models.BigIntegerField(editable=False)
    person_name = models.CharField(_("counted by"), max_length=80)
    device = models.CharField(_("phone that counted"), max_length=40)
    serial = models.PositiveIntegerField(_("number on the phone"))
    # What the phone's clock said, and when it was by the server's.
    said_at = models.DateTimeField(_("by the phone's clock"))
    at = models.DateTimeField(_("counted at"))
    received_at = models.DateTimeField(_("record received at"))
    outcome = models.CharField(_("outcome of the record"), max_length=10, choices=Outcome.choices)
    sentence = models.CharField(_("receipt of the record"), max_length=300)

    class Meta:
        verbose_name = _("record of a count")
        verbose_name_plural = _("records of counts")
        indexes: ClassVar = [models.Index(fields=["count", "received_at"], name="counting_scans")]
        constraints: ClassVar[list[Any]] = []

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
