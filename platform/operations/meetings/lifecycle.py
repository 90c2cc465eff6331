"""The way of a meeting, from its plan to its filed minutes, and that of a visit (R26)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE, Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move


class MeetingStates(models.TextChoices):
    """The step whose turn it is."""

    PLANNED = "planned", _("Meeting planned")
    NOTIFIED = "notified", _("Notice given")
    HELD = "held", _("Meeting held")
    DRAFTED = "drafted", _("Minutes to be signed")
    SIGNED = "signed", _("Minutes signed")
    CLOSED = "closed", _("Meeting closed")
    CANCELLED = "cancelled", _("Meeting cancelled")


class VisitStates(models.TextChoices):
    """Whether the visitors have come."""

    PLANNED = "planned", _("Visit announced")
    RECEIVED = "received", _("Visitors received")
    CLOSED = "closed", _("Visit closed")
    CANCELLED = "cancelled", _("Visit called off")


S, V = MeetingStates, VisitStates
LEADERS = (Post.LEADER, Post.GM, Post.DIRECTOR)
# Who works at the centre may be invited, reads who is in which room, and keeps minutes.
PEOPLE = tuple(post for post in AT_CENTRE if post != Post.EDITOR)
CONVENERS = (
    *(Post.OFFICE, Post.DEPT_HEAD, Post.DEPT_SUP, Post.ADMIN_MGR, Post.ADMIN, Post.OPS),
    *LEADERS,
)
# Who reads every meeting.
READERS = (Post.OFFICE, *LEADERS)
# Who keeps the register of rooms.
KEEPERS = (Post.OFFICE,)
# Who enters visitors.
HOSTS = (*CONVENERS, Post.FRONTDESK)
# Who may have a decision to carry out: whoever owns supervision items.
OWNERS = tuple(post for post in PEOPLE if post not in (Post.COUNTY_ADMIN, *LEADERS))
WAY = (S.PLANNED, S.NOTIFIED, S.HELD, S.DRAFTED, S.SIGNED, S.CLOSED)
WAY_OF_VISIT = (V.PLANNED, V.RECEIVED, V.CLOSED)
AHEAD = (S.PLANNED, S.NOTIFIED)
WITH_MINUTES = (S.SIGNED, S.CLOSED)

# fmt: off
MEETING = Lifecycle("meeting", MeetingStates, (
    Move("notify", (S.PLANNED,),  S.NOTIFIED,  CONVENERS,      R(26), _("Give notice")),
    Move("hold",   (S.NOTIFIED,), S.HELD,      CONVENERS,      R(26), _("The meeting was held")),
    Move("draft",  (S.HELD,),     S.DRAFTED,   PEOPLE,         R(26), _("Hand the minutes in")),
    Move("return", (S.DRAFTED,),  S.HELD,      LEADERS,        R(26), _("Return the minutes"), reason=True),
    Move("sign",   (S.DRAFTED,),  S.SIGNED,    LEADERS,        R(44), _("Sign the minutes"), four_eyes=True),
    Move("close",  (S.SIGNED,),   S.CLOSED,    (Post.OFFICE,), R(29), _("File and close")),
    Move("skip",   (S.HELD,),     S.CLOSED,    (Post.OFFICE,), R(26), _("Close without minutes"), reason=True),
    Move("cancel", AHEAD,         S.CANCELLED, CONVENERS,      R(26), _("Cancel the meeting"), reason=True),
), title=_("Meetings"))

VISIT = Lifecycle("visit", VisitStates, (
    Move("receive", (V.PLANNED,),  V.RECEIVED,  PEOPLE, R(26), _("The visitors are here")),
    Move("close",   (V.RECEIVED,), V.CLOSED,    PEOPLE, R(26), _("Close the visit")),
    Move("cancel",  (V.PLANNED,),  V.CANCELLED, PEOPLE, R(26), _("Call the visit off"), reason=True),
), title=_("Visits"))
# fmt: on
