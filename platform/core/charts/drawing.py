"""Bars, lines, sparks and rings as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.charts.numbers import Number, nice_top, short

MOST_SERIES = 7
_DASHES = ("none", "6 3", "2 3", "8 3 2 3", "1 2", "10 4", "4 2 1 2")
_WIDTH = 640
_HEIGHT = 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 26, 34
# About how many labels of twelve-pixel Chinese fit under the axis.
_MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the labels; None where there is no figure (a gap, not a zero)."""

    name: str
    values: Sequence[Number | None]


def bars(
    *,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    unit: str = "",
    desc: str = "",
) -> SafeString:
    """Upright bars, side by side for several series; values stand on them where there is room."""
    _is_drawable(labels, series)
    frame = _Frame(labels, series)
    marks = []
    slot = frame.width / max(len(labels), 1)
    thick = min(slot * 0.7 / len(series), 46)
    for place, one in enumerate(series):
        for index, value in enumerate(one.values):
            if value is None:
                continue
            left = frame.x(index) - thick * len(series) / 2 + thick * place
            told = f"{one.name} {labels[index]}: {short(value)}"
            marks.append(_bar(left, thick, (frame.y(0), frame.y(float(value))), place, told))
    return _svg(
        title,
        desc or _in_words(labels, series, unit),
        frame.axes(unit) + _join(marks) + _legend(series),
    )


def line(
    *,
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    unit: str = "",
    desc: str = "",
) -> SafeString:
    """Lines over time; a missing value breaks the line."""
    _is_drawable(labels, series)
    frame = _Frame(labels, series)
    marks = []
    for place, one in enumerate(series):
        for run in _runs(one.values):
            points = [(frame.x(index), frame.y(float(value))) for index, value in run]
            marks.append(_path(points, place))
            marks += [
                format_html(
                    '<circle cx="{}" cy="{}" r="3" fill="var(--chart-{})">'
                    "<title>{} {}: {}</title></circle>",
                    _n(x),
                    _n(y),
                    place + 1,
                    one.name,
                    labels[index],
                    short(value),
                )
                for (x, y), (index, value) in zip(points, run, strict=True)
            ]
    return _svg(
        title,
        desc or _in_words(labels, series, unit),
        frame.axes(unit) + _join(marks) + _legend(series),
    )


