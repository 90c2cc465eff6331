"""A site's colours: one accent, and from it the grounds that make a county look like itself."""

from __future__ import annotations

from cms import tokens
from console import colours
from console.models import Centre

# The same paper and night as in site.css.
PAPER, NIGHT = "#faf8f3", "#15191a"
# How much of the accent the quiet band takes on; the contrasts of the foot and of the night.
TINT, DEEP_CONTRAST, NIGHT_CONTRAST = 0.07, 9.0, 6.0


def palette(accent: str, look: str = Centre.Look.PAPER) -> dict[str, str]:
    """The tokens of one accent on the grounds of a look; every text reaches a contrast of 4.5."""
    day, night = (ground.shown()["paper"] for ground in tokens.grounds(look))
    tint_light = colours.mix(accent, day, TINT)
    tint_dark = colours.mix(accent, night, TINT * 2)
    # The tint of a pale accent is lighter than the paper, that of a dark one darker.
    readable = colours.darkened(accent, ground=tint_light)
    return {
        "accent-light": colours.darkened(readable, ground=day),
        "accent-dark": colours.lightened(accent, ground=tint_dark, contrast_wanted=NIGHT_CONTRAST),
        "tint-light": tint_light,
        "tint-dark": tint_dark,
        "deep-light": colours.darkened(accent, ground=day, contrast_wanted=DEEP_CONTRAST),
        "deep-dark": colours.mix(accent, night, TINT * 3),
    }


def rule(selector: str, accent: str, look: str = Centre.Look.PAPER) -> str:
    """The palette as one CSS rule."""
    found = ";".join(f"--{name}:{value}" for name, value in palette(accent, look).items())
    return f"{selector}{{{found}}}"


def shown(accent: str, look: str, *, dark: bool) -> dict[str, str]:
    """Every colour of a page by its token: the look's own and those made of the accent."""
    made = palette(accent, look)
    suffix = "-dark" if dark else "-light"
    own = {name.removesuffix(suffix): made[name] for name in made if name.endswith(suffix)}
    return tokens.grounds(look)[dark].shown() | own


# Which ink stands on which ground, and the contrast it must have (WCAG 2.2: 1.4.3, 1.4.11).
READ, SEEN = 4.5, 3.0
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, READ) for ink in ("ink", "quiet") for ground in ("paper", "sheet", "tint")),
    *(
        (ink, ground, READ)
        for ink in ("accent", "harvest")
        for ground in ("paper", "sheet", "tint")
    ),
    ("on-accent", "accent", READ),
    ("on-deep", "deep", READ),
    # A recall's band, and the edge of a field.
    ("paper", "harvest", READ),
    ("quiet", "sheet", SEEN),
)


def contrasts(accent: str, look: str, *, dark: bool) -> list[tuple[str, str, float, float]]:
    """Ink, ground, contrast there is, contrast there must be."""
    colour = shown(accent, look, dark=dark)
    return [
        (ink, ground, colours.contrast(colour[ink], colour[ground]), wanted)
        for ink, ground, wanted in PAIRS
    ]
