"""The ways of assets as tables: a purchase, its money, an asset, its repair and its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM


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
    REPAIR = "repair", _("Being repaired")
    MISSING = "missing", _("Missing at a count")
    TO_SCRAP = "to_scrap", _("To be scrapped")
    SCRAPPED = "scrapped", _("Scrapped, written off")


class RepairStates(models.TextChoices):
    """The step whose turn it is."""

    REPORTED = "reported", _("Damage reported")
    FILED = "filed", _("Filed with administration")
    OUT = "out", _("With the repairer")
    MENDED = "mended", _("Repaired")
    HOPELESS = "hopeless", _("Cannot be repaired")
    CANCELLED = "cancelled", _("Repair called off")


class ScrappingStates(models.TextChoices):
    """The step whose turn it is (R90)."""

    APPLIED = "applied", _("Scrapping applied for")
    INSPECTED = "inspected", _("Inspected by professionals")
    HEAD = "head", _("Agreed by the head of department")
    LEADER = "leader", _("Agreed by the supervising leader")
    APPROVED = "approved", _("Scrapping approved")
    HANDLED = "handled", _("Formalities done")
    BACK = "back", _("Thing handed in")
    WRITTEN_OFF = "written_off", _("Scrapping written off")
    REFUSED = "refused", _("Scrapping refused")


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
ADMIN = (Post.ADMIN, Post.ADMIN_MGR)

F, C = RepairStates, ScrappingStates
REPAIR_WAY = (F.REPORTED, F.FILED, F.OUT, F.MENDED)
REPAIR_OPEN = (F.REPORTED, F.FILED, F.OUT)
SCRAPPING_WAY = tuple(state for state in C if state != C.REFUSED)
SCRAPPING_OPEN = SCRAPPING_WAY[:-1]
INSPECTED = SCRAPPING_WAY[1:]

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
    # These follow a repair or a scrapping by themselves; nobody makes them alone.
    Move("repair",    (A.STOCK, A.IN_USE),           A.REPAIR,   (SYSTEM,), R(87), _("Given to be repaired")),
    Move("use_again", (A.REPAIR, A.TO_SCRAP, A.MISSING), A.IN_USE, (SYSTEM,), R(82), _("Used again")),
    Move("store",     (A.REPAIR, A.TO_SCRAP, A.MISSING), A.STOCK,  (SYSTEM,), R(82), _("In store again")),
    Move("condemn",   (A.STOCK, A.IN_USE),           A.TO_SCRAP, (SYSTEM,), R(90), _("Scrapping is applied for")),
    Move("write_off", (A.TO_SCRAP,),                 A.SCRAPPED, (SYSTEM,), R(90), _("Written off")),
    # A count found it missing and the general manager agreed (R94); then it turns up, or it is
    # written off without a thing that could be handed in.
    Move("lose",      (A.STOCK, A.IN_USE, A.MOVING), A.MISSING,  (SYSTEM,), R(94), _("Booked as a shortage")),
    Move("write_off_lost", (A.MISSING,), A.SCRAPPED, FINANCE, R(94), _("Write the shortage off"), reason=True),
), title=_("Fixed assets"))

REPAIR = Lifecycle("asset_repair", RepairStates, (
    Move("file",    (F.REPORTED,),         F.FILED,     ADMIN,  R(87), _("File the report")),
    Move("send",    (F.FILED,),            F.OUT,       CLERKS, R(87), _("Give it to the repairer")),
    Move("mend",    (F.OUT,),              F.MENDED,    CLERKS, R(87), _("Note that it is repaired")),
    Move("give_up", (F.OUT,),              F.HOPELESS,  CLERKS, R(87), _("It cannot be repaired"), reason=True),
    Move("cancel",  (F.REPORTED, F.FILED), F.CANCELLED, (*ADMIN, *CLERKS), R(87), _("Call the repair off"), reason=True),
), title=_("Repairs of assets"))

SCRAPPING = Lifecycle("asset_scrapping", ScrappingStates, (
    Move("inspect",   (C.APPLIED,),   C.INSPECTED,   CLERKS,            R(89), _("Enter the inspection"), four_eyes=True),
    Move("agree",     (C.INSPECTED,), C.HEAD,        (Post.DEPT_HEAD,), R(90), _("Agree to the scrapping"), four_eyes=True),
    Move("endorse",   (C.HEAD,),      C.LEADER,      (Post.LEADER,),    R(90), _("Agree as supervising leader"), four_eyes=True),
    Move("approve",   (C.LEADER,),    C.APPROVED,    (Post.GM,),        R(90), _("Approve the scrapping"), four_eyes=True),
    Move("handle",    (C.APPROVED,),  C.HANDLED,     CLERKS,            R(90), _("Note the formalities")),
    Move("hand_in",   (C.HANDLED,),   C.BACK,        ADMIN,             R(90), _("Receive the thing")),
    Move("write_off", (C.BACK,),      C.WRITTEN_OFF, FINANCE,           R(90), _("Write it off"), four_eyes=True),
    Move("refuse",    (C.APPLIED,),   C.REFUSED,     CLERKS,            R(89), _("Refuse the scrapping"), reason=True, four_eyes=True),
    Move("refuse",    (C.INSPECTED,), C.REFUSED,     (Post.DEPT_HEAD,), R(90), _("Refuse the scrapping"), reason=True, four_eyes=True),
    Move("refuse",    (C.HEAD,),      C.REFUSED,     (Post.LEADER,),    R(90), _("Refuse the scrapping"), reason=True, four_eyes=True),
    Move("refuse",    (C.LEADER,),    C.REFUSED,     (Post.GM,),        R(90), _("Refuse the scrapping"), reason=True, four_eyes=True),
), title=_("Scrapping of assets"))
# fmt: on
