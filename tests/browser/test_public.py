"""The public sites in a real Chromium: readable, light, and each county in its own colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from accounts import demo as accounts_demo
from cms import demo
from console.models import Centre
from core import figures
from operations.stations import demo as station_demo
from operations.stations import selectors as stations
from tenants import hosts
from tenants.context import CountyRef, county_context, province_context
from tenants.models import County
from tests.browser import readable
from tests.browser.crawl import VISIBLE_TEXTS, english
from tests.conftest import A, B

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (390, 768, 1280, 1440)
PAGES = (
    "/",
    "/products/",
    "/products/rice/",
    "/brands/",
    "/brands/brand/",
    "/stations/",
    "/stations/?q=查无此站",
    "/news/",
    "/news/news-2026-11-12/",
    "/about/",
    "/search/?q=红香米",
    "/search/?q=查无此物",
    "/search/?q=%20",
    "/search/?q=" + "长" * 2000,
    "/verify/",
    "/nobody/",
)
ALONE = ("/verify/",)
# The three demo counties', and one that nobody could read as it is.
ACCENTS = ("#8a5a1c", "#2f5d50", "#1f5673", "#ffe23d")


@dataclass(frozen=True)
class Facts:
    """What the demo needs to know of a small county."""

    code: str = A
    name: str = "禾川县"
    accent: str = ACCENTS[0]
    townships: int = 3
    villages: int = 20
    stations: int = 16
    since: date = date(2025, 1, 1)
    today: date = date(2026, 11, 25)
    seed: int = 980121


@pytest.fixture
def site(server: int) -> CountyRef:
    """禾川县's site with the demo's pages and stations; 云枞县 beside it has published nothing."""
    county = hosts.by_code(A)
    with county_context(county), figures.quiet():
        accounts_demo.build(Facts())
        station_demo.build(Facts())
        demo.build(Facts())
    return county


def paths_of(county: CountyRef) -> tuple[str, ...]:
    """The pages, with one station's."""
    with county_context(county):
        first = stations.public_stations()[0]
    return (*PAGES, f"/stations/{first.slug}/")


def complaints(page: Any, address: str, *, alone: bool = False) -> Iterator[str]:
    """Open one page; what people would complain of."""
    weight = readable.Weight(page)
    page.complaints.clear()
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    found = readable.complaints(page, alone=alone)
    if answer.status >= 400 and not (alone or address.endswith("/nobody/")):
        found.append(f"answered {answer.status}")
    found += [f"English: {text}" for text in english(page.evaluate(VISIBLE_TEXTS))]
    # A page that is not there answers 404, and Chromium says so.
    found += [word for word in page.complaints if "status of" not in word]
    if weight.bytes > readable.MOST_BYTES:
        found.append(f"{weight.bytes} bytes without pictures")
    if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
        found.append("wider than the screen")
    for word in found:
        yield f"{address[:60]} {page.viewport_size['width']} px: {word}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_public_page_is_readable_chinese_and_light(pages, site, theme):
    visitor, found = pages(site), []
    for width in WIDTHS:
        with visitor.open(width=width, theme=theme) as page:
            for path in paths_of(site):
                address = visitor.base + path
                found += complaints(page, address, alone=path in ALONE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_accent_can_be_read_and_differs(pages, site, theme):
    visitor, found, seen = pages(site), [], set()
    for accent in ACCENTS:
        with county_context(site):
            Centre.objects.update(accent=accent)
            Centre.forget()
        with visitor.open(width=1280, theme=theme) as page:
            for path in ("/", "/products/rice/", "/stations/", "/verify/"):
                page.goto(visitor.base + path)
                found += [f"{accent} {path} {w}" for w in readable.contrast_complaints(page)]
            page.goto(visitor.base)
            feet = "getComputedStyle(document.querySelector('.bottom')).backgroundColor"
            seen.add(page.evaluate(feet))
    assert not found, "\n".join(found)
    assert len(seen) == len(ACCENTS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_portal_shows_each_county_in_its_own_colour_and_none_empty(pages, site, theme):
    province, found = pages(None), []
    for width in WIDTHS:
        with province.open(width=width, theme=theme) as page:
            found += complaints(page, province.base + "/")
            cards = page.locator("#counties .card")
            words = cards.all_inner_texts()
            assert ["禾川有礼" in text for text in words] == [True, False]
            assert "云枞县" in words[1]
            assert "特色产品正在整理" in words[1]
            assert all(
                cards.nth(i).locator("img, svg").first.bounding_box()["height"] > 100
                for i in range(2)
            )
            tops = [
                cards.nth(i).evaluate("e => getComputedStyle(e).borderTopColor") for i in range(2)
            ]
            assert len(set(tops)) == 2
            for path in ("/counties/", "/products/?order=low", "/news/", "/search/?q=米"):
                found += complaints(page, province.base + path)
            found += complaints(page, province.base + "/nobody/")
    assert not found, "\n".join(found)


def test_pages_that_stand_alone_are_readable(pages, site):
    found = []
    with province_context():
        County.objects.filter(code=B).update(state=County.State.SUSPENDED)
    hosts.changed()
    closed, strange = pages(hosts.by_code(B)), pages(site)
    nowhere = strange.base.replace(str(site.host), "nowhere.localhost")
    for theme in ("light", "dark"):
        for width in WIDTHS:
            with closed.open(width=width, theme=theme) as page:
                found += complaints(page, closed.base + "/", alone=True)
                assert "暂停" in page.inner_text("h1")
            with strange.open(width=width, theme=theme) as page:
                page.goto(nowhere)
                found += readable.complaints(page, alone=True)
    assert not found, "\n".join(found)


def test_the_focus_is_seen_and_the_first_tab_skips_to_the_content(pages, site):
    with pages(site).open(width=1280) as page:
        page.goto(pages(site).base)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["x"] >= 0
        for _step in range(12):
            page.keyboard.press("Tab")
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            assert (style, width) == ("solid", "3px")


def test_a_station_page_prints_as_a_sheet(pages, site):
    path = paths_of(site)[-1]
    with pages(site).open(width=1280, theme="dark") as page:
        page.goto(pages(site).base + path)
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


def test_the_switch_turns_the_light_on_and_off(pages, site):
    with pages(site).open(width=390, theme="light") as page:
        page.goto(pages(site).base)
        ground = "getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(ground)
        page.click("[data-theme-switch]")
        after = page.evaluate(ground)
        assert before != after
        page.reload()
        assert page.evaluate(ground) == after
