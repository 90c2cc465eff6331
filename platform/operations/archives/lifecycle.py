"""Two ways in the archive: a loan from the application to the return, and a destruction list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM


class LoanStates(models.TextChoices):
    """Where a loan stands."""

    APPLIED = "applied", _("Loan applied for")
    APPROVED = "approved", _("Loan approved")
    LENT = "lent", _("Lent")
    RETURNED = "returned", _("Returned to the archive")
    REFUSED = "refused", _("Loan refused")
    WITHDRAWN = "withdrawn", _("Application withdrawn")


class ListStates(models.TextChoices):
    """Where a destruction list stands."""

    PROPOSED = "proposed", _("Destruction proposed")
    APPRAISED = "appraised", _("Appraised")
    DESTROYED = "destroyed", _("Destroyed")
    DROPPED = "dropped", _("Destruction dropped")


L, D = LoanStates, ListStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
BORROWERS = tuple(AT_CENTRE)
RUNNING = (L.APPLIED, L.APPROVED, L.LENT)

# fmt: off
LOAN = Lifecycle("loan", LoanStates, (
    Move("approve",  (L.APPLIED,),  L.APPROVED,  LEADERS,               R(26), _("Approve the loan"), four_eyes=True),
    Move("refuse",   (L.APPLIED,),  L.REFUSED,   LEADERS,               R(26), _("Refuse the loan"), reason=True, four_eyes=True),
    Move("withdraw", (L.APPLIED,),  L.WITHDRAWN, BORROWERS,             R(26), _("Withdraw the application")),
    Move("lend",     (L.APPROVED,), L.LENT,      (Post.OFFICE,),        R(26), _("Hand it out")),
    Move("return",   (L.LENT,),     L.RETURNED,  (Post.OFFICE, SYSTEM), R(26), _("Take it back")),
), title=_("Loans of the archive"))
DESTRUCTION = Lifecycle("destruction", ListStates, (
    Move("appraise", (D.PROPOSED,),             D.APPRAISED, LEADERS,            R(26), _("Appraise the list"), four_eyes=True),
    Move("destroy",  (D.APPRAISED,),            D.DESTROYED, (Post.DIRECTOR,),   R(26), _("Approve the destruction"), four_eyes=True),
    Move("drop",     (D.PROPOSED, D.APPRAISED), D.DROPPED,   (Post.OFFICE, *LEADERS), R(26), _("Drop the list"), reason=True),
), title=_("Destruction of archived files"))
# fmt: on
