"""The cabinet: opening, changing and giving up pigeonholes (R59)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.clauses import R
from operations.mail import rules, selectors
from operations.mail.models import Slot
from operations.mail.services.moving import keepers_only

FIELDS = ("code", "row", "column", "label", "department", "person")


@dataclass(frozen=True, slots=True)
class SlotData:
    """A pigeonhole: its place, its label, and whose it is: a department's or a person's."""

    code: str
    row: int
    column: int
    label: str
    department_id: int | None = None
    person_id: int | None = None


@transaction.atomic
def slot_open(*, data: SlotData, by: Actor, at: datetime) -> Slot:
    """A new pigeonhole; mail of its owner goes there from now on (R59)."""
    keepers_only(by)
    slot = Slot(from_date=timezone.localdate(at))
    _take(slot, data)
    slot.save()
    audit.record(
        slot,
        by=by,
        action="mail.slot_open",
        changes={"slot": str(slot)},
        clauses=(R(59),),
        at=at,
    )
    return slot


@transaction.atomic
def slot_change(*, slot_id: int, data: SlotData, by: Actor, at: datetime) -> Slot:
    """Another place, label or owner; what lies in it stays there (R59)."""
    keepers_only(by)
    slot = Slot.objects.select_for_update(of=("self",)).get(pk=slot_id)
    rules.slot_in_use(in_use=slot.to_date is None)
    before = {name: getattr(slot, name) for name in FIELDS}
    _take(slot, data)
    changed = {
        name: (str(before[name] or ""), str(getattr(slot, name) or ""))
        for name in FIELDS
        if before[name] != getattr(slot, name)
    }
    if changed:
        slot.save(update_fields=list(changed))
        audit.record(
            slot, by=by, action="mail.slot_change", changes=changed, clauses=(R(59),), at=at
        )
    return slot


@transaction.atomic
def slot_close(*, slot_id: int, by: Actor, at: datetime) -> Slot:
    """Give a pigeonhole up: empty, and nothing subscribed into it (R58, R59)."""
    keepers_only(by)
    slot = Slot.objects.select_for_update().get(pk=slot_id)
    rules.slot_in_use(in_use=slot.to_date is None)
    today = timezone.localdate(at)
    rules.slot_is_empty(
        waiting=selectors.meant_for(slot),
        subscriptions=slot.subscriptions.filter(to_date=None).count(),
    )
    slot.to_date = max(today, slot.from_date)
    slot.save(update_fields=["to_date"])
    audit.record(
        slot,
        by=by,
        action="mail.slot_close",
        changes={"slot": str(slot)},
        clauses=(R(59),),
        at=at,
    )
    return slot


def _take(slot: Slot, data: SlotData) -> None:
    """Check what was typed and put it on the record."""
    rules.slot_is_labelled(code=data.code, label=data.label)
    rules.slot_stands_somewhere(row=data.row, column=data.column)
    rules.slot_has_one_owner(department=data.department_id, person=data.person_id)
    running = Slot.objects.filter(to_date=None)
    # Two who plan the cabinet at once see each other's work.
    list(running.select_for_update().order_by("pk").values_list("pk", flat=True))
    others = running.exclude(pk=slot.pk)
    wanted: dict[str, dict[str, object]] = {
        "code": {"code__iexact": data.code.strip()},
        "column": {"row": data.row, "column": data.column},
        "owner": {"department_id": data.department_id, "person_id": data.person_id},
    }
    for name, taken in wanted.items():
        other = others.filter(**{key: value for key, value in taken.items() if value}).first()
        rules.slot_is_free(field=name, taken_by=str(other or ""))
    slot.code, slot.label = data.code.strip().upper(), data.label.strip()
    slot.row, slot.column = data.row, data.column
    slot.department_id, slot.person_id = data.department_id, data.person_id
