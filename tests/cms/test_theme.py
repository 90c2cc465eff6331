"""A county's palette: whatever its accent, every text on every ground can be read."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cms import theme, tokens
from cms.demo import LOOKS
from console import colours
from tenants.demo import counties
from tests.told import tell

ACCENTS = ("#8a5a1c", "#2f5d50", "#1f5673", "#a2512a", "#ffe23d", "#000000", "#ffffff", "#ff00ff")
HEX = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
_TODAY = date(2026, 11, 25)
SHEETS = Path(theme.__file__).parent / "static/cms"
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


@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("look", tokens.LOOKS)
def test_no_accent_makes_a_look_unreadable_by_day_or_by_night(look, accent):
    for dark in (False, True):
        for ink, ground, there, wanted in theme.contrasts(accent, look, dark=dark):
            assert there >= wanted, (ink, ground, dark)


def test_the_demos_three_counties_have_three_looks_and_their_contrasts_are_told():
    looks = [LOOKS[counties.county(slug, today=_TODAY).code] for slug in counties.DEFAULT]
    assert sorted(looks) == sorted(tokens.LOOKS)
    for slug, look in zip(counties.DEFAULT, looks, strict=True):
        accent = counties.county(slug, today=_TODAY).accent
        for dark in (False, True):
            found = theme.contrasts(accent, look, dark=dark)
            text = min(there for *_names, there, wanted in found if wanted == theme.READ)
            seen = min(there for *_names, there, wanted in found if wanted == theme.SEEN)
            assert text >= theme.READ
            assert seen >= theme.SEEN
            tell(
                f"主题 {look} {'深色' if dark else '浅色'} {accent}：{len(found)} 对，"
                f"文字最低 {text:.2f}，图形最低 {seen:.2f}"
            )


def test_the_sheets_say_the_tokens_colours():
    sheets = {name: (SHEETS / name).read_text() for name in ("site.css", "looks.css")}
    for look, (day, night) in tokens.LOOKS.items():
        sheet = sheets["site.css" if look == "paper" else "looks.css"]
        # In the book's sheet the tokens stand with others, in two lines.
        plain = re.sub(r"#fff\b", "#ffffff", sheet)
        for ground, times in ((day, 1), (night, 2)):
            for name, colour in ground.shown().items():
                assert plain.count(f"--{name}: {colour};") >= times, (look, name, colour)


def test_oklch_goes_there_and_back_and_what_no_screen_shows_keeps_its_hue():
    for colour in (*ACCENTS, "#8a5a1c", "#c0ffee"):
        assert colours.from_oklch(*colours.oklch(colour)) == colour
    assert [round(part, 3) for part in colours.oklch("#ff0000")] == [0.628, 0.258, 29.234]
    light, chroma, hue = colours.oklch(colours.from_oklch(0.6, 0.5, 150))
    assert (round(light, 1), round(hue)) == (0.6, 150)
    assert chroma < 0.3


@settings(max_examples=12, deadline=None)
@given(accent=HEX, highlight=HEX, look=st.sampled_from(list(tokens.LOOKS)))
@example(accent="#ffe23d", highlight="#ffffff", look="water")
@example(accent="#000000", highlight="#000000", look="ridge")
def test_what_is_accepted_can_be_read_by_day_and_night_and_what_is_not_has_a_way_out(
    accent, highlight, look
):
    """Any pair of colours, mended by what each refusal proposes: at most one a field."""
    chosen = {"accent": accent, "highlight": highlight}
    refused = []
    while bad := theme.bad_pair(chosen["accent"], look, chosen["highlight"]):
        assert bad.contrast < bad.wanted
        assert f"{bad.wanted:g}" in bad.sentence()
        assert bad.nearest in bad.sentence()
        refused.append(bad.field)
        chosen[bad.field] = bad.nearest
    assert refused in ([], ["accent"], ["highlight"], ["accent", "highlight"])
    made = theme.palette(chosen["accent"], look, chosen["highlight"])
    # By day the site shows what was chosen, not something like it.
    assert (made["accent-light"], made["harvest-light"]) == (chosen["accent"], chosen["highlight"])
    for dark in (False, True):
        for highlighted in ("", chosen["highlight"]):
            for ink, ground, there, wanted in theme.contrasts(
                chosen["accent"], look, dark=dark, highlight=highlighted
            ):
                assert there >= wanted, (ink, ground, dark, highlighted)


def test_the_nearest_colour_keeps_its_hue_and_goes_no_further_than_it_must():
    bad = theme.bad_pair("#e0a020", "paper")
    assert bad.field == "accent"
    before, after = colours.oklch("#e0a020"), colours.oklch(bad.nearest)
    assert abs(before[2] - after[2]) < 3
    # A hundredth lighter and it could not be read.
    lighter = colours.from_oklch(after[0] + 0.01, after[1], after[2])
    assert theme.bad_pair(lighter, "paper") is not None
    assert theme.bad_pair("#8a5a1c", "paper", "#1f5673") is None
    assert colours.nearest("#123456", lambda _one: False) == ""


def test_a_colour_of_its_own_outweighs_the_looks_sheets():
    css = theme.sheet("#2f5d50", "ridge", "#7a3b2e")
    assert css.count("--harvest:#7a3b2e") == 1
    assert css.count(":root:root:root:root") == 3
    assert "--harvest" not in theme.sheet("#2f5d50", "ridge")
