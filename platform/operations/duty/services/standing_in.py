"""Verbs of standing in: asked for by who is on the roster, agreed by the office (替班, R50)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.duty import selectors
from operations.duty.lifecycle import OFFICERS, S
from operations.duty.models import StandIn
from operations.duty.rules import roster
from operations.duty.rules import shifts as rules
from operations.duty.services.moving import STAND_IN, locked, refigure, tell

DECIDERS = (Post.OFFICE, Post.LEADER)


@transaction.atomic
def stand_in_ask(
    *,
    shift_id: int,
    person_id: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    by: Actor,
    at: datetime,
) -> StandIn:
    """Somebody else is to be at the post for a part of the shift, or for all of it (R50)."""
    shift = locked(shift_id)
    me = selectors.own_id(by)
    rules.own_shift(is_own=shift.officer_id == me or by.holds(Post.OFFICE))
    if shift.status not in (S.PLANNED, S.ON_DUTY):
        raise Violation(_("This shift is over."), R(50))
    rules.reason_is_given(reason=reason)
    rules.stand_in_lies_in_the_shift(
        shift=(shift.starts_at, shift.ends_at), spell=(starts_at, ends_at)
    )
    rules.stand_in_is_somebody_else(person=person_id, officer=shift.officer_id)
    known = selectors.people(OFFICERS, on=timezone.localdate(starts_at))
    roster.somebody_of_the_centre(known=person_id in known, field="person_id")
    name = known[person_id]
    roster.one_shift_at_a_time(
        name=name,
        busy=selectors.busy(person_id, starts=starts_at, ends=ends_at),
        field="person_id",
    )
    stand_in = StandIn.objects.create(
        shift=shift,
        person_id=person_id,
        person_name=name[:80],
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip()[:200],
        asked_by_id=me,
        asked_by_name=by.signature[:80],
        asked_at=at,
    )
    inbox.assign(
        shift,
        step=STAND_IN,
        title=_("Decide on the stand-in: %(spell)s") % {"spell": stand_in},
        by=by,
        at=at,
        post=Post.OFFICE,
        due_at=starts_at,
        clause=R(50),
        message=stand_in.reason,
    )
    audit.record(
        shift,
        by=by,
        action="shift.stand_in_ask",
        note=stand_in.reason,
        changes={"person": str(stand_in)},
        clauses=(R(50),),
        at=at,
    )
    return stand_in


@transaction.atomic
def stand_in_decide(
    *, shift_id: int, stand_in_id: int, agree: bool, by: Actor, at: datetime, opinion: str = ""
) -> StandIn:
    """The office agrees or not; a leader where it concerns the office itself (R0, R50)."""
    if not any(by.holds(post) for post in DECIDERS):
        raise denied(DECIDERS)
    shift = locked(shift_id)
    stand_in = shift.stand_ins.get(pk=stand_in_id)
    rules.undecided(is_open=stand_in.decision == StandIn.Decision.OPEN)
    parties = {stand_in.asked_by_id, stand_in.person_id, shift.officer_id}
    rules.somebody_else_decides(is_party=bool(parties & by.persons))
    rules.refusal_has_its_reason(agree=agree, opinion=opinion)
    if agree:
        roster.one_shift_at_a_time(
            name=stand_in.person_name,
            busy=selectors.busy(
                stand_in.person_id, starts=stand_in.starts_at, ends=stand_in.ends_at
            ),
            field="stand_in_id",
        )
    stand_in.decision = StandIn.Decision.AGREED if agree else StandIn.Decision.REFUSED
    stand_in.opinion = opinion.strip()[:200]
    stand_in.decided_by_name, stand_in.decided_at = by.signature[:80], at
    stand_in.save()
    inbox.close(shift, by=by, outcome=stand_in.decision, step=STAND_IN, returning=True, at=at)
    for person in sorted({stand_in.asked_by_id, stand_in.person_id}):
        tell(
            shift,
            step=f"stand-in-{stand_in.pk}",
            title=f"{stand_in.get_decision_display()}：{stand_in}",
            by=by,
            at=at,
            user_id=person,
            clause=R(50),
            message=stand_in.opinion,
        )
    audit.record(
        shift,
        by=by,
        action="shift.stand_in_agreed" if agree else "shift.stand_in_refused",
        note=stand_in.opinion,
        changes={"person": str(stand_in)},
        clauses=(R(50),),
        at=at,
    )
    refigure(shift)
    return stand_in
