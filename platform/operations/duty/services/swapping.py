"""Verbs of swapping shifts: asked, consented to, approved by the office, or lapsed (R57)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.duty import selectors
from operations.duty.lifecycle import OFFICERS, SWAP, SWAP_OPEN, S, W
from operations.duty.models import Shift, Swap
from operations.duty.rules import roster as rules
from operations.duty.rules import shifts
from operations.duty.services.moving import handovers_follow, locked, move, refigure, tell
from operations.duty.services.rostering import sheet_follows


@transaction.atomic
def swap_ask(
    *,
    shift_id: int,
    partner_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    other_id: int | None = None,
) -> Swap:
    """Ask a colleague to take one's shift, in exchange for one of theirs or as a favour (R57)."""
    shift = locked(shift_id)
    shifts.own_shift(is_own=shift.officer_id == selectors.own_id(by))
    rules.not_begun(planned=shift.status == S.PLANNED and shift.starts_at > at)
    other = Shift.objects.filter(pk=other_id).first() if other_id is not None else None
    rules.swap_is_between_two(
        mine=shift.officer_id,
        partner=partner_id,
        other_officer=other.officer_id if other is not None else None,
    )
    shifts.reason_is_given(reason=reason)
    known = selectors.people(OFFICERS, on=timezone.localdate(shift.starts_at))
    rules.somebody_of_the_centre(known=partner_id in known, field="partner_id")
    if selectors.open_swaps(shift).exists():
        raise Violation(_("A swap of this shift is being asked for already."), R(57))
    swap = Swap(
        shift=shift,
        other=other,
        partner_id=partner_id,
        partner_name=known[partner_id][:80],
        asked_by_name=by.signature[:80],
        reason=reason.strip()[:200],
        status_since=at,
        created_at=at,
        created_by_id=shift.officer_id,
    )
    _possible(swap, at=at)
    swap.save()
    audit.record(swap, by=by, action="duty_swap.ask", note=swap.reason, clauses=(R(57),), at=at)
    inbox.assign(
        swap,
        step=W.ASKED,
        title=_("Consent to a swap: %(swap)s") % {"swap": swap},
        by=by,
        at=at,
        user_id=partner_id,
        due_at=shift.starts_at,
        clause=R(57),
        message=swap.reason,
    )
    return swap


def _possible(swap: Swap, *, at: datetime) -> None:
    """Both shifts are still ahead, and both people are free for what they take (R57)."""
    shift, other = swap.shift, swap.other
    both = [one for one in (shift, other) if one is not None]
    rules.not_begun(planned=all(one.status == S.PLANNED and one.starts_at > at for one in both))
    if other is not None:
        rules.not_at_the_same_time(
            apart=shift.ends_at <= other.starts_at or other.ends_at <= shift.starts_at
        )
    keys = [one.pk for one in both]
    taking: Iterable[tuple[Shift, int, str]] = [(shift, swap.partner_id, swap.partner_name)]
    if other is not None:
        taking = [*taking, (other, shift.officer_id, shift.officer_name)]
    for one, person, name in taking:
        there = selectors.busy(person, starts=one.starts_at, ends=one.ends_at, but=keys)
        rules.one_shift_at_a_time(name=name, busy=there, field="partner_id")


def _locked_swap(swap_id: int) -> Swap:
    """The swap with its shifts, all locked. Raises Swap.DoesNotExist."""
    row = Swap.objects.get(pk=swap_id)
    keys = sorted(filter(None, (row.shift_id, row.other_id)))
    held = {one: locked(one) for one in keys}
    swap = Swap.objects.select_for_update(of=("self",)).get(pk=swap_id)
    swap.shift = held[swap.shift_id]
    swap.other = held[swap.other_id] if swap.other_id is not None else None
    return swap


def _move(swap: Swap, action: str, *, by: Actor, at: datetime, **more: Any) -> None:
    was = swap.status
    move(swap, SWAP, action, by=by, at=at, **more)
    inbox.close(swap, by=by, outcome=action, step=was, returning=True, at=at)


