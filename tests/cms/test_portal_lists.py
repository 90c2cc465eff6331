"""The portal's lists and its search: all counties at once, from the province's tables alone."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from cms import pagecache, portal_kinds, portal_push
from cms.models import ProductPage
from cms.search.sources import Entry as Found
from core.actor import Actor
from operations.trade import services
from oversight import portal
from oversight.models import PortalEntry
from tenants import states
from tenants.context import county_context, province_context
from tenants.models import County
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import AT, product

PAGES = (
    *("/", "/counties/", "/products/", "/courses/", "/news/", "/search/?q=米"),
    *("/search/suggest/?q=米", "/sitemap.xml"),
)
FILTERED = (
    "/counties/?prefecture=青禾",
    "/products/?county=980122&order=high&certified=1",
    "/products/?q=hxm",
    "/products/?county=980121&brand=禾川有礼",
    "/search/?q=禾川&kind=brand",
    "/courses/?county=980121&open=1&q=电商",
)


def fruit(title: str, number: int, price: str | None, **more) -> portal.Entry:
    found = Found("product", str(number), f"/products/p{number}/", title)
    return portal_kinds.entry(found, price=Decimal(price) if price else None, **more)


ODD = (
    "county=000000&prefecture=%00&order=x&page=99999",
    "q=" + "米" * 2000,
    "q=%20",
    "q=%27%3A%2A%00",
)


@pytest.fixture
def both(site, county_b):
    """禾川县's site as it was seeded, and three products of 云枞县."""
    with county_context(county_b):
        portal.publish(
            [
                fruit("云枞苹果干", 1, "12.5", brand="云枞山货", certificate="绿色食品"),
                fruit("野生猕猴桃酒", 2, "88", brand="云枞山货", origin="松岗村"),
                fruit("云枞香米", 3, None),
            ]
        )
    return county_b


@pytest.fixture
def anybody(both, client_for):
    """Somebody on the portal."""
    client = client_for(None)
    return client.get


def titles(answer) -> list[str]:
    """What is listed, in its order."""
    return re.findall(r"<h3>([^<]+)</h3>", answer.content.decode())


def test_no_page_of_the_portal_touches_a_countys_schema(anybody, both, site):
    """Line 8: with both schemas taken away, and every statement seen, nothing is missed."""
    schemas: set[str] = set()

    def seen(execute, sql, params, many, context):
        schemas.add(context["connection"].schema_name)
        schemas.update(re.findall(r'\bc98\d{4}\b(?=["\.])', sql))
        return execute(sql, params, many, context)

    for county in (site, both):
        with connection.cursor() as cursor:
            cursor.execute(f'ALTER SCHEMA "{county.schema_name}" RENAME TO "away{county.code}"')
    with connection.execute_wrapper(seen):
        for path in (*PAGES, *FILTERED):
            assert anybody(path).status_code == 200, path
        # Nor does it stumble over what nobody could mean.
        for path in (
            *("/products/", "/counties/", "/courses/", "/news/"),
            *("/search/", "/search/suggest/"),
        ):
            for query in ODD:
                assert anybody(f"{path}?{query}").status_code == 200, (path, query)
    assert schemas == {"public"}


def test_things_of_all_counties_are_filtered_ordered_and_found(anybody, query_counts):
    assert titles(anybody("/products/?county=980122&order=low")) == [
        "云枞苹果干",
        "野生猕猴桃酒",
        "云枞香米",
    ]
    assert titles(anybody("/products/?county=980122&order=high"))[0] == "野生猕猴桃酒"
    assert titles(anybody("/products/?county=980122&certified=1")) == ["云枞苹果干"]
    both = titles(anybody("/products/?q=香米"))
    assert {"云枞香米", "禾川红香米"} <= set(both)
    assert titles(anybody("/products/?q=pgg")) == ["云枞苹果干"]
    assert titles(anybody("/products/?county=980122&brand=云枞山货&order=high")) == [
        "野生猕猴桃酒",
        "云枞苹果干",
    ]
    text = anybody("/products/?county=980122&q=苹果").content.decode()
    assert 'href="http://yuncong.localhost/products/p1/"' in text
    assert "¥12.5" in text

    # The field proposes things of all counties, and counties, while one types.
    found = anybody("/search/suggest/?q=xm").json()["proposals"]
    assert {(one["title"], one["url"]) for one in found} == {
        ("云枞香米", "http://yuncong.localhost/products/p3/"),
        ("禾川红香米", "http://hechuan.localhost/products/rice/"),
    }
    assert {one["kind"] for one in found} == {"特色产品 · 云枞县", "特色产品 · 禾川县"}
    found = anybody("/search/suggest/?q=云枞").json()["proposals"]
    assert found[0] == {"title": "云枞县", "url": "http://yuncong.localhost/", "kind": "县区"}
    assert "云枞苹果干" in [one["title"] for one in found]
    assert anybody("/search/suggest/?q=").json() == {"proposals": []}
    assert 'data-suggest="/search/suggest/"' in anybody("/news/").content.decode()

    # And the search over everything, which helps where nothing is.
    text = anybody("/search/?q=香米").content.decode()
    assert "云枞<mark>香米</mark>" in text
    assert "禾川红<mark>香米</mark>" in text
    assert 'href="http://hechuan.localhost/products/rice/"' in text
    assert 'href="http://yuncong.localhost/"' in anybody("/search/?q=云枞").content.decode()
    nothing = anybody("/search/?q=航空母舰").content.decode()
    assert "没有找到" in nothing
    assert 'href="http://yuncong.localhost/search/?q=' in nothing
    for name, path in (
        ("portal", "/"),
        ("portal counties", "/counties/"),
        ("portal products", "/products/?county=980122"),
        ("portal courses", "/courses/?county=980121"),
        ("portal news", "/news/"),
        ("portal search", "/search/?q=香米"),
        ("portal suggest", "/search/suggest/?q=香米"),
    ):
        anybody(path)
        with query_counts(name, most=12):
            anybody(path)


