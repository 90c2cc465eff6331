"""Applicants: each kept once, found by hash only (R120, R156)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.privacy import mask_name
from operations.stations.models import Station, Village


class Applicant(models.Model):
    """A person, a farmer, an organisation or a station that asks for something (R120)."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        FARMER = "farmer", _("Farmer")
        COOP = "coop", _("Co-operative")
        COMPANY = "company", _("Company")
        SOLE_TRADER = "sole_trader", _("Sole trader")
        STATION = "station", _("Service station")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=80)
    contact_name = models.CharField(_("contact person"), max_length=40, blank=True)
    phone = privacy.EncryptedCharField(_("phone"), max_length=20, blank=True)
    phone_hash = privacy.SearchHashField(of="phone")
    id_number = privacy.EncryptedCharField(_("ID number"), max_length=18, blank=True)
    id_hash = privacy.SearchHashField(of="id_number")
    credit_code = models.CharField(_("credit code"), max_length=18, blank=True)
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("village"),
    )
    address = models.CharField(_("address"), max_length=120, blank=True)
    # For applicants of the kind "station" (R120).
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("station")
    )
    # Where it was entered: that station may see it before there is a case (R148).
    entered_at = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    anonymised_at = models.DateTimeField(_("made anonymous"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("applicant")
        verbose_name_plural = _("applicants")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id_hash"],
                condition=~Q(id_hash="") & Q(merged_into=None),
                name="casework_applicant_id_once",
                violation_error_message=_("There is an applicant with this ID number already."),
            ),
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code="") & Q(merged_into=None),
                name="casework_applicant_code_once",
                violation_error_message=_("There is an applicant with this credit code already."),
            ),
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(station__isnull=False) & Q(merged_into=None),
                name="casework_applicant_station_once",
                violation_error_message=_("This station is an applicant already."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["name"], name="casework_by_name")]

    def __str__(self) -> str:
        # Titles, breadcrumbs and inboxes write a record by its name: masked (§3.8).
        return self.masked_name

    @property
    def is_organisation(self) -> bool:
        """An organisation has a credit code and a contact person."""
        return self.kind in ORGANISATIONS

    @property
    def masked_name(self) -> str:
        """How those who need not know it see the name; organisations are public."""
        return as_others_see(self.kind, self.name)


ORGANISATIONS = (Applicant.Kind.COOP, Applicant.Kind.COMPANY, Applicant.Kind.SOLE_TRADER)


def as_others_see(kind: str, name: str) -> str:
    """A person's name masked; organisations and stations are public."""
    return name if kind in (*ORGANISATIONS, Applicant.Kind.STATION) else mask_name(name)
