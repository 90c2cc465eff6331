"""The public sites in a real Chromium: readable, light, and each county in its own colours."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product as product_of
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts import demo as accounts_demo
from cms import demo, tokens
from cms.demo_words import BRANDS
from cms.models import HomePage
from console.models import Centre
from core import figures
from operations.stations import demo as station_demo
from operations.trade import demo as trade_demo
from operations.training import demo as training_demo
from tenants import hosts
from tenants.context import CountyRef, county_context, province_context
from tenants.models import County
from tests import cast, databases
from tests.browser import public_pages, readable
from tests.browser.by_keys import choose, focused, press, tab_to, until, write
from tests.browser.crawl import HEIGHT, VISIBLE_TEXTS, english, shots
from tests.browser.public_pages import PICTURED, THEMES, WIDTHS, looked_at, station_of
from tests.conftest import A, B
from tests.told import tell

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The three demo counties as they are set, and a colour that nobody could read as it is.
DRESSES = (
    ("980121", "#8a5a1c", "paper"),
    ("980122", "#2f5d50", "ridge"),
    ("980123", "#1f5673", "water"),
    ("", "#ffe23d", "paper"),
)
# What makes a look: the foot's ground, the titles' face and weight, corners, the opening's layout.
FACE = """() => {
  const of = (which, what) => getComputedStyle(document.querySelector(which))[what];
  return [of('.bottom', 'backgroundColor'), of('h1', 'fontFamily'), of('h1', 'fontWeight'),
    of('.call', 'borderRadius'), of('.hero', 'display'), of('h1', 'writingMode')].join('|');
}"""


@dataclass(frozen=True)
class Facts:
    """What the demo needs to know of a small county."""

    code: str = A
    name: str = "禾川县"
    accent: str = DRESSES[0][1]
    townships: int = 3
    villages: int = 20
    stations: int = 16
    since: date = date(2025, 1, 1)
    today: date = date(2026, 11, 25)
    seed: int = 980121


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of the built site are kept."""
    return tmp_path_factory.mktemp("built") / "media"


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, files: Path) -> Iterator[str]:
    """A database with the demo's pages and stations of 禾川县; 云枞县 has published nothing."""
    with django_db_blocker.unblock():
        name = databases.name_of("site")
        with databases.own(name), county_context(hosts.by_code(A)), figures.quiet():
            accounts_demo.build(Facts())
            station_demo.build(Facts())
            training_demo.build(Facts())
            trade_demo.build(Facts())
            demo.build(Facts())
        shutil.copytree(settings.MEDIA_ROOT, files)
        yield name
        databases.drop(name)


@pytest.fixture
def own_database(built: str, files: Path, django_db_blocker: Any) -> Iterator[str]:
    """A copy of it for each test, with all files: what one replaces is deleted for good."""
    shutil.copytree(files, settings.MEDIA_ROOT, dirs_exist_ok=True)
    name = databases.name_of("own")
    with django_db_blocker.unblock():
        try:
            with databases.own(name, built):
                yield name
        finally:
            databases.drop(name)


@pytest.fixture
def site(server: int) -> CountyRef:
    """禾川县."""
    return hosts.by_code(A)


def test_every_public_page_is_readable_chinese_and_light(pages, site):
    visitor, found, looked = pages(site), [], 0
    paths = public_pages.paths_of(site)
    others = public_pages.others_of(site, paths.values())
    with visitor.open() as page:
        for name, path in (paths | others).items():
            at = WIDTHS if name in paths else PICTURED
            alone = path in public_pages.ALONE
            for axe, complained in looked_at(visitor, page, name, path, alone=alone, widths=at):
                looked += axe
                found += complained
    assert not found, "\n".join(found)
    kinds = len(paths) + len(others)
    tell(f"axe-core：{kinds} 种页面 × 深浅两色 × 390/1280 像素，{looked} 次检查，0 项违规")


def test_every_look_and_accent_can_be_read_and_differs(pages, site):
    visitor, found, seen, kept = pages(site), [], set(), {}
    for theme in THEMES:
        for code, accent, look in DRESSES:
            dress(site, code, accent, look)
            with visitor.open(width=1280, theme=theme) as page:
                for path in ("/", "/products/rice/", "/stations/", "/verify/"):
                    page.goto(visitor.base + path)
                    complained = readable.contrast_complaints(page) + readable.axe_complaints(page)
                    found += [f"{accent} {look} {theme} {path} {word}" for word in complained]
                page.goto(visitor.base)
                seen.add(page.evaluate(FACE))
                if code and shots():
                    page.wait_for_load_state("networkidle")
                    kept[look, theme] = page.screenshot()
    assert not found, "\n".join(found)
    assert len(seen) == len(DRESSES) * len(THEMES)
    beside(visitor, kept)


