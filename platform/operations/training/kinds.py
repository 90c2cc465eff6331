"""Closed lists of training (handbook §2.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourseLevel(models.TextChoices):
    """How far a course goes."""

    BASIC = "basic", _("Basic course")
    ADVANCED = "advanced", _("Advanced course")
    EXPERT = "expert", _("Expert course")
    TOPIC = "topic", _("Course on one topic")


class Audience(models.TextChoices):
    """Whom a course is for, and what somebody who signs up says of themselves."""

    FARMER = "farmer", _("Farmers")
    RETURNEE = "returnee", _("Returned young people")
    COOP = "coop", _("Co-operatives")
    MANAGER = "manager", _("Station managers")
    OFFICIAL = "official", _("Officials")
    VETERAN = "veteran", _("Veterans")
    DISABLED = "disabled", _("Disabled people")
    WOMAN = "woman", _("Women")
    OTHER = "other", _("Other people")


class ConsentWay(models.TextChoices):
    """How somebody agreed to the wording on their data (R152)."""

    SITE = "site", _("Ticked on the site")
    PHONE = "phone", _("Read out on the phone and agreed to")
    DESK = "desk", _("Read out in person and agreed to")
    PAPER = "paper", _("Signed on paper")


# Those that somebody at a desk notes for another.
NOTED = (ConsentWay.PHONE, ConsentWay.DESK, ConsentWay.PAPER)
NOTED_CHOICES = [(way.value, way.label) for way in NOTED]


class Satisfaction(models.IntegerChoices):
    """The national five levels; the first three are satisfied (R137)."""

    VERY = 5, _("very satisfied")
    YES = 4, _("satisfied")
    FAIRLY = 3, _("fairly satisfied")
    NOT = 2, _("dissatisfied")
    NOT_AT_ALL = 1, _("very dissatisfied")


class Outcome(models.TextChoices):
    """What somebody does after the training (R151)."""

    SHOP = "shop", _("Opened a shop")
    EMPLOYED = "employed", _("Employed in e-commerce")
    STATIONED = "stationed", _("Manages a station")
    NONE = "none", _("Nothing of it")


# Of these the conversion counts (R151).
CONVERTED = (Outcome.SHOP, Outcome.EMPLOYED)
