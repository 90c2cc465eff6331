"""The ways of a product, of a batch and of a recall (S11–S13, R117): nothing is public unchecked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class ProductStates(models.TextChoices):
    """Whether the site may show it."""

    DRAFT = "draft", _("Product entered")
    LISTED = "listed", _("Product listed")
    STOPPED = "stopped", _("Product stopped")
    DISCARDED = "discarded", _("Product discarded")


class BatchStates(models.TextChoices):
    """Whether its labels open a page."""

    DRAFT = "draft", _("Batch entered")
    SUBMITTED = "submitted", _("Batch to be checked")
    RELEASED = "released", _("Batch released")
    CLOSED = "closed", _("Batch sold out")
    DISCARDED = "discarded", _("Batch discarded")


class RecallStates(models.TextChoices):
    """Whether the banner stands on the pages."""

    ACTIVE = "active", _("Recall in force")
    LIFTED = "lifted", _("Recall lifted")


P, B, C = ProductStates, BatchStates, RecallStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Who enters products and batches: the operations centre and the departments.
KEEPERS = (Post.OPS, Post.DEPT_HEAD, Post.DEPT_SUP)
HEADS = (Post.DEPT_HEAD, *LEADERS)
# A recall cannot wait for a leader.
RECALLERS = (Post.OPS, *HEADS)
READERS = AT_CENTRE
# Never checked: no page, no list of the site and no batch names it.
NEVER_LISTED = (P.DRAFT, P.DISCARDED)
# Of these a label opens the page.
PUBLIC = (B.RELEASED, B.CLOSED)

# fmt: off
PRODUCT = Lifecycle("tradeproduct", ProductStates, (
    Move("list",   (P.DRAFT,),   P.LISTED,  HEADS, R(117), _("List the product"), four_eyes=True),
    Move("stop",   (P.LISTED,),  P.STOPPED, HEADS, R(117), _("Stop the product"), reason=True),
    Move("resume", (P.STOPPED,), P.LISTED,  HEADS, R(117), _("List it again")),
    Move("discard", (P.DRAFT,),  P.DISCARDED, (*KEEPERS, *LEADERS), R(117), _("Discard the product"), reason=True),
), title=_("Products"))

BATCH = Lifecycle("tradebatch", BatchStates, (
    Move("submit",    (B.DRAFT,),     B.SUBMITTED, KEEPERS, R(117), _("Hand the batch in")),
    Move("release",   (B.SUBMITTED,), B.RELEASED,  HEADS,   R(117), _("Release the batch"), four_eyes=True),
    Move("send_back", (B.SUBMITTED,), B.DRAFT,     HEADS,   R(117), _("Send the batch back"), reason=True, four_eyes=True),
    Move("close",     (B.RELEASED,),  B.CLOSED,    KEEPERS, R(117), _("The batch is sold out")),
    Move("discard",   (B.DRAFT,),     B.DISCARDED, KEEPERS, R(117), _("Discard the batch"), reason=True),
), title=_("Batches"))

RECALL = Lifecycle("traderecall", RecallStates, (
    Move("lift", (C.ACTIVE,), C.LIFTED, LEADERS, R(117), _("Lift the recall"), reason=True, four_eyes=True),
), title=_("Recalls"))
# fmt: on
