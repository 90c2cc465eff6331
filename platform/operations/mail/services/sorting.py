"""Sorting: into the right pigeonhole, on the list of unclaimed mail, corrected, sent back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone

from core import figures
from core.actor import Actor
from core.clauses import R
from core.workcalendar import WorkCalendar
from operations.mail import rules
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Missort, Slot
from operations.mail.services.moving import PLACE, keepers_only, locked, move, put_in, slot_to


@transaction.atomic
def mail_sort(
    *,
    item_id: int,
    by: Actor,
    at: datetime,
    slot_id: int | None = None,
    expected_version: int | None = None,
    calendar: WorkCalendar | None = None,
) -> MailItem:
    """Put a piece into its pigeonhole: the one chosen, else the one proposed (R58)."""
    keepers_only(by)
    # Pigeonholes are locked before pieces, everywhere: nobody waits in a circle.
    slot = slot_to(slot_id or MailItem.objects.values_list("slot_id", flat=True).get(pk=item_id))
    item = locked(item_id)
    # What lies somewhere already is refused by its table of moves, and keeps its days.
    if item.status == S.RECEIVED:
        put_in(item, slot, at=at, calendar=calendar or WorkCalendar.load())
    return move(
        item,
        "sort",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=PLACE,
        changes={"slot": str(slot)},
    )


@transaction.atomic
def mail_sort_many(*, slots: Mapping[int, int | None], by: Actor, at: datetime) -> int:
    """Several pieces in one go, each into the pigeonhole chosen; how many. All of them or none."""
    keepers_only(by)
    rules.something_is_chosen(chosen=slots)
    calendar = WorkCalendar.load()
    for chosen in slots.values():
        rules.slot_is_chosen(slot=chosen)
    for slot_id in sorted({slot for slot in slots.values() if slot is not None}):
        slot_to(slot_id)
    for item_id in sorted(slots):
        mail_sort(item_id=item_id, slot_id=slots[item_id], by=by, at=at, calendar=calendar)
    return len(slots)


@transaction.atomic
def mail_unknown(
    *, item_id: int, by: Actor, at: datetime, reason: str = "", expected_version: int | None = None
) -> MailItem:
    """Nobody knows the addressee: on the list of unclaimed mail, for everybody to see (R61)."""
    keepers_only(by)
    item = locked(item_id)
    before = item.due_date
    item.slot = item.due_date = item.sorted_at = item.reminded_date = None
    return move(
        item,
        "unknown",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=PLACE,
        due_before=before,
    )


@transaction.atomic
def mail_claim(
    *,
    item_id: int,
    slot_id: int | None,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> MailItem:
    """Somebody claims it: into their pigeonhole, from where it goes on as any other (R61)."""
    keepers_only(by)
    slot = slot_to(slot_id)
    item = locked(item_id)
    if item.status == S.UNCLAIMED:
        put_in(item, slot, at=at, calendar=WorkCalendar.load())
        item.department, item.person = slot.department, slot.person
    return move(
        item,
        "claim",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=(*PLACE, "department", "person"),
        changes={"slot": str(slot)},
    )


@transaction.atomic
def mail_reroute(
    *,
    item_id: int,
    slot_id: int | None,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> MailItem:
    """A wrong delivery, corrected: the entry 错分 keeps where it lay and who had it (R61)."""
    keepers_only(by)
    slot = slot_to(slot_id)
    item = locked(item_id)
    was, had, before = item.slot, item.signed_by, item.due_date
    if item.status in (S.SORTED, S.COLLECTED):
        rules.other_pigeonhole(was=item.slot_id, now=slot.pk)
        put_in(item, slot, at=at, calendar=WorkCalendar.load())
    move(
        item,
        "reroute",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=PLACE,
        changes={"slot": (str(was), str(slot)), **({"signed_by": (had, "")} if had else {})},
        clauses=(R(61),),
        due_before=before,
    )
    today = timezone.localdate(at)
    Missort.objects.create(
        item=item,
        # The table of moves let it through: it lay in one.
        from_slot=cast("Slot", was),
        to_slot=slot,
        signed_by=had,
        reason=reason.strip()[:200],
        by_name=by.signature[:80],
        on_date=today,
        at=at,
    )
    figures.changed(("M-WRONG",), on=today)
    return item


@transaction.atomic
def mail_return(
    *, item_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> MailItem:
    """Back to the sender, with the reason (R58)."""
    return _out(item_id, "return", by=by, at=at, reason=reason, version=expected_version)


@transaction.atomic
def mail_void(
    *, item_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> MailItem:
    """Entered by mistake: the line stays and says why (R58)."""
    return _out(item_id, "void", by=by, at=at, reason=reason, version=expected_version)


def _out(
    item_id: int, action: str, *, by: Actor, at: datetime, reason: str, version: int | None
) -> MailItem:
    keepers_only(by)
    item = locked(item_id)
    item.ended_at = at
    return move(
        item,
        action,
        by=by,
        at=at,
        reason=reason,
        expected_version=version,
        fields=("ended_at",),
    )