def spark(
    values: Sequence[Number | None], *, title: str, desc: str = "", width: int = 96
) -> SafeString:
    """A line the size of a word for a cell of a table; the last value has a dot."""
    height = 24
    known = [float(value) for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    spread = (high - low) or 1.0
    step = (width - 6) / max(len(values) - 1, 1)
    marks = []
    for run in _runs(values):
        points = [
            (3 + index * step, height - 3 - (float(value) - low) / spread * (height - 6))
            for index, value in run
        ]
        marks.append(_path(points, 0))
        if run[-1][0] == len(values) - 1:
            x, y = points[-1]
            marks.append(_dot(x, y))
    return format_html(
        '<svg class="chart chart-spark" role="img" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        width,
        height,
        width,
        height,
        title,
        title,
        desc,
        _join(marks),
    )


def donut(
    *, title: str, value: Number | None, of: Number = 100, text: str = "", desc: str = ""
) -> SafeString:
    """A ring filled by value ÷ of, with its text in the middle; an empty ring for no figure."""
    radius, centre = 52, 64
    circle = 2 * math.pi * radius
    share = 0.0 if value is None or not of else max(0.0, min(1.0, float(value) / float(of)))
    shown = text or (_("no data") if value is None else short(value))
    ring = format_html(
        '<circle cx="{0}" cy="{0}" r="{1}" fill="none" stroke="var(--chart-faint)"'
        ' stroke-width="12" opacity="0.35"/>'
        '<circle cx="{0}" cy="{0}" r="{1}" fill="none" stroke="var(--chart-1)" stroke-width="12"'
        ' stroke-dasharray="{2} {3}" transform="rotate(-90 {0} {0})"/>'
        '<text x="{0}" y="{4}" text-anchor="middle" font-size="22"'
        ' fill="var(--chart-ink)">{5}</text>',
        centre,
        radius,
        _n(circle * share),
        _n(circle),
        centre + 8,
        shown,
    )
    return _svg(title, desc or shown, ring, width=2 * centre, height=2 * centre)


class _Frame:
    """Where values and labels lie on the picture."""

    def __init__(self, labels: Sequence[str], series: Sequence[Series]) -> None:
        known = [float(v) for one in series for v in one.values if v is not None]
        self.labels = labels
        self.top = nice_top(max(known, default=0.0))
        self.bottom = -nice_top(-min(known)) if known and min(known) < 0 else 0.0
        self.width = _WIDTH - _LEFT - _RIGHT
        self.height = _HEIGHT - _TOP - _BOTTOM

    def x(self, index: int) -> float:
        """Middle of a label's slot."""
        return _LEFT + self.width * (index + 0.5) / max(len(self.labels), 1)

    def y(self, value: float) -> float:
        """Height of a value."""
        return _TOP + self.height * (self.top - value) / (self.top - self.bottom)

    def axes(self, unit: str) -> SafeString:
        """Three lines with their numbers, the labels, the unit."""
        levels = sorted({self.bottom, 0.0, self.top / 2, self.top})
        lines = format_html_join(
            "",
            '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="var(--chart-faint)"'
            ' stroke-width="0.5"/><text x="{}" y="{}" text-anchor="end" font-size="11"'
            ' fill="var(--chart-ink)">{}</text>',
            (
                (
                    _LEFT,
                    _WIDTH - _RIGHT,
                    _n(self.y(level)),
                    _n(self.y(level)),
                    _LEFT - 6,
                    _n(self.y(level) + 4),
                    short(level),
                )
                for level in levels
            ),
        )
        every = max(1, math.ceil(len(self.labels) / _MOST_LABELS))
        names = format_html_join(
            "",
            '<text x="{}" y="{}" text-anchor="middle" font-size="11"'
            ' fill="var(--chart-ink)">{}</text>',
            (
                (_n(self.x(index)), _HEIGHT - _BOTTOM + 16, label)
                for index, label in enumerate(self.labels)
                if index % every == 0
            ),
        )
        said = format_html(
            '<text x="{}" y="10" text-anchor="end" font-size="10"'
            ' fill="var(--chart-ink)">{}</text>',
            _LEFT - 6,
            unit,
        )
        return lines + names + said


def _bar(left: float, thick: float, ends: tuple[float, float], place: int, told: str) -> SafeString:
    """ends: height of the zero line and of the value."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="var(--chart-{})"'
        ' stroke="var(--chart-ink)" stroke-width="0.6" stroke-dasharray="{}">'
        "<title>{}</title></rect>",
        _n(left),
        _n(min(ends)),
        _n(thick * 0.92),
        _n(abs(ends[0] - ends[1])),
        place + 1,
        _DASHES[place],
        told,
    )


def _path(points: Sequence[tuple[float, float]], place: int) -> SafeString:
    moves = " ".join(
        f"{'L' if index else 'M'}{_n(x)} {_n(y)}" for index, (x, y) in enumerate(points)
    )
    return format_html(
        '<path d="{}" fill="none" stroke="var(--chart-{})" stroke-width="2"'
        ' stroke-dasharray="{}" stroke-linejoin="round"/>',
        moves,
        place + 1,
        _DASHES[place],
    )


def _dot(x: float, y: float) -> SafeString:
    return format_html('<circle cx="{}" cy="{}" r="2.5" fill="var(--chart-1)"/>', _n(x), _n(y))


def _legend(series: Sequence[Series]) -> SafeString:
    if len(series) < 2:  # noqa: PLR2004 - one series needs no key
        return mark_safe("")
    return format_html_join(
        "",
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="var(--chart-{})" stroke-width="4"'
        ' stroke-dasharray="{}"/><text x="{}" y="{}" font-size="11"'
        ' fill="var(--chart-ink)">{}</text>',
        (
            (
                _LEFT + 84 * place,
                _LEFT + 84 * place + 18,
                _HEIGHT - 6,
                _HEIGHT - 6,
                place + 1,
                _DASHES[place],
                _LEFT + 84 * place + 22,
                _HEIGHT - 2,
                one.name,
            )
            for place, one in enumerate(series)
        ),
    )


def _svg(
    title: str, description: str, inside: SafeString, *, width: int = _WIDTH, height: int = _HEIGHT
) -> SafeString:
    return format_html(
        '<svg class="chart" role="img" viewBox="0 0 {} {}" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        width,
        height,
        title,
        title,
        description,
        inside,
    )


def _runs(values: Sequence[Number | None]) -> list[list[tuple[int, Number]]]:
    """Stretches of known values with their places."""
    runs: list[list[tuple[int, Number]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]


def _in_words(labels: Sequence[str], series: Sequence[Series], unit: str) -> str:
    """What a reader who does not see the picture hears: each series' last figure."""
    parts = [
        _("%(name)s, %(label)s: %(value)s%(unit)s")
        % {
            "name": one.name,
            "label": labels[run[-1][-1][0]],
            "value": short(run[-1][-1][1]),
            "unit": unit,
        }
        for one in series
        if (run := _runs(one.values))
    ]
    return _("; ").join(parts) or _("no data")


def _is_drawable(labels: Sequence[str], series: Sequence[Series]) -> None:
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"1 to {MOST_SERIES} series")
    if any(len(one.values) != len(labels) for one in series):
        raise ValueError("one value a label")


def _n(number: float) -> Decimal:
    """Coordinates with one decimal: smaller pages, and a Decimal is not localised by accident."""
    return Decimal(f"{number:.1f}")


def _join(marks: Sequence[SafeString]) -> SafeString:
    return mark_safe("".join(marks))  # noqa: S308 - every part was built by format_html
