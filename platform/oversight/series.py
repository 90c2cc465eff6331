"""Facts of many months made into cells: a value, its points, its change on the year, its chart.

The overview of a province holds tens of thousands of stored months. They come as columns, one row
a figure and unit, and stay columns: where a table's months stand in them is worked out once for all
rows that have the same months.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.db import connection

from core import figures
from core.figures import Derived, Figure, Kind, Median
from oversight import periods, rules
from oversight.facts import is_stock
from oversight.indicators import Indicator
from oversight.periods import Period
from oversight.rules import Measured
from tenants.models import County

SPARK_MONTHS = 12
NOTHING = Decimal(0)

# One row per unit and figure, its months side by side: the database does the grouping.
SERIES_SQL = """
SELECT county_id, unit, code, array_agg(month ORDER BY month),
       array_agg(numerator ORDER BY month), array_agg(denominator ORDER BY month)
FROM oversight_monthfact
WHERE level = %(level)s AND month BETWEEN %(first)s AND %(last)s
GROUP BY county_id, unit, code
"""
OF_COUNTY, OF_CODES = "AND county_id = %(county)s ", "AND code = ANY(%(codes)s) "


@dataclass(frozen=True, slots=True)
class Window:
    """The months that a table needs, worked out once for all its cells."""

    period: Period
    counted: list[date]
    year_before: list[date]
    months: list[date]

    @classmethod
    def of(cls, period: Period) -> Window:
        """The period's own months, those of the year before and those of the charts."""
        counted = period.months
        months = [periods.shift(counted[-1], n - SPARK_MONTHS + 1) for n in range(SPARK_MONTHS)]
        return cls(period, counted, period.year_before().months, months)

    @property
    def first(self) -> date:
        """First month to be read: also the year before is compared with (R160)."""
        return min(self.months[0], self.year_before[0])


class Places(NamedTuple):
    """Where a window's months stand in the columns of a row; None where the row has no such month.

    of: how many months the period has, with facts or without.
    """

    counted: list[int]
    before: list[int]
    months: list[int | None]
    of: int

    @classmethod
    def in_(cls, months: Sequence[date], window: Window) -> Places:
        """Of a row with these months."""
        at = {month: place for place, month in enumerate(months)}
        counted, before = (
            [at[month] for month in wanted if month in at]
            for wanted in (window.counted, window.year_before)
        )
        return cls(counted, before, [at.get(one) for one in window.months], len(window.counted))


class Columns(NamedTuple):
    """One stored figure of one unit: its months as the database gave them."""

    places: Places
    numerators: list[Decimal]
    denominators: list[Decimal | None]


@dataclass(slots=True)
class Cell:
    """One figure of one unit in a period, with what R162 asks to be shown with it.

    series: its chart's months. They are worked out when asked for: most who read the overview of
    all counties, exports and the API among them, draw no charts.
    """

    indicator: Indicator
    measured: Measured
    points: Decimal | None
    on_year: Decimal | None
    series: Callable[[], list[Decimal | None]] = list

    @property
    def not_applicable(self) -> bool:
        """Is there nothing to divide by, or nothing at all (R159)?"""
        return self.measured.value is None


def read(
    window: Window,
    level: str,
    *,
    county: County | None = None,
    codes: Collection[str] | None = None,
) -> dict[tuple[int, str], dict[str, Columns]]:
    """The figures of all units of a level, by (county, unit) and code. One query.

    county: of this one only. codes: these figures only.
    """
    found: dict[tuple[int, str], dict[str, Columns]] = {}
    known: dict[tuple[date, ...], Places] = {}
    last: list[date] = []
    places = Places.in_(last, window)
    values = {
        "level": level,
        "first": window.first,
        "last": window.months[-1],
        "county": county.pk if county else None,
        "codes": list(codes or ()),
    }
    only = (OF_COUNTY if county else "") + ("" if codes is None else OF_CODES)
    with connection.cursor() as cursor:
        cursor.execute(SERIES_SQL.replace("GROUP BY", f"{only}GROUP BY"), values)
        for county_id, unit, code, months, numerators, denominators in cursor.fetchall():
            # Nearly all rows have the months of the row before them.
            if months != last:
                last, key = months, tuple(months)
                if key not in known:
                    known[key] = Places.in_(months, window)
                places = known[key]
            of_unit = found.setdefault((county_id, unit), {})
            of_unit[code] = Columns(places, numerators, denominators)
    return found


def stored(indicators: Iterable[Indicator]) -> set[str]:
    """Codes of the stored figures that indicators are read from."""
    found: set[str] = set()
    for indicator in indicators:
        figure = indicator.figure
        if isinstance(figure, Figure):
            found.add(figure.code)
        else:
            found.update(figure.parts)
    return found


