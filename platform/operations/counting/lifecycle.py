"""The way of a count as a table: counted, signed by both, its differences approved and booked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class CountStates(models.TextChoices):
    """The step whose turn it is."""

    OPEN = "open", _("Being counted")
    SIGNED = "signed", _("Counted, before administration")
    CLOSED = "closed", _("Count closed")
    DISPUTED = "disputed", _("Differences not agreed to")
    BOOKED = "booked", _("Differences booked")
    CANCELLED = "cancelled", _("Count called off")


S = CountStates
# The office counts, department keepers assist (R92, R93); administration organises (R93).
OFFICE = (Post.OFFICE,)
COUNTERS = (Post.OFFICE, Post.DEPT_KEEPER)
ORGANISERS = (Post.ADMIN, Post.ADMIN_MGR)
READERS = (
    *(Post.OFFICE, Post.DEPT_KEEPER, Post.ADMIN, Post.ADMIN_MGR, Post.AREA_CLERK),
    *(Post.FINANCE, Post.DEPT_HEAD, Post.LEADER, Post.GM, Post.DIRECTOR),
)
WAY = (S.OPEN, S.SIGNED, S.CLOSED, S.BOOKED)
# Both have signed (R93).
ENDED = (S.CLOSED, S.DISPUTED, S.BOOKED)
UNDER_WAY = (S.OPEN, S.SIGNED)

# fmt: off
COUNT = Lifecycle("count", CountStates, (
    Move("sign",    (S.OPEN,),     S.SIGNED,    OFFICE,     R(92), _("Sign the count")),
    Move("return",  (S.SIGNED,),   S.OPEN,      ORGANISERS, R(93), _("Have it counted again"), reason=True),
    Move("confirm", (S.SIGNED,),   S.CLOSED,    ORGANISERS, R(93), _("Sign and close the count")),
    Move("approve", (S.CLOSED,),   S.BOOKED,    (Post.GM,), R(94), _("Approve and book the differences")),
    Move("dispute", (S.CLOSED,),   S.DISPUTED,  (Post.GM,), R(94), _("Do not agree to the differences"), reason=True),
    Move("present", (S.DISPUTED,), S.CLOSED,    OFFICE,     R(94), _("Present the differences again")),
    Move("cancel",  (S.OPEN,),     S.CANCELLED, ORGANISERS, R(94), _("Call the count off"), reason=True),
), title=_("Counts"))
# fmt: on
