"""The page cache: without the database, purged exactly, never late, and never of one person."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery import current_app
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms import pagecache
from cms.models import BrandPage, NewsIndexPage, NewsPage, ProductIndexPage, ProductPage
from console.models import Centre
from core.actor import Actor
from operations.casework.models import ServiceItem
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township
from operations.trade import services
from tenants import hosts, states
from tenants.context import county_context, province_context
from tenants.models import County
from tests import cast
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import AT, bring, product
from tests.told import tell

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
HOME_MOST, LIST_MOST = 12, 10


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 600
    settings.HOST_CACHE_SECONDS = 30
    pagecache.forget_copies()
    yield
    pagecache.forget_copies()


@pytest.fixture
def site(site):
    """禾川县's site, with a station in each of two townships."""
    with county_context(site):
        for number, (slug, town) in enumerate((("willow", "柳溪镇"), ("pine", "松岗镇"))):
            Station.objects.create(
                slug=slug,
                name=f"{town}电商服务站",
                township=Township.objects.create(code=f"98012110{number}", name=town),
                level="township",
                status=States.OPERATING,
                abilities=["V03"],
            )
    return site


@pytest.fixture
def paths(site) -> list[str]:
    """Every public page, with each product and each piece of news."""
    with county_context(site):
        pages = [*ProductPage.objects.live(), *NewsPage.objects.live()]
        return [*FIXED, *(page.get_url_parts()[2] for page in pages)]


def kept(county, path: str) -> bool:
    """Is the page in the cache, and true?"""
    host = county.host if county else "localhost"
    with county_context(county) if county else province_context():
        return pagecache.find(f"http://{host}{path}?") is not None


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


def publish(page: Page) -> None:
    page.save_revision().publish()


def test_a_kept_page_asks_the_database_nothing_and_is_the_same(
    visitor, paths, django_assert_num_queries
):
    for path in paths:
        made = visitor.get(path)
        with django_assert_num_queries(0):
            again = visitor.get(path)
            known = visitor.get(path, HTTP_IF_NONE_MATCH=made["ETag"])
        assert again.content == made.content
        assert dict(again.headers) == dict(made.headers)
        assert "nonce" not in again["Content-Security-Policy"]
        assert again["Cache-Control"] in ("no-cache", "max-age=300")
        assert (known.status_code, known.content) == (304, b"")
    shared = visitor.get("/?utm_source=weixin&from=timeline")
    assert shared.content == visitor.get("/").content
    assert visitor.head("/").status_code == 200


def test_a_changed_product_takes_with_it_the_pages_that_show_it_and_no_other(
    gone, visitor, site, paths
):
    def rename() -> None:
        page = ProductPage.objects.get(slug="rice")
        page.title = "禾川新红香米"
        publish(page)

    shown = {path for path in paths if b"/products/rice/" in visitor.get(path).content}
    assert {"/", "/products/", "/products/rice/", "/brands/brand/", "/sitemap.xml"} <= shown
    assert gone(rename) == shown
    for path in shown - {"/sitemap.xml"}:
        assert "禾川新红香米" in visitor.get(path).content.decode(), path


def test_a_changed_brand_takes_with_it_the_products_that_bear_its_name(gone, visitor, paths):
    def rename() -> None:
        page = BrandPage.objects.get(slug="brand")
        page.title = "禾川好礼"
        publish(page)

    shown = {path for path in paths if b"/brands/brand/" in visitor.get(path).content}
    assert {"/", "/brands/", "/brands/brand/", "/products/rice/"} <= shown
    # The list's filter names the brands.
    assert gone(rename) == shown | {"/products/"}


def test_a_new_product_takes_with_it_the_lists_and_no_other(gone, paths):
    def add() -> None:
        page = ProductPage(title="禾川山药", slug="yam", origin="禾川县")
        ProductIndexPage.objects.get().add_child(instance=page)
        publish(page)

    lists = {"/", "/products/", "/sitemap.xml"}
    taken = gone(add)
    assert lists <= taken <= lists | {path for path in paths if path.startswith("/products/")}


def test_news_take_with_them_the_news_the_feeds_and_the_front_page(gone, paths):
    def add() -> None:
        page = NewsPage(title="新站开业", slug="opening", body=[("paragraph", "<p>开业</p>")])
        NewsIndexPage.objects.get().add_child(instance=page)
        publish(page)

    assert gone(add) == {"/", "/sitemap.xml", *(p for p in paths if p.startswith("/news/"))}


