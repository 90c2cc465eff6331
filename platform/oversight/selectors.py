"""What the province reads: facts and names, never a county's records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from core import figures
from core.figures import Derived, Figure
from core.workcalendar import WorkCalendar
from oversight import periods, rules
from oversight.facts import is_stock
from oversight.indicators import Indicator, register_on
from oversight.models import CountyState, MonthFact, Report, Unit
from oversight.periods import Period
from oversight.rules import Measured
from tenants.models import County

SPARK_MONTHS = 12
SATURDAY = 5

# One row per unit and figure, its months side by side: the database does the grouping.
SERIES_SQL = """
SELECT county_id, unit, code, array_agg(month ORDER BY month),
       array_agg(numerator ORDER BY month), array_agg(denominator ORDER BY month)
FROM oversight_monthfact
WHERE level = %(level)s AND month BETWEEN %(first)s AND %(last)s
GROUP BY county_id, unit, code
"""
SERIES_OF_COUNTY_SQL = SERIES_SQL.replace("GROUP BY", "AND county_id = %(county)s GROUP BY")

Row = tuple[date, Decimal, Decimal | None]


class Rows:
    """One figure's months as the database gave them: columns, with one index for all that share it.

    A row is made when it is asked for; the overview of a province holds tens of thousands.
    """

    __slots__ = ("_denominators", "_index", "_numerators")

    def __init__(
        self,
        index: dict[date, int],
        numerators: list[Decimal],
        denominators: list[Decimal | None],
    ) -> None:
        self._index = index
        self._numerators = numerators
        self._denominators = denominators

    def get(self, month: date) -> Row | None:
        """The month's numerator and denominator, None where there is no row."""
        at = self._index.get(month)
        return None if at is None else (month, self._numerators[at], self._denominators[at])


@dataclass(slots=True)
class Cell:
    """One figure of one unit in a period, with what R162 asks to be shown with it."""

    indicator: Indicator
    measured: Measured
    points: Decimal | None
    on_year: Decimal | None
    series: list[Decimal | None]

    @property
    def not_applicable(self) -> bool:
        """Is there nothing to divide by, or nothing at all (R159)?"""
        return self.measured.value is None


@dataclass(slots=True)
class Line:
    """One unit's line of the table: a county, a prefecture, a township or a station."""

    code: str
    name: str
    cells: dict[str, Cell] = field(default_factory=dict)
    total: Decimal | None = None
    rank: int | None = None
    reported: bool = True
    report: Report | None = None
    refreshed_at: datetime | None = None
    county: County | None = None
    parent: str = ""


@dataclass(slots=True)
class Overview:
    """All counties in one period."""

    period: Period
    indicators: list[Indicator]
    lines: list[Line]
    prefectures: list[Line]
    whole: Line
    months: list[date]
    data_time: datetime | None


@dataclass(frozen=True, slots=True)
class _Window:
    """The months that a table needs, worked out once for all its cells."""

    period: Period
    counted: list[date]
    year_before: list[date]
    months: list[date]

    @classmethod
    def of(cls, period: Period) -> _Window:
        counted = period.months
        months = [periods.shift(counted[-1], n - SPARK_MONTHS + 1) for n in range(SPARK_MONTHS)]
        return cls(period, counted, period.year_before().months, months)

    @property
    def first(self) -> date:
        """First month to be read: also the year before is compared with (R160)."""
        return min(self.months[0], self.year_before[0])


def overview(period: Period, *, today: date) -> Overview:
    """All counties that are at work, one line each. The same number of queries for any number."""
    window = _Window.of(period)
    indicators = register_on(period.last)
    counties = list(County.objects.listed().order_by("code"))
    states = {state.county_id: state for state in CountyState.objects.all()}
    reports = _reports(period)
    series = _series(window, "county")
    calendar = WorkCalendar.load()
    lines = []
    for county in counties:
        state = states.get(county.pk)
        line = Line(
            county.code,
            county.name,
            county=county,
            refreshed_at=state.refreshed_at if state else None,
        )
        _fill(line, indicators, series.get((county.pk, county.code), {}), window, state)
        _note_report(line, reports.get(county.pk), window.period, today, calendar)
        lines.append(line)
    _rank(lines, indicators)
    refreshed = [line.refreshed_at for line in lines if line.refreshed_at]
    return Overview(
        period=period,
        indicators=indicators,
        lines=lines,
        prefectures=_prefectures(lines, indicators),
        whole=_sum("", "", lines, indicators),
        months=window.months,
        data_time=min(refreshed) if refreshed else None,
    )


