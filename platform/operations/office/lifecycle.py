"""The lives of a supervision item (R46) and of a plan (R40): who takes it from where to where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM


class States(models.TextChoices):
    """Where a supervision item stands."""

    ISSUED = "issued", _("Item issued")
    ACCEPTED = "accepted", _("Item signed for")
    HANDLING = "handling", _("Item in hand")
    REPORTED = "reported", _("Item reported done")
    CLOSED = "closed", _("Item closed")
    CANCELLED = "cancelled", _("Item called off")


S = States
# Whoever works at the centre may have an item to do; that it is theirs is a rule of its own.
OWNERS = (
    Post.STAFF,
    Post.DRAFTER,
    Post.DEPT_SUP,
    Post.DEPT_HEAD,
    Post.DEPT_KEEPER,
    Post.OFFICE,
    Post.AREA_CLERK,
    Post.ADMIN,
    Post.ADMIN_MGR,
    Post.FINANCE,
    Post.CASHIER,
    Post.OPS,
    Post.DUTY,
    Post.FRONTDESK,
)
# Who issues items: the office, and leaders by their own instruction (R43, R44).
LEADERS = (Post.LEADER, Post.DIRECTOR, Post.GM)
ISSUERS = (Post.OFFICE, *LEADERS)
# Who looks whether it is done. Nobody confirms what they did (R0), so leaders may as well.
CHECKERS = (Post.OFFICE, *LEADERS)
OPEN = (S.ISSUED, S.ACCEPTED, S.HANDLING, S.REPORTED)
# Until it is reported done the owner works on it.
WITH_OWNER = (S.ISSUED, S.ACCEPTED, S.HANDLING)
ENDED = (S.CLOSED, S.CANCELLED)

# fmt: off
SUPERVISION = Lifecycle("supervision", States, (
    Move("sign_for", (S.ISSUED,),   S.ACCEPTED,  OWNERS,   R(46), _("Sign for the item")),
    Move("begin",    (S.ACCEPTED,), S.HANDLING,  OWNERS,   R(46), _("Begin with the item")),
    Move("report",   (S.HANDLING,), S.REPORTED,  OWNERS,   R(46), _("Report it done")),
    Move("return",   (S.REPORTED,), S.HANDLING,  CHECKERS, R(46), _("Not done yet, go on"), reason=True),
    Move("confirm",  (S.REPORTED,), S.CLOSED,    CHECKERS, R(46), _("Confirm and rate it")),
    Move("cancel",   OPEN,          S.CANCELLED, LEADERS,  R(46), _("Call the item off"), reason=True),
), title=_("Supervision items"))
# fmt: on


class PlanStates(models.TextChoices):
    """Where a two-weekly plan stands."""

    COLLECTING = "collecting", _("Collecting items")
    MERGING = "merging", _("Being merged")
    PUBLISHED = "published", _("Plan published")
    RUNNING = "running", _("Plan running")
    SUMMED_UP = "summed_up", _("Plan summed up")


P = PlanStates
# From its publication on items are only added, with the reason (R40).
OUT = (P.PUBLISHED, P.RUNNING)

# fmt: off
PLAN = Lifecycle("plan", PlanStates, (
    Move("merge",   (P.COLLECTING,), P.MERGING,    (Post.OFFICE,),        R(37), _("End the collection")),
    Move("reopen",  (P.MERGING,),    P.COLLECTING, (Post.OFFICE,),        R(37), _("Collect again"), reason=True),
    Move("publish", (P.MERGING,),    P.PUBLISHED,  (Post.OFFICE,),        R(40), _("Publish the plan")),
    Move("begin",   (P.PUBLISHED,),  P.RUNNING,    (Post.OFFICE, SYSTEM), R(40), _("Put the plan into force")),
    Move("sum_up",  (P.RUNNING,),    P.SUMMED_UP,  (Post.OFFICE,),        R(40), _("Sum the plan up")),
), title=_("Two-weekly plans"))
# fmt: on
