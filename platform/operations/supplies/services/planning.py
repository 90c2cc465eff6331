"""The monthly plan from the department's draft to the check of the standard (R104–R106)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import audit, figures
from core.actor import Actor
from core.clauses import R
from core.workcalendar import WorkCalendar
from operations.supplies.lifecycle import PLAN, S
from operations.supplies.models import Plan, of, whose
from operations.supplies.rules import asking, windows
from operations.supplies.services.lines import approve_lines
from operations.supplies.services.moving import (
    manager_decides,
    move,
    party_for,
    plan_locked,
    written_by_its_own,
)
from operations.supplies.settings import setting


@transaction.atomic
def plan_open(
    *,
    by: Actor,
    at: datetime,
    department_id: int | None = None,
    station_id: int | None = None,
) -> Plan:
    """Begin the plan of a department or a station for the next month; one a month (R106)."""
    today = timezone.localdate(at)
    party = party_for(by, department_id=department_id, station_id=station_id, on=today)
    month = windows.next_month(today)
    running = Plan.objects.filter(of(party), month=month).exclude(status=S.REJECTED)
    asking.one_a_month(
        taken=running.exists(),
        department=party.name,
        month=month,
        field="station_id" if department_id is None else "department_id",
    )
    plan = Plan.objects.create(
        **whose(party),
        month=month,
        made_by_name=by.signature[:80],
        created_by_id=(by.acting_for or by).user_id,
        status_since=at,
    )
    audit.record(plan, by=by, action="supplyplan.open", clauses=(R(104),), at=at)
    return plan


@transaction.atomic
def plan_submit(
    *,
    plan_id: int,
    by: Actor,
    at: datetime,
    nothing: bool = False,
    expected_version: int | None = None,
) -> Plan:
    """Hand it in within the window; that nothing is needed is an answer, too (R104, R106)."""
    plan = plan_locked(plan_id)
    PLAN.check(plan, "submit", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    written_by_its_own(plan, by, on=today)
    asking.something_or_nothing(lines=plan.lines.count(), nothing=nothing)
    before = windows.month_before(plan.month)
    window = windows.plan_window(
        WorkCalendar.load(), month=before, reading=setting("plan_reading", on=today)
    )
    windows.handed_in_in_time(
        today=today,
        month=plan.month,
        window=window,
        handed_in_before=plan.handed_in_at is not None,
    )
    plan.nothing = nothing
    if plan.handed_in_at is None:
        plan.handed_in_at = at
        if plan.station_id is None:
            figures.changed(("SU-PLAN",), on=today)
    fields = ("nothing", "handed_in_at")
    return move(plan, "submit", by=by, at=at, fields=fields, version=expected_version)


@transaction.atomic
def plan_approve(
    *, plan_id: int, by: Actor, at: datetime, reason: str = "", expected_version: int | None = None
) -> Plan:
    """The manager of the department agrees (R105)."""
    plan = plan_locked(plan_id)
    PLAN.check(plan, "approve", by=by, expected_version=expected_version)
    manager_decides(plan, by)
    plan.approved_by_name, plan.approved_at = by.signature[:80], at
    fields = ("approved_by_name", "approved_at")
    return move(
        plan, "approve", by=by, at=at, reason=reason, fields=fields, version=expected_version
    )


@transaction.atomic
def plan_send_back(
    *, plan_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Plan:
    """The manager or the office area returns it; it may come again after the window (R105)."""
    return _turned_down(plan_id, "send_back", reason, by=by, at=at, version=expected_version)


@transaction.atomic
def plan_reject(
    *, plan_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Plan:
    """It is over; the department may draw up another one (R106)."""
    return _turned_down(plan_id, "reject", reason, by=by, at=at, version=expected_version)


@transaction.atomic
def plan_check(
    *,
    plan_id: int,
    by: Actor,
    at: datetime,
    approved: Mapping[int, int] | None = None,
    expected_version: int | None = None,
) -> Plan:
    """The office area checks each line against standard and stock; none goes over (R105, R110)."""
    plan = plan_locked(plan_id)
    PLAN.check(plan, "check", by=by, expected_version=expected_version)
    approve_lines(plan, approved, month=plan.month, on=timezone.localdate(at))
    plan.checked_by_name, plan.checked_at = by.signature[:80], at
    fields = ("checked_by_name", "checked_at")
    return move(plan, "check", by=by, at=at, fields=fields, version=expected_version)


def _turned_down(
    plan_id: int, action: str, reason: str, *, by: Actor, at: datetime, version: int | None
) -> Plan:
    plan = plan_locked(plan_id)
    PLAN.check(plan, action, by=by, expected_version=version)
    if plan.status == S.SUBMITTED:
        manager_decides(plan, by)
    return move(plan, action, by=by, at=at, reason=reason, version=version)
