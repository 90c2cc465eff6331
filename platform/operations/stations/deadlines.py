"""Open due dates of stations are worked out again when a year's days change (handbook §3.6).

A step counts from the day it began, a public notice from its first day. Dates that somebody has
set, such as that of a rectification (R145), are nobody's sum and stay.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.stations.lifecycle import States
from operations.stations.models import Station
from operations.stations.services.moving import NEXT, end_of
from operations.stations.settings import setting


def recompute(year: int) -> int:
    """Move the due dates of open steps and running notices that touch the year."""
    calendar = WorkCalendar.load()
    return _steps(year, calendar) + _notices(year, calendar)


def _steps(year: int, calendar: WorkCalendar) -> int:
    begun = dict(
        Station.objects.filter(status__in=NEXT).values_list("pk", "status_since").order_by("pk")
    )
    items = InboxItem.objects.select_for_update().filter(
        record_type=Station._meta.label_lower,
        record_id__in=map(str, begun),
        step__in={step for _posts, step in NEXT.values()},
        kind=InboxItem.Kind.TODO,
        state__in=(InboxItem.State.OPEN, InboxItem.State.WAITING),
        due_at__isnull=False,
    )
    moved = []
    for item in items.order_by("pk"):
        start = timezone.localdate(begun[int(item.record_id)])
        due = calendar.add(start, setting("approval_days", on=start))
        before = timezone.localdate(item.due_at)
        if before != due and _touches(year, start, before, due):
            item.due_at = end_of(due)
            moved.append(item)
    InboxItem.objects.bulk_update(moved, ["due_at"])
    return len(moved)


def _notices(year: int, calendar: WorkCalendar) -> int:
    running = Station.objects.select_for_update().filter(status=States.NOTICE)
    moved = []
    for station in running.order_by("pk"):
        start, before = station.notice_from_date, station.notice_to_date
        if start is None or before is None:
            continue
        due = calendar.add(start, setting("notice_days", on=start))
        if due != before and _touches(year, start, before, due):
            station.notice_to_date = due
            moved.append(station)
    Station.objects.bulk_update(moved, ["notice_to_date"])
    return len(moved)


def _touches(year: int, start: date, before: date, due: date) -> bool:
    return start.year <= year <= max(before, due).year
