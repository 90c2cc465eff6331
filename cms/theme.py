"""A site's colours: an accent, and from it the grounds that make a county look like itself; a
colour of prices and dates beside it where the county has one of its own.

What is chosen is shown by day as it is, so one that cannot be read is refused (`check`); by night
both are lightened. Colours from before that rule, and the province's, are mended when shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import tokens
from console import colours
from console.models import Centre
from core.errors import Violation

# The same paper and night as in site.css.
PAPER, NIGHT = "#faf8f3", "#15191a"
# How much of the accent the quiet band takes on; the contrasts of the foot and of the night.
TINT, DEEP_CONTRAST, NIGHT_CONTRAST = 0.07, 9.0, 6.0


def palette(accent: str, look: str = Centre.Look.PAPER, highlight: str = "") -> dict[str, str]:
    """The tokens of a county's colours on the grounds of a look; every text reaches 4.5."""
    day, night = (ground.shown()["paper"] for ground in tokens.grounds(look))
    tint_light = colours.mix(accent, day, TINT)
    tint_dark = colours.mix(accent, night, TINT * 2)
    # The tint of a pale accent is lighter than the paper, that of a dark one darker.
    readable = colours.darkened(accent, ground=tint_light)
    found = {
        "accent-light": colours.darkened(readable, ground=day),
        "accent-dark": colours.lightened(accent, ground=tint_dark, contrast_wanted=NIGHT_CONTRAST),
        "tint-light": tint_light,
        "tint-dark": tint_dark,
        "deep-light": colours.darkened(accent, ground=day, contrast_wanted=DEEP_CONTRAST),
        "deep-dark": colours.mix(accent, night, TINT * 3),
    }
    if highlight:
        found["harvest-light"] = found["harvest-dark"] = highlight
        for ground in (day, tint_light):
            found["harvest-light"] = colours.darkened(found["harvest-light"], ground=ground)
        for ground in (tokens.grounds(look)[1].shown()["sheet"], tint_dark):
            found["harvest-dark"] = colours.lightened(
                found["harvest-dark"], ground=ground, contrast_wanted=NIGHT_CONTRAST
            )
    return found


def rule(selector: str, accent: str, look: str = Centre.Look.PAPER) -> str:
    """The palette of an accent as one CSS rule."""
    return _rule(selector, palette(accent, look))


def sheet(accent: str, look: str, highlight: str = "") -> str:
    """All of a site's own colours as CSS; the looks' sheets, which come later, do not undo it."""
    made = palette(accent, look, highlight)
    rules = [_rule(":root", made)]
    if highlight:
        # Said four times it weighs more than a look and a theme together.
        root = ":root" * 4
        day, night = ({"harvest": made[f"harvest-{name}"]} for name in ("light", "dark"))
        by_itself, chosen = f'{root}:not([data-theme="light"])', f'{root}[data-theme="dark"]'
        rules += [
            f"@media screen{{{_rule(root, day)}}}",
            f"@media screen and (prefers-color-scheme:dark){{{_rule(by_itself, night)}}}",
            f"@media screen{{{_rule(chosen, night)}}}",
        ]
    return "".join(rules)


def _rule(selector: str, tokens_there: dict[str, str]) -> str:
    found = ";".join(f"--{name}:{value}" for name, value in tokens_there.items())
    return f"{selector}{{{found}}}"


def shown(accent: str, look: str, *, dark: bool, highlight: str = "") -> dict[str, str]:
    """Every colour of a page by its token: the look's own and the county's."""
    made = palette(accent, look, highlight)
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
    # The months of the season, the steps that are done, beside the others.
    ("accent", "line", SEEN),
    ("harvest", "line", SEEN),
)


def contrasts(
    accent: str, look: str, *, dark: bool, highlight: str = ""
) -> list[tuple[str, str, float, float]]:
    """Ink, ground, contrast there is, contrast there must be."""
    return _measured(shown(accent, look, dark=dark, highlight=highlight))


def _measured(
    colour: dict[str, str], pairs: Iterable[tuple[str, str, float]] = PAIRS
) -> list[tuple[str, str, float, float]]:
    return [
        (ink, ground, colours.contrast(colour[ink], colour[ground]), wanted)
        for ink, ground, wanted in pairs
    ]


# --- What a county may choose ---
# Tokens as the refusal names them; what is missing is never told of.
NAMES: dict[str, Any] = {
    "accent": gettext_lazy("the county's colour"),
    "harvest": gettext_lazy("the colour of prices and dates"),
    "paper": gettext_lazy("the page's ground"),
    "sheet": gettext_lazy("the ground of cards"),
    "tint": gettext_lazy("the quiet band"),
    "line": gettext_lazy("the rules"),
    "on-accent": gettext_lazy("the words on buttons"),
    "ink": gettext_lazy("the text"),
    "quiet": gettext_lazy("the secondary text"),
}


@dataclass(frozen=True, slots=True)
class Bad:
    """A pair that cannot be read: at which field, and the nearest colour there that can."""

    field: str
    ink: str
    ground: str
    contrast: float
    wanted: float
    nearest: str

    def sentence(self) -> str:
        """What the editor is told. Cut off, not rounded: 4.498 is not 4.5."""
        return _(
            "%(ink)s and %(ground)s have a contrast of %(there)s; at least %(wanted)s is needed. "
            "The nearest colour that can be read is %(nearest)s."
        ) % {
            "ink": NAMES[self.ink],
            "ground": NAMES[self.ground],
            "there": f"{math.floor(self.contrast * 100) / 100:.2f}",
            "wanted": f"{self.wanted:g}",
            "nearest": self.nearest,
        }


def bad_pair(accent: str, look: str, highlight: str = "") -> Bad | None:
    """The worst pair by day of the colours as they were chosen; None where all can be read."""
    if found := _worst(accent, look, "", highlight_too=False):
        near = colours.nearest(accent, lambda one: not _worst(one, look, "", highlight_too=False))
        return Bad("accent", *found, nearest=near)
    if highlight and (found := _worst(accent, look, highlight, highlight_too=True)):
        near = colours.nearest(
            highlight, lambda one: not _worst(accent, look, one, highlight_too=True)
        )
        return Bad("highlight", *found, nearest=near)
    return None


def check(centre: Centre) -> None:
    """Raises Violation, at its field, for a pair of colours that cannot be read on the site."""
    if found := bad_pair(centre.accent, centre.look, centre.highlight):
        raise Violation(found.sentence(), field=found.field)


def _worst(
    accent: str, look: str, highlight: str, *, highlight_too: bool
) -> tuple[str, str, float, float] | None:
    """The pair that fails most. highlight_too: those of the colour beside the accent, else all of
    the accent's on what the look itself gives."""
    day = tokens.grounds(look)[0].shown()
    colour = day | {"accent": accent, "tint": colours.mix(accent, day["paper"], TINT)}
    if highlight_too:
        colour["harvest"] = highlight
    # The foot is made of the accent so that it can be read.
    pairs = [
        pair
        for pair in PAIRS
        if "deep" not in pair and ("harvest" in pair if highlight_too else True)
    ]
    failing = [one for one in _measured(colour, pairs) if one[2] < one[3]]
    return min(failing, key=lambda one: one[2] / one[3], default=None)
