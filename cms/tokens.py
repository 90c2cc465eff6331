"""The design tokens of the sites in OKLCH: the source that the style sheets' colours come from.

Phones in the villages still carry browsers that do not know `oklch()`, and a token that a browser
cannot read leaves no colour at all. So the sheets say the same colours in sRGB, and a test holds
every one of them against this table.
"""

from __future__ import annotations

from dataclasses import dataclass

from console import colours
from console.models import Centre

Oklch = tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """The tokens of one look by day or by night."""

    paper: Oklch
    sheet: Oklch
    ink: Oklch
    quiet: Oklch
    line: Oklch
    harvest: Oklch
    on_accent: Oklch
    on_deep: Oklch

    def shown(self) -> dict[str, str]:
        """The tokens by their names in the sheets, as #rrggbb."""
        return {
            name.replace("_", "-"): colours.from_oklch(*getattr(self, name))
            for name in self.__slots__
        }


_INK, _NIGHT_INK = (0.275, 0.011, 217), (0.925, 0.01, 87)
_ON_PAPER, _WHITE = (0.979, 0.007, 89), (1.0, 0.0, 0)
# Light and dark of each look.
LOOKS: dict[str, tuple[Ground, Ground]] = {
    Centre.Look.PAPER: (
        Ground(
            paper=_ON_PAPER,
            sheet=(0.994, 0.007, 89),
            ink=_INK,
            quiet=(0.502, 0.014, 216),
            line=(0.883, 0.018, 89),
            harvest=(0.495, 0.142, 37),
            on_accent=_WHITE,
            on_deep=_ON_PAPER,
        ),
        Ground(
            paper=(0.21, 0.006, 214),
            sheet=(0.243, 0.008, 211),
            ink=_NIGHT_INK,
            quiet=(0.754, 0.009, 197),
            line=(0.354, 0.01, 207),
            harvest=(0.759, 0.112, 47),
            on_accent=(0.21, 0.006, 214),
            on_deep=_NIGHT_INK,
        ),
    ),
    Centre.Look.RIDGE: (
        Ground(
            paper=(0.969, 0.01, 130),
            sheet=(0.992, 0.005, 130),
            ink=(0.27, 0.018, 155),
            quiet=(0.485, 0.02, 155),
            line=(0.87, 0.02, 130),
            harvest=(0.5, 0.118, 60),
            on_accent=_WHITE,
            on_deep=_ON_PAPER,
        ),
        Ground(
            paper=(0.2, 0.015, 160),
            sheet=(0.24, 0.018, 160),
            ink=(0.93, 0.012, 130),
            quiet=(0.76, 0.018, 150),
            line=(0.35, 0.02, 160),
            harvest=(0.79, 0.12, 75),
            on_accent=(0.2, 0.015, 160),
            on_deep=(0.93, 0.012, 130),
        ),
    ),
    Centre.Look.WATER: (
        Ground(
            paper=(0.972, 0.008, 230),
            sheet=(0.993, 0.004, 230),
            ink=(0.265, 0.02, 250),
            quiet=(0.49, 0.022, 245),
            line=(0.865, 0.018, 230),
            harvest=(0.48, 0.145, 5),
            on_accent=_WHITE,
            on_deep=_ON_PAPER,
        ),
        Ground(
            paper=(0.2, 0.018, 250),
            sheet=(0.24, 0.022, 250),
            ink=(0.925, 0.01, 230),
            quiet=(0.755, 0.018, 235),
            line=(0.355, 0.024, 245),
            harvest=(0.775, 0.11, 5),
            on_accent=(0.2, 0.018, 250),
            on_deep=(0.925, 0.01, 230),
        ),
    ),
}


def grounds(look: str) -> tuple[Ground, Ground]:
    """Day and night of a look; of an unknown one, the paper's."""
    return LOOKS.get(look, LOOKS[Centre.Look.PAPER])
