"""Divisions and stations: what is stored, and what can never be."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.actor import Scope
from core.lifecycle import LifecycleRecord
from core.models.dated import DatedSetting
from operations.stations.lifecycle import ENDED, States

M = TypeVar("M", bound="Division")


class DatedQuerySet(models.QuerySet[M]):
    """Divisions that exist on a day."""

    def on(self, day: date) -> DatedQuerySet[M]:
        """Valid on the day; both ends inclusive."""
        return self.filter(
            Q(valid_to_date__isnull=True) | Q(valid_to_date__gte=day), valid_from_date__lte=day
        )


class Division(models.Model):
    """A township or village by its code, from when to when."""

    code = models.CharField(_("division code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=60)
    valid_from_date = models.DateField(_("valid from"), default=date(2023, 6, 30))
    valid_to_date = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Township(Division):
    """A township, town or street of the county; nine digits."""

    objects = DatedQuerySet["Township"].as_manager()

    class Meta:
        verbose_name = _("township")
        verbose_name_plural = _("townships")


class Village(Division):
    """A villagers' or residents' committee; twelve digits."""

    township = models.ForeignKey(
        Township, models.PROTECT, related_name="villages", verbose_name=_("township")
    )

    objects = DatedQuerySet["Village"].as_manager()

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")

    @property
    def is_administrative(self) -> bool:
        """Is it a villagers' committee, as coverage counts them (codes 200–399)?"""
        return "200" <= self.code[9:12] <= "399"