def cell(indicator: Indicator, rows: dict[str, Columns], months_of_data: int) -> Cell | None:
    """The cell of one indicator; None where the unit has nothing of it.

    months_of_data: how many months the county has been counted for (R160).
    """
    figure = indicator.figure
    if isinstance(figure, Figure):
        columns = rows.get(figure.code)
        if columns is None:
            return None
        measured = _in(figure, columns, columns.places.counted)
        before = _in(figure, columns, columns.places.before)
        series = partial(_months, figure, columns)
    elif isinstance(figure, Median):
        if not any(code in rows for code in figure.bands):
            return None
        measured = _median(figure, rows, before=False)
        before = _median(figure, rows, before=True)
        series = partial(_months_of_median, figure, rows)
    else:
        above, below = _sides(figure, rows)
        if not below:
            return None
        measured = _of_others(figure, above, below, before=False)
        before = _of_others(figure, above, below, before=True)
        series = partial(_months_of_others, figure, above, below)
    on_year = rules.change_on_year(measured.value, before.value, months_of_data=months_of_data)
    return Cell(indicator, measured, points(indicator, measured), on_year, series)


def points(indicator: Indicator, measured: Measured) -> Decimal | None:
    """Points by the indicator's settings; None where it gives none."""
    if not indicator.scored or indicator.floor is None or indicator.target is None:
        return None
    return rules.score(
        measured.value, floor=indicator.floor, target=indicator.target, weight=indicator.weight
    )


Side = list[tuple[Figure, Columns]]


def _sides(figure: Derived, rows: dict[str, Columns]) -> tuple[Side, Side]:
    above, below = (
        [(figures.figure(code), rows[code]) for code in codes if code in rows]
        for codes in (figure.numerator, figure.denominator)
    )
    return above, below


def _in(figure: Figure, columns: Columns, places: list[int]) -> Measured:
    _places, numerators, denominators = columns
    if len(places) == 1:
        # Most tables show one month: nothing to put together.
        found = rules.measure(figure.kind, numerators[places[0]], denominators[places[0]])
    else:
        found = rules.combine(
            figure.kind,
            [numerators[place] for place in places],
            [denominators[place] for place in places],
            stock=is_stock(figure),
        )
    return rules.enough(found, fewest=figure.fewest) if figure.fewest else found


def _months(figure: Figure, columns: Columns) -> list[Decimal | None]:
    places, numerators, denominators = columns
    if figure.kind is not Kind.RATIO:
        return [None if place is None else numerators[place] for place in places.months]
    return [
        None if place is None else rules.share(numerators[place], denominators[place])
        for place in places.months
    ]


def _of_others(figure: Derived, above: Side, below: Side, *, before: bool) -> Measured:
    top, bottom = (
        sum((_in(*one, _wanted(one[1].places, before=before)).numerator for one in side), NOTHING)
        for side in (above, below)
    )
    months = below[0][1].places.of if figure.per_month else 1
    return _measured(figure, top, bottom * months)


def _wanted(places: Places, *, before: bool) -> list[int]:
    return places.before if before else places.counted


def _months_of_others(figure: Derived, above: Side, below: Side) -> list[Decimal | None]:
    pairs = zip(_added(above), _added(below), strict=True)
    return [_measured(figure, top, bottom).value for top, bottom in pairs]


def _median(figure: Median, rows: dict[str, Columns], *, before: bool) -> Measured:
    return rules.median(
        [
            sum(
                (_in(*one, _wanted(one[1].places, before=before)).numerator for one in side),
                NOTHING,
            )
            for side in _bands(figure, rows)
        ]
    )


def _months_of_median(figure: Median, rows: dict[str, Columns]) -> list[Decimal | None]:
    months = zip(*(_added(side) for side in _bands(figure, rows)), strict=True)
    return [rules.middle(counts) for counts in months]


def _bands(figure: Median, rows: dict[str, Columns]) -> list[Side]:
    """One side a band, empty where the unit has nothing of it."""
    return [[(figures.figure(code), rows[code])] if code in rows else [] for code in figure.bands]


def _measured(figure: Derived, top: Decimal, bottom: Decimal) -> Measured:
    found = rules.measure(figure.kind, top, bottom * figure.factor)
    return rules.enough(found, fewest=figure.fewest)


def _added(side: Side) -> list[Decimal]:
    """The sums of a side's numerators, month by month."""
    sums = [NOTHING] * SPARK_MONTHS
    for _figure, columns in side:
        for at, place in enumerate(columns.places.months):
            if place is not None:
                sums[at] += columns.numerators[place]
    return sums
