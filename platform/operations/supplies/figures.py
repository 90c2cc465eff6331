"""What the province may see of supplies: counts and sums, never a person (R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from console.measures import centre_value
from core.figures import Derived, Figure, Kind, UnitValue, register_derived, register_figure
from core.money import to_cents
from operations.supplies.kinds import Entry, Occasion
from operations.supplies.models import LedgerEntry, Plan, Urgent


def planned(on: date) -> Iterator[UnitValue]:
    """Departments' plans handed in on the day, each in its window (R104)."""
    found = Plan.objects.filter(handed_in_at__date=on, station=None)
    yield centre_value(found.count())


def planned_days() -> Iterable[date]:
    """Days on which one was handed in."""
    found = Plan.objects.filter(handed_in_at__isnull=False, station=None)
    return found.annotate(day=TruncDate(F("handed_in_at"))).values_list("day", flat=True).distinct()


def urgent(on: date) -> Iterator[UnitValue]:
    """Urgent requests handed in on the day (R107)."""
    found = Urgent.objects.filter(asked_at__date=on, occasion=Occasion.URGENT)
    yield centre_value(found.count())


def urgent_days() -> Iterable[date]:
    """Days on which one was handed in."""
    found = Urgent.objects.filter(asked_at__isnull=False)
    return found.annotate(day=TruncDate(F("asked_at"))).values_list("day", flat=True).distinct()


def issued(on: date) -> Iterator[UnitValue]:
    """Lines issued on the day (R109)."""
    yield centre_value(LedgerEntry.objects.filter(on_date=on, entry=Entry.ISSUED).count())


def issued_days() -> Iterable[date]:
    """Days on which something was issued."""
    found = LedgerEntry.objects.filter(entry=Entry.ISSUED)
    return found.values_list("on_date", flat=True).distinct()


def spent(on: date) -> Iterator[UnitValue]:
    """What the supplies issued on the day to the centre's own people were worth (R109)."""
    found = LedgerEntry.objects.filter(on_date=on, entry=Entry.ISSUED, station=None)
    yield centre_value(to_cents(found.aggregate(all=Sum("value"))["all"] or Decimal(0)))


def spent_at_stations(on: date) -> Iterator[UnitValue]:
    """What the supplies issued on the day to stations were worth (R109)."""
    found = LedgerEntry.objects.filter(on_date=on, entry=Entry.ISSUED, station__isnull=False)
    yield centre_value(to_cents(found.aggregate(all=Sum("value"))["all"] or Decimal(0)))


register_figure(
    Figure(
        code="SU-PLAN",
        name=_("Plans of supplies in time"),
        unit=_("plans"),
        kind=Kind.FLOW,
        formula=_("Monthly plans of departments handed in within their window, with nil returns"),
        clause=104,
        values=planned,
        change_days=planned_days,
    )
)
register_figure(
    Figure(
        code="SU-URGENT",
        name=_("Urgent requests of supplies"),
        unit=_("requests"),
        kind=Kind.FLOW,
        formula=_("Urgent requests handed in; the fewer, the better the plans"),
        clause=107,
        values=urgent,
        change_days=urgent_days,
        better="lower",
    )
)
register_figure(
    Figure(
        code="SU-OUT",
        name=_("Supplies issued"),
        unit=_("lines"),
        kind=Kind.FLOW,
        formula=_("Lines issued against a signature, from plans, urgent requests and first issues"),
        clause=109,
        values=issued,
        change_days=issued_days,
        inner=True,
    )
)
register_figure(
    Figure(
        code="SU-SPENT",
        name=_("Value of supplies issued"),
        unit=_("yuan"),
        kind=Kind.FLOW,
        formula=_("Average cost of what was issued to the centre's people against a signature"),
        clause=109,
        values=spent,
        change_days=issued_days,
    )
)
register_figure(
    Figure(
        code="SU-STATIONS",
        name=_("Value of supplies issued to stations"),
        unit=_("yuan"),
        kind=Kind.FLOW,
        formula=_("Average cost of what was issued to stations against a signature"),
        clause=109,
        values=spent_at_stations,
        change_days=issued_days,
    )
)
register_derived(
    Derived(
        code="SU-PERHEAD",
        name=_("Supplies per head"),
        unit=_("yuan a head"),
        formula=_("Value of supplies issued without stations ÷ people at work at the end"),
        clause=109,
        numerator=("SU-SPENT",),
        denominator=("ST-HEADS",),
        # Ratios are told in percent; this one in yuan.
        factor=Decimal(100),
    )
)
