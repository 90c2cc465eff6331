"""How figures are shown: one cell's text, a table's rows, a unit's charts with their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import charts
from core.clauses import R
from core.figures import Kind
from oversight.indicators import Indicator
from oversight.rules import SMALL
from oversight.selectors import Line
from oversight.series import Cell


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell: the value, its unit, the parts behind it, the direction against last year."""

    text: str
    unit: str
    parts: str
    on_year: str
    spark: SafeString | str
    state: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number with its name."""

    name: str
    cell: Shown


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its cells in the order of the indicators."""

    line: Line
    cells: list[Shown]
    names: Sequence[str] = ()

    @property
    def named(self) -> list[tuple[str, Shown]]:
        """Each cell with its indicator's name, for cards on phones."""
        return list(zip(self.names, self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows for templates."""

    indicators: Sequence[Indicator]
    rows: list[Row]

    @classmethod
    def of(
        cls, indicators: Sequence[Indicator], lines: Sequence[Line], months: Sequence[date]
    ) -> Table:
        """Only indicators that any line has a value for."""
        used = [one for one in indicators if any(one.code in line.cells for line in lines)]
        names = [str(one.figure.name) for one in used]
        rows = [
            Row(line, [shown(line.cells.get(one.code), line, months) for one in used], names)
            for line in lines
        ]
        return cls(used, rows)


def shown(cell: Cell | None, line: Line, months: Sequence[date]) -> Shown:
    """A cell in words: 未报 where the county has not reported (R164), 不适用 by R159."""
    if cell is None:
        return Shown("—", "", "", "", "", "none")
    if not line.reported:
        return Shown(_("not reported"), "", "", "", "", "missing", R(164).label)
    if cell.not_applicable:
        return Shown(_("not applicable"), "", "", "", "", "none", R(159).label)
    spark = ""
    series = cell.series()
    if any(value is not None for value in series):
        spark = charts.spark(
            [float(value) if value is not None else None for value in series],
            title=str(cell.indicator.figure.name),
            desc=series_in_words(series, months),
        )
    return Shown(
        value_text(cell),
        unit_text(cell),
        parts_text(cell),
        on_year_text(cell),
        spark,
        state(cell),
        basis(cell),
    )


def basis(cell: Cell) -> str:
    """The rules behind a number: how it adds up, what it is compared with, what is shown of it."""
    rules = [R(158), R(162)]
    if cell.on_year is not None:
        rules.insert(1, R(160))
    return "、".join(rule.label for rule in rules)


def value_text(cell: Cell) -> str:
    """The number as people write it; counts of persons under 3 as '<3' (R154)."""
    value = cell.measured.value
    if value is None:
        return _("not applicable")
    if cell.indicator.figure.persons and 0 < cell.measured.numerator < SMALL:
        return f"<{SMALL}"
    if cell.indicator.figure.kind is Kind.RATIO:
        return f"{value:.1f}"
    if cell.indicator.figure.kind is Kind.MEDIAN:
        # 3, 3.5, and '≥7' where longer ones were counted together.
        return f"{'≥' if cell.measured.at_least else ''}{value.normalize():f}"
    return number(value)


def unit_text(cell: Cell) -> str:
    """The unit behind the number; nothing where there is no number."""
    return "" if cell.measured.value is None else str(cell.indicator.figure.unit)


def number(value: Decimal) -> str:
    """A count without needless decimals, thousands separated."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def parts_text(cell: Cell) -> str:
    """Numerator and denominator, or how many a median is the middle of (R162)."""
    if cell.measured.counts:
        return _("of %(number)s") % {"number": number(cell.measured.numerator)}
    if cell.measured.denominator is None:
        return ""
    return f"{number(cell.measured.numerator)} ÷ {number(cell.measured.denominator)}"


def on_year_text(cell: Cell) -> str:
    """Change on the year with its sign, or empty where it does not apply (R160)."""
    return "" if cell.on_year is None else f"{cell.on_year:+.1f}%"


def state(cell: Cell) -> str:
    """good at or past the target, low at or short of the floor, else between."""
    one = cell.indicator
    value = cell.measured.value
    if value is None or not one.scored or one.floor is None or one.target is None:
        return "plain"
    sign = 1 if one.target > one.floor else -1
    if sign * (value - one.target) >= 0:
        return "good"
    return "low" if sign * (value - one.floor) <= 0 else "between"


def series_in_words(series: Sequence[Decimal | None], months: Sequence[date]) -> str:
    """The small chart's data for those who do not see it."""
    return ", ".join(
        f"{month:%Y-%m} {value}"
        for month, value in zip(months, series, strict=True)
        if value is not None
    )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one figure over the months, with its table."""

    indicator: Indicator
    cell: Cell
    shown: Shown
    svg: SafeString | str
    rows: list[tuple[str, str]]


def charts_of(line: Line, months: Sequence[date]) -> list[Chart]:
    """All figures of a unit over the months."""
    found = []
    for cell in line.cells.values():
        labels = [f"{month.month}" for month in months]
        series = cell.series()
        values = [float(value) if value is not None else None for value in series]
        figure = cell.indicator.figure
        one = charts.Series(str(figure.name), values)
        svg = charts.line(
            title=f"{figure.name}（{figure.unit}）",
            labels=labels,
            series=[one],
            desc=series_in_words(series, months),
        )
        rows = [
            (f"{month:%Y-%m}", "—" if value is None else str(value))
            for month, value in zip(months, series, strict=True)
        ]
        found.append(Chart(cell.indicator, cell, shown(cell, line, months), svg, rows))
    return found


def tiles_of(line: Line, indicators: Sequence[Indicator], months: Sequence[date]) -> list[Tile]:
    """Figures of the whole province, one number each; those that it has nothing of are left out."""
    return [
        Tile(str(one.figure.name), shown(line.cells[one.code], line, months))
        for one in indicators
        if one.code in line.cells
    ]


def sort_lines(lines: list[Line], key: str) -> None:
    """Sort in place: rank, name, or an indicator's code; '-' in front turns it round."""
    descending = key.startswith("-")
    name = key.removeprefix("-")
    if name == "rank":
        lines.sort(key=lambda line: (line.rank is None, line.rank or 0), reverse=descending)
    elif name:
        lines.sort(
            key=lambda line: (
                (line.cells[name].measured.value if name in line.cells else None) or Decimal(-1)
            ),
            reverse=descending,
        )
