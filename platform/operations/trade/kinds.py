"""Closed lists of products and batches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProducerKind(models.TextChoices):
    """What a producer is; a household is a person, whose name is masked on the site."""

    COOP = "coop", _("Co-operative")
    COMPANY = "company", _("Company")
    COLLECTIVE = "collective", _("Village collective")
    TRADER = "trader", _("Sole trader")
    HOUSEHOLD = "household", _("Farm household")


class CertificateKind(models.TextChoices):
    """What is certified."""

    GREEN = "green", _("Green food")
    ORGANIC = "organic", _("Organic product")
    GI = "gi", _("Geographical indication")
    OTHER = "other", _("Other certificate")


class InputKind(models.TextChoices):
    """What is put on the field or given to the animals (投入品)."""

    FERTILISER = "fertiliser", _("Fertiliser")
    PESTICIDE = "pesticide", _("Pesticide")
    FEED = "feed", _("Feed")
    MEDICINE = "medicine", _("Veterinary medicine")
    SEED = "seed", _("Seed or seedling")
    OTHER = "other", _("Other input")


class Outcome(models.TextChoices):
    """What a test found."""

    NONE = "", _("Not tested")
    PASSED = "passed", _("Test passed")
    FAILED = "failed", _("Test failed")


class Basis(models.TextChoices):
    """What the producer's promise stands on (承诺依据)."""

    ENTRUSTED = "entrusted", _("Entrusted test")
    OWN = "own", _("Own test")
    CONTROL = "control", _("Internal quality control")
    PROMISE = "promise", _("Own promise")


class Verdict(models.TextChoices):
    """What was found out about a label that looked like a copy."""

    OPEN = "", _("Not looked into yet")
    GENUINE = "genuine", _("The label is genuine")
    COPY = "copy", _("The label was copied")
    WITHDRAWN = "withdrawn", _("The label is withdrawn")


# Of these the page goes on to warn, however little is scanned.
WARNED = (Verdict.COPY, Verdict.WITHDRAWN)
# These stand on a test, and its report.
TESTED = (Basis.ENTRUSTED, Basis.OWN)
