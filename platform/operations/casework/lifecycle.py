"""The life of a case (handbook §2.2) and of the hall: who takes it from where to where."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM


class States(models.TextChoices):
    """Where a case stands."""

    DRAFT = "draft", _("Case draft")
    SUBMITTED = "submitted", _("Case submitted")
    SUPPLEMENT = "supplement", _("Material to be completed")
    ACCEPTED = "accepted", _("Case accepted")
    ASSIGNED = "assigned", _("Case assigned")
    HANDLING = "handling", _("Being handled")
    WAITING = "waiting", _("Waiting for the applicant")
    FINISHED = "finished", _("Case completed")
    RATED = "rated", _("Case rated")
    ARCHIVED = "archived", _("Case archived")
    REFUSED = "refused", _("Not accepted for handling")
    WITHDRAWN = "withdrawn", _("Withdrawn by the applicant")
    ENDED = "ended", _("Case terminated")


class AppointmentStates(models.TextChoices):
    """Where an appointment stands."""

    BOOKED = "booked", _("Booked")
    ARRIVED = "arrived", _("Has arrived")
    CANCELLED = "cancelled", _("Cancelled")
    MISSED = "missed", _("Did not come")


class TicketStates(models.TextChoices):
    """Where a number of the queue stands."""

    WAITING = "waiting", _("Waiting")
    CALLED = "called", _("Called")
    SERVED = "served", _("Served")
    ABSENT = "absent", _("Not there")


S, A, Q = States, AppointmentStates, TicketStates
WINDOW = (Post.FRONTDESK, Post.OFFICE, Post.OPS)
REGISTRARS = (*WINDOW, Post.STATION_MGR)
# Who may have a case to work on; that it is theirs is a rule of its own.
HANDLERS = (
    Post.STAFF,
    Post.FRONTDESK,
    Post.OFFICE,
    Post.OPS,
    Post.DEPT_SUP,
    Post.DEPT_HEAD,
    Post.STATION_MGR,
)
ASSIGNERS = (Post.FRONTDESK, Post.OFFICE, Post.OPS, Post.DEPT_HEAD, Post.DEPT_SUP)
CHIEFS = (Post.OPS, Post.DEPT_HEAD, Post.LEADER)
# Who has a hand in cases at the centre, and so reads their papers and files; the rest see the case.
CONCERNED = (*HANDLERS, Post.LEADER, Post.DIRECTOR, Post.GM, Post.COUNTY_ADMIN, Post.DUTY)
# Who speaks with people about a bad rating, and who looks at what was said.
CALLERS = (Post.OFFICE, Post.OPS)
BEFORE_HANDLING = (S.DRAFT, S.SUBMITTED, S.SUPPLEMENT, S.ACCEPTED, S.ASSIGNED)

# fmt: off
CASE = Lifecycle("case", States, (
    Move("submit",     (S.DRAFT,),      S.SUBMITTED,  (*REGISTRARS, SYSTEM), R(121), _("Submit the case"), scope_of=lambda case: case.origin_scope()),
    Move("discard",    (S.DRAFT,),      S.WITHDRAWN,  (*REGISTRARS, SYSTEM), R(121), _("Discard the draft"), scope_of=lambda case: case.origin_scope()),
    Move("accept",     (S.SUBMITTED,),  S.ACCEPTED,   REGISTRARS, R(135), _("Accept the case")),
    Move("ask",        (S.SUBMITTED,),  S.SUPPLEMENT, REGISTRARS, R(135), _("Ask for missing material"), reason=True),
    Move("complete",   (S.SUPPLEMENT,), S.SUBMITTED,  (*REGISTRARS, SYSTEM), R(135), _("Material has been completed"), scope_of=lambda case: case.origin_scope()),
    Move("refuse",     (S.SUBMITTED, S.SUPPLEMENT), S.REFUSED, REGISTRARS, R(135), _("Refuse the case"), reason=True),
    Move("assign",     (S.ACCEPTED,),   S.ASSIGNED,   (*ASSIGNERS, Post.STATION_MGR), R(121), _("Assign a handler")),
    Move("start",      (S.ASSIGNED,),   S.HANDLING,   HANDLERS, R(121), _("Begin handling")),
    Move("wait",       (S.HANDLING,),   S.WAITING,    HANDLERS, R(135), _("Wait for the applicant"), reason=True),
    Move("continue",   (S.WAITING,),    S.HANDLING,   HANDLERS, R(135), _("Continue handling")),
    Move("finish",     (S.HANDLING,),   S.FINISHED,   HANDLERS, R(136), _("Complete the case")),
    Move("rate",       (S.FINISHED,),   S.RATED,      (SYSTEM,), R(139), _("Rate the service")),
    Move("archive",    (S.FINISHED, S.RATED), S.ARCHIVED, (Post.OFFICE, SYSTEM), R(139), _("Archive the case")),
    Move("withdraw",   (S.SUBMITTED, S.SUPPLEMENT, S.ACCEPTED, S.ASSIGNED), S.WITHDRAWN, (*REGISTRARS, SYSTEM), R(121), _("Withdraw for the applicant"), reason=True, scope_of=lambda case: case.origin_scope()),
    Move("end",        (S.ACCEPTED, S.ASSIGNED, S.HANDLING, S.WAITING), S.ENDED, CHIEFS, R(135), _("Terminate the case"), reason=True),
), title=_("Service cases"))

# Whoever booked is nobody here: the site acts for them.
APPOINTMENT = Lifecycle("appointment", AppointmentStates, (
    Move("arrive", (A.BOOKED,), A.ARRIVED,   (*WINDOW, SYSTEM), R(121), _("Note the arrival")),
    Move("cancel", (A.BOOKED,), A.CANCELLED, (*WINDOW, SYSTEM), R(121), _("Cancel the appointment")),
    Move("miss",   (A.BOOKED,), A.MISSED,    (SYSTEM,),         R(121), _("End an appointment nobody came to")),
), title=_("Appointments at the hall"))
TICKET = Lifecycle("ticket", TicketStates, (
    Move("call",   (Q.WAITING,), Q.CALLED, (*WINDOW, SYSTEM), R(121), _("Call the number to a window")),
    Move("serve",  (Q.CALLED,),  Q.SERVED, (*WINDOW, SYSTEM), R(121), _("The number is served")),
    Move("absent", (Q.CALLED,),  Q.ABSENT, (*WINDOW, SYSTEM), R(121), _("Note that nobody came to the window")),
), title=_("Numbers of the hall's queue"))
# fmt: on

# The promised clock runs in these; in WAITING it stands still.
RUNNING = (S.ACCEPTED, S.ASSIGNED, S.HANDLING)
OPEN = (S.DRAFT, S.SUBMITTED, S.SUPPLEMENT, *RUNNING, S.WAITING)
DONE = (S.FINISHED, S.RATED, S.ARCHIVED)
OVER = (S.REFUSED, S.WITHDRAWN, S.ENDED)
