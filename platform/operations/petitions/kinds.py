"""How petitions come, what they are, and what an answer says."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How it reached the centre."""

    LETTER = "letter", _("Letter")
    VISIT = "visit", _("Visit")
    PHONE = "phone", _("Telephone")
    NETWORK = "network", _("Network")


class Kind(models.TextChoices):
    """What the petitioner wants."""

    REQUEST = "request", _("Request to settle a matter")
    GRIEVANCE = "grievance", _("Grievance")
    SUGGESTION = "suggestion", _("Suggestion")
    REPORT = "report", _("Report of an offence")
    ACCUSATION = "accusation", _("Accusation")


class Stage(models.TextChoices):
    """Three times it may be looked at; each time by somebody else."""

    HANDLING = "handling", _("First handling")
    REVIEW = "review", _("Review of a petition")
    RE_REVIEW = "re_review", _("Re-review")


class Verdict(models.TextChoices):
    """What became of a petition within the first term."""

    OPEN = "", _("not decided yet")
    ACCEPTED = "accepted", _("taken on")
    REFUSED = "refused", _("not taken on")
    FORWARDED = "forwarded", _("forwarded")
    WITHDRAWN = "withdrawn", _("withdrawn before")


class Outcome(models.TextChoices):
    """What a written answer says: the first three when handling, the others when reviewing."""

    SUPPORTED = "supported", _("Supported")
    PARTLY = "partly", _("Partly supported")
    EXPLAINED = "explained", _("Not supported, explained")
    UPHELD = "upheld", _("The earlier opinion is upheld")
    CHANGED = "changed", _("The earlier opinion is changed")
    REVOKED = "revoked", _("The earlier opinion is revoked")


OF_HANDLING = (Outcome.SUPPORTED, Outcome.PARTLY, Outcome.EXPLAINED)
OF_REVIEW = (Outcome.UPHELD, Outcome.CHANGED, Outcome.REVOKED)
NEXT_STAGE = {Stage.HANDLING: Stage.REVIEW, Stage.REVIEW: Stage.RE_REVIEW}


class Delivery(models.TextChoices):
    """How the answer reached the petitioner."""

    HAND = "hand", _("In person, signed for")
    POST = "post", _("By registered letter")
    SYSTEM = "network", _("Through the network")
    PHONE = "phone", _("Read on the telephone, sent after")
