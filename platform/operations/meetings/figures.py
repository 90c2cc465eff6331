"""What the province may see of meetings: counts and a share, never a matter (R153, R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, between, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.meetings.lifecycle import S
from operations.meetings.models import Meeting, Visit

HELD = Q(held_at__isnull=False)


def held(on: date) -> Iterator[UnitValue]:
    """Meetings of the day that were held."""
    start, end = between(on)
    found = Meeting.objects.filter(HELD, starts_at__gte=start, starts_at__lt=end)
    yield centre_value(found.count())


def held_days() -> Iterable[date]:
    """Days of meetings that were held."""
    moments = Meeting.objects.filter(HELD).values_list("starts_at", flat=True)
    return {timezone.localdate(moment) for moment in moments}


def minutes_in_time(on: date) -> Iterator[UnitValue]:
    """Minutes signed in time, of those that fell on the day: each once, when signed or run over.

    A meeting that was closed without minutes needs none.
    """
    wanted = Meeting.objects.filter(minutes_due_date__isnull=False)
    wanted = wanted.exclude(status=S.CLOSED, signed_date=None)
    good = wanted.filter(signed_date=on, minutes_due_date__gte=on).count()
    past = wanted.filter(minutes_due_date=on - ONE_DAY)
    late = past.filter(Q(signed_date=None) | Q(signed_date__gt=F("minutes_due_date"))).count()
    yield centre_value(good, good + late)


def minutes_days() -> Iterable[date]:
    """Days of signatures, and days after minutes were due."""
    rows = Meeting.objects.filter(minutes_due_date__isnull=False)
    for signed, due in rows.values_list("signed_date", "minutes_due_date"):
        if signed is not None:
            yield signed
        if due is not None:
            yield due + ONE_DAY


def received(on: date) -> Iterator[UnitValue]:
    """Visits received on the day."""
    start, end = between(on)
    yield centre_value(Visit.objects.filter(received_at__gte=start, received_at__lt=end).count())


def received_days() -> Iterable[date]:
    """Days on which visitors came."""
    moments = Visit.objects.exclude(received_at=None).values_list("received_at", flat=True)
    return {timezone.localdate(moment) for moment in moments}


register_figure(
    Figure(
        code="MT-HELD",
        name=_("Meetings held"),
        unit=_("meetings"),
        kind=Kind.FLOW,
        formula=_("Meetings that were held, by the day they began"),
        clause=26,
        values=held,
        change_days=held_days,
    )
)
register_figure(
    Figure(
        code="MT-MINUTES",
        name=_("Minutes signed in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Minutes signed within the county's number of working days after the meeting ÷ those"
            " that fell in the period; each counts once, when it is signed in time or runs over"
        ),
        clause=26,
        values=minutes_in_time,
        change_days=minutes_days,
        better="higher",
        floor=Decimal(60),
        target=Decimal(100),
        stock=False,
    )
)
register_figure(
    Figure(
        code="MT-VISITS",
        name=_("Visits received"),
        unit=_("visits"),
        kind=Kind.FLOW,
        formula=_("Visits received, by the day the visitors came"),
        clause=26,
        values=received,
        change_days=received_days,
    )
)
