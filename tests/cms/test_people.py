"""Producers, stories, honours, contact, privacy, and certificates looked up by their number."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.models import (
    BrandPage,
    ProducerIndexPage,
    ProducerPage,
    ProductPage,
    StoryIndexPage,
    StoryPage,
)
from cms.search import asking, finding, index
from operations.trade.models import Certificate, Producer
from tenants.context import county_context
from tests.cms.conftest import Facts  # noqa: F401 - the county's facts
from tests.cms.test_pages import MOST_BYTES, Reader
from tests.operations.documents.conftest import People
from tests.operations.trade.conftest import certify, producer
from tests.operations.trade.conftest import product as goods
from tests.pages import text

NAMED = "蔺望舒"


@pytest.fixture
def told(site):
    """A co-operative with the page of its certified rice, a household, a story."""
    with county_context(site):
        people, today = People(), timezone.localdate()
        coop = producer(people)
        rice = goods(people, producer_id=coop.pk)
        for number, ends in (("LB-1", 30), ("LB-0", -1)):
            certify(
                people, rice, number=number, issuer="演示认证",
                valid_from_date=today - timedelta(days=60),
                valid_to_date=today + timedelta(days=ends),
            )  # fmt: skip
        page = ProductPage.objects.get(slug="rice")
        page.trade_code = rice.code
        page.save_revision().publish()
        shelf = ProducerIndexPage.objects.get()
        shelf.add_child(instance=ProducerPage(title="禾下", slug="coop", producer=coop.pk))
        home = producer(people, name=NAMED, kind="household", credit_code="")
        shelf.add_child(instance=ProducerPage(title="山里人家", slug="home", producer=home.pk))
        StoryIndexPage.objects.get().add_child(
            instance=StoryPage(title="稻子的故事", slug="one", product=page, body=[("quote", "好")])
        )
        index.rebuild()
    return site


def test_every_new_page_is_light_whole_and_found(visitor, told):
    pages = {
        "/producers/": "山里人家",
        "/producers/coop/": "LB-1",
        "/stories/": "稻子的故事",
        "/stories/one/": "禾川红香米",
        "/contact/": "申请建站",
        "/privacy/": "加密保存",
        "/certificates/": "证书编号",
        "/enquiry/station/": "拟建站",
        "/brands/brand/": "禾下种养专业合作社",
        "/": "优秀案例",
    }
    for path, words in pages.items():
        reply = visitor.get(path)
        assert reply.status_code == 200, path
        assert words in text(reply), path
        assert len(reply.content) <= MOST_BYTES
        read = Reader(reply.content.decode())
        assert (read.headings[0], read.headings.count(1)) == (1, 1), path
        steps = zip(read.headings, read.headings[1:], strict=False)
        assert all(later <= earlier + 1 for earlier, later in steps), path
        assert (read.without_alt, read.inline) == ([], []), path
    foot = BeautifulSoup(text(reply), "html.parser").select(".bottom a")
    assert {"/contact/", "/privacy/", "/producers/", "/stories/", "/certificates/"} <= {
        one["href"] for one in foot
    }
    for one in foot:
        if one["href"].startswith("/") and not one["href"].startswith("/console/"):
            assert visitor.get(one["href"]).status_code == 200, one["href"]
    with county_context(told):
        found = finding.find(asking.asked("山里人家", ""), on=timezone.localdate())
    assert "/producers/home/" in [one.url for one in found]
    assert "/producers/coop/" in text(visitor.get("/sitemap.xml"))


@pytest.mark.handbook(152)
def test_the_name_of_a_household_stands_on_no_page(visitor, told):
    shown = text(visitor.get("/producers/home/"))
    assert NAMED not in shown
    assert "蔺" in shown
    with county_context(told):
        page = ProducerPage.objects.get(slug="home")
        page.title = f"{NAMED}家的蜂蜜"
        with pytest.raises(ValidationError, match="农户"):
            page.clean()
        coop = ProducerPage.objects.get(slug="coop")
        coop.clean()
        assert NAMED not in str(ProducerPage.get_edit_handler().get_form_class()().fields)


def test_what_is_recorded_anew_is_read_anew(
    visitor, told, settings, django_capture_on_commit_callbacks
):
    """A producer's new name reaches its page and the brand's at once, past the page cache."""
    settings.PAGE_CACHE_SECONDS = 600
    paths = ("/producers/coop/", "/brands/brand/")
    before = [text(visitor.get(path)) for path in paths]
    with county_context(told), django_capture_on_commit_callbacks(execute=True):
        one = Producer.objects.get(kind="coop")
        one.name = "禾下联合社"
        one.save()
    for path, old in zip(paths, before, strict=True):
        assert "禾下联合社" not in old
        assert "禾下联合社" in text(visitor.get(path)), path
    with county_context(told):
        assert BrandPage.objects.get().honours[0].value["year"] == 2026


def test_a_certificate_is_verified_by_its_number(visitor, told):
    def verdict(number):
        reply = visitor.get("/certificates/", {"number": number})
        page = BeautifulSoup(text(reply), "html.parser")
        return reply.status_code, page.select_one(".verdict").text

    assert verdict(" lb-1 ")[0] == 200
    for words in ("证书有效", "红香米", "演示认证", "绿色食品"):
        assert words in verdict("LB-1")[1]
    assert "证书已过期" in verdict("LB-0")[1]
    with county_context(told):
        Certificate.objects.filter(number="LB-1").update(revoked_date=timezone.localdate())
    assert "证书已撤销" in verdict("LB-1")[1]
    for unknown in ("LB-9", "<script>alert(1)</script>", "9" * 5000, "\u202e🌾"):
        status, said = verdict(unknown)
        assert (status, "查无此证" in said) == (404, True)
    for nothing in ("", " ", "\x00"):
        assert visitor.get("/certificates/", {"number": nothing}).status_code == 200
