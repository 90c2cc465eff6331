"""The catalogue: service items, their forms by version, their promises by date."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import DatedSetting


class System(models.TextChoices):
    """The three systems of R117, and what serves all of them."""

    UPSTREAM = "upstream", _("Upstream of farm products")
    DOWNSTREAM = "downstream", _("Downstream of consumer goods")
    TRAINING = "training", _("E-commerce training")
    GENERAL = "general", _("All systems")


class Channel(models.TextChoices):
    """How a request comes in."""

    WINDOW = "window", _("At the window")
    STATION = "station", _("At a station")
    ONLINE = "online", _("On line")
    PHONE = "phone", _("By phone")
    VISIT = "visit", _("On a visit")


class ServiceItem(models.Model):
    """One service item (S01–S20, V01–V10, or a county's own) with its guide (R117, R118)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=40)
    short = models.CharField(_("in one line"), max_length=60, blank=True)
    system = models.CharField(_("system"), max_length=12, choices=System.choices)
    # The zone's code (R118) and the department that handles it; '' for the stations' own items.
    zone = models.CharField(_("zone"), max_length=20)
    department = models.CharField(_("department"), max_length=20, blank=True)
    skill = models.CharField(_("skill wanted"), max_length=40, blank=True)
    # Done at the station itself; may be registered there on behalf.
    by_station = models.BooleanField(_("done by stations"), default=False)
    at_station = models.BooleanField(_("taken at stations"), default=False)
    channels = models.JSONField(_("channels"), default=list, blank=True)
    applicants = models.JSONField(_("who may apply"), default=list, blank=True)
    who = models.CharField(_("for whom"), max_length=200, blank=True)
    what = models.TextField(_("what it is"), blank=True)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    steps = models.JSONField(_("steps"), default=list, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)
    free = models.BooleanField(_("free of charge"), default=True)
    fee = models.CharField(_("fee"), max_length=200, blank=True)
    promise_note = models.CharField(_("about the promise"), max_length=100, blank=True)
    # The step before the end that the promise runs to; '' where it runs to the completion.
    promise_step = models.CharField(_("step promised"), max_length=40, blank=True)
    needs_agreement = models.BooleanField(_("needs an agreement first"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    withdrawn_date = models.DateField(_("no longer offered from"), null=True, blank=True)

    class Meta:
        verbose_name = _("service item")
        verbose_name_plural = _("service items")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(system__in=System.values),
                name="casework_item_system",
                violation_error_message=_("Every item belongs to one of the systems (R117)."),
            ),
            models.CheckConstraint(
                condition=~Q(zone=""),
                name="casework_item_zone",
                violation_error_message=_("Every item has one home zone (R118)."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def is_offered(self, on: date) -> bool:
        """Can somebody still ask for it on this day?"""
        return self.withdrawn_date is None or on < self.withdrawn_date


class ItemForm(models.Model):
    """The fields and materials of an item from a day on; a case keeps the version it began with.

    fields, materials: as in catalogue.toml. own: keys that the county added.
    """

    item = models.ForeignKey(
        ServiceItem, models.CASCADE, related_name="forms", verbose_name=_("service item")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    valid_from_date = models.DateField(_("valid from"))
    fields = models.JSONField(_("fields"), default=list, blank=True)
    materials = models.JSONField(_("materials"), default=list, blank=True)
    own = models.JSONField(_("the county's own fields"), default=list, blank=True)

    class Meta:
        verbose_name = _("form of an item")
        verbose_name_plural = _("forms of items")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "version"],
                name="casework_form_version",
                violation_error_message=_("This version exists already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code} v{self.version}"

    def field(self, key: str) -> dict[str, Any] | None:
        """One field's definition."""
        return next((one for one in self.fields if one["key"] == key), None)


class Promise(models.Model):
    """The promised and the legal time of an item from a day on, in working days (R136)."""

    item = models.ForeignKey(
        ServiceItem, models.CASCADE, related_name="promises", verbose_name=_("service item")
    )
    valid_from_date = models.DateField(_("valid from"))
    days = models.PositiveSmallIntegerField(_("promised working days"))
    urgent_days = models.PositiveSmallIntegerField(
        _("promised working days if urgent"), null=True, blank=True
    )
    legal_days = models.PositiveSmallIntegerField(_("legal working days"))

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "valid_from_date"],
                name="casework_promise_once",
                violation_error_message=_("There is a promise from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(legal_days__gte=F("days")),
                name="casework_promise_within_law",
                violation_error_message=_("The promise cannot be longer than the legal time."),
            ),
            models.CheckConstraint(
                condition=Q(urgent_days__isnull=True) | Q(urgent_days__lte=F("days")),
                name="casework_urgent_is_sooner",
                violation_error_message=_("An urgent case cannot take longer than a usual one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.code} {self.valid_from_date}"

    def days_for(self, *, urgent: bool) -> int:
        """What is promised; urgent cases have their own where the item has one."""
        return self.urgent_days if urgent and self.urgent_days is not None else self.days


class CaseworkSetting(DatedSetting):
    """Casework's dated settings: windows, lights, slots."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "valid_from_date"],
                name="casework_setting_once",
                violation_error_message=_("This setting has a value from that day already."),
            )
        ]
