"""Which public pages are looked at and kept as pictures: one of every page type and address.

Those with something to say are named here. The test adds a page of every other page model and of
every other address, so that a new one is never left out; where the demo has none, it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product as product_of
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.urls import URLPattern, resolve, reverse
from django.utils import timezone
from wagtail.models import Page, Site

from cms import urls, urls_portal
from cms.models import PortalPage, ProductPage
from operations.stations import selectors as stations
from operations.trade import services
from operations.trade.demo import COPIED
from operations.trade.models import Batch
from operations.training.models import Certificate, Course
from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.browser import readable
from tests.browser.crawl import HEIGHT, VISIBLE_TEXTS, english
from tests.operations.trade.conftest import pack
from tests.permissions.routes import COUNTY, PROVINCE
from tests.permissions.samples_casework import site_services_records
from tests.permissions.samples_enquiries import enquiries_records
from tests.permissions.samples_training import training_records

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
    "/services/",
    "/services/S01/",
    "/services/S01/apply/",
    "/case/",
    "/batch/",
    "/verify/",
    "/nobody/",
)
# Made of the same parts as those above: looked at in two widths only.
ALSO = (
    "/certificates/?number=无此证号",
    "/enquiry/station/",
    "/enquiry/product/?product=rice",
    "/products/?on_sale=1&month=4",
    "/batch/2345678/",
)
PORTAL = (
    "/counties/",
    "/products/",
    "/products/?q=查无此物",
    "/courses/",
    "/courses/?q=查无此课",
    "/news/",
    "/search/",
    "/search/?q=米",
    "/search/?q=查无此物",
    "/nobody/",
)
# What a browser does not show as a page: files, feeds, colours, proposals.
FILES = frozenset(
    f"site_{name}"
    for name in (
        *("theme", "mark", "robots", "sitemap", "news_rss", "news_atom", "picture", "suggest"),
        "training_file",
    )
) | {"portal_suggest", "portal_picture", "portal_front"}
# Buttons of pages: they lead on, and say what is wrong on the page that has them.
BUTTONS = frozenset(
    f"site_{name}"
    for name in (
        *("appointment_cancel", "case_complete", "case_withdraw"),
        *("training_cancel", "training_answer"),
    )
)
# Page types are looked at by axe-core at these widths, and kept as pictures.
PICTURED = (390, 1280)
ALONE = ("/verify/",)
THEMES = ("light", "dark")
# These answer 404 with a page that says so.
UNKNOWN = ("/nobody/", "无此证号", "/batch/2345678/")


def station_of(county: CountyRef) -> str:
    """One station's page."""
    with county_context(county):
        return f"/stations/{stations.public_stations()[0].slug}/"


def paths_of(county: CountyRef) -> dict[str, str]:
    """The pages, with a station's and those of packs, by the names of their pictures."""
    with county_context(county):
        rice, called = Batch.objects.filter(status="released").order_by("product__name")[:2]
        if rice.product.name != "禾川红香米":
            rice, called = called, rice
        why = {"reason": "部分包装封口不严", "advice": "请勿食用，送回就近站点退换。"}
        services.batch_recall(batch_id=called.pk, by=cast.actor("ops"), at=timezone.now(), **why)
        page = ProductPage.objects.get(trade_code=called.product.code)
        own = {
            "batch_label": f"/batch/{pack(rice, 1)}/",
            "batch_copied": f"/batch/{pack(rice, COPIED)}/",
            "batch_recalled": f"/batch/{called.code}/",
            "product_recalled": f"/products/{page.slug}/",
        }
    return {path: path for path in PAGES} | own | {"station": station_of(county)}


