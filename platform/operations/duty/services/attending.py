"""Verbs of the person at the post: sign in, leave, come back, hand over, take over (R50-R55)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.duty import selectors
from operations.duty.lifecycle import S
from operations.duty.models import Away, Gap, Shift, StandIn
from operations.duty.rules import shifts as rules
from operations.duty.services.moving import (
    INQUIRE,
    announce_handover,
    end_of,
    handover_due,
    handovers_follow,
    is_receiver,
    locked,
    minutes,
    move_shift,
    receiver_in_words,
    tell,
)
from operations.duty.services.swapping import lapse_with


@transaction.atomic
def shift_begin(
    *,
    shift_id: int,
    by: Actor,
    at: datetime,
    place: str = "",
    expected_version: int | None = None,
) -> Shift:
    """Sign in at the post, after the one before has been taken over (R50, R55)."""
    shift = locked(shift_id)
    rules.own_shift(is_own=shift.officer_id == selectors.own_id(by))
    if shift.status == S.PLANNED:
        rules.not_over(ends=shift.ends_at, now=at)
        early = minutes("early_minutes", at=at)
        rules.not_too_early(starts=shift.starts_at, now=at, minutes=early)
        overtaken = selectors.begun_after(shift)
        rules.not_overtaken(following="" if overtaken is None else str(overtaken))
        before = selectors.waiting_before(shift)
        rules.previous_is_handed_over(waiting="" if before is None else str(before))
    shift.signed_in_at, shift.signed_in_place = at, place.strip()[:80]
    move_shift(
        shift,
        "begin",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("signed_in_at", "signed_in_place"),
    )
    lapse_with(shift, by=Actor.system(_("System")), at=at)
    return shift


@transaction.atomic
def post_leave(*, shift_id: int, reason: str, by: Actor, at: datetime) -> Away:
    """Leave the post for a while; longer than allowed it needs a stand-in (R50)."""
    shift = _at_post(shift_id, by, at=at)
    rules.reason_is_given(reason=reason)
    rules.not_away(away=shift.aways.filter(back_at=None).exists())
    away = Away.objects.create(shift=shift, left_at=at, reason=reason.strip()[:200])
    audit.record(shift, by=by, action="shift.leave", note=away.reason, clauses=(R(50),), at=at)
    return away


@transaction.atomic
def post_return(*, shift_id: int, by: Actor, at: datetime) -> Away:
    """Back at the post (R50)."""
    shift = _at_post(shift_id, by, at=at)
    away = rules.has_left(away=shift.aways.filter(back_at=None).first())
    away.back_at = at
    away.save(update_fields=["back_at"])
    audit.record(shift, by=by, action="shift.return", clauses=(R(50),), at=at)
    return away


def _at_post(shift_id: int, by: Actor, *, at: datetime) -> Shift:
    shift = locked(shift_id)
    rules.own_shift(is_own=shift.officer_id == selectors.own_id(by))
    if shift.status != S.ON_DUTY:
        raise Violation(_("One leaves and comes back while one is on duty."), R(50))
    return shift


# --- Handing over and taking over (R51, R55) ---


@transaction.atomic
def shift_hand_over(
    *,
    shift_id: int,
    summary: str,
    things: str,
    by: Actor,
    at: datetime,
    nothing_happened: bool = False,
    place: str = "",
    expected_version: int | None = None,
) -> Shift:
    """Sum the day up, list things and open matters, and sign out; the other side signs next.

    By who is at the post, or by the office for somebody who went without it. Times with nobody at
    the post are noted as gaps (R50).
    """
    shift = locked(shift_id)
    rules.own_shift(
        is_own=selectors.is_at_post(shift, by, at=at) or by.holds(Post.OFFICE),
    )
    rules.day_is_summed_up(summary=summary)
    rules.entries_or_a_word(entries=shift.records.count(), nothing_happened=nothing_happened)
    rules.things_are_listed(things=things)
    shift.summary, shift.things = summary.strip(), things.strip()[:300]
    shift.nothing_happened = nothing_happened
    shift.signed_out_at, shift.signed_out_place = at, place.strip()[:80]
    shift.matters = [
        {"id": one.pk, "text": str(one), "state": str(one.get_status_display())}
        for one in selectors.unfinished()
    ]
    move_shift(
        shift,
        "hand_over",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=(
            "summary", "things", "nothing_happened", "signed_out_at", "signed_out_place", "matters"
        ),
        changes={"matters": len(shift.matters), "things": shift.things},
        clauses=(R(51),),
    )  # fmt: skip
    inbox.close(shift, by=by, outcome="hand_over", step=S.ON_DUTY, returning=True, at=at)
    shift.aways.filter(back_at=None).update(back_at=at)
    note_gaps(shift, by=by, at=at)
    announce_handover(shift, by=by, at=at)
    return shift


@transaction.atomic
def shift_take_over(
    *, shift_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Shift:
    """The other side signs: matters and things are with the next one now (R55)."""
    shift = locked(shift_id)
    _other_side(shift, by)
    shift.received_by_id, shift.received_by_name = by.user_id, by.signature[:80]
    shift.received_at = at
    move_shift(
        shift,
        "take_over",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("received_by_id", "received_by_name", "received_at"),
        changes={"matters": len(shift.matters)},
    )
    inbox.close(shift, by=by, outcome="take_over", step=S.HANDING_OVER, returning=True, at=at)
    return shift


@transaction.atomic
def shift_refuse(
    *, shift_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Shift:
    """Something is missing: the handover goes back to who hands over (R55)."""
    shift = locked(shift_id)
    _other_side(shift, by)
    shift.signed_out_at = None
    move_shift(
        shift,
        "refuse",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("signed_out_at",),
    )
    # What was noted of its end is noted again when it is handed over again.
    shift.gaps.filter(finding="").delete()
    inbox.close(shift, by=by, outcome="refuse", step=INQUIRE, returning=True, at=at)
    inbox.close(
        shift, by=by, outcome="refuse", step=S.HANDING_OVER, opinion=reason, returning=True, at=at
    )
    inbox.assign(
        shift,
        step=S.ON_DUTY,
        title=_("Handover refused: %(shift)s") % {"shift": shift},
        by=by,
        at=at,
        user_id=shift.officer_id,
        post=Post.OFFICE,
        due_at=end_of(handover_due(shift)),
        clause=R(55),
        message=reason,
    )
    return shift


def _other_side(shift: Shift, by: Actor) -> None:
    if shift.status == S.HANDING_OVER:
        rules.received_by_the_other_side(
            is_receiver=is_receiver(shift, by), who=receiver_in_words(shift)
        )


@transaction.atomic
def shift_miss(
    *, shift_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Shift:
    """Nobody came: the whole shift is a gap, unless somebody stood in (R50)."""
    shift = locked(shift_id)
    rules.nobody_came(starts=shift.starts_at, now=at, minutes=minutes("gap_minutes", at=at))
    move_shift(shift, "miss", by=by, at=at, expected_version=expected_version)
    note_gaps(shift, by=by, at=at)
    handovers_follow(by=by, at=at)
    return shift


# --- Gaps (R50) ---


def note_gaps(shift: Shift, *, by: Actor, at: datetime) -> list[Gap]:
    """Write down when nobody was at the post for too long; the office looks into it."""
    needed = (shift.starts_at, shift.ends_at)
    found = rules.uncovered(needed, covered(shift), minutes=minutes("gap_minutes", at=at))
    made = []
    for begin, end in found:
        gap, new = Gap.objects.get_or_create(
            shift=shift, starts_at=begin, defaults={"ends_at": end}
        )
        if new:
            made.append(gap)
    if made:
        words = "、".join(map(str, made))
        inbox.assign(
            shift,
            step=INQUIRE,
            title=_("Nobody at the post: %(times)s") % {"times": words},
            by=by,
            at=at,
            post=Post.OFFICE,
            clause=R(50),
        )
        audit.record(shift, by=by, action="shift.gap", note=words, clauses=(R(50),), at=at)
    return made


def covered(shift: Shift) -> list[rules.Spell]:
    """When somebody was at the post: the officer, but for when away, and stand-ins."""
    found = [
        (one.starts_at, one.ends_at)
        for one in shift.stand_ins.filter(decision=StandIn.Decision.AGREED)
    ]
    if shift.signed_in_at is not None and shift.signed_out_at is not None:
        aways = [(one.left_at, one.back_at or shift.signed_out_at) for one in shift.aways.all()]
        found += rules.without((shift.signed_in_at, shift.signed_out_at), aways)
    return found


@transaction.atomic
def gap_inquire(*, shift_id: int, gap_id: int, finding: str, by: Actor, at: datetime) -> Gap:
    """What the inquiry into a gap found (R50)."""
    if not any(by.holds(post) for post in (Post.OFFICE, Post.LEADER)):
        raise denied((Post.OFFICE, Post.LEADER))
    shift = locked(shift_id)
    rules.somebody_else_decides(is_party=shift.officer_id in by.persons)
    rules.inquiry_has_a_result(finding=finding)
    gap = shift.gaps.filter(pk=gap_id, finding="").first()
    if gap is None:
        raise Violation(_("This gap has been looked into already."), R(50), field="gap_id")
    gap.finding, gap.found_by_name, gap.found_at = finding.strip()[:500], by.signature[:80], at
    gap.save(update_fields=["finding", "found_by_name", "found_at"])
    audit.record(shift, by=by, action="shift.inquire", note=gap.finding, clauses=(R(50),), at=at)
    if not shift.gaps.filter(finding="").exists():
        inbox.close(shift, by=by, outcome=INQUIRE, step=INQUIRE, returning=True, at=at)
    return gap


# --- What the clock brings (R50) ---


def shifts_watch(*, by: Actor, at: datetime) -> int:
    """Tell the office of shifts that nobody has signed in for; note those that ended so."""
    late = minutes("gap_minutes", at=at)
    told = 0
    waiting = Shift.objects.filter(status=S.PLANNED, starts_at__lt=at).order_by("starts_at")
    for shift in list(waiting):
        if shift.ends_at <= at:
            shift_miss(shift_id=shift.pk, by=by, at=at)
            told += 1
        elif shift.warned_at is None and (at - shift.starts_at).total_seconds() > late * 60:
            told += _warn(shift, by=by, at=at)
    return told


@transaction.atomic
def _warn(shift: Shift, *, by: Actor, at: datetime) -> int:
    title = _("Not signed in yet: %(shift)s") % {"shift": shift}
    tell(shift, step="late", title=title, by=by, at=at, post=Post.OFFICE, clause=R(50))
    tell(shift, step="late", title=title, by=by, at=at, user_id=shift.officer_id, clause=R(50))
    Shift.objects.filter(pk=shift.pk).update(warned_at=at)
    return 1