@pytest.fixture
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 600
    settings.HOST_CACHE_SECONDS = 30
    pagecache.forget_copies()
    yield
    pagecache.forget_copies()


def kept(path: str) -> bool:
    with province_context():
        return pagecache.find(f"http://localhost{path}?") is not None


def move(code: str, state: str) -> None:
    with province_context():
        states.county_state_set(
            code=code,
            state=state,
            reason="合同",
            by=Actor.system("tests"),
            at=timezone.now(),
        )


@pytest.mark.usefixtures("_kept")
def test_kept_pages_are_purged_exactly_and_a_suspended_county_leaves_them_at_once(
    anybody, site, django_capture_on_commit_callbacks
):
    """By purging, not by waiting: the pages are kept for ten minutes."""
    paths = ("/", "/counties/", "/products/", "/news/")
    for path in (*paths, "/theme.css"):
        anybody(path)
    with county_context(site), django_capture_on_commit_callbacks(execute=True):
        page = ProductPage.objects.get(slug="rice")
        page.title = "禾川新红香米"
        page.save_revision().publish()
    assert "禾川新红香米" in anybody("/products/").content.decode()
    assert kept("/news/")
    assert kept("/theme.css")
    for path in paths:
        assert "hechuan.localhost" in anybody(path).content.decode()
        assert kept(path)
    with django_capture_on_commit_callbacks(execute=True):
        move("980121", County.State.SUSPENDED)
    for path in (*paths, "/search/?q=红香米", "/products/?q=红香米", "/sitemap.xml"):
        text = anybody(path).content.decode()
        assert "hechuan.localhost" not in text
        assert "/products/rice/" not in text
    with django_capture_on_commit_callbacks(execute=True):
        move("980121", County.State.ACTIVE)
    for path in paths:
        assert "hechuan.localhost" in anybody(path).content.decode()


def test_whatever_happens_to_a_page_reaches_the_portal(
    both, site, django_capture_on_commit_callbacks
):
    """Recalled, moved with what is above it, closed to the public, opened again, deleted."""

    def after(act) -> PortalEntry | None:
        with county_context(site), django_capture_on_commit_callbacks(execute=True):
            act()
        with province_context():
            return PortalEntry.objects.filter(county_id=site.pk, key=str(page.pk)).first()

    def recall():
        services.product_recall(
            product_id=goods.pk, reason="霉变", advice="停止食用", by=people.dept_head, at=AT
        )

    def move_up():
        above = page.get_parent().specific
        above.slug = "goods"
        above.save_revision().publish()

    with county_context(site):
        page = ProductPage.objects.get(slug="rice")
        people = People()
        goods = product(people)
        ProductPage.objects.filter(pk=page.pk).update(trade_code=goods.code)
    assert after(lambda: None).path == "/products/rice/"
    assert after(recall).recalled
    assert after(move_up).path == "/goods/rice/"
    assert after(lambda: page.view_restrictions.create(restriction_type="login")) is None
    assert after(lambda: page.view_restrictions.get().delete()) is not None
    assert after(lambda: ProductPage.objects.get(pk=page.pk).delete()) is None


def test_a_push_that_fails_leaves_all_as_it_was(both, site, monkeypatch):
    """All or nothing: half of a county is never shown."""
    with province_context():
        before = list(PortalEntry.objects.order_by("pk").values_list("pk", "title"))
    with county_context(site):
        ProductPage.objects.filter(slug="rice").update(title="新名字")
        ProductPage.objects.exclude(slug="rice").update(live=False)
        copy = portal._copy

        def breaking(entry, county, row):
            copy(entry, county, row)
            if entry.title == "新名字":
                raise OSError

        monkeypatch.setattr(portal, "_copy", breaking)
        with pytest.raises(OSError):  # noqa: PT011 - the one raised above
            portal_push.push()
    with province_context():
        assert list(PortalEntry.objects.order_by("pk").values_list("pk", "title")) == before
