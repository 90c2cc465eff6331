"""The ways of a course, of a class and of a place in it (R117, R149, R150)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM


class CourseStates(models.TextChoices):
    """Whether the site may show it."""

    DRAFT = "draft", _("Course planned")
    LISTED = "listed", _("Course offered")
    STOPPED = "stopped", _("Course stopped")


class ClassStates(models.TextChoices):
    """Where a class stands."""

    DRAFT = "draft", _("Class planned")
    OPEN = "open", _("Sign-up open")
    RUNNING = "running", _("Class running")
    ENDED = "ended", _("Class ended")
    COUNTED = "counted", _("Class counted")
    CANCELLED = "cancelled", _("Class cancelled")


class SignUpStates(models.TextChoices):
    """Whether somebody has a place."""

    WAITING = "waiting", _("On the waiting list")
    PLACED = "placed", _("Has a place")
    CANCELLED = "cancelled", _("Signed off")


C, K, U = CourseStates, ClassStates, SignUpStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Who plans courses and runs classes: the operations centre and the departments.
KEEPERS = (Post.OPS, Post.DEPT_HEAD, Post.DEPT_SUP)
HEADS = (Post.DEPT_HEAD, *LEADERS)
READERS = AT_CENTRE
# Whoever takes calls signs people up.
DESKS = (*KEEPERS, Post.FRONTDESK, Post.OFFICE)
# Station managers do so for the villages that their station serves.
SIGNERS = (*DESKS, Post.STATION_MGR)
# The site shows these.
PUBLIC = (K.OPEN, K.RUNNING, K.ENDED, K.COUNTED, K.CANCELLED)
HELD = (K.ENDED, K.COUNTED)

# fmt: off
COURSE = Lifecycle("trainingcourse", CourseStates, (
    Move("list",   (C.DRAFT,),   C.LISTED,  HEADS, R(117), _("Offer the course"), four_eyes=True),
    Move("stop",   (C.LISTED,),  C.STOPPED, HEADS, R(117), _("Stop the course"), reason=True),
    Move("resume", (C.STOPPED,), C.LISTED,  HEADS, R(117), _("Offer the course again")),
), title=_("Courses"))

CLASS = Lifecycle("trainingclass", ClassStates, (
    Move("open",   (K.DRAFT,),   K.OPEN,    HEADS,   R(150), _("Open the sign-up"), four_eyes=True),
    Move("start",  (K.OPEN,),    K.RUNNING, KEEPERS, R(149), _("The class begins")),
    Move("end",    (K.RUNNING,), K.ENDED,   KEEPERS, R(149), _("The class has ended")),
    Move("count",  (K.ENDED,),   K.COUNTED, HEADS,   R(150), _("The file is whole: count the class"), four_eyes=True),
    Move("cancel", (K.DRAFT, K.OPEN), K.CANCELLED, HEADS, R(150), _("Cancel the class"), reason=True),
), title=_("Training classes"))

SIGN_UP = Lifecycle("trainingsignup", SignUpStates, (
    Move("promote", (U.WAITING,),          U.PLACED,    (*DESKS, SYSTEM), R(149), _("Give the place that came free")),
    Move("cancel",  (U.PLACED, U.WAITING), U.CANCELLED, (*DESKS, Post.STATION_MGR, SYSTEM), R(149), _("Sign off")),
), title=_("Sign-ups"))
# fmt: on