@transaction.atomic
def swap_consent(
    *, swap_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Swap:
    """The colleague consents; the office decides (R57)."""
    swap = _locked_swap(swap_id)
    if swap.status == W.ASKED:
        rules.only_the_partner(is_partner=swap.partner_id == selectors.own_id(by))
        _possible(swap, at=at)
    _move(swap, "consent", by=by, at=at, expected_version=expected_version)
    inbox.assign(
        swap,
        step=W.AGREED,
        title=_("Approve a swap: %(swap)s") % {"swap": swap},
        by=by,
        at=at,
        post=Post.OFFICE,
        due_at=swap.shift.starts_at,
        clause=R(57),
        message=swap.reason,
    )
    return swap


@transaction.atomic
def swap_decline(
    *, swap_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Swap:
    """The colleague does not consent: everything stays as it is (R57)."""
    swap = _locked_swap(swap_id)
    if swap.status == W.ASKED:
        rules.only_the_partner(is_partner=swap.partner_id == selectors.own_id(by))
    _move(swap, "decline", by=by, at=at, reason=reason, expected_version=expected_version)
    _told(swap, by=by, at=at, message=reason)
    return swap


@transaction.atomic
def swap_approve(
    *, swap_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Swap:
    """Exchange the people of the shifts, if both are still free for them (R57)."""
    swap = _locked_swap(swap_id)
    if swap.status == W.AGREED:
        _not_own(swap, by)
        _possible(swap, at=at)
    swap.decided_by_name = by.signature[:80]
    _move(
        swap,
        "approve",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("decided_by_name",),
    )
    shift, other = swap.shift, swap.other
    asker = (shift.officer_id, shift.officer_name)
    _give(shift, swap.partner_id, swap.partner_name, by=by, at=at)
    if other is not None:
        _give(other, *asker, by=by, at=at)
    handovers_follow(by=by, at=at)
    _told(swap, by=by, at=at)
    return swap


def _give(shift: Shift, person: int, name: str, *, by: Actor, at: datetime) -> None:
    was = shift.officer_name
    shift.officer_id, shift.officer_name = person, name[:80]
    shift.version += 1
    shift.save(update_fields=["officer_id", "officer_name", "version", "updated_at"])
    audit.record(
        shift,
        by=by,
        action="shift.change",
        changes={"officer": (was, shift.officer_name)},
        clauses=(R(57),),
        at=at,
    )
    sheet_follows(shift, by=by)
    refigure(shift)


@transaction.atomic
def swap_refuse(
    *, swap_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Swap:
    """The office does not agree: everything stays as it is (R57)."""
    swap = _locked_swap(swap_id)
    if swap.status == W.AGREED:
        _not_own(swap, by)
    swap.decided_by_name = by.signature[:80]
    _move(
        swap,
        "refuse",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("decided_by_name",),
    )
    _told(swap, by=by, at=at, message=reason)
    return swap


@transaction.atomic
def swap_withdraw(
    *, swap_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Swap:
    """Who asked needs it no longer."""
    swap = _locked_swap(swap_id)
    rules.only_who_asked(is_asker=swap.created_by_id == selectors.own_id(by))
    _move(swap, "withdraw", by=by, at=at, expected_version=expected_version)
    return swap


# --- Lapsing ---


def swaps_lapse(*, by: Actor, at: datetime) -> int:
    """Swaps that nobody decided before one of their shifts began; how many lapsed (R57)."""
    return sum(_lapse(pk, by=by, at=at) for pk in selectors.begun_swaps(at=at))


def lapse_with(shift: Shift, *, by: Actor, at: datetime) -> None:
    """Somebody has signed in for a shift, perhaps early: its swaps lapse at once (R57)."""
    for pk in selectors.open_swaps(shift).order_by("pk").values_list("pk", flat=True):
        _lapse(pk, by=by, at=at)


@transaction.atomic
def _lapse(swap_id: int, *, by: Actor, at: datetime) -> int:
    # Shifts are not locked: whoever decides meanwhile holds them, and waits for the swap.
    swap = (
        Swap.objects.select_for_update(of=("self",))
        .select_related("shift", "other")
        .get(pk=swap_id)
    )
    if swap.status not in SWAP_OPEN:
        return 0
    _move(swap, "lapse", by=by, at=at)
    _told(swap, by=by, at=at, message=_("The shift has begun; the roster stays as it is."))
    return 1


def _not_own(swap: Swap, by: Actor) -> None:
    rules.not_a_party(is_party=bool({swap.created_by_id, swap.partner_id} & by.persons))


def _told(swap: Swap, *, by: Actor, at: datetime, message: str = "") -> None:
    """Both learn how it was decided."""
    for person in sorted({swap.created_by_id or 0, swap.partner_id}):
        tell(
            swap,
            step=swap.status,
            title=f"{swap.get_status_display()}：{swap}",
            by=by,
            at=at,
            user_id=person,
            clause=R(57),
            message=message,
        )
