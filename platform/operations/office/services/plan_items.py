"""The items of a two-weekly plan: entered, changed, their progress, supervised (R40, R41, R43)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import OUT, P
from operations.office.models import (
    ItemProgress,
    PlanItem,
    PlanSource,
    Source,
    SupervisionItem,
    WorkPlan,
)
from operations.office.rules import plans as rules
from operations.office.services.issuing import SupervisionData, supervision_open
from operations.office.services.planning import enters, locked_plan
from operations.staff.models import Department


@dataclass(frozen=True, slots=True)
class PlanItemData:
    """What an item says (R41)."""

    department_id: int
    matter: str
    responsible: str
    start_date: date
    end_date: date
    expected: str = ""
    source: str = PlanSource.OWN


@transaction.atomic
def plan_item_add(
    *, plan_id: int, data: PlanItemData, by: Actor, at: datetime, added_reason: str = ""
) -> PlanItem:
    """Enter an item; after the publication with the reason, as an addition (R40)."""
    plan = locked_plan(plan_id)
    is_office = enters(by, data.department_id, on=timezone.localdate(at))
    out = plan.status in OUT
    rules.may_add(
        collecting=plan.status == P.COLLECTING,
        merging=plan.status == P.MERGING,
        out=out,
        is_office=is_office,
        reason=added_reason,
    )
    item = PlanItem(
        plan=plan,
        added_reason=added_reason.strip()[:200] if out else "",
        by_name=by.signature[:80],
        created_at=at,
    )
    _take(item, data)
    item.save()
    audit.record(
        plan,
        by=by,
        action="plan.item_add",
        note=item.added_reason,
        changes={"matter": item.matter},
        clauses=(R(41), R(40)) if out else (R(41),),
        at=at,
    )
    return item


@transaction.atomic
def plan_item_change(*, item_id: int, data: PlanItemData, by: Actor, at: datetime) -> PlanItem:
    """Change an item before the publication (R40)."""
    item, plan = _changing(item_id, by, at=at)
    enters(by, data.department_id, on=timezone.localdate(at))
    was = item.matter
    _take(item, data)
    item.save()
    audit.record(
        plan,
        by=by,
        action="plan.item_change",
        changes={"matter": (was, item.matter)},
        clauses=(R(41),),
        at=at,
    )
    return item


@transaction.atomic
def plan_item_remove(*, item_id: int, by: Actor, at: datetime) -> WorkPlan:
    """Take an item off before the publication (R40)."""
    item, plan = _changing(item_id, by, at=at)
    audit.record(plan, by=by, action="plan.item_remove", changes={"matter": item.matter}, at=at)
    item.delete()
    return plan


@transaction.atomic
def plan_item_progress(
    *, item_id: int, progress: str, by: Actor, at: datetime, note: str = ""
) -> PlanItem:
    """Say how far an item of a published plan is (R41)."""
    item, plan = _locked_item(item_id)
    enters(by, item.department_id, on=timezone.localdate(at))
    if plan.status not in OUT:
        raise Violation(_("Progress is noted between publishing and summing up."), R(41))
    if progress not in ItemProgress.values:
        raise Violation(_("Say how far it is."), R(41), field="progress")
    item.progress, item.note = progress, note.strip()[:200]
    item.save(update_fields=["progress", "note"])
    audit.record(
        plan,
        by=by,
        action="plan.item_progress",
        note=item.note,
        changes={"matter": item.matter, "progress": str(ItemProgress(progress).label)},
        clauses=(R(41),),
        at=at,
    )
    return item


@transaction.atomic
def plan_item_supervise(*, item_id: int, by: Actor, at: datetime) -> SupervisionItem:
    """Make an item of a published plan a supervision item, in one click (R43, R44)."""
    item, plan = _locked_item(item_id)
    if plan.status not in OUT:
        raise Violation(_("Only items of a published plan are supervised."), R(43))
    calendar, today = WorkCalendar.load(), timezone.localdate(at)
    due = calendar.on_or_before(item.end_date)
    return supervision_open(
        data=SupervisionData(
            title=item.matter,
            requirement=item.expected or item.matter,
            department_id=item.department_id,
            due_date=max(due, calendar.on_or_after(today)),
        ),
        source=Source.PLAN,
        reference=str(plan),
        record=item,
        by=by,
        at=at,
    )


def _locked_item(item_id: int) -> tuple[PlanItem, WorkPlan]:
    """The item and its plan, the plan locked. Raises PlanItem.DoesNotExist."""
    plan = locked_plan(PlanItem.objects.values_list("plan_id", flat=True).get(pk=item_id))
    return PlanItem.objects.select_related("department").get(pk=item_id), plan


def _changing(item_id: int, by: Actor, *, at: datetime) -> tuple[PlanItem, WorkPlan]:
    item, plan = _locked_item(item_id)
    is_office = enters(by, item.department_id, on=timezone.localdate(at))
    rules.may_change(
        collecting=plan.status == P.COLLECTING,
        merging=plan.status == P.MERGING,
        is_office=is_office,
    )
    return item, plan


def _take(item: PlanItem, data: PlanItemData) -> None:
    rules.item_is_complete(matter=data.matter, responsible=data.responsible)
    rules.item_lies_in_the_cycle(
        first=item.plan.start_date,
        last=item.plan.end_date,
        start=data.start_date,
        end=data.end_date,
    )
    department = Department.objects.filter(pk=data.department_id, is_active=True).first()
    if department is None:
        raise Violation(_("Choose a department."), R(41), field="department_id")
    item.department = department
    item.matter, item.responsible = data.matter.strip()[:120], data.responsible.strip()[:40]
    item.start_date, item.end_date = data.start_date, data.end_date
    item.expected = data.expected.strip()[:200]
    item.source = data.source if data.source in PlanSource.values else PlanSource.OWN
