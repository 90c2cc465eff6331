"""Colours of a county, with the contrast that makes them readable (WCAG 2.2 AA)."""

from __future__ import annotations

import colorsys
import re

from django.utils.translation import gettext as _

from core.errors import Violation

READABLE = 4.5
# Wagtail's dark page and our paper white: what an accent must stand on.
DARK = "#262626"
LIGHT = "#ffffff"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def check(accent: str) -> str:
    """An accent colour as #rrggbb. Raises Violation for anything else."""
    if not _HEX.fullmatch(accent):
        raise Violation(_("A colour is written as # and six digits, like #2f5d50."), field="accent")
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
    return _until(accent, ground, -0.02, contrast_wanted)


def lightened(accent: str, *, ground: str, contrast_wanted: float = READABLE) -> str:
    """The accent, lightened until it reaches that contrast on a dark ground."""
    return _until(accent, ground, 0.02, contrast_wanted)


def mix(one: str, other: str, share: float) -> str:
    """Two colours mixed; share is how much of the first."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    red, green, blue = (first * share + second * (1 - share) for first, second in pairs)
    return _hex((red, green, blue))


def hls(accent: str) -> tuple[int, int, int]:
    """Hue in degrees, saturation and lightness in per cent, as CSS says them."""
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    return round(hue * 360), round(saturation * 100), round(light * 100)


def _until(accent: str, ground: str, step: float, wanted: float) -> str:
    hue, light, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    found = accent
    while contrast(found, ground) < wanted and 0 <= light <= 1:
        light += step
        found = _hex(colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation))
    return found


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in _rgb(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
