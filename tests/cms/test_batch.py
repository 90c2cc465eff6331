"""The page behind a label's code, and what a product's page takes from its batches."""

from contextlib import suppress

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from wagtail.images.models import Image
from wagtail.models import Page

from cms.machines import SHARED_SPEC
from cms.models import ProductPage
from operations.trade import services
from operations.trade.models import Scan
from tenants.context import county_context, province_context
from tenants.models import County
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import AT, DAY, TODAY, bring, certify, pack, product
from tests.pages import text
from tests.permissions.walk import Rollback

PHONE = "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0"


@pytest.fixture
def goods(site):
    """A released batch of the red rice, whose page names it."""
    with county_context(site):
        people = People()
        rice = product(people, name="禾川红香米", variety="红香 1 号")
        for number, last in (("旧证", TODAY - DAY), ("新证", TODAY + 3000 * DAY)):
            certify(
                people, rice, number=number,
                valid_from_date=TODAY - 400 * DAY, valid_to_date=last,
            )  # fmt: skip
        batch = bring(people, of=rice, labels=9)
        ProductPage.objects.filter(slug="rice").update(trade_code=rice.code)
    return batch


def scans(site) -> int:
    """How many were counted."""
    with county_context(site):
        return sum(Scan.objects.values_list("times", flat=True))


@pytest.mark.handbook(117)
def test_a_label_opens_its_batch_and_is_counted_when_a_person_looks(
    site, goods, visitor: Client, settings
):
    address = f"/batch/{pack(goods, 7)}/"
    answer = visitor.get(address, HTTP_USER_AGENT=PHONE)
    shown = text(answer)
    for words in (
        *("禾川红香米", "禾下种养专业合作社", "柳溪镇石桥村", "红香 1 号", "首次查询", "第7件"),
        *("承诺达标合格证", "NJ-1", "2025-10-01", "未使用投入品", "新证", "/products/rice/"),
    ):
        assert words in shown, words
    assert "旧证" not in shown
    assert "<script" not in shown.split("<main")[1].split("</main>")[0]
    assert "no-store" in answer.headers["Cache-Control"]
    assert scans(site) == 1
    visitor.get(address, HTTP_USER_AGENT=PHONE)
    visitor.head(address, HTTP_USER_AGENT=f"{PHONE} 2")
    visitor.get(address)
    visitor.get(address, HTTP_USER_AGENT="Baiduspider/2.0")
    visitor.get(address, HTTP_USER_AGENT=f"{PHONE} 3", HTTP_SEC_PURPOSE="prefetch")
    visitor.get(f"/batch/{goods.code}/", HTTP_USER_AGENT=PHONE)
    assert scans(site) == 1
    settings.REGION_HEADER = "X-Region"
    for region in ("演示省东江市", "演示省西岭市"):
        visitor.get(address, HTTP_USER_AGENT=f"{PHONE} {region}", HTTP_X_REGION=region)
    assert "已查询3次" in text(visitor.get(address))
    settings.TRUSTED_PROXIES = 1
    for number, region in enumerate(("东江", "西岭")):
        given = {"HTTP_USER_AGENT": f"{PHONE} 9{number}", "HTTP_X_REGION": region}
        shown = text(visitor.get(f"/batch/{pack(goods, 8)}/", **given))
        assert ("疑似被复制" in shown) is bool(number)


def test_a_county_that_is_not_written_in_is_read(site, goods, visitor: Client):
    """Nothing is noted of who looks, and no size of a picture is made for sharing it."""
    paths = ("/", "/products/", "/products/rice/", "/news/", "/search/?q=鲸鱼", "/search/?q=米")
    for path in paths:
        visitor.get(path)
    with county_context(site):
        Image.get_rendition_model().objects.filter(filter_spec=SHARED_SPEC).delete()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    with province_context():
        County.objects.filter(code=site.code).update(state="read_only")
    # Taken back to here: a transaction that is not to write stays so to its end.
    with suppress(Rollback), transaction.atomic():
        for path in (f"/batch/{pack(goods, 7)}/", *paths):
            assert visitor.get(path, HTTP_USER_AGENT=PHONE).status_code == 200, path
        assert scans(site) == 0
        raise Rollback


@pytest.mark.handbook(117)
def test_a_code_is_read_however_it_is_typed_and_an_altered_one_is_told_so(
    goods, visitor: Client, county_b, client_for
):
    code = goods.code
    for typed in (code.lower(), f"{code[:3]} {code[3:6]} {code[6:]}", f"{code[:4]}-{code[4:]}"):
        assert visitor.get(f"/batch/{typed}/").status_code == 200, typed
        sent = visitor.get("/batch/", {"code": typed})
        assert sent.headers["Location"] == f"/batch/{code}/"
    altered = ("3" if code[0] == "2" else "2") + code[1:]
    for wrong in (altered, "0" * 9, "没有", "A" * 3000, "%00", code + "2"):
        answer = visitor.get(f"/batch/{wrong}/")
        assert answer.status_code == 404, wrong
        assert "编码有误" in text(answer), wrong
    beyond = visitor.get(f"/batch/{pack(goods, 10)}/")
    assert (beyond.status_code, "没有这个标签" in text(beyond)) == (404, True)
    assert "查批次" in text(visitor.get("/batch/"))
    assert visitor.get("/batch/", {"code": "红<x>/../ "}).status_code == 302
    neighbour = client_for(county_b).get(f"/batch/{code}/")
    assert (neighbour.status_code, "没有这个标签" in text(neighbour)) == (404, True)


@pytest.mark.handbook(117)
def test_a_recall_stands_on_every_page_of_the_product_at_once_and_goes_when_it_is_lifted(
    site, goods, visitor: Client
):
    pages = (f"/batch/{goods.code}/", f"/batch/{pack(goods, 1)}/", "/products/rice/")
    for page in pages:
        shown = text(visitor.get(page))
        assert 'class="recall"' not in shown, page
    assert "柳溪镇石桥村" in shown
    assert goods.spaced_code in shown
    assert ("新证" in shown, "旧证" in shown) == (True, False)
    assert "LB-98-0001" not in shown
    with county_context(site):
        people = People()
        recall = services.batch_recall(
            batch_id=goods.pk, reason="<b>水分超标", advice="请退回", by=people.ops, at=AT
        )
    for page in pages:
        shown = text(visitor.get(page))
        assert 'class="recall"' in shown, page
        assert "&lt;b&gt;水分超标" in visitor.get(page).content.decode()
    assert "已召回" in shown
    assert "召回中" in text(visitor.get("/products/"))
    with county_context(site):
        services.recall_lift(recall_id=recall.pk, reason="复检", by=people.leader, at=AT + DAY)
    for page in (*pages, "/products/"):
        assert "召回" not in text(visitor.get(page)).split("<main")[1].split("</main>")[0], page


@pytest.mark.handbook(117)
def test_an_editor_chooses_among_the_listed_products(site, goods, client_for):
    from tests import cast

    with county_context(site):
        product(People(), name="还没上架", listed=False)
        editor = cast.appoint("editor")
        pk = Page.objects.get(slug="rice").pk
    shown = text(client_for(site, editor).get(f"/console/pages/{pk}/edit/"))
    assert f'value="{goods.product.code}" selected' in shown
    assert "还没上架" not in shown
