"""The way of a petition (R26): registered, decided on, handled, answered, reviewed, closed.

The handbook names the field and gives no steps; these are those of the national rules.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class PetitionStates(models.TextChoices):
    """The step whose turn it is."""

    REGISTERED = "registered", _("Petition registered")
    ACCEPTED = "accepted", _("Petition accepted")
    HANDLING = "handling", _("Petition being handled")
    REVIEWING = "reviewing", _("Under review")
    ANSWERED = "answered", _("Petition answered")
    CLOSED = "closed", _("Petition closed")
    REFUSED = "refused", _("Petition not accepted")
    FORWARDED = "forwarded", _("Forwarded to the competent organ")
    WITHDRAWN = "withdrawn", _("Withdrawn by the petitioner")


S = PetitionStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Whoever works at the centre may be named to handle a petition.
HANDLERS = (
    *(Post.OFFICE, Post.DEPT_HEAD, Post.DEPT_SUP, Post.DRAFTER, Post.OPS),
    *(Post.ADMIN_MGR, Post.ADMIN, Post.FINANCE, Post.STAFF),
    *LEADERS,
)
# Who is told of every petition besides those who are named.
READERS = (Post.OFFICE, *LEADERS)
WAY = (S.REGISTERED, S.ACCEPTED, S.HANDLING, S.ANSWERED, S.CLOSED)
WAY_OF_REVIEW = (*WAY[:4], S.REVIEWING, S.CLOSED)
WITH_HANDLER = (S.ACCEPTED, S.HANDLING, S.REVIEWING)
ENDED = (S.CLOSED, S.REFUSED, S.FORWARDED, S.WITHDRAWN)
OPEN = (S.REGISTERED, *WITH_HANDLER, S.ANSWERED)

# fmt: off
PETITION = Lifecycle("petition", PetitionStates, (
    Move("accept",   (S.REGISTERED,),  S.ACCEPTED,  LEADERS,        R(26), _("Accept the petition"), four_eyes=True),
    Move("refuse",   (S.REGISTERED,),  S.REFUSED,   LEADERS,        R(26), _("Do not accept it"), reason=True, four_eyes=True),
    Move("forward",  (S.REGISTERED,),  S.FORWARDED, LEADERS,        R(26), _("Forward it to the competent organ"), reason=True, four_eyes=True),
    Move("begin",    (S.ACCEPTED,),    S.HANDLING,  HANDLERS,       R(26), _("Begin to handle it")),
    Move("answer",   (S.HANDLING,),    S.ANSWERED,  HANDLERS,       R(26), _("Give the written answer")),
    Move("answer",   (S.REVIEWING,),   S.ANSWERED,  LEADERS,        R(26), _("Give the opinion of the review")),
    Move("review",   (S.ANSWERED,),    S.REVIEWING, READERS,        R(26), _("Let somebody else review it"), reason=True),
    Move("close",    (S.ANSWERED,),    S.CLOSED,    (Post.OFFICE,), R(26), _("Close the petition")),
    Move("withdraw", (S.REGISTERED, *WITH_HANDLER), S.WITHDRAWN, (Post.OFFICE,), R(26), _("The petitioner withdraws it"), reason=True),
    Move("reopen",   ENDED,            S.REGISTERED, LEADERS,       R(26), _("Reopen the petition"), reason=True),
), title=_("Petitions"))
# fmt: on
