"""The way of a paper that a station hands in, until the office has it in the register (R31)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class HandedStates(models.TextChoices):
    """With whom it is."""

    HANDED_IN = "handed_in", _("Handed in, with the office")
    RETURNED = "returned", _("Returned to the station")
    REGISTERED = "registered", _("Registered by the office")
    WITHDRAWN = "withdrawn", _("Taken back by the station")


S = HandedStates
WITH_STATION = (S.HANDED_IN, S.RETURNED)
_STATION = (Post.STATION_MGR,)

# fmt: off
HANDED = Lifecycle("handed", HandedStates, (
    Move("register", (S.HANDED_IN,), S.REGISTERED, (Post.OFFICE,), R(31), _("Register the paper")),
    Move("return",   (S.HANDED_IN,), S.RETURNED,   (Post.OFFICE,), R(31), _("Return it to the station"), reason=True),
    Move("again",    (S.RETURNED,),  S.HANDED_IN,  _STATION,       R(31), _("Hand it in again")),
    Move("withdraw", WITH_STATION,   S.WITHDRAWN,  _STATION,       R(31), _("Take the paper back")),
), title=_("Papers handed in"))
# fmt: on
