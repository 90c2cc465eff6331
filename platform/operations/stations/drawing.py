"""A schematic map: positions in a plain box, no tiles, no borders drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from operations.stations.models import Station

WIDTH, HEIGHT, MARGIN = 960, 600, 40
# Shape by level as well as colour by state: colour never alone.
TONES = {"operating": "good", "rectifying": "warn", "suspended": "warn", "closed": "bad"}


def schematic(stations: Sequence[Station]) -> SafeString:
    """An SVG with a square for township stations and a dot for village stations."""
    placed = [s for s in stations if s.latitude is not None and s.longitude is not None]
    if not placed:
        return SafeString("")
    points = [_flat(float(s.latitude or 0), float(s.longitude or 0)) for s in placed]
    low_x, low_y = (min(p[i] for p in points) for i in (0, 1))
    size = max(max(p[0] for p in points) - low_x, max(p[1] for p in points) - low_y, 1e-6)
    scale = min(WIDTH, HEIGHT) - 2 * MARGIN
    marks = []
    for station, (x, y) in zip(placed, points, strict=True):
        left = MARGIN + (x - low_x) / size * scale + (WIDTH - HEIGHT) / 2
        top = HEIGHT - MARGIN - (y - low_y) / size * scale
        marks.append(_mark(station, left, top))
    return format_html(
        '<svg class="st-map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        _("Schematic map of the stations"),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )


def _flat(latitude: float, longitude: float) -> tuple[float, float]:
    return longitude * cos(radians(latitude)), latitude


def _mark(station: Station, left: float, top: float) -> SafeString:
    tone = TONES.get(station.status, "plain")
    told = f"{station.name}：{station.get_status_display()}"
    if station.level == Station.Level.TOWNSHIP:
        return format_html(
            '<a href="/console/stations/{}/"><rect class="st-{}" x="{}" y="{}" width="16" '
            'height="16"><title>{}</title></rect></a>',
            station.pk,
            tone,
            f"{left - 8:.1f}",
            f"{top - 8:.1f}",
            told,
        )
    return format_html(
        '<a href="/console/stations/{}/"><circle class="st-{}" cx="{}" cy="{}" r="6">'
        "<title>{}</title></circle></a>",
        station.pk,
        tone,
        f"{left:.1f}",
        f"{top:.1f}",
        told,
    )