@pytest.mark.handbook(117)
def test_a_recall_is_on_the_page_and_on_every_card_the_moment_it_is_made(
    gone, visitor, site, paths
):
    with county_context(site):
        people = People()
        rice = product(people, name="禾川红香米")
        batch = bring(people, of=rice, labels=9)
        ProductPage.objects.filter(slug="rice").update(trade_code=rice.code)

    def called_back() -> None:
        services.batch_recall(
            batch_id=batch.pk, reason="检出霉变", advice="请停止食用", by=people.ops, at=AT
        )

    shown = {path for path in paths if b"/products/rice/" in visitor.get(path).content}
    assert "检出霉变" not in visitor.get("/products/rice/").content.decode()
    taken = gone(called_back)
    assert taken == shown - {"/sitemap.xml"}
    assert "检出霉变" in visitor.get("/products/rice/").content.decode()


def test_a_station_takes_with_it_what_speaks_of_it(gone):
    def close() -> None:
        station = Station.objects.get(slug="willow")
        station.address = "新街1号"
        station.save(update_fields=["address", "updated_at"])

    guides = {"/services/S01/", "/services/V03/"}  # both are taken at stations
    assert gone(close) == guides | {
        *("/", "/about/", "/stations/", "/stations/willow/", "/sitemap.xml")
    }


def test_what_nobody_sees_of_a_station_and_a_draft_take_nothing(gone):
    def work() -> None:
        Station.objects.get(slug="willow").save(update_fields=["updated_at", "version"])
        page = ProductPage.objects.get(slug="rice")
        page.title = "草稿"
        page.save_revision()

    assert gone(work) == set()


def test_a_service_takes_its_guide_and_the_list(gone):
    def change() -> None:
        item = ServiceItem.objects.get(code="S01")
        item.fee = "免费办理"
        item.save()

    assert gone(change) == {"/services/", "/services/S01/", "/sitemap.xml"}


@pytest.mark.parametrize("what", ["centre", "restriction", "address", "deletion"])
def test_what_may_stand_anywhere_takes_all(gone, paths, what):
    def change() -> None:
        page = ProductPage.objects.get(slug="rice")
        if what == "centre":
            Centre.objects.get().save()
        elif what == "restriction":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        elif what == "address":
            page.slug = "rice-2026"
            publish(page)
        else:
            page.delete()

    assert gone(change) == set(paths)


def test_a_closed_page_stays_closed_when_its_neighbours_change_places(gone, visitor, paths):
    def close() -> None:
        PageViewRestriction.objects.create(
            page=ProductPage.objects.order_by("path").first(), restriction_type="login"
        )

    def reorder() -> None:
        first, second = ProductPage.objects.order_by("path")[:2]
        second.move(first, pos="left")

    gone(close)
    with county_context(hosts.by_code("980121")):
        closed = ProductPage.objects.order_by("path").first()
        paths.remove(closed.get_url_parts()[2])
    assert gone(reorder) == set(paths)
    assert closed.title not in visitor.get("/products/").content.decode()


def test_an_expired_page_goes_by_itself(gone, visitor, paths):
    def expire() -> None:
        rice = ProductPage.objects.get(slug="rice")
        rice.expire_at = timezone.now() - timedelta(minutes=1)
        rice.save(update_fields=["expire_at"])
        current_app.tasks["cms.publish_scheduled"].run()

    assert {"/products/rice/", "/products/", "/"} <= gone(expire)
    assert visitor.get("/products/rice/").status_code == 404


def test_publishing_reaches_the_portal_and_leaves_the_neighbour_alone(
    gone, site, county_b, client_for
):
    neighbour, portal = client_for(county_b), client_for(None)
    for client, path in ((neighbour, "/"), (portal, "/"), (portal, "/theme.css")):
        client.get(path)
    assert kept(county_b, "/")
    assert kept(None, "/")

    def rename() -> None:
        page = ProductPage.objects.get(slug="rice")
        page.title = "禾川新红香米"
        publish(page)

    gone(rename)
    assert kept(county_b, "/")
    assert not kept(None, "/")
    assert "禾川新红香米" in portal.get("/").content.decode()