def test_the_style_page_shows_every_component_readably(pages, site):
    editor, found = pages(site), []
    with county_context(site):
        client = Client(HTTP_HOST=site.host)
        client.force_login(cast.appoint("editor"))
    key = client.cookies[settings.SESSION_COOKIE_NAME]
    with editor.open() as page:
        page.context.add_cookies([{"name": key.key, "value": key.value, "url": f"{editor.base}/"}])
        page.goto(f"{editor.base}/console/style/?look=water")
        for frame in page.locator("iframe").all():
            assert frame.content_frame.locator(".yearwheel").is_visible()
        editor.keep(page, "console_style", 1280, "light")
        for path, width in product_of(("/console/site-menu/", "/console/centre/"), PICTURED):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(editor.base + path)
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                found += [f"{path} {text}" for text in english(page.evaluate(VISIBLE_TEXTS))]
                editor.keep(page, path, width, theme, whole=True)
        for look, theme in product_of(tokens.LOOKS, THEMES):
            page.goto(f"{editor.base}/console/style/sheet/?look={look}&theme={theme}")
            complained = readable.complaints(page) + readable.axe_complaints(page)
            found += [f"{look} {theme}: {word}" for word in complained]
            editor.keep(page, f"console_style_{look}", 1280, theme, whole=True)
    assert not found, "\n".join(found)


def dress(county: CountyRef, code: str, accent: str, look: str) -> None:
    """Set the site as the demo's county of that code is set, with its picture and headline."""
    with county_context(county):
        centre = Centre.objects.get()
        centre.accent, centre.look = accent, look
        centre.save()
        Centre.forget()
        if code:
            home, brand = HomePage.objects.get(), BRANDS[code]
            home.hero_title, home.hero_text = brand.headline, brand.text
            home.picture, home.picture_alt = demo.picture(f"hero-{code}", code), brand.picture
            home.save_revision().publish()


def beside(visitor: Any, kept: dict[tuple[str, str], bytes]) -> None:
    """All looks on one sheet: by day above, by night below."""
    folder = shots()
    if folder is None:
        return
    drawn = [
        f'<img alt="{look}" src="data:image/png;base64,{b64encode(kept[look, theme]).decode()}">'
        for theme in THEMES
        for look in tokens.LOOKS
    ]
    with visitor.open(width=1920) as page:
        page.set_content(
            "<style>body{margin:0;display:grid;gap:16px;padding:16px;background:#777;"
            f"grid-template-columns:repeat(3,1fr)}}img{{width:100%}}</style>{''.join(drawn)}"
        )
        page.screenshot(path=folder / "three_looks.png", full_page=True)


def test_the_portal_shows_each_county_in_its_own_colour_and_none_empty(pages, site):
    province, found, looked = pages(None), [], 0
    behind = public_pages.of_the_portal()
    with province.open() as page:
        for name, path in ({"portal": "/"} | behind).items():
            at = WIDTHS if path == "/" else PICTURED
            for axe, complained in looked_at(province, page, name, path, widths=at):
                looked += axe
                found += complained
        page.goto(province.base)
        cards = page.locator("#counties .card")
        words = cards.all_inner_texts()
        assert ["禾川有礼" in text for text in words] == [True, False]
        assert "云枞县" in words[1]
        assert "特色产品正在整理" in words[1]
        assert "禾川县" in page.inner_text("#courses")
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            boxes = [cards.nth(i).locator("img, svg").first.bounding_box() for i in range(2)]
            assert all(box["height"] > 100 for box in boxes)
            colour = "e => getComputedStyle(e).borderTopColor"
            assert len({cards.nth(i).evaluate(colour) for i in range(2)}) == 2
    assert not found, "\n".join(found)
    tell(f"axe-core：省级门户 {1 + len(behind)} 种页面，{looked} 次检查，0 项违规")


def test_pages_that_stand_alone_are_readable(pages, site):
    found = []
    with province_context():
        County.objects.filter(code=B).update(state=County.State.SUSPENDED)
    hosts.changed()
    closed, here = pages(hosts.by_code(B)), pages(site)
    strange = replace(here, base=here.base.replace(str(site.host), "nowhere.localhost"))
    with closed.open() as page:
        for _axe, said in looked_at(closed, page, "closed", "/", alone=True):
            found += said
        assert "暂停" in page.inner_text("h1")
    with strange.open() as page:
        for _axe, said in looked_at(strange, page, "nowhere", "/", alone=True):
            found += said
    assert not found, "\n".join(found)


