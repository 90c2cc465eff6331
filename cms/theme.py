"""A site's colours: one accent, and from it the grounds that make a county look like itself."""

from __future__ import annotations

from console import colours

# The same paper and night as in site.css.
PAPER, NIGHT = "#faf8f3", "#15191a"
# How much of the accent the quiet band takes on; the contrasts of the foot and of the night.
TINT, DEEP_CONTRAST, NIGHT_CONTRAST = 0.07, 9.0, 6.0


def palette(accent: str) -> dict[str, str]:
    """The tokens of one accent; every text on every ground reaches a contrast of 4.5."""
    tint_light = colours.mix(accent, PAPER, TINT)
    tint_dark = colours.mix(accent, NIGHT, TINT * 2)
    return {
        "accent-light": colours.darkened(accent, ground=tint_light),
        "accent-dark": colours.lightened(accent, ground=tint_dark, contrast_wanted=NIGHT_CONTRAST),
        "tint-light": tint_light,
        "tint-dark": tint_dark,
        "deep-light": colours.darkened(accent, ground=PAPER, contrast_wanted=DEEP_CONTRAST),
        "deep-dark": colours.mix(accent, NIGHT, TINT * 3),
    }


def rule(selector: str, accent: str) -> str:
    """The palette as one CSS rule."""
    tokens = ";".join(f"--{name}:{value}" for name, value in palette(accent).items())
    return f"{selector}{{{tokens}}}"
