"""What DA/T 22 calls things: terms of keeping, parts of a file, and why a part is at fault."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Retention(models.TextChoices):
    """How long it is kept (DA/T 22)."""

    PERMANENT = "Y", _("Permanent")
    THIRTY = "D30", _("30 years")
    TEN = "D10", _("10 years")


YEARS = {Retention.THIRTY: 30, Retention.TEN: 10}


class Role(models.TextChoices):
    """What a part of a file is, in the order in which parts lie: the text, its sheet, the rest."""

    FINAL = "final", _("Final paper")
    SHEET = "sheet", _("Approval or handling sheet")
    SCAN = "scan", _("Scan of what arrived")
    ATTACHMENT = "attachment", _("Attachment")


class Fault(models.TextChoices):
    """What was found when a part was compared with its hash."""

    NONE = "", _("unchanged")
    MISSING = "missing", _("missing from the store")
    CHANGED = "changed", _("changed in the store")


class Form(models.TextChoices):
    """How a file is lent."""

    COPY = "copy", _("Electronic copy with a watermark")
    ORIGINAL = "original", _("Original on paper")
