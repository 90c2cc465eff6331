"""What the province may see of incoming documents: counts and shares, never a title (R153)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, between, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure, shared
from core.workcalendar import WorkCalendar
from operations.documents.incoming import rules
from operations.documents.incoming.lifecycle import T
from operations.documents.models import IncomingDocument, IncomingTask
from operations.documents.settings import setting

# A slip counts for nothing: void and cancelled ones are left out (R161).
GIVEN = Q(cancelled_at__isnull=True)


def received(on: date) -> Iterator[UnitValue]:
    """Documents registered that were received on the day."""
    found = IncomingDocument.objects.filter(received_date=on).exclude(status=T.VOID)
    yield centre_value(found.count())


def received_days() -> Iterable[date]:
    """Days on which something was received."""
    return IncomingDocument.objects.values_list("received_date", flat=True).distinct()


def at_once(on: date) -> Iterator[UnitValue]:
    """K24: of what was received on the day, what was registered then or on the next working day."""
    calendar = shared("documents.calendar", WorkCalendar.load)
    moments = list(
        IncomingDocument.objects.filter(received_date=on)
        .exclude(status=T.VOID)
        .values_list("registered_at", flat=True)
    )
    good = sum(
        rules.registered_in_time(calendar, received=on, registered=timezone.localdate(at))
        for at in moments
    )
    yield centre_value(good, len(moments))


def decided(on: date) -> tuple[int, int]:
    """Parts decided on the day, and those of them that were late: each once.

    Decided on the day it is done in time, or on the day after its last one (R22).
    """
    first, end = between(on)
    given = IncomingTask.objects.filter(GIVEN, due_date__isnull=False)
    in_time = given.filter(
        closed_at__gte=first, closed_at__lt=end, closed_at__date__lte=F("due_date")
    ).count()
    past = given.filter(due_date=on - ONE_DAY)
    late = past.filter(Q(closed_at__isnull=True) | Q(closed_at__date__gt=F("due_date"))).count()
    return in_time + late, late


def decided_days() -> Iterable[date]:
    """Days on which a part was done, and days after a last one."""
    given = IncomingTask.objects.filter(GIVEN, due_date__isnull=False)
    done = given.filter(closed_at__isnull=False)
    yield from done.values_list(TruncDate("closed_at"), flat=True).distinct()
    for day in given.values_list("due_date", flat=True).distinct():
        if day is not None:
            yield day + ONE_DAY


def in_time(on: date) -> Iterator[UnitValue]:
    """Parts done by their last day, of those decided on the day."""
    of, late = decided(on)
    yield centre_value(of - late, of)


def late_at_end(on: date) -> Iterator[UnitValue]:
    """Parts that are past their last day at the end of the day."""
    _first, end = between(on)
    given = IncomingTask.objects.filter(GIVEN, due_date__lt=on)
    waiting = given.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=end))
    yield centre_value(waiting.count())


def unfiled(on: date) -> Iterator[UnitValue]:
    """Documents handled and, after the days there are for it, not filed at the end of the day."""
    days = setting("incoming_step_days", on=on).get(T.COMPLETED)
    if days is None:
        yield centre_value(0)
        return
    calendar = shared("documents.calendar", WorkCalendar.load)
    _first, end = between(on)
    waiting = IncomingDocument.objects.filter(completed_at__lt=between(calendar.add(on, -days))[0])
    yield centre_value(waiting.exclude(archived_at__lt=end).exclude(status=T.VOID).count())


def unfiled_days() -> Iterable[date]:
    """Days on which one was filed, or its time for that ran out."""
    filed = IncomingDocument.objects.filter(archived_at__isnull=False)
    yield from filed.values_list(TruncDate("archived_at"), flat=True).distinct()
    calendar = WorkCalendar.load()
    handled = IncomingDocument.objects.filter(completed_at__isnull=False)
    for day in handled.values_list(TruncDate("completed_at"), flat=True).distinct():
        days = setting("incoming_step_days", on=day).get(T.COMPLETED)
        if days is not None:
            yield calendar.add(day, days + 1)


register_figure(
    Figure(
        code="D-IN-UNFILED",
        name=_("Incoming documents not filed in time"),
        unit=_("documents"),
        kind=Kind.STOCK,
        formula=_("Documents handled and not filed within the days there are for it, at the end"),
        clause=32,
        values=unfiled,
        change_days=unfiled_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="D-IN",
        name=_("Documents received"),
        unit=_("documents"),
        kind=Kind.FLOW,
        formula=_("Incoming documents registered, by the day they were received"),
        clause=28,
        values=received,
        change_days=received_days,
    )
)
register_figure(
    Figure(
        code="K24",
        name=_("Incoming documents registered in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Incoming documents registered on the day they came or on the next working day ÷ those"
            " received in the period"
        ),
        clause=36,
        values=at_once,
        change_days=received_days,
        better="higher",
        floor=Decimal(80),
        target=Decimal(100),
        stock=False,
    )
)
register_figure(
    Figure(
        code="D-IN-TIME",
        name=_("Incoming documents handled in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Departments' parts of incoming documents done by their last day ÷ those decided in"
            " the period; each counts once, when it is done in time or runs over"
        ),
        clause=35,
        values=in_time,
        change_days=decided_days,
        better="higher",
        floor=Decimal(60),
        target=Decimal(100),
        stock=False,
    )
)
register_figure(
    Figure(
        code="D-IN-LATE",
        name=_("Incoming documents overdue"),
        unit=_("parts"),
        kind=Kind.STOCK,
        formula=_("Departments' parts of incoming documents past their last day, at the end"),
        clause=35,
        values=late_at_end,
        change_days=decided_days,
        better="lower",
    )
)
