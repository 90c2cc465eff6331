"""Products: pictures, packs, prices, seasons and shops; the list narrowed and never cut off."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError

from cms import season, selectors
from cms.blocks_goods import ShopBlock
from cms.filters import ProductFilter
from cms.models import BrandPage, ProductIndexPage, ProductPage
from operations.trade import public as trade
from tenants.context import county_context
from tests.cms.conftest import Facts  # noqa: F401 - the county's facts
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import bring, certify
from tests.operations.trade.conftest import product as goods
from tests.pages import text


def names(reply):
    page = BeautifulSoup(text(reply), "html.parser")
    return [one.text for one in page.select(".card h3")]


def test_the_page_shows_pictures_packs_season_and_shops(visitor, site):
    page = BeautifulSoup(text(visitor.get("/products/rice/")), "html.parser")
    pictures = page.select(".reel a")
    assert len(pictures) == 2
    # Without scripts: each picture leads to a large one, each thumb to its picture.
    for picture in pictures:
        assert visitor.get(picture["href"]).status_code == 200
        assert picture.img["alt"]
    assert [one["href"] for one in page.select(".thumbs a")] == [f"#{p['id']}" for p in pictures]
    assert page.select_one(".price.big").text.startswith("¥39.8–76")
    assert [row.text for row in page.select(".packs tr")] == ["2.5 千克/袋¥39.8", "5 千克/袋¥76"]
    assert [one.text for one in page.select(".year .fresh")] == ["9", "10", "11"]
    assert page.select_one(".year .now").text == str(timezone.localdate().month)
    calls = {one.text: one["href"] for one in page.select(".calls a")}
    assert calls["县里的网店（演示）"] == "https://shop.example.com/rice"
    assert "禾川红香米" in text(visitor.get(calls["询价"]))
    # A product with one picture has no reel.
    assert not BeautifulSoup(text(visitor.get("/products/apron/")), "html.parser").select(".reel")


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((), ""),
        ((9,), "9月"),
        ((9, 10, 11), "9月至11月"),
        ((11, 12, 1, 2), "11月至次年2月"),
        ((4, 5, 9), "4月至5月、9月"),
        (range(1, 13), "全年"),
        ((1, 6, 12, 99), "6月、12月至次年1月"),
    ],
)
def test_months_are_said_in_runs(months, words):
    assert season.words(list(months)) == words


def test_the_list_is_narrowed_by_what_the_address_says(visitor, site):
    with county_context(site):
        people = People()
        rice = goods(people, name="样米")
        bring(people, of=rice)
        today = timezone.localdate()
        certify(people, rice, valid_from_date=today, valid_to_date=today)
        page, brand = ProductPage.objects.get(slug="rice"), BrandPage.objects.get()
        page.trade_code = rice.code
        page.save()
        assert trade.codes_on_sale() == {rice.code}
    everything = names(visitor.get("/products/"))
    assert names(visitor.get(f"/products/?brand={brand.pk}")) == [
        name for name in everything if name != "手工土布围裙"
    ]
    assert names(visitor.get("/products/?month=1")) == ["稻田咸鸭蛋", "手工红薯粉"]
    for asked in ("certificate=green", "on_sale=1", "certificate=green&on_sale=1&month=9"):
        assert names(visitor.get(f"/products/?{asked}")) == ["禾川红香米"]
    nothing = visitor.get("/products/?certificate=organic")
    assert "没有这样的产品" in text(nothing)
    for odd in ("brand=x", "month=13", "month=-1", f"brand={'9' * 30}", "on_sale=x", "month=%00"):
        assert visitor.get(f"/products/?{odd}").status_code == 200
    assert names(visitor.get("/products/?month=13&brand=²")) == everything


def test_no_product_is_left_out_however_many_there_are(visitor, site):
    """The pager goes to the last one and keeps what was asked for."""
    with county_context(site):
        shelf = ProductIndexPage.objects.get()
        for number in range(48):
            shelf.add_child(
                instance=ProductPage(title=f"样品{number}", slug=f"s{number}", season=[1])
            )
        assert len(selectors.published_products()) == 53
        asked = ProductFilter(month=1)
        assert selectors.products_found(asked, on=timezone.localdate()).count() == 50
    seen = []
    for number in (1, 2, 3):
        reply = visitor.get(f"/products/?month=1&page={number}")
        seen += names(reply)
    assert len(set(seen)) == 50
    assert 'href="?month=1&page=3"' in text(reply)


def test_a_span_of_prices_goes_up_and_a_shop_is_a_page_of_the_web(in_county_a):
    page = ProductPage(title="米", slug="rice", price=Decimal(9))
    assert page.price_text == "¥9"
    page.price_to = Decimal("9.5")
    page.clean()
    assert page.price_text == "¥9–9.5"
    for low, high in ((9, 8), (9, 9), (None, 9)):
        page.price, page.price_to = low, high
        with pytest.raises(ValidationError, match="最高价"):
            page.clean()
    block = ShopBlock()
    for address in ("javascript:alert(1)", "ftp://example.com/"):
        with pytest.raises(StructBlockValidationError):
            block.clean(block.to_python({"name": "店", "url": address}))
