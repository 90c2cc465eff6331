"""The life of a station (R141): who takes it from where to where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import EARLIER, RETURNER, Lifecycle, Move
from core.lifecycle_words import SYSTEM


class States(models.TextChoices):
    """Where a station stands. Approval states are named by whose turn it is."""

    SELECTED = "selected", _("Site selected")
    VILLAGE = "village", _("With the village")
    TOWNSHIP = "township", _("With the township")
    CENTRE = "centre", _("With the centre")
    COMMERCE = "commerce", _("With the commerce office")
    NOTICE = "notice", _("On public notice")
    FITOUT = "fitout", _("Fitting out")
    ACCEPTANCE = "acceptance", _("Awaiting acceptance")
    OPERATING = "operating", _("Operating")
    RECTIFYING = "rectifying", _("Rectifying")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")
    REMOVED = "removed", _("Plaque removed")
    REJECTED = "rejected", _("Rejected")


S = States
APPLICANTS = (Post.OFFICE, Post.AREA_CLERK, Post.STATION_MGR)
CLERKS = (Post.OFFICE, Post.AREA_CLERK)
INSPECTORS = (Post.OPS, Post.OFFICE, Post.TOWNSHIP)
HEADS = (Post.DIRECTOR, Post.LEADER)
# Whose turn it is in each state of the approval, in the handbook's order.
APPROVERS = {
    S.VILLAGE: (Post.VILLAGE,),
    S.TOWNSHIP: (Post.TOWNSHIP,),
    S.CENTRE: HEADS,
    S.COMMERCE: (Post.COMMERCE,),
}

# fmt: off
STATION = Lifecycle("station", States, (
    Move("apply",      (S.SELECTED,),   S.VILLAGE,    APPLICANTS, R(141), _("Apply (form A)")),
    Move("resubmit",   (S.SELECTED,),   RETURNER,     APPLICANTS, R(141), _("Resubmit to the returner")),
    Move("withdraw",   (S.VILLAGE,),    S.SELECTED,   APPLICANTS, R(141), _("Withdraw"), reason=True),
    Move("agree",      (S.VILLAGE,),    S.TOWNSHIP,   APPROVERS[S.VILLAGE],  R(141), _("Village agrees"), four_eyes=True),
    Move("agree",      (S.TOWNSHIP,),   S.CENTRE,     APPROVERS[S.TOWNSHIP], R(141), _("Township agrees"), four_eyes=True),
    Move("agree",      (S.CENTRE,),     S.COMMERCE,   APPROVERS[S.CENTRE],   R(141), _("Centre agrees"), four_eyes=True),
    Move("agree",      (S.COMMERCE,),   S.NOTICE,     APPROVERS[S.COMMERCE], R(141), _("Approve and put on notice"), four_eyes=True),
    Move("return",     (S.VILLAGE,),    EARLIER,      APPROVERS[S.VILLAGE],  R(141), _("Return"), reason=True),
    Move("return",     (S.TOWNSHIP,),   EARLIER,      APPROVERS[S.TOWNSHIP], R(141), _("Return"), reason=True),
    Move("return",     (S.CENTRE,),     EARLIER,      APPROVERS[S.CENTRE],   R(141), _("Return"), reason=True),
    Move("return",     (S.COMMERCE,),   EARLIER,      APPROVERS[S.COMMERCE], R(141), _("Return"), reason=True),
    Move("reject",     (S.VILLAGE,),    S.REJECTED,   APPROVERS[S.VILLAGE],  R(141), _("Reject"), reason=True),
    Move("reject",     (S.TOWNSHIP,),   S.REJECTED,   APPROVERS[S.TOWNSHIP], R(141), _("Reject"), reason=True),
    Move("reject",     (S.CENTRE,),     S.REJECTED,   APPROVERS[S.CENTRE],   R(141), _("Reject"), reason=True),
    Move("reject",     (S.COMMERCE,),   S.REJECTED,   APPROVERS[S.COMMERCE], R(141), _("Reject"), reason=True),
    Move("end_notice", (S.NOTICE,),     S.FITOUT,     (*CLERKS, Post.COMMERCE, SYSTEM), R(141), _("End the notice")),
    Move("uphold",     (S.NOTICE,),     S.CENTRE,     (Post.COMMERCE,), R(141), _("Uphold an objection"), reason=True),
    Move("ready",      (S.FITOUT,),     S.ACCEPTANCE, APPLICANTS, R(141), _("Report ready for acceptance")),
    Move("accept",     (S.ACCEPTANCE,), S.OPERATING,  (Post.AREA_CLERK, Post.OPS, *HEADS), R(142), _("Accept (form C)"), four_eyes=True),
    Move("fail",       (S.ACCEPTANCE,), S.FITOUT,     (Post.AREA_CLERK, Post.OPS, *HEADS), R(142), _("Not accepted"), reason=True),
    Move("rectify",    (S.OPERATING,),  S.RECTIFYING, INSPECTORS, R(145), _("Order rectification"), reason=True),
    Move("rectified",  (S.RECTIFYING,), S.OPERATING,  INSPECTORS, R(145), _("Rectified")),
    Move("suspend",    (S.OPERATING, S.RECTIFYING), S.SUSPENDED, (Post.OFFICE, *HEADS), R(141), _("Suspend"), reason=True),
    Move("resume",     (S.SUSPENDED,),  S.OPERATING,  (Post.OFFICE, *HEADS), R(141), _("Resume")),
    Move("close",      (S.OPERATING, S.RECTIFYING, S.SUSPENDED), S.CLOSED, HEADS, R(145), _("Close"), reason=True),
    Move("remove",     (S.CLOSED,),     S.REMOVED,    CLERKS, R(141), _("Remove the plaque")),
), title=_("Stations"))
# fmt: on

BEFORE_OPERATING = (
    S.SELECTED,
    S.VILLAGE,
    S.TOWNSHIP,
    S.CENTRE,
    S.COMMERCE,
    S.NOTICE,
    S.FITOUT,
    S.ACCEPTANCE,
)
ENDED = (S.CLOSED, S.REMOVED, S.REJECTED)
