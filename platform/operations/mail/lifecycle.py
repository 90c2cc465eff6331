"""The life of a piece of mail (R58-R61): who takes it from where to where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class States(models.TextChoices):
    """Where a piece of mail stands."""

    RECEIVED = "received", _("Mail to be sorted")
    UNCLAIMED = "unclaimed", _("Mail unclaimed")
    SORTED = "sorted", _("Mail in its pigeonhole")
    COLLECTED = "collected", _("Mail collected")
    RETURNED = "returned", _("Mail sent back")
    VOID = "void", _("Mail entry void")


S = States
# Who receives and distributes: the office, and the front desk where parcels arrive.
KEEPERS = (Post.OFFICE, Post.FRONTDESK)
HERE = (S.RECEIVED, S.SORTED, S.UNCLAIMED)
ENDED = (S.COLLECTED, S.RETURNED, S.VOID)
WAY = (S.RECEIVED, S.SORTED, S.COLLECTED)

# fmt: off
# Whoever owns a pigeonhole takes from it by its label's code; else a keeper hands over (R60).
MAIL = Lifecycle("mail", States, (
    Move("sort",      (S.RECEIVED,),            S.SORTED,    KEEPERS,   R(58), _("Put it into its pigeonhole")),
    Move("hand_over", (S.SORTED,),              S.COLLECTED, AT_CENTRE, R(60), _("Hand it over")),
    Move("unknown",   (S.RECEIVED, S.SORTED),   S.UNCLAIMED, KEEPERS,   R(61), _("Put it on the list of unclaimed mail")),
    Move("claim",     (S.UNCLAIMED,),           S.SORTED,    KEEPERS,   R(61), _("Somebody claims it")),
    Move("reroute",   (S.SORTED, S.COLLECTED),  S.SORTED,    KEEPERS,   R(61), _("Correct a wrong delivery"), reason=True),
    Move("return",    HERE,                     S.RETURNED,  KEEPERS,   R(58), _("Send the mail back"), reason=True),
    Move("void",      HERE,                     S.VOID,      KEEPERS,   R(58), _("Declare the mail entry void"), reason=True),
), title=_("Newspapers, letters and parcels"))
# fmt: on
