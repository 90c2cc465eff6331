"""What changes takes with it the pages that show it, and no other."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import BrandPage, NewsIndexPage, NewsPage, ProductIndexPage, ProductPage
from console.models import Centre
from operations.casework.models import ServiceItem
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township
from operations.trade import services
from tenants import hosts
from tenants.context import county_context
from tests.cms.page_cache.looking import kept, publish
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import AT, bring, product


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


def test_a_station_that_moves_takes_with_it_the_stations_of_both_townships(gone, site, paths):
    with county_context(site):
        old, new = Township.objects.order_by("code")
        elsewhere = Township.objects.create(code="980121129", name="鹿鸣镇")
        for slug, town in (("elm", old), ("oak", elsewhere)):
            Station.objects.create(
                slug=slug, name=slug, township=town, level="township", status=States.OPERATING
            )
            paths.append(f"/stations/{slug}/")

    def move() -> None:
        station = Station.objects.get(slug="willow")
        station.township = new
        station.save(update_fields=["township", "updated_at"])

    taken = gone(move)
    assert {"/stations/willow/", "/stations/elm/", "/stations/pine/"} <= taken
    assert "/stations/oak/" not in taken


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

    assert "/products/rice/" in visitor.get("/search/", {"q": "红香米"}).content.decode()
    assert {"/products/rice/", "/products/", "/"} <= gone(expire)
    assert visitor.get("/products/rice/").status_code == 404
    assert "/products/rice/" not in visitor.get("/search/", {"q": "红香米"}).content.decode()


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