def test_a_page_read_before_a_purge_is_not_kept_after_it(visitor, site, monkeypatch):
    tag = "page:%d"
    with county_context(site):
        tag %= ProductPage.objects.get(slug="rice").pk
    whole = ProductPage.get_context

    def overtaken(page, request):
        found = whole(page, request)
        pagecache.purge([tag])  # somebody else's publication, between reading and answering
        return found

    with monkeypatch.context() as patched:
        patched.setattr(ProductPage, "get_context", overtaken)
        assert visitor.get("/products/rice/").status_code == 200
    assert not kept(site, "/products/rice/")

    # And one that comes between the last look at the tokens and the keeping.
    many = type(caches["default"]).get_many

    def late(cache, keys, version=None):
        found = many(cache, keys, version)
        if any(tag in key for key in keys):
            pagecache.purge([tag])
        return found

    with monkeypatch.context() as patched:
        patched.setattr(type(caches["default"]), "get_many", late)
        assert visitor.get("/products/rice/").status_code == 200
    assert not kept(site, "/products/rice/")
    visitor.get("/products/rice/")
    assert kept(site, "/products/rice/")


def test_another_process_sees_a_purge_within_a_second_and_no_half_of_one(
    visitor, site, monkeypatch
):
    tag = "list:productpage"
    visitor.get("/products/")
    assert kept(site, "/products/")
    with elsewhere(site):
        pagecache.purge([tag])
    assert kept(site, "/products/"), "the clock was read a moment ago"
    monkeypatch.setattr(pagecache, "CLOCK_SECONDS", 0.0)
    assert not kept(site, "/products/")

    # Asked in the middle of a purge: the clock is new, the tokens are not yet.
    visitor.get("/products/")
    with elsewhere(site):
        sending = caches["default"].set_many
        looked: list[bool] = []

        def slow(values, timeout=None):
            looked.append(kept(site, "/products/"))
            return sending(values, timeout)

        with monkeypatch.context() as patched:
            patched.setattr(caches["default"], "set_many", slow)
            pagecache.purge([tag])
    assert looked == [True]
    assert not kept(site, "/products/")


@contextmanager
def elsewhere(county):
    """What is done within leaves this process's memory of the clock as it was."""
    with county_context(county):
        seen = dict(pagecache._clocks)
        yield
        pagecache._clocks.update(seen)


def test_a_suspended_county_is_gone_at_once(
    visitor, site, client_for, django_capture_on_commit_callbacks
):
    portal = client_for(None)
    assert visitor.get("/").status_code == 200
    assert "禾川" in portal.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True), province_context():
        states.county_state_set(
            code=site.code,
            state=County.State.SUSPENDED,
            reason="合同到期",
            by=Actor.system("tests"),
            at=timezone.now(),
        )
    assert visitor.get("/").status_code == 503
    assert "禾川" not in portal.get("/").content.decode()


def test_what_is_made_for_one_person_is_never_kept(visitor, site, client_for, monkeypatch):
    stored: list[str] = []
    store = pagecache.store

    def noted(key, **given):
        stored.append(key)
        return store(key, **given)

    monkeypatch.setattr(pagecache, "store", noted)
    with county_context(site):
        editor = client_for(site, cast.appoint("director"))
        token = "x" * 20
        preview = ProductPage.objects.get(slug="rice").make_preview_request()
    assert preview.status_code == 200
    for path in (
        *("/case/", f"/case/{token}/", f"/appointment/{token}/", "/services/S05/apply/"),
        *("/services/S01/appointment/", "/search/?q=米", "/services/?q=米", "/products/?page=9"),
        *("/nothing/", "/console/login/", "/healthz"),
        *("/stations/?township=999999", "/services/?system=nothing"),
    ):
        visitor.get(path)
    visitor.post("/case/", {"number": "1", "last_four": "0000"})
    visitor.post("/products/")
    own = editor.get("/products/")
    assert own["Cache-Control"] == "private, no-cache"
    assert stored == []
    visitor.get("/products/")
    assert len(stored) == 1
    assert editor.get("/products/").content != visitor.get("/products/").content


def test_an_entry_ends_with_the_day(site):
    late = timezone.make_aware(timezone.datetime(2026, 11, 28, 23, 58))
    assert (pagecache.until(late) - late).total_seconds() == 120
    early = timezone.make_aware(timezone.datetime(2026, 11, 28, 8, 0))
    assert (pagecache.until(early) - early).total_seconds() == 600


def test_pages_that_are_made_anew_ask_little(visitor, site):
    asked = {}
    for path in ("/", "/products/", "/products/rice/"):
        visitor.get(path)  # pictures are cut to size once in their lives
        with county_context(site):
            pagecache.purge([pagecache.ALL])
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(path).status_code == 200
        asked[path] = [query["sql"][:200] for query in captured.captured_queries]
    assert len(asked["/"]) <= HOME_MOST, asked["/"]
    assert len(asked["/products/"]) <= LIST_MOST, asked["/products/"]
    tell("Statements of a page made anew: " + ", ".join(f"{p} {len(q)}" for p, q in asked.items()))
