"""What the province may see of stations: coverage and states, computed for any past day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from console.models import Centre
from core.figures import (
    Figure,
    Kind,
    Level,
    UnitValue,
    all_days_wanted,
    register_figure,
    shared,
)
from operations.stations.lifecycle import BEFORE_OPERATING, ENDED, States
from operations.stations.models import DivisionChange, StateSpan, Township, Village
from operations.stations.settings import setting

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ONE_DAY = timedelta(days=1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Standing:
    """A station on a day: where it is and how it stands."""

    station: int
    name: str
    level: str
    subsidised: bool
    township: str
    village: str
    state: str


@dataclass(frozen=True, slots=True)
class Day:
    """The county's network at the end of a day."""

    townships: dict[str, str]
    villages: dict[str, str]
    standings: list[Standing]

    def of(self, *states: str) -> list[Standing]:
        """Stations in any of the states."""
        return [one for one in self.standings if one.state in states]


SPAN_FIELDS = (
    "station_id",
    "station__name",
    "station__level",
    "station__subsidised",
    "station__township__code",
    "station__village__code",
    "state",
    "from_date",
    "to_date",
)


def network(day: date) -> Day:
    """Divisions valid on the day and every station's state at its end (R161)."""
    return shared(("stations.network", day), lambda: _network(day))


def _network(day: date) -> Day:
    successors = _successors(day)
    similar = shared("stations.similar", lambda: setting("count_similar_units", on=day))
    villages = {
        code: township
        for code, township in _villages(day)
        if "200" <= code[9:12] <= "399" or (similar and "500" <= code[9:12] <= "599")
    }
    standings = [
        Standing(
            pk,
            name,
            level,
            subsidised,
            successors.get(township, township),
            successors.get(village or "", village or ""),
            state,
        )
        for pk, name, level, subsidised, township, village, state, _first, _last in _spans(day)
    ]
    return Day(dict(_towns(day)), villages, standings)


def _spans(day: date) -> Iterable[tuple[Any, ...]]:
    """Spans that hold the day: from memory when the whole history is gone through."""
    if not all_days_wanted():
        return StateSpan.objects.filter(
            Q(to_date__isnull=True) | Q(to_date__gt=day), from_date__lte=day
        ).values_list(*SPAN_FIELDS)
    rows = shared("stations.spans", lambda: list(StateSpan.objects.values_list(*SPAN_FIELDS)))
    return (row for row in rows if row[-2] <= day and (row[-1] is None or row[-1] > day))


def _villages(day: date) -> Iterable[tuple[str, str]]:
    fields = ("code", "township__code", "valid_from_date", "valid_to_date")
    rows = _divisions(Village, fields, day)
    return ((code, township) for code, township, _first, _last in rows)


def _towns(day: date) -> Iterable[tuple[str, str]]:
    rows = _divisions(Township, ("code", "name", "valid_from_date", "valid_to_date"), day)
    return ((code, name) for code, name, _first, _last in rows)


def _divisions(
    model: type[Township] | type[Village], fields: tuple[str, ...], day: date
) -> Iterable[tuple[Any, ...]]:
    if not all_days_wanted():
        return model.objects.on(day).values_list(*fields)
    rows = shared(("stations.divisions", model), lambda: list(model.objects.values_list(*fields)))
    return (row for row in rows if row[-2] <= day and (row[-1] is None or row[-1] >= day))


def _successors(day: date) -> dict[str, str]:
    """Which code stands for a merged one on the day, chains followed."""
    rows = shared(
        "stations.changes",
        lambda: list(
            DivisionChange.objects.order_by("effective_date").values_list(
                "old_code", "new_code", "effective_date"
            )
        ),
    )
    changes = {old: new for old, new, effective in rows if effective <= day}
    return {old: _end_of(old, changes) for old in changes}


def _end_of(code: str, changes: dict[str, str]) -> str:
    """Where a chain of mergers leads; a circle ends where it would begin again."""
    seen = {code}
    while code in changes and changes[code] not in seen:
        code = changes[code]
        seen.add(code)
    return code


def change_days() -> Iterable[date]:
    """Days on which a station changed its state, or divisions began, ended or merged."""
    yield from StateSpan.objects.values_list("from_date", flat=True).distinct()
    for model in (Township, Village):
        yield from model.objects.values_list("valid_from_date", flat=True).distinct()
        ends = model.objects.filter(valid_to_date__isnull=False)
        yield from (day + ONE_DAY for day in ends.values_list("valid_to_date", flat=True) if day)
    yield from DivisionChange.objects.values_list("effective_date", flat=True)


def _county(numerator: int, denominator: int | None) -> UnitValue:
    centre = shared("console.centre", Centre.current)
    return UnitValue(
        Level.COUNTY,
        centre.code,
        centre.name,
        Decimal(numerator),
        None if denominator is None else Decimal(denominator),
    )


def _townships(
    day: Day, numerators: dict[str, int], denominators: dict[str, int] | None
) -> Iterator[UnitValue]:
    for code, name in sorted(day.townships.items()):
        denominator = None if denominators is None else Decimal(denominators.get(code, 0))
        yield UnitValue(Level.TOWNSHIP, code, name, Decimal(numerators.get(code, 0)), denominator)


def _villages_by_township(day: Day) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for township in day.villages.values():
        counts[township] += 1
    return counts


