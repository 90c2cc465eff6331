"""The closed lists of supplies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupplyClass(models.TextChoices):
    """The four classes of the handbook; the second has three kinds (R96)."""

    DURABLE = "C1", _("C1 durable")
    STATIONERY = "C2a", _("C2a stationery")
    HOSPITALITY = "C2b", _("C2b hospitality")
    SPECIAL = "C2c", _("C2c special office consumables")
    EQUIPMENT = "C3", _("C3 supplies of equipment")
    FURNITURE = "C4", _("C4 office furniture")


class DeviceClass(models.TextChoices):
    """What equipment the supplies of class C3 are for (R101)."""

    PRINTER = "printer", _("printer")
    COPIER = "copier", _("copier")
    FAX = "fax", _("fax machine")
    COMPUTER = "computer", _("computer")
    CAMERA = "camera", _("camera")
    OTHER = "other", _("other device")


class Period(models.TextChoices):
    """What a standard counts: what is held at one time, or what is issued in a period (R110)."""

    HELD = "held", _("held at one time")
    MONTH = "month", _("in a month")
    QUARTER = "quarter", _("in a quarter")
    YEAR = "year", _("in a year")


class Flow(models.TextChoices):
    """Why the stock moves (R111)."""

    OPENING = "opening", _("opening balance")
    RECEIPT = "receipt", _("receipt")
    ISSUE = "issue", _("issue")
    RETURN = "return", _("return to the cabinet")
    COUNT = "count", _("difference of a count")


class Entry(models.TextChoices):
    """Why a ledger of a department or person changes (R109)."""

    ISSUED = "issued", _("issued")
    REPLACED = "replaced", _("old one handed in")
    RETURNED = "returned", _("given back")
    GIVEN = "given", _("handed over")
    TAKEN = "taken", _("taken over")
    COMPENSATED = "compensated", _("compensated")
    USED_UP = "used_up", _("used up by the count")
    SCRAPPED = "scrapped", _("scrapped")


class Occasion(models.TextChoices):
    """Why something is asked for outside the monthly plan (R107, R108)."""

    URGENT = "urgent", _("urgent need")
    STARTER = "starter", _("first issue to a new post")
