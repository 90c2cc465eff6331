"""What there is: items by class, the places they lie, and the standards."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models.dated import DatedSetting
from operations.staff.models import Department
from operations.stations.models import Station
from operations.supplies.kinds import DeviceClass, Period, SupplyClass

ALWAYS_KEPT = (str(SupplyClass.DURABLE), str(SupplyClass.FURNITURE))


class SuppliesSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="supplies_setting_once")
        ]


class Item(models.Model):
    """One kind of supply of the catalogue (R96)."""

    code = models.CharField(_("code of the supply"), max_length=12)
    name = models.CharField(_("name of the supply"), max_length=40)
    spec = models.CharField(_("specification"), max_length=60, blank=True, default="")
    kind = models.CharField(_("class of supplies"), max_length=3, choices=SupplyClass.choices)
    unit = models.CharField(_("unit"), max_length=8)
    pack_unit = models.CharField(_("pack"), max_length=8, blank=True, default="")
    pack_size = models.PositiveIntegerField(_("pieces in a pack"), default=1)
    minimum = models.PositiveIntegerField(_("minimum stock"), default=0)
    # It stays with its holder (reusable, refillable); else it is used up by its issue.
    is_kept = models.BooleanField(_("stays with its holder"), default=False)
    is_numbered = models.BooleanField(_("numbered forms"), default=False)
    price = models.DecimalField(_("usual price"), max_digits=10, decimal_places=2, default=0)
    ended_date = models.DateField(_("out of use since"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    # Where selectors.in_stock() counted: how many lie in all places.
    there: int

    class Meta:
        verbose_name = _("supply")
        verbose_name_plural = _("supplies")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["code"],
                name="supplies_item_code_once",
                violation_error_message=_("There is a supply of this code already."),
            ),
            models.UniqueConstraint(
                fields=["name", "spec"],
                condition=Q(ended_date=None),
                name="supplies_item_name_once",
                violation_error_message=_("This supply is in the catalogue already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SupplyClass.values),
                name="supplies_item_has_a_class",
                violation_error_message=_("Choose one of the six classes."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=ALWAYS_KEPT) | Q(is_kept=True),
                name="supplies_durables_are_kept",
                violation_error_message=_("Durable goods and furniture stay with their holder."),
            ),
            models.CheckConstraint(
                condition=Q(pack_size__gte=1, price__gte=0),
                name="supplies_pack_and_price",
                violation_error_message=_("A pack has at least one piece; no price is negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.spec}".strip()


class Place(models.Model):
    """A cabinet or a slot of one (专用办公用品存放柜, R111)."""

    name = models.CharField(
        _("cabinet and slot"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("There is a place of this name already.")},
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("place of supplies")
        verbose_name_plural = _("places of supplies")

    def __str__(self) -> str:
        return self.name


class StandardQuerySet(models.QuerySet["Standard"]):
    """Reads of standards."""

    def on(self, day: date) -> StandardQuerySet:
        """Those in force on a day."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


# Whose a standard is: one of these at most.
TARGETS = {"post": "", "department": None, "device_class": "", "station": None, "level": ""}


def _one_target() -> Q:
    """All are blank but one at the most."""
    found = Q()
    for target in TARGETS:
        found |= Q(**{name: blank for name, blank in TARGETS.items() if name != target})
    return found


class Standard(models.Model):
    """How many of an item a post, department, device or station has (R97–R102).

    level: all stations of a level; blank of all: everybody at the centre.
    """

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="standards", verbose_name=_("supply")
    )
    post = models.CharField(_("post"), max_length=40, blank=True, default="")
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("department"),
    )  # fmt: skip
    device_class = models.CharField(
        _("class of device"), max_length=8, choices=DeviceClass.choices, blank=True, default=""
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("station"),
    )  # fmt: skip
    level = models.CharField(
        _("all stations of a level"), max_length=10, choices=Station.Level.choices, blank=True,
        default="",
    )  # fmt: skip
    quantity = models.PositiveIntegerField(_("standard quantity"))
    period = models.CharField(_("counted"), max_length=7, choices=Period.choices)
    from_date = models.DateField(_("valid from"))
    to_date = models.DateField(_("valid until"), null=True, blank=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["item", *TARGETS],
                condition=Q(to_date=None),
                nulls_distinct=False,
                name="supplies_standard_once",
                violation_error_message=_("This standard is in force already."),
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="supplies_standard_dates",
                violation_error_message=_("Nothing ends before it begins."),
            ),
            models.CheckConstraint(
                condition=_one_target(),
                name="supplies_standard_one_target",
                violation_error_message=_(
                    "A standard is for a post, a department, a device or a station."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"