class DivisionChange(models.Model):
    """A merger or renaming: from a day on, one code stands for another. History stays."""

    old_code = models.CharField(_("old code"), max_length=12)
    new_code = models.CharField(_("new code"), max_length=12)
    effective_date = models.DateField(_("effective from"))
    note = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of divisions")
        verbose_name_plural = _("changes of divisions")
        constraints = [
            models.UniqueConstraint(
                fields=["old_code", "effective_date"],
                name="stations_change_once",
                violation_error_message=_("This code changes on that day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"


class StationSetting(DatedSetting):
    """A dated setting: least areas, days of notice, tiers and subsidies (R142, R144)."""

    class Meta(DatedSetting.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["key", "valid_from_date"],
                name="stations_setting_once",
                violation_error_message=_("This setting has a value from that day already."),
            )
        ]


class Station(LifecycleRecord):
    """A township or village station (R141–R147)."""

    class Level(models.TextChoices):
        TOWNSHIP = "township", _("Township station")
        VILLAGE = "village", _("Village station")

    class Kind(models.TextChoices):
        FULL = "full", _("Comprehensive station")
        POINT = "point", _("Convenience point")

    status = models.CharField(
        _("state"), max_length=20, choices=States.choices, default=States.SELECTED, db_index=True
    )
    number = models.CharField(_("number"), max_length=40, blank=True, editable=False)
    slug = models.SlugField(max_length=40, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=60)
    level = models.CharField(
        _("level"), max_length=10, choices=Level.choices, default=Level.VILLAGE
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.FULL)
    tier = models.CharField(_("tier"), max_length=20, default="一档")
    subsidised = models.BooleanField(_("subsidised"), default=True)
    township = models.ForeignKey(
        Township, models.PROTECT, related_name="stations", verbose_name=_("township")
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        related_name="stations",
        null=True,
        blank=True,
        verbose_name=_("village"),
    )
    address = models.CharField(_("full address"), max_length=120, blank=True)
    area_m2 = models.DecimalField(_("area (m²)"), max_digits=7, decimal_places=1, default=0)
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    operator_name = models.CharField(_("operator"), max_length=80, blank=True)
    credit_code = models.CharField(_("credit code"), max_length=18, blank=True)
    manager_name = models.CharField(_("station manager"), max_length=40, blank=True)
    manager_phone = privacy.EncryptedCharField(_("mobile phone"), max_length=20, blank=True)
    manager_phone_hash = privacy.SearchHashField(of="manager_phone")
    manager_id_number = privacy.EncryptedCharField(_("ID number"), max_length=18, blank=True)
    manager_id_hash = privacy.SearchHashField(of="manager_id_number")
    manager_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stations",
        verbose_name=_("account"),
    )
    training_certificate = models.CharField(_("training certificate"), max_length=60, blank=True)
    bank_name = models.CharField(_("bank"), max_length=60, blank=True)
    bank_account = privacy.EncryptedCharField(_("bank account"), max_length=30, blank=True)
    public_phone = models.CharField(_("public phone"), max_length=20, blank=True)
    opening_hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    abilities = models.JSONField(_("services offered"), default=list, blank=True)
    agreement_from_date = models.DateField(_("agreement from"), null=True, blank=True)
    agreement_to_date = models.DateField(_("agreement to"), null=True, blank=True)
    applied_date = models.DateField(_("applied on"), null=True, blank=True)
    notice_from_date = models.DateField(_("notice from"), null=True, blank=True)
    notice_to_date = models.DateField(_("notice to"), null=True, blank=True)
    accepted_date = models.DateField(_("accepted on"), null=True, blank=True)
    rectify_by_date = models.DateField(_("to be rectified by"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(subsidised=True) & ~Q(status__in=[str(s) for s in ENDED]),
                name="stations_one_subsidy_a_village",
                violation_error_message=_("This village has a subsidised station already (R143)."),
            ),
            models.UniqueConstraint(
                fields=["township", "village", "name"],
                condition=~Q(status__in=[str(s) for s in ENDED]),
                name="stations_name_once",
                nulls_distinct=False,
                violation_error_message=_("There is a station of this name here already."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="stations_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(level="township") | Q(village__isnull=False),
                name="stations_village_has_one",
                violation_error_message=_("Choose the village of the station."),
            ),
            models.CheckConstraint(
                condition=Q(agreement_to_date__isnull=True)
                | Q(agreement_to_date__gt=F("agreement_from_date")),
                name="stations_agreement_in_order",
                violation_error_message=_("The agreement must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def process_scope(self) -> Scope:
        """Its township: village and township posts are granted there; the centre covers it."""
        return Scope("township", self.township.code)

    def process_scopes(self) -> tuple[Scope, ...]:
        """And the station itself: its manager's post counts there (R148)."""
        return (self.process_scope(), self.own_scope)

    @property
    def own_scope(self) -> Scope:
        """The station itself, as its manager's grant names it."""
        return Scope("station", str(self.pk))


class StateSpan(models.Model):
    """A station's state from a day to the day before the next one's: past days can be computed."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="spans")
    state = models.CharField(max_length=20, choices=States.choices)
    from_date = models.DateField()
    # The day on which the next state began; that day counts as the next state's.
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["station"], condition=Q(to_date__isnull=True), name="stations_span_open"
            ),
            models.CheckConstraint(
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
                name="stations_span_in_order",
            ),
        ]
        indexes = [models.Index(fields=["from_date", "to_date"], name="stations_span_days")]

    def __str__(self) -> str:
        return f"{self.station_id} {self.state} {self.from_date}"


class Objection(models.Model):
    """An objection raised during the public notice, and the decision on it."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="objections")
    text = models.TextField(_("objection"))
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    decision = models.TextField(_("decision"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")

    def __str__(self) -> str:
        return self.text[:40]


class Acceptance(models.Model):
    """One acceptance visit with form C's answers (R142)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="acceptances")
    answers = models.JSONField(default=dict)
    passed = models.BooleanField(_("passed"))
    remarks = models.TextField(_("remarks"), blank=True)
    visited_date = models.DateField(_("visited on"))
    visited_by_name = models.CharField(_("visited by"), max_length=40)

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")

    def __str__(self) -> str:
        return f"{self.station_id} {self.visited_date}"


class Inspection(models.Model):
    """A visit with a score sheet; an unannounced closure is noted here (R145, R147)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="inspections")
    visited_date = models.DateField(_("visited on"))
    visited_by_name = models.CharField(_("visited by"), max_length=40)
    found_closed = models.BooleanField(_("found closed during opening hours"), default=False)
    scores = models.JSONField(default=dict)
    uncorrected_faults = models.PositiveSmallIntegerField(_("faults not corrected"), default=0)
    points = models.PositiveSmallIntegerField(_("points"), default=0)
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")

    def __str__(self) -> str:
        return f"{self.station_id} {self.visited_date}"


class Rectification(models.Model):
    """An order to mend what an inspection found, with its deadline and outcome (R145)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="rectifications")
    faults = models.TextField(_("faults"))
    due_date = models.DateField(_("due on"))
    ordered_date = models.DateField(_("ordered on"))
    ended_date = models.DateField(_("ended on"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True)

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")

    def __str__(self) -> str:
        return f"{self.station_id} {self.due_date}"


class ManagerChange(models.Model):
    """Who managed the station before, and what was handed over (R146)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="manager_changes")
    old_name = models.CharField(_("former manager"), max_length=40)
    new_name = models.CharField(_("new manager"), max_length=40)
    handover_date = models.DateField(_("handed over on"))
    ledgers = models.BooleanField(_("ledgers handed over"))
    equipment = models.BooleanField(_("equipment handed over"))
    remarks = models.TextField(_("remarks"), blank=True)

    class Meta:
        verbose_name = _("change of manager")
        verbose_name_plural = _("changes of manager")

    def __str__(self) -> str:
        return f"{self.old_name} → {self.new_name}"
