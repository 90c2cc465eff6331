"""Search by Chinese words: both sides are cut alike (D17)."""

from cms import selectors
from cms.models import ProductIndexPage, ProductPage
from cms.words import pairs, searchable, terms
from tenants.context import county_context


def test_a_text_is_cut_into_words_and_pairs():
    assert "苹果" in searchable("吊干苹果").split()
    assert pairs("苹果干") == ["苹果", "果干"]
    assert pairs("米") == ["米"]


def test_a_query_is_no_longer_than_twenty_terms():
    assert len(terms("农产品上行与消费品下行" * 20)) <= 20


def test_a_name_in_another_order_is_found(site):
    with county_context(site):
        page = ProductPage(title="吊干苹果", slug="apple", spec="500 克/袋")
        ProductIndexPage.objects.get().add_child(instance=page)
        page.save_revision().publish()
        assert "吊干苹果" in [found.title for found in selectors.search("苹果干")]


def test_what_is_said_of_a_product_is_found(site):
    with county_context(site):
        assert selectors.search("渠水灌溉")[0].title == "禾川红香米"


def test_nothing_is_found_of_another_county(site, county_b):
    with county_context(county_b):
        assert selectors.search("红香米") == []


def test_the_page_says_when_nothing_is_found(visitor):
    for query in ("", "   ", "鲸鱼", "'\";--", "%_\\", "鱼" * 500):
        assert visitor.get("/search/", {"q": query}).status_code == 200