def prints_as_a_sheet(visitor: Any, path: str) -> None:
    """By night, too, a station's page is printed white and without the menu."""
    with visitor.open(width=1280, theme="dark") as page:
        page.goto(visitor.base + path)
        page.emulate_media(media="print")
        shown = {
            name: page.locator(name).first.is_visible()
            for name in (".nav", ".tools", "h1", ".hours")
        }
        assert shown == {".nav": False, ".tools": False, "h1": True, ".hours": True}
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert re.fullmatch(r"rgb\(255, 255, 255\)", ground)
        assert not readable.contrast_complaints(page)
        assert page.pdf(format="A4").count(b"/Type /Page\n") in (0, 1)


def switches(visitor: Any) -> None:
    """The switch turns the light off, and it stays off."""
    with visitor.open(width=390, theme="light") as page:
        page.goto(visitor.base)
        ground = "getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(ground)
        page.click("[data-theme-switch]")
        after = page.evaluate(ground)
        assert before != after
        page.reload()
        assert page.evaluate(ground) == after


def buys_by_keys(page: Any) -> None:
    """From the list of products by its filter to one, through its pictures, to an enquiry sent."""
    cards = page.locator("main .card")
    every = cards.count()
    choose(page, "main [name=month]")
    tab_to(page, "main [name=on_sale]")
    page.keyboard.press("Space")
    tab_to(page, ".goods-filter button")
    press(page, "Enter")
    assert "month=1" in page.url
    assert "on_sale=1" in page.url
    assert 0 < cards.count() < every
    tab_to(page, ".goods-filter a")
    press(page, "Enter")
    assert cards.count() == every
    tab_to(page, ".card[href*='/products/rice/']")
    press(page, "Enter")
    assert page.locator("h1").inner_text().strip() == "禾川红香米"
    tab_to(page, ".reel")
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.reel').scrollLeft > 0")
    tab_to(page, ".thumbs a")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.reel').scrollLeft === 0")
    tab_to(page, "main .calls a[href*='/enquiry/product/']")
    press(page, "Enter")
    write(page, "message", "想订二十袋，能开发票吗？")
    write(page, "quantity", "二十袋")
    write(page, "name", "祝小满")
    write(page, "phone", "19900003001")
    tab_to(page, "main [name=consent]")
    page.keyboard.press("Space")
    tab_to(page, "main form .call")
    press(page, "Enter")
    assert page.locator("main .reference strong").is_visible()


def test_the_site_is_used_by_keys_alone_in_the_dark_and_on_paper(pages, site):
    """From the first tab to an answer: skip, filter, product, its pictures, an enquiry; then on a
    phone search, menu, stations, a case."""
    visitor = pages(site)
    prints_as_a_sheet(visitor, station_of(site))
    switches(visitor)
    with visitor.open() as page:
        page.goto(visitor.base)
        page.keyboard.press("Tab")
        assert focused(page) == "#main"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        tab_to(page, "main .call[href='/products/']")
        press(page, "Enter")
        assert page.url.endswith("/products/")
        buys_by_keys(page)
        page.set_viewport_size({"width": PICTURED[0], "height": HEIGHT})
        tab_to(page, "main a")
        tab_to(page, "#q", back=True)
        page.keyboard.type("红香")
        page.locator(".proposals li").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert page.locator(".proposals [aria-selected=true]").count() == 1
        box = page.locator(".proposals").bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= PICTURED[0]
        page.keyboard.press("Escape")
        press(page, "Enter")
        assert page.locator("mark").first.is_visible()
        tab_to(page, ".nav a[href='/stations/']", back=True)
        press(page, "Enter")
        tab_to(page, "main input[name=q]")
        page.keyboard.type("查无此站")
        press(page, "Enter")
        tab_to(page, "main .blank a")
        press(page, "Enter")
        tab_to(page, ".townmap a")
        press(page, "Enter")
        assert "township=" in page.url
        tab_to(page, ".stationlist a")
        press(page, "Enter")
        assert page.locator(".hours").is_visible()
        tab_to(page, ".nav a[href='/case/']", back=True)
        press(page, "Enter")
        tab_to(page, "main form button")
        press(page, "Enter")
        # What is wrong is said, and the keys lead to the field.
        assert page.locator(".errorlist, .faults").first.is_visible()
        tab_to(page, "main form input:not([type=hidden])")
