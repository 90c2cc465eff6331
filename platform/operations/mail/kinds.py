"""What arrives, and how its receipt is proved (R58, R60)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    """Kinds of the register (R58)."""

    EXPRESS = "express", _("Parcel")
    REGISTERED = "registered", _("Registered mail")
    LETTER = "letter", _("Ordinary letter")
    NEWSPAPER = "newspaper", _("Newspaper")
    MAGAZINE = "magazine", _("Magazine")


# Offered to be refused: it goes into the paper register (R25).
CONFIDENTIAL = ("confidential", _("Confidential mail"))
# Handed over only against a signature (R60).
SIGNED = (MailKind.REGISTERED, MailKind.EXPRESS)


class Proof(models.TextChoices):
    """How its receipt is proved."""

    DRAWN = "drawn", _("signed with the finger")
    SCANNED = "scanned", _("taken by the label's code")
    PLAIN = "plain", _("without a signature")


class Weekday(models.IntegerChoices):
    """When a paper comes; 0: on every working day."""

    DAILY = 0, _("every working day")
    MONDAY = 1, _("Mondays")
    TUESDAY = 2, _("Tuesdays")
    WEDNESDAY = 3, _("Wednesdays")
    THURSDAY = 4, _("Thursdays")
    FRIDAY = 5, _("Fridays")