def drill_down(county: County, period: Period, *, level: str, parent: str = "") -> list[Line]:
    """The townships of a county, or the stations of a township, in a period (R162)."""
    window = _Window.of(period)
    indicators = register_on(period.last)
    units = Unit.objects.filter(county=county, level=level)
    if parent:
        units = units.filter(parent=parent)
    series = _series(window, level, county=county)
    lines = []
    for unit in units.order_by("code"):
        line = Line(unit.code, unit.name, parent=unit.parent, county=county)
        _fill(line, indicators, series.get((county.pk, unit.code), {}), window, None)
        if line.cells:
            lines.append(line)
    return lines


def one_unit(county: County, period: Period, *, level: str, code: str) -> Line | None:
    """One county, township or station; None when the province knows of none such."""
    window = _Window.of(period)
    unit = Unit.objects.filter(county=county, level=level, code=code).first()
    if unit is None:
        return None
    line = Line(unit.code, unit.name, parent=unit.parent, county=county)
    series = _series(window, level, county=county)
    state = CountyState.objects.filter(county=county).first()
    line.refreshed_at = state.refreshed_at if state else None
    _fill(line, register_on(period.last), series.get((county.pk, code), {}), window, state)
    return line


def latest_month() -> date | None:
    """The newest month that has facts."""
    return MonthFact.objects.order_by("-month").values_list("month", flat=True).first()