def village_coverage(on: date) -> Iterable[UnitValue]:
    """K04: distinct villages with an operating station, not stations."""
    day = network(on)
    covered = {one.village for one in day.of(States.OPERATING) if one.village in day.villages}
    by_township: dict[str, int] = defaultdict(int)
    for village in covered:
        by_township[day.villages[village]] += 1
    yield _county(len(covered), len(day.villages))
    yield from _townships(day, by_township, _villages_by_township(day))


def township_coverage(on: date) -> Iterable[UnitValue]:
    """K05: townships with an operating township station."""
    day = network(on)
    covered = {
        one.township
        for one in day.of(States.OPERATING)
        if one.level == "township" and one.township in day.townships
    }
    yield _county(len(covered), len(day.townships))
    yield from _townships(day, dict.fromkeys(covered, 1), dict.fromkeys(day.townships, 1))


def stations_per_village(on: date) -> Iterable[UnitValue]:
    """K27: operating stations to villages; above 100 % is possible, unlike K04."""
    day = network(on)
    counts: dict[str, int] = defaultdict(int)
    for one in day.of(States.OPERATING):
        counts[one.township] += 1
    yield _county(sum(counts.values()), len(day.villages))
    yield from _townships(day, counts, _villages_by_township(day))


def double_subsidies(on: date) -> Iterable[UnitValue]:
    """K31: villages with more than one subsidised station; must be 0."""
    day = network(on)
    per_village: dict[str, list[Standing]] = defaultdict(list)
    for one in day.standings:
        if one.subsidised and one.village and one.state not in ENDED:
            per_village[one.village].append(one)
    doubles = [group for group in per_village.values() if len(group) > 1]
    counts: dict[str, int] = defaultdict(int)
    for group in doubles:
        counts[group[0].township] += 1
    yield _county(len(doubles), None)
    yield from _townships(day, counts, None)


def villages(on: date) -> Iterable[UnitValue]:
    """The villages that coverage and services are measured against."""
    day = network(on)
    yield _county(len(day.villages), None)
    yield from _townships(day, _villages_by_township(day), None)


def in_states(*states: str) -> Callable[[date], Iterable[UnitValue]]:
    """A count of stations in any of the states, for all levels."""

    def values(on: date) -> Iterable[UnitValue]:
        day = network(on)
        inside = {one.station for one in day.of(*states)}
        counts: dict[str, int] = defaultdict(int)
        for one in day.standings:
            counts[one.township] += one.station in inside
        yield _county(len(inside), None)
        yield from _townships(day, counts, None)
        for one in day.standings:
            yield UnitValue(
                Level.STATION,
                str(one.station),
                one.name,
                Decimal(int(one.station in inside)),
                parent=one.township,
            )

    return values


def _declare(  # noqa: PLR0917 - a private helper, read beside its callers
    code: str,
    name: StrOrPromise,
    unit: StrOrPromise,
    kind: Kind,
    formula: StrOrPromise,
    clause: int,
    values: Callable[[date], Iterable[UnitValue]],
    better: str = "",
    points: tuple[int, int, int] | None = None,
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
            change_days=change_days,
            better=better,
            floor=None if floor is None else Decimal(floor),
            target=None if target is None else Decimal(target),
            weight=Decimal(weight),
        )
    )


# fmt: off
_declare("K04", _("Village coverage"), "%", Kind.RATIO,
         _("Villages with at least one operating station ÷ villages (codes 200–399)"), 158,
         village_coverage, "higher", (30, 80, 8))
_declare("K05", _("Township coverage"), "%", Kind.RATIO,
         _("Townships with an operating township station ÷ townships"), 158,
         township_coverage, "higher", (50, 100, 4))
_declare("K27", _("Stations per 100 villages"), "%", Kind.RATIO,
         _("Operating stations ÷ villages × 100"), 158, stations_per_village)
_declare("K31", _("Villages with two subsidies"), _("villages"), Kind.STOCK,
         _("Villages with more than one subsidised station; must be 0"), 143,
         double_subsidies, "lower")
_declare("S-OPERATING", _("Operating stations"), _("stations"), Kind.STOCK,
         _("Stations in the state operating at the end of the period"), 141,
         in_states(States.OPERATING))
_declare("S-PREPARING", _("Stations in preparation"), _("stations"), Kind.STOCK,
         _("Stations from site selection to acceptance"), 141, in_states(*BEFORE_OPERATING))
_declare("S-RECTIFYING", _("Rectifying stations"), _("stations"), Kind.STOCK,
         _("Stations under an order to rectify"), 145, in_states(States.RECTIFYING))
_declare("S-SUSPENDED", _("Suspended stations"), _("stations"), Kind.STOCK,
         _("Stations suspended at the end of the period"), 141, in_states(States.SUSPENDED))
_declare("S-CLOSED", _("Closed stations"), _("stations"), Kind.STOCK,
         _("Stations closed or with their plaque removed"), 141,
         in_states(States.CLOSED, States.REMOVED))
_declare("S-VILLAGES", _("Villages"), _("villages"), Kind.STOCK,
         _("Villages (codes 200–399) at the end of the period"), 158, villages)
# fmt: on

CODES = (
    "K04",
    "K05",
    "K27",
    "K31",
    "S-OPERATING",
    "S-PREPARING",
    "S-RECTIFYING",
    "S-SUSPENDED",
    "S-CLOSED",
    "S-VILLAGES",
)
