"""What the province may see of the office: shares and counts, never a matter (R153, R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure, shared
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import S
from operations.office.models import DailyCheck, Source, SupervisionItem, WorkPlan
from operations.office.rules import plans as rules


def on_time(on: date) -> Iterator[UnitValue]:
    """K03: items whose first due day this is, and those of them closed by then (R47).

    What a leader called off by that day is not counted; what was called off later was late.
    """
    due = SupervisionItem.objects.filter(first_due_date=on).exclude(
        status=S.CANCELLED, ended_date__lte=F("first_due_date")
    )
    closed = due.filter(status=S.CLOSED, ended_date__lte=on)
    yield centre_value(closed.count(), due.count())


def on_time_days() -> Iterable[date]:
    """Days on which something was first due."""
    return SupervisionItem.objects.values_list("first_due_date", flat=True).distinct()


def decisions_done(on: date) -> Iterator[UnitValue]:
    """The same of decisions of meetings alone (R44)."""
    due = SupervisionItem.objects.filter(source=Source.MEETING, first_due_date=on).exclude(
        status=S.CANCELLED, ended_date__lte=F("first_due_date")
    )
    closed = due.filter(status=S.CLOSED, ended_date__lte=on)
    yield centre_value(closed.count(), due.count())


def decision_days() -> Iterable[date]:
    """Days on which a decision was first due."""
    found = SupervisionItem.objects.filter(source=Source.MEETING)
    return found.values_list("first_due_date", flat=True).distinct()


def unchecked(on: date) -> Iterator[UnitValue]:
    """Items that were open on a working day and were not checked (漏检, R45)."""
    if not shared("office.calendar", WorkCalendar.load).is_working(on):
        yield centre_value(0)
        return
    lived = SupervisionItem.objects.filter(issued_date__lt=on)
    lived = lived.filter(Q(ended_date=None) | Q(ended_date__gt=on))
    made = DailyCheck.objects.filter(on_date=on).values("item_id")
    yield centre_value(lived.exclude(pk__in=made).count())


def unchecked_days() -> Iterable[date]:
    """Working days from the first item to today."""
    first = SupervisionItem.objects.order_by("issued_date").first()
    if first is None:
        return []
    calendar = WorkCalendar.load()
    return calendar.working_days(first.issued_date + ONE_DAY, timezone.localdate())


def without_plan(on: date) -> Iterator[UnitValue]:
    """Cycles whose first working day this is, and that have no published plan at its end (R42)."""
    calendar = shared("office.calendar", WorkCalendar.load)
    near = WorkPlan.objects.filter(start_date__lte=on, start_date__gt=on - ONE_DAY * rules.DAYS)
    yield centre_value(
        sum(
            calendar.on_or_after(one.start_date) == on
            and not rules.published_on_time(
                calendar, start=one.start_date, published_at=one.published_at
            )
            for one in near
        )
    )


def without_plan_days() -> Iterable[date]:
    """The first working day of every cycle."""
    calendar = WorkCalendar.load()
    starts = WorkPlan.objects.values_list("start_date", flat=True)
    return [calendar.on_or_after(start) for start in starts]


def planned_in_time(on: date) -> Iterator[UnitValue]:
    """Cycles that end on the day, and those of them that were published in time (R42)."""
    calendar = shared("office.calendar", WorkCalendar.load)
    ended = list(WorkPlan.objects.filter(end_date=on))
    good = sum(
        rules.published_on_time(calendar, start=one.start_date, published_at=one.published_at)
        for one in ended
    )
    yield centre_value(good, len(ended))


def planned_days() -> Iterable[date]:
    """The last day of every cycle."""
    return WorkPlan.objects.values_list("end_date", flat=True)


register_figure(
    Figure(
        code="K03",
        name=_("Supervision closed on time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_("Items closed by their first due day ÷ items whose first due day it was"),
        clause=47,
        values=on_time,
        change_days=on_time_days,
        better="higher",
        floor=Decimal(60),
        target=Decimal(95),
        weight=Decimal(5),
        stock=False,
    )
)
register_figure(
    Figure(
        code="O-DECISIONS",
        name=_("Decisions of meetings carried out on time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Supervision items of decisions closed by their first due day ÷ those whose first due"
            " day it was"
        ),
        clause=44,
        values=decisions_done,
        change_days=decision_days,
        better="higher",
        floor=Decimal(60),
        target=Decimal(95),
        stock=False,
    )
)
register_figure(
    Figure(
        code="O-UNCHECKED",
        name=_("Daily checks missed"),
        unit=_("checks"),
        kind=Kind.FLOW,
        formula=_("Open items that were not checked, added over working days"),
        clause=45,
        values=unchecked,
        change_days=unchecked_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="O-NOPLAN",
        name=_("Periods without a plan"),
        unit=_("periods"),
        kind=Kind.FLOW,
        formula=_("Cycles without a published plan at the end of their first working day"),
        clause=42,
        values=without_plan,
        change_days=without_plan_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="O-PLANNED",
        name=_("Plans published in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_("Cycles published by their first working day ÷ cycles ended"),
        clause=42,
        values=planned_in_time,
        change_days=planned_days,
        better="higher",
        stock=False,
    )
)
