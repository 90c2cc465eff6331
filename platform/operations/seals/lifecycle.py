"""The way of an application for a seal (R26): applied for, approved, stamped, or lent and back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class SealUseStates(models.TextChoices):
    """The step whose turn it is."""

    APPLIED = "applied", _("Seal applied for")
    APPROVED = "approved", _("Use approved")
    LENT = "lent", _("Seal lent out")
    USED = "used", _("Stamped")
    RETURNED = "returned", _("Seal back")
    REFUSED = "refused", _("Use refused")
    CANCELLED = "cancelled", _("Application taken back")


S = SealUseStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Who works at the centre may apply, and may keep a seal.
PEOPLE = tuple(post for post in AT_CENTRE if post != Post.EDITOR)
READERS = (Post.OFFICE, *LEADERS)
WAY = (S.APPLIED, S.APPROVED, S.USED)
WAY_OF_LOAN = (S.APPLIED, S.APPROVED, S.LENT, S.RETURNED)
OPEN = (S.APPLIED, S.APPROVED, S.LENT)

# fmt: off
SEAL_USE = Lifecycle("sealuse", SealUseStates, (
    Move("approve",   (S.APPLIED,),            S.APPROVED,  LEADERS, R(26), _("Approve the use"), four_eyes=True),
    Move("refuse",    (S.APPLIED,),            S.REFUSED,   LEADERS, R(26), _("Refuse the use"), reason=True, four_eyes=True),
    Move("stamp",     (S.APPROVED,),           S.USED,      PEOPLE,  R(26), _("Note the impressions")),
    Move("lend",      (S.APPROVED,),           S.LENT,      PEOPLE,  R(26), _("Lend the seal out")),
    Move("give_back", (S.LENT,),               S.RETURNED,  PEOPLE,  R(26), _("The seal is back")),
    Move("cancel",    (S.APPLIED, S.APPROVED), S.CANCELLED, PEOPLE,  R(26), _("Take the application back"), reason=True),
), title=_("Use of seals"))
# fmt: on
