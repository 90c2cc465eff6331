"""What the province may see of services: counts and shares, never a person (R153, R161)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, between
from console.models import Centre
from core.figures import (
    Derived,
    Figure,
    Kind,
    Level,
    UnitValue,
    register_derived,
    register_figure,
    shared,
)
from operations.casework.lifecycle import DONE, OVER
from operations.casework.models import Case, FollowUp, Pause, Rating
from operations.casework.rules import SATISFIED_LEVELS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Cases a month for each village that count as full: 500 for a hundred villages (K17).
CASES_A_VILLAGE = Decimal(5)
FEWEST_RATINGS = 30
PLACE = (
    "station_id",
    "station__name",
    "station__township__code",
    "station__township__name",
    "item__code",
    "item__name",
)
# Where something happened (station and township with their names, None at the centre), and what.
Place = tuple[int | None, str | None, str | None, str | None, str, str]
Counts = Counter[Place]


def _on(field: str, day: date) -> Q:
    first, last = between(day)
    return Q(**{f"{field}__gte": first, f"{field}__lt": last})


def _counts(found: QuerySet[Case]) -> Counts:
    return Counter(found.values_list(*PLACE))


def _units(counts: Counts, of: Counts | None = None) -> Iterator[UnitValue]:
    """County, townships, stations and items with something to count, each with its sums."""
    everywhere = sorted(set(counts) | set(of or ()), key=str)
    centre = shared("console.centre", Centre.current)

    def value(level: Level, code: str, name: str, inside: list[Place], parent: str) -> UnitValue:
        return UnitValue(
            level,
            code,
            name,
            Decimal(sum(counts[place] for place in inside)),
            None if of is None else Decimal(sum(of[place] for place in inside)),
            parent,
        )

    yield value(Level.COUNTY, centre.code, centre.name, everywhere, "")
    units: dict[tuple[Level, str, str, str], list[Place]] = defaultdict(list)
    for place in everywhere:
        station, station_name, township, township_name, item, item_name = place
        units[Level.ITEM, item, item_name, ""].append(place)
        if township is not None:
            units[Level.TOWNSHIP, township, township_name or "", ""].append(place)
        if station is not None:
            units[Level.STATION, str(station), station_name or "", township or ""].append(place)
    for (level, code, name, parent), inside in units.items():
        yield value(level, code, name, inside, parent)


def _days(found: QuerySet[Case], field: str) -> Iterable[date]:
    return (
        found.filter(**{f"{field}__isnull": False})
        .values_list(TruncDate(field), flat=True)
        .distinct()
    )


# --- Completed (flow) ---


def finished(on: date) -> Iterable[UnitValue]:
    """Cases completed on the day."""
    yield from _units(_counts(Case.objects.filter(_on("finished_at", on), status__in=DONE)))


def in_time(on: date) -> Iterable[UnitValue]:
    """Cases completed on the day whose promise was kept: by the end or its step (R136)."""
    done = Case.objects.filter(_on("finished_at", on), status__in=DONE)
    kept = Q(promised_date__gte=on) | Q(kept_on__lte=F("promised_date"))
    yield from _units(_counts(done.annotate(kept_on=TruncDate("promise_met_at")).filter(kept)))


def finished_days() -> Iterable[date]:
    """Days on which something was completed."""
    return _days(Case.objects.filter(status__in=DONE), "finished_at")


# --- Open and overdue (stock) ---


def overdue(on: date) -> Iterable[UnitValue]:
    """Accepted cases that were not over and past their promised day at the end of the day.

    A clock that stood still at the end of the day stood still for ever: what a day gave does not
    change when the pause ends later.
    """
    _first, end = between(on)
    standing = Pause.objects.filter(
        Q(to_date__isnull=True) | Q(to_date__gt=on),
        case=OuterRef("pk"),
        kind=Pause.Kind.APPLICANT,
        from_date__lte=OuterRef("promised_date"),
    )
    late = Case.objects.filter(accepted_at__lt=end, promised_date__lt=on)
    late = (
        late.exclude(finished_at__lt=end)
        .exclude(promise_met_at__lt=end)
        .exclude(status__in=OVER, status_since__lt=end)
    )
    yield from _units(_counts(late.exclude(Exists(standing))))


def overdue_days() -> Iterable[date]:
    """Days on which a case became overdue, was over, or its clock ran on."""
    accepted = Case.objects.filter(accepted_at__isnull=False)
    for day in accepted.values_list("promised_date", flat=True).distinct():
        if day is not None:
            yield day + ONE_DAY
    yield from finished_days()
    yield from _days(accepted, "promise_met_at")
    yield from _days(accepted.filter(status__in=OVER), "status_since")
    ended = Pause.objects.filter(kind=Pause.Kind.APPLICANT)
    for day in ended.values_list("to_date", flat=True).distinct():
        if day is not None:
            yield day


# --- Ratings (flow ratios) ---


def satisfied(on: date) -> Iterable[UnitValue]:
    """K16: ratings in the top three ÷ ratings, by the day of the rating (R137)."""
    rated = Rating.objects.filter(_on("rated_at", on))
    names = [f"case__{name}" for name in PLACE]
    yield from _units(
        Counter(rated.filter(level__in=SATISFIED_LEVELS).values_list(*names)),
        Counter(rated.values_list(*names)),
    )


def rated_days() -> Iterable[date]:
    """Days on which somebody rated."""
    return Rating.objects.values_list(TruncDate("rated_at"), flat=True).distinct()


def called_back(on: date) -> Iterable[UnitValue]:
    """K26: bad ratings that were called back ÷ bad ratings, by the day they came in (R138)."""
    opened = FollowUp.objects.filter(_on("opened_at", on))
    names = [f"rating__case__{name}" for name in PLACE]
    yield from _units(
        Counter(opened.filter(called_at__isnull=False).values_list(*names)),
        Counter(opened.values_list(*names)),
    )


def bad_days() -> Iterable[date]:
    """Days on which a bad rating came in."""
    return FollowUp.objects.values_list(TruncDate("opened_at"), flat=True).distinct()


def _declare(
    code: str,
    *,
    name: StrOrPromise,
    unit: StrOrPromise,
    kind: Kind,
    formula: StrOrPromise,
    clause: int,
    values: Callable[[date], Iterable[UnitValue]],
    days: Callable[[], Iterable[date]],
    better: str = "",
    points: tuple[int, int, int] | None = None,
    persons: bool = False,
    fewest: int = 0,
    inner: bool = False,
) -> Figure:
    floor, target, weight = points or (None, None, 0)
    return register_figure(
        Figure(
            code=code,
            name=name,
            unit=unit,
            kind=kind,
            formula=formula,
            clause=clause,
            values=values,
            change_days=days,
            better=better,
            floor=None if floor is None else Decimal(floor),
            target=None if target is None else Decimal(target),
            weight=Decimal(weight),
            persons=persons,
            stock=False,
            fewest=fewest,
            inner=inner,
        )
    )


_declare(
    "C-FINISHED",
    name=_("Cases completed"),
    unit=_("cases"),
    kind=Kind.FLOW,
    formula=_("Cases completed in the period"),
    clause=136,
    values=finished,
    days=finished_days,
    persons=True,
)
_declare(
    "C-ONTIME",
    name=_("Cases completed in time"),
    unit=_("cases"),
    kind=Kind.FLOW,
    formula=_("Cases completed in the period on or before the promised day"),
    clause=136,
    values=in_time,
    days=finished_days,
    persons=True,
    inner=True,
)
_declare(
    "C-OVERDUE",
    name=_("Cases open and overdue"),
    unit=_("cases"),
    kind=Kind.STOCK,
    formula=_("Accepted cases that are not over and past their promised day at the period's end"),
    clause=136,
    values=overdue,
    days=overdue_days,
    better="lower",
    persons=True,
)
_declare(
    "K16",
    name=_("Satisfaction with services"),
    unit="%",
    kind=Kind.RATIO,
    formula=_("Ratings in the top three ÷ ratings in the period; not applicable below 30 ratings"),
    clause=137,
    values=satisfied,
    days=rated_days,
    better="higher",
    points=(80, 98, 5),
    persons=True,
    fewest=FEWEST_RATINGS,
)
_declare(
    "K26",
    name=_("Bad ratings called back"),
    unit="%",
    kind=Kind.RATIO,
    formula=_("Bad ratings of the period that were called back ÷ bad ratings of the period"),
    clause=138,
    values=called_back,
    days=bad_days,
    better="higher",
    persons=True,
)

register_derived(
    Derived(
        code="K15",
        name=_("Completed in time"),
        unit="%",
        formula=_(
            "Cases completed in time in the period ÷ "
            "(completed in the period + open and overdue at its end)"
        ),
        clause=136,
        numerator=("C-ONTIME",),
        denominator=("C-FINISHED", "C-OVERDUE"),
        better="higher",
        floor=Decimal(70),
        target=Decimal(98),
        weight=Decimal(6),
        persons=True,
    )
)

register_derived(
    Derived(
        code="K17",
        name=_("Services handled"),
        unit="%",
        formula=_("Cases completed ÷ villages × 100 ÷ months ÷ standard (500)"),
        clause=158,
        numerator=("C-FINISHED",),
        denominator=("S-VILLAGES",),
        factor=CASES_A_VILLAGE,
        per_month=True,
        better="higher",
        floor=Decimal(0),
        target=Decimal(100),
        weight=Decimal(4),
    )
)
