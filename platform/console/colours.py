"""Colours of a county, with the contrast that makes them readable (WCAG 2.2 AA)."""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from core.errors import Violation

READABLE = 4.5
# Wagtail's dark page and our paper white: what an accent must stand on.
DARK = "#262626"
LIGHT = "#ffffff"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
# sRGB to the cone responses of OKLab, and those to its axes (Ottosson 2020).
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_LINEAR_BELOW, _GAMMA_BELOW = 0.04045, 0.0031308
_CHROMA_STEP, _SLACK = 0.002, 0.0005
_NEAR_STEP = 0.004


def check(accent: str, *, field: str = "accent") -> str:
    """A colour as #rrggbb. Raises Violation at the field for anything else."""
    if not _HEX.fullmatch(accent):
        raise Violation(_("A colour is written as # and six digits, like #2f5d50."), field=field)
    return accent.lower()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def on_light(accent: str) -> str:
    """The accent, darkened until it can be read on paper white (and white on it)."""
    return darkened(accent, ground=LIGHT)


def on_dark(accent: str) -> str:
    """The accent, lightened until it can be read on Wagtail's dark page."""
    return lightened(accent, ground=DARK)


def darkened(accent: str, *, ground: str, contrast_wanted: float = READABLE) -> str:
    """The accent, darkened until it reaches that contrast on a light ground."""
    return _until(accent, ground, -0.01, contrast_wanted)


def lightened(accent: str, *, ground: str, contrast_wanted: float = READABLE) -> str:
    """The accent, lightened until it reaches that contrast on a dark ground."""
    return _until(accent, ground, 0.01, contrast_wanted)


def nearest(colour: str, passes: Callable[[str], bool]) -> str:
    """The colour of the same hue, nearest in lightness, that passes; '' where none does."""
    light, chroma, hue = oklch(colour)
    for step in range(math.ceil(1 / _NEAR_STEP) + 1):
        for turned in (light - step * _NEAR_STEP, light + step * _NEAR_STEP):
            found = from_oklch(turned, chroma, hue)
            if passes(found):
                return found
    return ""


def mix(one: str, other: str, share: float) -> str:
    """Two colours mixed; share is how much of the first."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    red, green, blue = (first * share + second * (1 - share) for first, second in pairs)
    return _hex((red, green, blue))


def hls(accent: str) -> tuple[int, int, int]:
    """Hue in degrees, saturation and lightness in per cent, as CSS says them."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    return round(hue * 360), round(saturation * 100), round(light * 100)


def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness (0 to 1), chroma and hue in degrees: equal steps look equal, whatever the hue."""
    cones = [math.cbrt(part) for part in _times(_TO_CONES, _linear(colour))]
    light, green_red, blue_yellow = _times(_TO_LAB, cones)
    hue = math.degrees(math.atan2(blue_yellow, green_red)) % 360
    return light, math.hypot(green_red, blue_yellow), hue


def from_oklch(light: float, chroma: float, hue: float) -> str:
    """The colour as #rrggbb; one that no screen shows loses chroma until it can, never its hue."""
    light = min(max(light, 0.0), 1.0)
    while chroma > 0:
        parts = _from_lab(light, chroma, hue)
        if all(-_SLACK <= part <= 1 + _SLACK for part in parts):
            return _shown(parts)
        chroma -= _CHROMA_STEP
    return _shown(_from_lab(light, 0.0, hue))


def _until(accent: str, ground: str, step: float, wanted: float) -> str:
    light, chroma, hue = oklch(accent)
    found = accent
    while contrast(found, ground) < wanted and 0 <= light <= 1:
        light += step
        found = from_oklch(light, chroma, hue)
    return found


def _from_lab(light: float, chroma: float, hue: float) -> list[float]:
    turn = math.radians(hue)
    lab = (light, chroma * math.cos(turn), chroma * math.sin(turn))
    return _times(_FROM_CONES, [part**3 for part in _times(_FROM_LAB, lab)])


def _shown(linear: Sequence[float]) -> str:
    red, green, blue = (
        12.92 * part if part <= _GAMMA_BELOW else 1.055 * part ** (1 / 2.4) - 0.055
        for part in (min(max(part, 0.0), 1.0) for part in linear)
    )
    return _hex((red, green, blue))


def _times(rows: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, values, strict=True)) for row in rows]


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _linear(colour: str) -> list[float]:
    return [
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    ]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
