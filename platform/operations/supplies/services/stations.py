"""What a station needs in a month, handed in on one page of a phone (R104, R106)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core.actor import Actor
from core.errors import Violation
from operations.stations.models import Station
from operations.supplies import stations
from operations.supplies.lifecycle import S
from operations.supplies.models import Holding, Item, Plan
from operations.supplies.rules import classes, windows
from operations.supplies.services.lines import LineData, plan_line_add, plan_line_drop
from operations.supplies.services.planning import plan_open, plan_submit


@transaction.atomic
def station_need(
    *,
    station_id: int,
    wanted: Mapping[int, int],
    by: Actor,
    at: datetime,
    nothing: bool = False,
) -> Plan:
    """The plan of the next month as it is typed: begun, filled and handed in, or not at all.

    wanted: pieces by item. A draft, also one that came back, is written anew. What goes beyond
    the standard of something kept hands in the old ones (R103).
    """
    month = windows.next_month(timezone.localdate(at))
    plan = Plan.objects.filter(station=station_id, month=month, status=S.DRAFT).first()
    if plan is None:
        plan = plan_open(station_id=station_id, by=by, at=at)
    for line in plan.lines.order_by("pk"):
        plan_line_drop(plan_id=plan.pk, line_id=line.pk, by=by, at=at)
    station = Station.objects.get(pk=station_id)
    for item_id, quantity in wanted.items():
        data = LineData(
            item_id=item_id, quantity=quantity, replaces_id=_old(station, item_id, quantity, month)
        )
        try:
            plan_line_add(plan_id=plan.pk, data=data, by=by, at=at)
        except Violation as refused:
            field = f"item_{item_id}"
            raise Violation(refused.sentence, *refused.clauses, field=field) from refused
    return plan_submit(plan_id=plan.pk, nothing=nothing, by=by, at=at)


def _old(station: Station, item_id: int, quantity: int, month: date) -> int | None:
    """What the station hands in for the new ones: it has one ledger, so there is no choice."""
    item = Item.objects.get(pk=item_id)
    if not (item.is_kept and classes.rule_of(item.kind).old_for_new):
        return None
    old = Holding.objects.filter(station=station, item=item, quantity__gt=0).first()
    standards = stations.standards_of_station(station, on=month)
    quota = {one.item_id: one.quantity for one in standards}.get(item_id, 0)
    return old.pk if old is not None and old.quantity + quantity > quota else None
