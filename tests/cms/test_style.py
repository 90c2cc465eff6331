"""The style page: for those who keep the site, from the site's own templates, in every look."""

from types import SimpleNamespace

import pytest

from cms import drawn, style, tokens
from console.models import Centre
from tenants.context import county_context
from tests import cast

SHEET = "/console/style/sheet/"
# One mark of each component's own template.
PARTS = (
    'class="wrap crumbs"',
    'class="recall"',
    'class="label"',
    'class="swatches"',
    'class="prose"',
    'class="numbers"',
    'class="card"',
    'class="newslist"',
    'class="days"',
    'class="bar"',
    'class="yearwheel"',
    'class="townmap"',
    'class="table"',
    'class="field wrong"',
    'class="faults"',
    'class="blank"',
    'aria-current="page">2<',
)


@pytest.fixture
def editor(site, client_for):
    with county_context(site):
        client = client_for(site)
        client.force_login(cast.appoint("editor"))
    return client


def test_every_component_by_day_and_by_night_in_every_look(editor):
    page = editor.get("/console/style/?look=water").content.decode()
    assert f"{SHEET}?look=water&amp;theme=dark" in page
    for look in tokens.LOOKS:
        for theme in style.THEMES:
            answer = editor.get(f"{SHEET}?look={look}&theme={theme}")
            sheet = answer.content.decode()
            assert f'data-look="{look}" data-theme="{theme}"' in sheet
            assert [part for part in PARTS if part not in sheet] == []
    css = editor.get("/console/style/palette.css?look=ridge").content.decode()
    assert css.startswith(":root{--accent-light:")


def test_a_look_or_theme_that_there_is_not_is_not_found(editor):
    for asked in ("?look=neon", "?theme=neon"):
        assert editor.get(SHEET + asked).status_code == 404
    assert editor.get("/console/style/?look=neon").status_code == 404


def test_others_are_told_whose_page_it_is(site, client_for):
    with county_context(site):
        client = client_for(site)
        client.force_login(cast.appoint("finance"))
    for address in ("/console/style/", SHEET, "/console/style/palette.css"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "网站编辑" in answer.content.decode()


def test_the_site_is_set_in_the_countys_look(site, visitor):
    assert "cms/looks" not in (first := visitor.get("/").content.decode())
    assert 'data-look="paper"' in first
    with county_context(site):
        centre = Centre.objects.get()
        centre.look = Centre.Look.WATER
        centre.save()
        Centre.forget()
    page = visitor.get("/").content.decode()
    assert 'data-look="water"' in page
    assert "cms/looks" in page


def test_the_way_to_a_page_is_shown_to_people(visitor):
    page = visitor.get("/products/rice/").content.decode()
    assert '<a href="/products/">' in page
    assert 'aria-current="page">禾川红香米' in page
    assert 'class="wrap crumbs"' not in visitor.get("/").content.decode()


def _station(code, north, east):
    return SimpleNamespace(township_code=code, township=code, latitude=north, longitude=east)


def test_townships_lie_as_on_a_map():
    found = [
        *[_station("nw", 30.9, 110.1)] * 4,
        _station("ne", 30.9, 110.9),
        _station("sw", 30.1, 110.1),
        _station("nowhere", None, None),
    ]
    tiles = {tile.code: tile for tile in drawn.town_map(found).tiles}
    assert tiles["nw"].x < tiles["ne"].x
    assert tiles["nw"].y == tiles["ne"].y < tiles["sw"].y == tiles["nowhere"].y
    assert (tiles["nw"].number, tiles["nw"].shade, tiles["ne"].shade) == (4, 4, 1)
    assert drawn.town_map(found[:5]) is None


def test_many_townships_have_a_tile_each_and_none_lies_on_another():
    found = [_station(str(code), 30 + code / 100, 110 - code / 70) for code in range(21)]
    plan = drawn.town_map(found)
    assert len({(tile.x, tile.y) for tile in plan.tiles}) == 21
    assert all(tile.x + 50 <= plan.width and tile.y + 58 <= plan.height for tile in plan.tiles)


def test_the_year_goes_round_with_january_on_top():
    wheel = drawn.year_wheel((9, 10), now=10)
    assert [one.month for one in wheel if one.fresh] == [9, 10]
    assert [one.month for one in wheel if one.now] == [10]
    assert wheel[0].y == min(one.y for one in wheel)
    assert wheel[3].x > wheel[9].x
