"""What the province reads: facts and names, never a county's records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from core.workcalendar import WorkCalendar
from oversight import periods, rules, series
from oversight.indicators import Indicator, register_on
from oversight.models import CountyState, MonthFact, Report, Unit
from oversight.periods import Period
from oversight.series import Cell, Window
from tenants.models import County

SATURDAY = 5


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


def overview(
    period: Period, *, today: date, wanted: Callable[[str], bool] | None = None
) -> Overview:
    """All counties that are at work, one line each. The same number of queries for any number.

    wanted: says of a code whether its figure is asked for; those that give points are always there,
    for the ranks.
    """
    window = Window.of(period)
    indicators = register_on(period.last)
    if wanted:
        indicators = [one for one in indicators if one.scored or wanted(one.code)]
    counties = list(County.objects.listed().order_by("code"))
    states = {state.county_id: state for state in CountyState.objects.all()}
    reports = _reports(period)
    rows = series.read(window, "county", codes=series.stored(indicators) if wanted else None)
    due = lock_due(period.months[-1], WorkCalendar.load())
    lines = []
    for county in counties:
        state = states.get(county.pk)
        line = Line(
            county.code,
            county.name,
            county=county,
            refreshed_at=state.refreshed_at if state else None,
        )
        _fill(line, indicators, rows.get((county.pk, county.code), {}), window, state)
        _note_report(line, reports.get(county.pk), due=due, today=today)
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
    window = Window.of(period)
    indicators = register_on(period.last)
    units = Unit.objects.filter(county=county, level=level)
    if parent:
        units = units.filter(parent=parent)
    rows = series.read(window, level, county=county)
    lines = []
    for unit in units.order_by("code"):
        line = Line(unit.code, unit.name, parent=unit.parent, county=county)
        _fill(line, indicators, rows.get((county.pk, unit.code), {}), window, None)
        if line.cells:
            lines.append(line)
    return lines


def one_unit(county: County, period: Period, *, level: str, code: str) -> Line | None:
    """One county, township or station; None when the province knows of none such."""
    window = Window.of(period)
    unit = Unit.objects.filter(county=county, level=level, code=code).first()
    if unit is None:
        return None
    line = Line(unit.code, unit.name, parent=unit.parent, county=county)
    rows = series.read(window, level, county=county)
    state = CountyState.objects.filter(county=county).first()
    line.refreshed_at = state.refreshed_at if state else None
    _fill(line, register_on(period.last), rows.get((county.pk, code), {}), window, state)
    return line


def latest_month() -> date | None:
    """The newest month that has facts."""
    return MonthFact.objects.order_by("-month").values_list("month", flat=True).first()


def _fill(
    line: Line,
    indicators: Sequence[Indicator],
    rows: dict[str, series.Columns],
    window: Window,
    state: CountyState | None,
) -> None:
    first = state.first_month if state else None
    months_of_data = periods.count_months(first, window.months[-1]) if first else 0
    for indicator in indicators:
        if indicator.figure.inner:
            continue
        cell = series.cell(indicator, rows, months_of_data)
        if cell is not None:
            line.cells[indicator.code] = cell


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
        points = series.points(indicator, measured)
        whole.cells[indicator.code] = Cell(indicator, measured, points, None)
    return whole


def _reports(period: Period) -> dict[int, Report]:
    month = period.months[-1]
    return {report.county_id: report for report in Report.objects.filter(month=month)}


def _note_report(line: Line, report: Report | None, *, due: date, today: date) -> None:
    line.report = report
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
    return Window.of(period).months


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
