"""The lives of a shift, of a duty record, of a swap and of a holiday's schedule."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from core.clauses import R
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM

# Whoever works at the centre may be on the roster; that the shift is theirs is a rule of its own.
OFFICERS = (
    Post.DUTY,
    Post.OFFICE,
    Post.STAFF,
    Post.DRAFTER,
    Post.DEPT_SUP,
    Post.DEPT_HEAD,
    Post.DEPT_KEEPER,
    Post.AREA_CLERK,
    Post.ADMIN,
    Post.ADMIN_MGR,
    Post.FINANCE,
    Post.CASHIER,
    Post.OPS,
    Post.FRONTDESK,
)
# Who is on call, and who instructs (R54).
LEADERS = (Post.LEADER, Post.DIRECTOR, Post.GM)
# The next on the roster confirms; where there is none the office does, or a leader for it (R55).
RECEIVERS = (*OFFICERS, *LEADERS)


class ShiftStates(models.TextChoices):
    """Where a shift stands."""

    PLANNED = "planned", _("Shift planned")
    ON_DUTY = "on_duty", _("On duty")
    HANDING_OVER = "handing_over", _("Waiting for the handover")
    HANDED_OVER = "handed_over", _("Shift handed over")
    MISSED = "missed", _("Nobody came")
    CANCELLED = "cancelled", _("Shift cancelled")


S = ShiftStates
# Somebody has begun it and nobody has taken it over yet.
UNDER_WAY = (S.ON_DUTY, S.HANDING_OVER)
BEGUN = (*UNDER_WAY, S.HANDED_OVER)

# fmt: off
SHIFT = Lifecycle("shift", ShiftStates, (
    Move("begin",     (S.PLANNED,),      S.ON_DUTY,      OFFICERS,              R(50), _("Sign in at the post")),
    Move("hand_over", (S.ON_DUTY,),      S.HANDING_OVER, OFFICERS,              R(55), _("Hand the shift over")),
    Move("take_over", (S.HANDING_OVER,), S.HANDED_OVER,  RECEIVERS,             R(55), _("Confirm the handover")),
    Move("refuse",    (S.HANDING_OVER,), S.ON_DUTY,      RECEIVERS,             R(55), _("Refuse the handover"), reason=True),
    Move("miss",      (S.PLANNED,),      S.MISSED,       (Post.OFFICE, SYSTEM), R(50), _("Note that nobody came")),
    Move("cancel",    (S.PLANNED,),      S.CANCELLED,    (Post.OFFICE,),        R(48), _("Cancel the shift"), reason=True),
), title=_("Duty shifts"))
# fmt: on


class RecordStates(models.TextChoices):
    """Where a matter of the duty book stands."""

    OPEN = "open", _("Matter open")
    WITH_DEPARTMENT = "with_department", _("With the department")
    ANSWERED = "answered", _("Answered by the department")
    WITH_LEADER = "with_leader", _("Waiting for an instruction")
    INSTRUCTED = "instructed", _("Instructed by the leader")
    CLOSED = "closed", _("Matter closed")


T = RecordStates
UNFINISHED = (T.OPEN, T.WITH_DEPARTMENT, T.ANSWERED, T.WITH_LEADER, T.INSTRUCTED)
# What the person on duty can do something about.
WITH_DUTY = (T.OPEN, T.ANSWERED, T.INSTRUCTED)

# fmt: off
RECORD = Lifecycle("duty_record", RecordStates, (
    Move("hand_to",   (T.OPEN, T.INSTRUCTED),             T.WITH_DEPARTMENT, OFFICERS, R(53), _("Hand over to a department")),
    Move("answer",    (T.WITH_DEPARTMENT,),               T.ANSWERED,        OFFICERS, R(53), _("Answer with the result")),
    Move("ask_again", (T.ANSWERED,),                      T.WITH_DEPARTMENT, OFFICERS, R(53), _("Not answered, ask again"), reason=True),
    Move("report",    (T.OPEN, T.ANSWERED),               T.WITH_LEADER,     OFFICERS, R(54), _("Report to the leader")),
    Move("instruct",  (T.WITH_LEADER,),                   T.INSTRUCTED,      LEADERS,  R(54), _("Give an instruction")),
    Move("close",     (T.OPEN, T.ANSWERED, T.INSTRUCTED), T.CLOSED,          OFFICERS, R(52), _("Close the matter")),
), title=_("Duty records"))
# fmt: on


class SwapStates(models.TextChoices):
    """Where a swap of shifts stands."""

    ASKED = "asked", _("Colleague asked")
    AGREED = "agreed", _("Agreed, waiting for the office")
    SWAPPED = "swapped", _("Shifts swapped")
    DECLINED = "declined", _("Swap declined")
    WITHDRAWN = "withdrawn", _("Swap withdrawn")
    LAPSED = "lapsed", _("Swap lapsed")


W = SwapStates
SWAP_OPEN = (W.ASKED, W.AGREED)

# fmt: off
SWAP = Lifecycle("duty_swap", SwapStates, (
    Move("consent",  (W.ASKED,),  W.AGREED,    OFFICERS,                   R(57), _("Consent to the swap")),
    Move("decline",  (W.ASKED,),  W.DECLINED,  OFFICERS,                   R(57), _("Decline the swap"), reason=True),
    Move("approve",  (W.AGREED,), W.SWAPPED,   (Post.OFFICE, Post.LEADER), R(57), _("Approve the swap")),
    Move("refuse",   (W.AGREED,), W.DECLINED,  (Post.OFFICE, Post.LEADER), R(57), _("Refuse the swap"), reason=True),
    Move("withdraw", SWAP_OPEN,   W.WITHDRAWN, OFFICERS,                   R(57), _("Withdraw the swap")),
    Move("lapse",    SWAP_OPEN,   W.LAPSED,    (SYSTEM,),                  R(57), _("Lapse with the begin of the shift")),
), title=_("Swaps of shifts"))
# fmt: on


class ScheduleStates(models.TextChoices):
    """Where the work schedule of a holiday stands."""

    DRAFT = "draft", _("Schedule being drawn up")
    PUBLISHED = "published", _("Schedule published")


H = ScheduleStates

# fmt: off
SCHEDULE = Lifecycle("holiday_schedule", ScheduleStates, (
    Move("publish", (H.DRAFT,),     H.PUBLISHED, (Post.OFFICE,), R(39), _("Publish the schedule")),
    Move("reopen",  (H.PUBLISHED,), H.DRAFT,     (Post.OFFICE,), R(39), _("Take it back for changes"), reason=True),
), title=_("Holiday work schedules"))
# fmt: on
