"""The fifteen statutory kinds (§3.2), their directions, urgency, channels and retention."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The kinds, as the regulation of 2012 lists them."""

    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", _("Decision")
    ORDER = "order", _("Order of an agency")
    COMMUNIQUE = "communique", _("Communiqué")
    ANNOUNCEMENT = "announcement", _("Announcement to all")
    PUBLIC_NOTICE = "public_notice", _("Public notice to those concerned")
    OPINION = "opinion", _("Opinion paper")
    NOTICE = "notice", _("Notice")
    CIRCULAR = "circular", _("Circular")
    REPORT = "report", _("Report upwards")
    REQUEST = "request", _("Request for instructions")
    REPLY = "reply", _("Reply to a request")
    MOTION = "motion", _("Motion")
    LETTER = "letter", _("Official letter")
    MINUTES = "minutes", _("Minutes of a meeting")


# How each kind ends a title; users read the same word as the kind itself.
ENDINGS = {
    Kind.RESOLUTION: "决议",
    Kind.DECISION: "决定",
    Kind.ORDER: "令",
    Kind.COMMUNIQUE: "公报",
    Kind.ANNOUNCEMENT: "公告",
    Kind.PUBLIC_NOTICE: "通告",
    Kind.OPINION: "意见",
    Kind.NOTICE: "通知",
    Kind.CIRCULAR: "通报",
    Kind.REPORT: "报告",
    Kind.REQUEST: "请示",
    Kind.REPLY: "批复",
    Kind.MOTION: "议案",
    Kind.LETTER: "函",
    Kind.MINUTES: "纪要",
}
# To a superior: the signer is named on the paper (R23).
UPWARD = (Kind.REQUEST, Kind.REPORT)
# To everybody, or to those who were there: no main recipient is needed.
TO_ALL = (
    Kind.RESOLUTION,
    Kind.ORDER,
    Kind.COMMUNIQUE,
    Kind.ANNOUNCEMENT,
    Kind.PUBLIC_NOTICE,
    Kind.MINUTES,
)
# What a centre does not use unless the county says so.
HIDDEN = (Kind.ORDER, Kind.MOTION, Kind.RESOLUTION, Kind.COMMUNIQUE)


class Urgency(models.TextChoices):
    """How urgent it is (R21)."""

    NORMAL = "", _("Not urgent")
    URGENT = "urgent", _("Urgent (one working day)")
    FLASH = "flash", _("Very urgent (same day)")


# As the paper prints it.
URGENCY_MARKS = {Urgency.URGENT: "加急", Urgency.FLASH: "特急"}


class Channel(models.TextChoices):
    """How a copy went out (R19)."""

    PAPER = "paper", _("On paper")
    SYSTEM = "system", _("Through the system")
    POST = "post", _("Sent by mail")
    EMAIL = "email", _("By e-mail")


# What goes out on paper has copies with numbers (份号).
ON_PAPER = (Channel.PAPER, Channel.POST)


class Secrecy(models.TextChoices):
    """Offered so that it can be refused with its reason (R25); never stored."""

    NONE = "", _("Not secret")
    CONFIDENTIAL = "confidential", _("Confidential (秘密)")
    SECRET = "secret", _("Secret (机密)")
    TOP_SECRET = "top_secret", _("Top secret (绝密)")