def others_of(county: CountyRef, paths: Iterable[str]) -> dict[str, str]:
    """Those for two widths: course, lesson, class, teacher, certificate; then a page of each page
    model and of each address that is not among these and the given paths."""
    with county_context(county):
        course = Course.objects.filter(lessons__isnull=False).exclude(code="").first()
        held = course.classes.filter(status="open").latest("starts_date")
        paper = Certificate.objects.earliest("pk")
        own = {path: path for path in ALSO} | {
            "course": f"/training/{course.code}/",
            "lesson": f"/training/{course.code}/1/",
            "class": f"/training/classes/{held.number}/",
            "teacher": f"/training/teachers/{course.teacher_id}/",
            "certificate": f"/training/certificates/{paper.code}/",
        }
        own |= _of_models([*paths, *own.values()])
        values = site_services_records() | enquiries_records() | training_records()
        return own | _of_addresses(urls.urlpatterns, COUNTY, [*paths, *own.values()], values)


def of_the_portal() -> dict[str, str]:
    """The portal's pages behind its front page, with a notice of the province."""
    with province_context():
        root = Page.get_first_root_node()
        notice = PortalPage(
            title="关于省级门户", slug="about", summary="各县的产品、课程和站点在一处。",
            body=[("heading", "门户里有什么"), ("paragraph", "<p>各县发布的内容，随发随见。</p>")],
        )  # fmt: skip
        place = Site.objects.get(is_default_site=True).root_page or root
        place.add_child(instance=notice)
        own = {path: path for path in PORTAL} | {"portal_page": urlsplit(notice.full_url).path}
    return own | _of_addresses(urls_portal.urlpatterns, PROVINCE, ["/", *own.values()], {})


def _of_models(paths: Iterable[str]) -> dict[str, str]:
    """The first page of each model of which none is among the paths."""
    found = {}
    for model in apps.get_app_config("cms").get_models():
        if not issubclass(model, Page) or model is PortalPage:
            continue
        shown = [urlsplit(page.full_url).path for page in model.objects.live().order_by("path")]
        assert shown, f"the demo has no {model.__name__}"
        if not set(shown) & set(paths):
            found[model.__name__.lower()] = shown[0]
    return found


def _of_addresses(
    patterns: Iterable[Any], urlconf: str, paths: Iterable[str], values: dict[str, dict[str, Any]]
) -> dict[str, str]:
    """A page of each address that no path leads to; values: of their parts, by name."""
    names = [entry.name for entry in patterns if isinstance(entry, URLPattern)]
    there = {resolve(path.partition("?")[0], urlconf).url_name for path in paths}
    return {
        name: reverse(name, urlconf, kwargs=values.get(name))
        for name in names
        if name not in there | FILES | BUTTONS
    }


def complaints(
    page: Any, address: str, *, alone: bool = False, widths: tuple[int, ...] = WIDTHS
) -> Iterator[tuple[int, str, list[str]]]:
    """Open one page on a phone, then widen it, each time by day and by night; what people would
    complain of at each width and theme."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.emulate_media(color_scheme=THEMES[0])
    weight = readable.Weight(page)
    page.complaints.clear()
    answer = page.goto(address)
    found = []
    if answer.status >= 400 and not (alone or address.endswith(UNKNOWN)):
        found.append(f"answered {answer.status}")
    for width, theme in product_of(widths, THEMES):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=theme)
        found += readable.complaints(page, alone=alone)
        found += [f"English: {text}" for text in english(page.evaluate(VISIBLE_TEXTS))]
        # A page that is not there answers 404, and Chromium says so.
        found += [word for word in page.complaints if "status of" not in word]
        page.complaints.clear()
        if weight.bytes > readable.MOST_BYTES:
            found.append(f"{weight.bytes} bytes without pictures")
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            found.append("wider than the screen")
        yield width, theme, [f"{address[:60]} {width} px {theme}: {word}" for word in found]
        found = []


def looked_at(
    visitor: Any, page: Any, name: str, path: str, **how: Any
) -> Iterator[tuple[int, list[str]]]:
    """One page as everybody and axe-core see it, and kept as a picture; complaints of each look."""
    for width, theme, found in complaints(page, visitor.base + path, **how):
        if width not in PICTURED:
            yield 0, found
            continue
        axe = readable.axe_complaints(page)
        visitor.keep(page, name, width, theme, whole=True)
        yield 1, found + [f"{path[:40]} {width} px {theme}: {one}" for one in axe]
