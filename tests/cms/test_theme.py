"""A county's palette: whatever its accent, every text on every ground can be read."""

import pytest

from cms import theme
from console import colours

ACCENTS = ("#8a5a1c", "#2f5d50", "#1f5673", "#a2512a", "#ffe23d", "#000000", "#ffffff", "#ff00ff")
QUIET_LIGHT, QUIET_DARK, HARVEST_LIGHT, HARVEST_DARK = "#5b6669", "#a9b1b1", "#a23c1d", "#eb9a72"


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_accent_is_readable_on_its_grounds(accent):
    palette = theme.palette(accent)
    for name, grounds in (
        ("accent-light", (theme.PAPER, palette["tint-light"], "#ffffff")),
        ("accent-dark", (theme.NIGHT, palette["tint-dark"])),
    ):
        for ground in grounds:
            assert colours.contrast(palette[name], ground) >= colours.READABLE, (name, ground)
    assert colours.contrast(theme.PAPER, palette["deep-light"]) >= theme.DEEP_CONTRAST


@pytest.mark.parametrize("accent", ACCENTS)
def test_quiet_words_and_numbers_are_readable_on_every_tint(accent):
    palette = theme.palette(accent)
    for ink, ground in (
        (QUIET_LIGHT, "tint-light"),
        (HARVEST_LIGHT, "tint-light"),
        (QUIET_DARK, "tint-dark"),
        (HARVEST_DARK, "tint-dark"),
        ("#e9e6df", "deep-dark"),
    ):
        assert colours.contrast(ink, palette[ground]) >= colours.READABLE, (ink, ground)


def test_the_tokens_are_one_rule():
    assert theme.rule(".c980121", "#8a5a1c").startswith(".c980121{--accent-light:#8a5a1c;")
