"""Drawings made of figures: the townships as tiles where they lie, the year as a wheel."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from operations.stations.selectors import PublicStation

# A hexagon's corners around its middle; width and height of its place in the comb.
TILE = "M0-58 50-29v58L0 58l-50-29v-58z"
WIDE, HIGH = 108, 94
# More would make the names unreadable on a phone.
MOST_IN_A_ROW = 4
SHADES = 4
# Fewer are no map.
LEAST_TOWNS = 3
MONTHS = tuple(range(1, 13))
_OUTER, _INNER, _NAMES, _MIDDLE = 150, 96, 123, 160


@dataclass(frozen=True, slots=True)
class Tile:
    """One township: its place in the drawing, and a shade from 1 (fewest stations) to 4."""

    code: str
    name: str
    number: int
    x: float
    y: float
    shade: int


@dataclass(frozen=True, slots=True)
class TownMap:
    """All townships; width and height of the drawing."""

    tiles: tuple[Tile, ...]
    width: int
    height: int
    path: str = TILE


def town_map(found: Sequence[PublicStation]) -> TownMap | None:
    """The townships as a comb: north above south, west before east, by where their stations lie.

    It is no survey and says so. Townships whose stations have no coordinates come last. None for
    fewer than three townships.
    """
    stations: dict[tuple[str, str], list[PublicStation]] = defaultdict(list)
    for one in found:
        stations[one.township_code, one.township].append(one)
    if len(stations) < LEAST_TOWNS:
        return None
    most = max(map(len, stations.values()))
    by_north = sorted(stations, key=lambda town: (-_middle(stations[town])[0], town))
    rows = math.ceil(len(by_north) / min(MOST_IN_A_ROW, math.ceil(math.sqrt(len(by_north)))))
    in_a_row = math.ceil(len(by_north) / rows)
    tiles = []
    for row in range(rows):
        towns = by_north[row * in_a_row : (row + 1) * in_a_row]
        towns.sort(key=lambda town: (_middle(stations[town])[1], town))
        for column, (code, name) in enumerate(towns):
            number = len(stations[code, name])
            tiles.append(
                Tile(
                    code=code,
                    name=name,
                    number=number,
                    x=WIDE * (column + 0.5 + 0.5 * (row % 2)),
                    y=HIGH * row + 60,
                    shade=max(1, math.ceil(SHADES * number / most)),
                )
            )
    width = WIDE * in_a_row + (WIDE // 2 if rows > 1 else 0)
    return TownMap(tuple(tiles), width, HIGH * (rows - 1) + 120)


def _middle(stations: Iterable[PublicStation]) -> tuple[float, float]:
    """Latitude and longitude of the middle of the stations; far south-east without any."""
    placed = [
        (float(one.latitude), float(one.longitude))
        for one in stations
        if one.latitude is not None and one.longitude is not None
    ]
    if not placed:
        return -90.0, 180.0
    north, east = zip(*placed, strict=True)
    return sum(north) / len(placed), sum(east) / len(placed)


@dataclass(frozen=True, slots=True)
class Segment:
    """One month of the wheel: its part of the ring, where its number stands, whether it counts."""

    month: int
    path: str
    x: float
    y: float
    fresh: bool
    now: bool


def year_wheel(fresh: Collection[int], *, now: int = 0) -> tuple[Segment, ...]:
    """The twelve months as a ring, January on top, clockwise."""
    found = []
    for month in MONTHS:
        start, end = math.radians(30 * (month - 1) - 104), math.radians(30 * month - 106)
        middle = (start + end) / 2
        corners = [
            _at(_OUTER, start),
            _at(_OUTER, end),
            _at(_INNER, end),
            _at(_INNER, start),
        ]
        path = (
            f"M{corners[0]}A{_OUTER} {_OUTER} 0 0 1 {corners[1]}"
            f"L{corners[2]}A{_INNER} {_INNER} 0 0 0 {corners[3]}z"
        )
        x, y = (float(part) for part in _at(_NAMES, middle).split())
        found.append(Segment(month, path, x, y, month in fresh, month == now))
    return tuple(found)


def _at(radius: float, angle: float) -> str:
    x, y = _MIDDLE + radius * math.cos(angle), _MIDDLE + radius * math.sin(angle)
    return f"{x:.1f} {y:.1f}"
