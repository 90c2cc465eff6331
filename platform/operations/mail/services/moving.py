"""What every verb of mail has in common: lock, move, inbox, audit, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from core import audit, figures, inbox
from core.actor import Actor
from core.clauses import Clause
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.mail import rules, selectors
from operations.mail.lifecycle import KEEPERS, MAIL, S
from operations.mail.models import MailItem, Slot
from operations.mail.settings import setting

ONE_DAY = timedelta(days=1)


def keepers_only(by: Actor) -> None:
    """Raise Denied for others than those who receive and distribute."""
    if not selectors.keeps(by):
        raise denied(KEEPERS)


def locked(item_id: int) -> MailItem:
    """The piece, locked until the transaction ends. Raises MailItem.DoesNotExist."""
    return (
        MailItem.objects.select_for_update(of=("self",))
        .select_related("slot", "person", "department")
        .get(pk=item_id)
    )


def slot_to(slot_id: int | None) -> Slot:
    """A pigeonhole in use, kept from being given up meanwhile (R58, R59)."""
    rules.slot_is_chosen(slot=slot_id)
    slot = Slot.objects.select_for_update(no_key=True).get(pk=slot_id or 0)
    rules.slot_in_use(in_use=slot.to_date is None)
    return slot


def put_in(item: MailItem, slot: Slot, *, at: datetime, calendar: WorkCalendar) -> None:
    """It lies there from now on; the days to collect it begin (R60)."""
    today = timezone.localdate(at)
    item.slot = slot
    item.sorted_at = at
    item.due_date = rules.last_day(calendar, put=today, days=setting("collect_days", on=today))
    item.reminded_date = None
    item.ended_at = None
    item.handed_by_name = item.signed_by = item.proof = ""


PLACE = (
    "slot",
    "sorted_at",
    "due_date",
    "reminded_date",
    "ended_at",
    "handed_by_name",
    "signed_by",
    "proof",
)


def move(
    item: MailItem,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    changes: dict[str, Any] | None = None,
    clauses: Iterable[Clause] = (),
    due_before: date | None = None,
) -> MailItem:
    """Make a move and everything that follows from it, in the caller's transaction.

    The piece is locked by the caller. due_before: its last day before the caller changed it.
    Raises Violation or Denied before anything is written.
    """
    MAIL.apply(item, action, by=by, reason=reason, at=at, expected_version=expected_version)
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    item.save(update_fields=list(dict.fromkeys(saved)))
    # Whoever was reminded need not come any more; what was moved is reminded of anew.
    inbox.close(item, by=by, outcome=action, opinion=reason, returning=True, at=at)
    audit.record(
        item,
        by=by,
        action=f"mail.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )
    refigure(item, due_before=due_before)
    return item


def refigure(item: MailItem, *, due_before: date | None = None) -> None:
    """Tell the figures which days' values may change."""
    if item.status in (S.RECEIVED, S.VOID):
        figures.changed(("M-IN",), on=item.received_date)
    for due in {item.due_date, due_before}:
        if due is not None:
            figures.changed(("M-LATE",), on=due + ONE_DAY)