def _series(
    window: _Window, level: str, county: County | None = None
) -> dict[tuple[int, str], dict[str, Rows]]:
    found: dict[tuple[int, str], dict[str, Rows]] = {}
    indexes: dict[tuple[date, ...], dict[date, int]] = {}
    values = {
        "level": level,
        "first": window.first,
        "last": window.months[-1],
        "county": county.pk if county else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(SERIES_OF_COUNTY_SQL if county else SERIES_SQL, values)
        for county_id, unit, code, months, numerators, denominators in cursor.fetchall():
            shared = tuple(months)
            index = indexes.get(shared)
            if index is None:
                index = indexes[shared] = {month: at for at, month in enumerate(months)}
            rows = Rows(index, numerators, denominators)
            found.setdefault((county_id, unit), {})[code] = rows
    return found


def _fill(
    line: Line,
    indicators: Sequence[Indicator],
    rows: dict[str, Rows],
    window: _Window,
    state: CountyState | None,
) -> None:
    first = state.first_month if state else None
    months_of_data = periods.count_months(first, window.months[-1]) if first else 0
    for indicator in indicators:
        if indicator.figure.inner:
            continue
        found = _parts(indicator, rows)
        if found is not None:
            line.cells[indicator.code] = _cell(indicator, found, window, months_of_data)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a value is made of: its own rows, or those of the figures it is derived from."""

    own: tuple[Figure, Rows] | None = None
    above: Sequence[tuple[Figure, Rows]] = ()
    below: Sequence[tuple[Figure, Rows]] = ()


def _parts(indicator: Indicator, rows: dict[str, Rows]) -> _Parts | None:
    """None where the unit has nothing of it."""
    figure = indicator.figure
    if isinstance(figure, Figure):
        own = rows.get(figure.code)
        return None if own is None else _Parts(own=(figure, own))
    above, below = (
        [(figures.figure(code), rows[code]) for code in codes if code in rows]
        for codes in (figure.numerator, figure.denominator)
    )
    return _Parts(above=above, below=below) if below else None


def _cell(indicator: Indicator, parts: _Parts, window: _Window, months_of_data: int) -> Cell:
    measured = _in(indicator, parts, window.counted)
    before = _in(indicator, parts, window.year_before)
    on_year = rules.change_on_year(measured.value, before.value, months_of_data=months_of_data)
    if parts.own is not None:
        rows = [parts.own[1].get(month) for month in window.months]
        series = rules.values_of(indicator.figure.kind, rows)
    else:
        series = [_in(indicator, parts, [month]).value for month in window.months]
    return Cell(indicator, measured, _points(indicator, measured), on_year, series)


def _in(indicator: Indicator, parts: _Parts, months: list[date]) -> Measured:
    figure = indicator.figure
    if parts.own is not None:
        found = _combined(*parts.own, months)
    else:
        found = _derived(figure, parts, months)
    return rules.enough(found, fewest=figure.fewest)


def _derived(figure: Figure | Derived, parts: _Parts, months: list[date]) -> Measured:
    above, below = (
        sum((_combined(*one, months).numerator for one in side), Decimal(0))
        for side in (parts.above, parts.below)
    )
    if isinstance(figure, Derived):
        below *= figure.factor * (len(months) if figure.per_month else 1)
    return rules.measure(figure.kind, above, below)


def _combined(figure: Figure, rows: Rows, months: list[date]) -> Measured:
    counted = [row for month in months if (row := rows.get(month))]
    return rules.combine(figure.kind, counted, stock=is_stock(figure))


def _points(indicator: Indicator, measured: Measured) -> Decimal | None:
    if not indicator.scored or indicator.floor is None or indicator.target is None:
        return None
    return rules.score(
        measured.value, floor=indicator.floor, target=indicator.target, weight=indicator.weight
    )


def _rank(lines: list[Line], indicators: Sequence[Indicator]) -> None:
    scored = [indicator for indicator in indicators if indicator.scored]
    for line in lines:
        points = [
            (line.cells[one.code].points if one.code in line.cells else None, one.weight)
            for one in scored
        ]
        complete = line.reported and all(one.code in line.cells for one in scored)
        line.total = rules.spread(points) if complete and scored else None
    ranks = rules.ranks([(line.code, line.total) for line in lines])
    for line in lines:
        line.rank = ranks[line.code]


def _prefectures(lines: list[Line], indicators: Sequence[Indicator]) -> list[Line]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if line.county:
            groups.setdefault(line.county.prefecture, []).append(line)
    return [
        _sum(members[0].code[:4], name, members, indicators)
        for name, members in sorted(groups.items())
        if name
    ]


def _sum(code: str, name: str, lines: list[Line], indicators: Sequence[Indicator]) -> Line:
    whole = Line(code, name)
    for indicator in indicators:
        cells = [line.cells[indicator.code] for line in lines if indicator.code in line.cells]
        if not cells:
            continue
        measured = rules.enough(
            rules.add_up(indicator.figure.kind, [cell.measured for cell in cells]),
            fewest=indicator.figure.fewest,
        )
        whole.cells[indicator.code] = Cell(
            indicator, measured, _points(indicator, measured), None, []
        )
    return whole


def _reports(period: Period) -> dict[int, Report]:
    month = period.months[-1]
    return {report.county_id: report for report in Report.objects.filter(month=month)}


def _note_report(
    line: Line, report: Report | None, period: Period, today: date, calendar: WorkCalendar
) -> None:
    line.report = report
    due = lock_due(period.months[-1], calendar)
    locked = report is not None and report.locked_at is not None
    line.reported = locked or today <= due


def lock_due(month: date, calendar: WorkCalendar) -> date:
    """Last day on which a county may lock a month: the 5th of the next (R157).

    In a month whose first days are holidays, the fifth working day.
    """
    following = periods.shift(month, 1)
    fifth = following.replace(day=rules.LOCK_DAY)
    days = periods.days_between(following, fifth)
    if any(day.weekday() < SATURDAY and not calendar.is_working(day) for day in days):
        return calendar.add(following - timedelta(1), rules.LOCK_DAY)
    return fifth


def months_shown(period: Period) -> list[date]:
    """The months that charts of a period show."""
    return _Window.of(period).months


@dataclass(frozen=True, slots=True)
class ReportBoard:
    """Reporting of the last months: one row of states per county, and the rate in time (R164)."""

    months: list[date]
    rows: list[tuple[County, list[str]]]
    rate: Decimal | None

    def lines(self) -> list[tuple[County, list[tuple[date, str]]]]:
        """The rows with the month of each state."""
        return [(county, list(zip(self.months, row, strict=True))) for county, row in self.rows]


def report_board(today: date, *, months: int = 6) -> ReportBoard:
    """For each listed county and month: in_time, late, missing, open (not yet due)."""
    calendar = WorkCalendar.load()
    last = periods.shift(periods.month_of(today), -1)
    shown = [periods.shift(last, n - months + 1) for n in range(months)]
    reports = {(one.county_id, one.month): one for one in Report.objects.filter(month__in=shown)}
    first_months = dict(CountyState.objects.values_list("county_id", "first_month"))
    dues = {month: lock_due(month, calendar) for month in shown}
    rows = []
    states: list[str] = []
    for county in County.objects.listed().order_by("code"):
        first = first_months.get(county.pk)
        row = [
            _report_state(reports.get((county.pk, month)), month, dues[month], first, today)
            for month in shown
        ]
        states += row
        rows.append((county, row))
    due = [state for state in states if state in ("in_time", "late", "missing")]
    rate = None
    if due:
        share = Decimal(due.count("in_time")) / len(due) * rules.HUNDRED
        rate = share.quantize(rules.CENT)
    return ReportBoard(shown, rows, rate)


def _report_state(
    report: Report | None, month: date, due: date, first: date | None, today: date
) -> str:
    if first is None or month < first:
        return "none"
    if report and report.locked_at:
        return "in_time" if timezone.localdate(report.locked_at) <= due else "late"
    return "open" if today <= due else "missing"


def reopenings_asked() -> list[Report]:
    """Reopenings that wait for the province's decision."""
    return list(
        Report.objects.filter(reopening_asked_at__isnull=False, locked_at__isnull=False)
        .select_related("county")
        .order_by("reopening_asked_at")
    )


def awaits_lock(*, county_id: int, month: date) -> bool:
    """Has a county figures of a month that it has not locked yet?"""
    of_month = {"county_id": county_id, "month": month}
    if Report.objects.filter(**of_month, locked_at__isnull=False).exists():
        return False
    return MonthFact.objects.filter(**of_month).exists()
