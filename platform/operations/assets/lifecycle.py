"""The ways of assets as tables: a purchase request, a reimbursement, an asset itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class PurchaseStates(models.TextChoices):
    """The step whose turn it is (R74)."""

    DRAFT = "draft", _("Request being drafted")
    HEAD = "head", _("Before the head of department")
    AREA = "area", _("Checked by the office area")
    GM = "gm", _("Before the general manager")
    BUYING = "buying", _("Being bought")
    ARRIVED = "arrived", _("Goods arrived")
    DIFFERS = "differs", _("Differences before the approver")
    ACCEPTED = "accepted", _("Goods accepted")
    REGISTERED = "registered", _("Entered in the asset ledger")
    REALLOCATED = "reallocated", _("Reallocated, nothing bought")
    REFUSED = "refused", _("Purchase refused")
    CANCELLED = "cancelled", _("Request taken back")


class ReimbursementStates(models.TextChoices):
    """The step whose turn it is (R64)."""

    HANDED_IN = "handed_in", _("Reimbursement handed in")
    HEAD = "head", _("Papers complete, before the head of department")
    REVIEW = "review", _("Reviewed by finance")
    PAID = "paid", _("Reimbursement paid")
    RETURNED = "returned", _("Reimbursement returned")


class AssetStates(models.TextChoices):
    """Where an asset stands (R82)."""

    STOCK = "stock", _("In store, idle")
    IN_USE = "in_use", _("Asset in use")
    MOVING = "moving", _("Being handed over")


P, B, A = PurchaseStates, ReimbursementStates, AssetStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Whoever works at the centre may ask for a purchase and keep an asset.
PEOPLE = tuple(post for post in AT_CENTRE if post != Post.EDITOR)
# Who handles assets: the office area, and the office's person in charge of the ledger (R85).
CLERKS = (Post.AREA_CLERK,)
KEEPERS = (Post.AREA_CLERK, Post.OFFICE)
FINANCE = (Post.FINANCE,)
READERS = (
    *(Post.AREA_CLERK, Post.OFFICE, Post.ADMIN, Post.ADMIN_MGR),
    *(Post.FINANCE, Post.CASHIER, Post.DEPT_HEAD),
    *LEADERS,
)
WAY = (P.DRAFT, P.HEAD, P.AREA, P.GM, P.BUYING, P.ARRIVED, P.ACCEPTED, P.REGISTERED)
WAY_WITHOUT_BUYING = (P.DRAFT, P.HEAD, P.AREA, P.REALLOCATED)
UNDER_WAY = (P.HEAD, P.AREA, P.GM, P.BUYING, P.ARRIVED, P.DIFFERS, P.ACCEPTED)
# The request has its approval: the first of the three papers of reimbursement.
APPROVED = (P.BUYING, P.ARRIVED, P.DIFFERS, P.ACCEPTED, P.REGISTERED)
TAKEN_OVER = (P.ACCEPTED, P.REGISTERED)

# fmt: off
PURCHASE = Lifecycle("purchase", PurchaseStates, (
    Move("submit",     (P.DRAFT,),    P.HEAD,        PEOPLE,            R(71), _("Hand the request in")),
    Move("agree",      (P.HEAD,),     P.AREA,        (Post.DEPT_HEAD,), R(74), _("Agree as head of department"), four_eyes=True),
    Move("reallocate", (P.AREA,),     P.REALLOCATED, CLERKS,            R(72), _("Reallocate what lies idle"), four_eyes=True),
    Move("buy",        (P.AREA,),     P.GM,          CLERKS,            R(72), _("Apply to buy"), four_eyes=True),
    Move("approve",    (P.GM,),       P.BUYING,      (Post.GM,),        R(73), _("Approve the purchase"), four_eyes=True),
    Move("renew",      (P.BUYING,),   P.GM,          CLERKS,            R(74), _("Ask for approval again")),
    Move("arrive",     (P.BUYING,),   P.ARRIVED,     CLERKS,            R(74), _("Note the arrival of the goods")),
    Move("accept",     (P.ARRIVED,),  P.ACCEPTED,    CLERKS,            R(75), _("Accept the goods"), four_eyes=True),
    Move("differ",     (P.ARRIVED,),  P.DIFFERS,     CLERKS,            R(75), _("Put differences before the approver"), reason=True, four_eyes=True),
    Move("send_back",  (P.ARRIVED,),  P.BUYING,      CLERKS,            R(75), _("Send the goods back"), reason=True, four_eyes=True),
    Move("allow",      (P.DIFFERS,),  P.ACCEPTED,    (Post.GM,),        R(75), _("Agree to the differences"), four_eyes=True),
    Move("disallow",   (P.DIFFERS,),  P.BUYING,      (Post.GM,),        R(75), _("Do not agree to the differences"), reason=True, four_eyes=True),
    Move("register",   (P.ACCEPTED,), P.REGISTERED,  CLERKS,            R(78), _("Enter them in the asset ledger")),
    Move("refuse",     (P.HEAD,),     P.REFUSED,     (Post.DEPT_HEAD,), R(74), _("Refuse the purchase"), reason=True, four_eyes=True),
    Move("refuse",     (P.AREA,),     P.REFUSED,     CLERKS,            R(74), _("Refuse the purchase"), reason=True, four_eyes=True),
    Move("refuse",     (P.GM,),       P.REFUSED,     (Post.GM,),        R(74), _("Refuse the purchase"), reason=True, four_eyes=True),
    Move("cancel",     (P.DRAFT, P.HEAD, P.AREA, P.GM, P.BUYING), P.CANCELLED, PEOPLE, R(74), _("Take the request back"), reason=True),
), title=_("Purchase of fixed assets"))

REIMBURSEMENT = Lifecycle("reimbursement", ReimbursementStates, (
    Move("check",    (B.HANDED_IN,), B.HEAD,      FINANCE,           R(77), _("The papers are complete"), four_eyes=True),
    Move("agree",    (B.HEAD,),      B.REVIEW,    (Post.DEPT_HEAD,), R(64), _("Agree to the reimbursement"), four_eyes=True),
    Move("pay",      (B.REVIEW,),    B.PAID,      (Post.FINANCE, Post.CASHIER), R(64), _("Note the payment"), four_eyes=True),
    Move("return",   (B.HANDED_IN,), B.RETURNED,  FINANCE,           R(64), _("Return the reimbursement"), reason=True, four_eyes=True),
    Move("return",   (B.HEAD,),      B.RETURNED,  (Post.DEPT_HEAD,), R(64), _("Return the reimbursement"), reason=True, four_eyes=True),
    Move("return",   (B.REVIEW,),    B.RETURNED,  FINANCE,           R(64), _("Return the reimbursement"), reason=True, four_eyes=True),
    Move("resubmit", (B.RETURNED,),  B.HANDED_IN, PEOPLE,            R(64), _("Hand the reimbursement in again")),
), title=_("Reimbursement of fixed assets"))

ASSET = Lifecycle("asset", AssetStates, (
    Move("issue",     (A.STOCK,),  A.IN_USE, KEEPERS, R(81), _("Issue the asset")),
    Move("hand_over", (A.IN_USE,), A.MOVING, KEEPERS, R(82), _("Begin a transfer")),
    Move("take_over", (A.MOVING,), A.IN_USE, KEEPERS, R(82), _("Complete the transfer")),
    Move("call_off",  (A.MOVING,), A.IN_USE, KEEPERS, R(82), _("Call the transfer off"), reason=True),
    Move("give_back", (A.IN_USE,), A.STOCK,  KEEPERS, R(82), _("Take the asset back")),
), title=_("Fixed assets"))
# fmt: on
