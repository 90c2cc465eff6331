"""The way of an incoming document (R27): registered, proposed, instructed, handled or read, filed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import EARLIER, Lifecycle, Move
from operations.documents.lifecycle import ORIGINATORS


class IncomingStates(models.TextChoices):
    """The step whose turn it is."""

    REGISTERED = "registered", _("Received and registered")
    PROPOSING = "proposing", _("Handling being proposed")
    INSTRUCTING = "instructing", _("Before a leader")
    HANDLING = "handling", _("Being handled by departments")
    CIRCULATING = "circulating", _("In circulation")
    COMPLETED = "completed", _("Handled")
    ARCHIVED = "archived", _("Incoming document filed")
    SENT_BACK = "sent_back", _("Sent back to the sender")
    VOID = "void", _("Registration void")


T = IncomingStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Whoever works at the centre may be asked to handle something; a leader whom it is handed to, too.
HANDLERS = (*ORIGINATORS, Post.DEPT_KEEPER, Post.DUTY, Post.FRONTDESK, Post.CASHIER, *LEADERS)
ENDED = (T.ARCHIVED, T.SENT_BACK, T.VOID)
WAY = (T.REGISTERED, T.PROPOSING, T.INSTRUCTING, T.HANDLING, T.COMPLETED, T.ARCHIVED)
WAY_OF_READING = (*WAY[:3], T.CIRCULATING, *WAY[4:])
UNDER_WAY = (T.REGISTERED, T.PROPOSING, T.INSTRUCTING, T.HANDLING, T.CIRCULATING)

# fmt: off
INCOMING = Lifecycle("incoming", IncomingStates, (
    Move("check",     (T.REGISTERED,),  T.PROPOSING,   (Post.OFFICE,), R(27), _("First check passed")),
    Move("send_back", (T.REGISTERED,),  T.SENT_BACK,   (Post.OFFICE,), R(27), _("Send it back to the sender"), reason=True),
    Move("propose",   (T.PROPOSING,),   T.INSTRUCTING, (Post.OFFICE,), R(27), _("Propose the handling")),
    Move("circulate", (T.PROPOSING,),   T.CIRCULATING, (Post.OFFICE,), R(27), _("Circulate it for reading")),
    Move("instruct",  (T.INSTRUCTING, T.CIRCULATING), T.HANDLING, LEADERS, R(35), _("Instruct the handling"), four_eyes=True),
    Move("let_read",  (T.INSTRUCTING,), T.CIRCULATING, LEADERS,        R(27), _("Instruct to circulate"), four_eyes=True),
    Move("return",    (T.PROPOSING,),   EARLIER,       (Post.OFFICE,), R(27), _("Return to an earlier step"), reason=True),
    Move("return",    (T.INSTRUCTING,), EARLIER,       LEADERS,        R(27), _("Return to an earlier step"), reason=True),
    Move("return",    (T.HANDLING,),    EARLIER,       HANDLERS,       R(27), _("Return to an earlier step"), reason=True),
    Move("complete",  (T.HANDLING,),    T.COMPLETED,   HANDLERS,       R(27), _("Report it handled")),
    Move("all_read",  (T.CIRCULATING,), T.COMPLETED,   (Post.OFFICE,), R(27), _("End the circulation")),
    Move("archive",   (T.COMPLETED,),   T.ARCHIVED,    (Post.OFFICE,), R(32), _("File the incoming document")),
    Move("void",      UNDER_WAY[:3],    T.VOID,        (Post.OFFICE,), R(36), _("Declare the registration void"), reason=True),
), title=_("Incoming documents"))
# fmt: on
