"""Closed lists of meetings and visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """What kind of meeting it is."""

    REGULAR = "regular", _("Regular work meeting")
    LEADERS = "leaders", _("Leaders' meeting")
    SPECIAL = "special", _("Meeting on one matter")
    COORDINATION = "coordination", _("Coordination meeting")
    OTHER = "other", _("Other meeting")


class Part(models.TextChoices):
    """In which part somebody is invited."""

    ATTEND = "attend", _("attends")
    LISTEN = "listen", _("sits in")


class Reply(models.TextChoices):
    """What an invited person answered."""

    NONE = "", _("no answer yet")
    COMING = "coming", _("will come")
    DEPUTY = "deputy", _("sends a deputy")
    ABSENT = "absent", _("will not come")


class VisitKind(models.TextChoices):
    """Why visitors come."""

    INSPECTION = "inspection", _("Inspection by superiors")
    STUDY = "study", _("Visit to study")
    TALKS = "talks", _("Talks on cooperation")
    INTERVIEW = "interview", _("Interview or media")
    OTHER = "other", _("Other visit")
