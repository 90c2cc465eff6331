"""The way of an enquiry: it is answered and closed, or put aside with a reason (R121)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class EnquiryStates(models.TextChoices):
    """How far it is."""

    NEW = "new", _("Enquiry received")
    ANSWERED = "answered", _("Enquiry answered")
    CLOSED = "closed", _("Enquiry closed")


S = EnquiryStates
ANSWERERS = (Post.OPS, Post.OFFICE, Post.DEPT_HEAD)
READERS = (*ANSWERERS, Post.LEADER, Post.GM, Post.DIRECTOR)

# fmt: off
ENQUIRY = Lifecycle("enquiry", EnquiryStates, (
    Move("answer",   (S.NEW,),      S.ANSWERED, ANSWERERS, R(121), _("Note the answer")),
    Move("close",    (S.ANSWERED,), S.CLOSED,   ANSWERERS, R(121), _("Close the enquiry")),
    Move("put_aside", (S.NEW,),     S.CLOSED,   ANSWERERS, R(121), _("Put aside"), reason=True),
    Move("reopen",   (S.ANSWERED, S.CLOSED), S.NEW, ANSWERERS, R(121), _("Open it again"), reason=True),
), title=_("Enquiries"))
# fmt: on
