"""The page cache switched on, a site with stations, and what an act takes out of it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from cms import pagecache
from cms.models import NewsPage, ProductPage
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township
from tenants.context import county_context, current
from tests.cms.page_cache.looking import kept

FIXED = (
    "/",
    "/products/",
    "/brands/",
    "/brands/brand/",
    "/news/",
    "/about/",
    "/stations/",
    "/stations/willow/",
    "/stations/pine/",
    "/services/",
    "/services/S01/",
    "/services/V03/",
    "/sitemap.xml",
    "/news/rss.xml",
    "/news/atom.xml",
    "/robots.txt",
    "/theme.css",
    "/mark.svg",
)


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 600
    settings.HOST_CACHE_SECONDS = 30
    pagecache.forget_copies()
    yield
    pagecache.forget_copies()


@pytest.fixture(scope="module")
def built(built, stage) -> Iterator[None]:
    """禾川县's site, with a station in each of two townships; its pictures have been looked at."""
    yield from stage(looked_at)


def looked_at() -> None:
    """The stations, and somebody who has opened every page."""
    for number, (slug, town) in enumerate((("willow", "柳溪镇"), ("pine", "松岗镇"))):
        Station.objects.create(
            slug=slug,
            name=f"{town}电商服务站",
            township=Township.objects.create(code=f"98012110{number}", name=town),
            level="township",
            status=States.OPERATING,
            abilities=["V03"],
        )
    host = current().host
    visitor = Client(HTTP_HOST=host, SERVER_NAME=host)
    for path in public():
        visitor.get(path)


def public() -> list[str]:
    """Every public page of the present county, with each product and each piece of news."""
    pages = [*ProductPage.objects.live(), *NewsPage.objects.live()]
    return [*FIXED, *(page.get_url_parts()[2] for page in pages)]


@pytest.fixture
def paths(site) -> list[str]:
    """Every public page."""
    with county_context(site):
        return public()


@pytest.fixture
def gone(visitor, site, paths, django_capture_on_commit_callbacks) -> Callable[..., set[str]]:
    """gone(act): which of the pages are purged by it, when all were kept before."""

    def act_and_look(act: Callable[[], object]) -> set[str]:
        for path in paths:
            assert visitor.get(path).status_code == 200, path
        assert [path for path in paths if not kept(site, path)] == []
        with county_context(site), django_capture_on_commit_callbacks(execute=True):
            act()
        return {path for path in paths if not kept(site, path)}

    return act_and_look
