"""The ways of supplies: the monthly plan (R106), the purchase, the urgent request, scrapping."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class PlanStates(models.TextChoices):
    """Where a department's plan of a month stands."""

    DRAFT = "draft", _("Plan being drafted")
    SUBMITTED = "submitted", _("Plan handed in")
    APPROVED = "approved", _("Approved by the department manager")
    CHECKED = "checked", _("Checked against the standard")
    CONSOLIDATED = "consolidated", _("In the purchase list")
    PURCHASING = "purchasing", _("Being bought")
    STOCKED = "stocked", _("In stock")
    READY = "ready", _("Waiting for issue")
    ISSUED = "issued", _("Plan issued")
    REJECTED = "rejected", _("Plan rejected")


class PurchaseStates(models.TextChoices):
    """Where a consolidated purchase stands."""

    LISTED = "listed", _("Purchase listed")
    ORDERED = "ordered", _("Purchase ordered")
    RECEIVED = "received", _("Purchase received")


class UrgentStates(models.TextChoices):
    """Where a request outside the plan stands."""

    DRAFT = "draft", _("Request being drafted")
    ASKED = "asked", _("Request handed in")
    AGREED = "agreed", _("Agreed by the head of department")
    APPROVED = "approved", _("Approved by the administration manager")
    BOUGHT = "bought", _("Bought and in stock")
    ISSUED = "issued", _("Request issued")
    REFUSED = "refused", _("Request refused")


class ScrapStates(models.TextChoices):
    """Where a scrapping stands."""

    ASKED = "asked", _("Scrapping asked for")
    REVIEWED = "reviewed", _("Scrapping reviewed")
    FILED = "filed", _("Filed with finance")
    WRITTEN_OFF = "written_off", _("Written off")
    REFUSED = "refused", _("Scrapping refused")


S = PlanStates
U = UrgentStates
# Who works at the centre may write for the department, a station's manager for the station.
PEOPLE = tuple(post for post in AT_CENTRE if post != Post.EDITOR)
ASKERS = (*PEOPLE, Post.STATION_MGR)
CLERKS = (Post.AREA_CLERK, Post.OFFICE)
FINANCE = (Post.FINANCE, Post.CASHIER)
# Finance hands out what is finance's own (R100).
HANDERS = (*CLERKS, *FINANCE)
READERS = (*CLERKS, Post.ADMIN_MGR, Post.ADMIN, *FINANCE, Post.LEADER, Post.GM, Post.DIRECTOR)
WAY = (S.DRAFT, S.SUBMITTED, S.APPROVED, S.CHECKED, S.CONSOLIDATED, S.PURCHASING, S.STOCKED,
       S.READY, S.ISSUED)  # fmt: skip
WAY_OF_URGENT = (U.DRAFT, U.ASKED, U.AGREED, U.APPROVED, U.BOUGHT, U.ISSUED)
# States in which approved pieces still count against the standard.
RUNNING = (S.CHECKED, S.CONSOLIDATED, S.PURCHASING, S.STOCKED, S.READY)
RUNNING_URGENT = (U.APPROVED, U.BOUGHT)

# fmt: off
PLAN = Lifecycle("supplyplan", PlanStates, (
    Move("submit",      (S.DRAFT,),                      S.SUBMITTED,    ASKERS,            R(104), _("Hand the plan in")),
    Move("approve",     (S.SUBMITTED,),                  S.APPROVED,     (Post.DEPT_HEAD,), R(105), _("Approve the plan"), four_eyes=True),
    Move("send_back",   (S.SUBMITTED,),                  S.DRAFT,        (Post.DEPT_HEAD,), R(105), _("Return the plan"), reason=True),
    Move("send_back",   (S.APPROVED,),                   S.DRAFT,        CLERKS,            R(105), _("Return the plan"), reason=True),
    Move("check",       (S.APPROVED,),                   S.CHECKED,      CLERKS,            R(105), _("Check against the standard"), four_eyes=True),
    Move("consolidate", (S.CHECKED,),                    S.CONSOLIDATED, CLERKS,            R(105), _("Put into the purchase list")),
    Move("purchase",    (S.CONSOLIDATED,),               S.PURCHASING,   CLERKS,            R(106), _("The purchase is ordered")),
    Move("stock",       (S.PURCHASING,),                 S.STOCKED,      CLERKS,            R(106), _("The purchase is in stock")),
    Move("release",     (S.STOCKED,),                    S.READY,        CLERKS,            R(106), _("Prepare the issue")),
    Move("finish",      (S.READY,),                      S.ISSUED,       HANDERS,           R(108), _("Everything is issued")),
    Move("reject",      (S.SUBMITTED,),                  S.REJECTED,     (Post.DEPT_HEAD,), R(106), _("Reject the plan"), reason=True),
    Move("reject",      (S.APPROVED,),                   S.REJECTED,     CLERKS,            R(106), _("Reject the plan"), reason=True),
), title=_("Monthly plan of supplies"))

PURCHASE = Lifecycle("supplypurchase", PurchaseStates, (
    Move("order",   (PurchaseStates.LISTED,),  PurchaseStates.ORDERED,  CLERKS, R(105), _("Order it")),
    Move("receive", (PurchaseStates.ORDERED,), PurchaseStates.RECEIVED, CLERKS, R(106), _("Receive it into stock")),
), title=_("Purchase of supplies"))

URGENT = Lifecycle("supplyurgent", UrgentStates, (
    Move("ask",     (U.DRAFT,),          U.ASKED,    ASKERS,            R(107), _("Hand the request in")),
    Move("agree",   (U.ASKED,),          U.AGREED,   (Post.DEPT_HEAD,), R(107), _("Agree as head of department"), four_eyes=True),
    Move("approve", (U.AGREED,),         U.APPROVED, (Post.ADMIN_MGR,), R(107), _("Approve for the administration"), four_eyes=True),
    Move("buy",     (U.APPROVED,),       U.BOUGHT,   CLERKS,            R(107), _("Buy what is missing")),
    Move("finish",  (U.BOUGHT,),         U.ISSUED,   HANDERS,           R(109), _("Everything asked for is issued")),
    Move("refuse",  (U.ASKED,),          U.REFUSED,  (Post.DEPT_HEAD,), R(107), _("Refuse the request"), reason=True),
    Move("refuse",  (U.AGREED,),         U.REFUSED,  (Post.ADMIN_MGR,), R(107), _("Refuse the request"), reason=True),
), title=_("Urgent request of supplies"))

SCRAP = Lifecycle("supplyscrap", ScrapStates, (
    Move("review",    (ScrapStates.ASKED,),    ScrapStates.REVIEWED,    (Post.ADMIN_MGR, Post.ADMIN), R(114), _("Review the scrapping"), four_eyes=True),
    Move("file",      (ScrapStates.REVIEWED,), ScrapStates.FILED,       FINANCE, R(114), _("File it with finance"), four_eyes=True),
    Move("write_off", (ScrapStates.FILED,),    ScrapStates.WRITTEN_OFF, CLERKS,  R(114), _("Write it off")),
    Move("refuse",    (ScrapStates.ASKED, ScrapStates.REVIEWED), ScrapStates.REFUSED, (Post.ADMIN_MGR, Post.ADMIN), R(114), _("Refuse the scrapping"), reason=True),
    # What is not there any more is not written off: the clerk says so.
    Move("refuse",    (ScrapStates.FILED,),    ScrapStates.REFUSED,     CLERKS,  R(114), _("Refuse the scrapping"), reason=True),
), title=_("Scrapping of supplies"))
# fmt: on
