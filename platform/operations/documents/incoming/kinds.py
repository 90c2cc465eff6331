"""The closed list of what must be registered (R28-R30), and who sends it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Where a sender stands to the centre (R28)."""

    SUPERIOR = "superior", _("Superior organ")
    SUBORDINATE = "subordinate", _("Subordinate organ")
    PEER = "peer", _("Peer or unrelated organ")


class Nature(models.TextChoices):
    """Class 1 by its seven natures, class 2 and class 3 (R28-R30). There is no other."""

    POLICY = "policy", _("Policy")
    GUIDANCE = "guidance", _("Guidance")
    ASSIGNED = "assigned", _("Assigned task")
    REFERENCE = "reference", _("For reference")
    SUBMISSION = "submission", _("Request from below")
    CONSULTATION = "consultation", _("Consultation")
    ENQUIRY = "enquiry", _("Enquiry of an organ")
    MEETING_NOTICE = "meeting_notice", _("Notice of an important meeting")
    MEETING_PAPER = "meeting_paper", _("Papers of an important meeting")
    PUBLICATION = "publication", _("Important bulletin, periodical or material")


# R28: a nature of class 1 comes from one level only; classes 2 and 3 from any.
LEVEL_OF = {
    Nature.POLICY: Level.SUPERIOR,
    Nature.GUIDANCE: Level.SUPERIOR,
    Nature.ASSIGNED: Level.SUPERIOR,
    Nature.REFERENCE: Level.SUPERIOR,
    Nature.SUBMISSION: Level.SUBORDINATE,
    Nature.CONSULTATION: Level.PEER,
    Nature.ENQUIRY: Level.PEER,
}
# As the register groups them.
CLASSES = (
    (
        _("From superiors"),
        (Nature.POLICY, Nature.GUIDANCE, Nature.ASSIGNED, Nature.REFERENCE),
    ),
    (_("From subordinates"), (Nature.SUBMISSION,)),
    (_("From peers and unrelated organs"), (Nature.CONSULTATION, Nature.ENQUIRY)),
    (_("Meetings"), (Nature.MEETING_NOTICE, Nature.MEETING_PAPER)),
    (_("Bulletins and materials"), (Nature.PUBLICATION,)),
)
# What is read and needs no handling: the office may circulate it at once.
TO_READ = (Nature.REFERENCE, Nature.MEETING_PAPER, Nature.PUBLICATION)
