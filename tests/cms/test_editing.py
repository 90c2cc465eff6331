"""What an editor is told before a page is public, and review in the console's inbox."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from cms.checklist import points
from cms.models import NewsIndexPage, NewsPage, ProductIndexPage, ProductPage
from console.models import Centre
from core import inbox
from tenants.context import county_context
from tests import cast
from tests.cms.conftest import Facts, site  # noqa: F401 - fixtures
from tests.pages import text

STREAM = {f"{name}-count": "0" for name in ("gallery", "packs", "shops", "body")}


def typed(page, **more):
    """The form of a product as a browser sends it."""
    empty = dict.fromkeys(("origin", "spec", "price", "price_to", "certificate", "summary"), "")
    return {
        "title": page.title, "slug": page.slug, "picture_alt": "", "story": "null", **empty,
        **STREAM, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **more,
    }  # fmt: skip


def test_a_page_is_kept_as_it_is_and_published_when_it_is_complete(site, client_for):  # noqa: F811
    with county_context(site):
        picture = ProductPage.objects.get(slug="rice").picture
        page = ProductPage(title="新米", slug="new", live=False, picture=picture)
        ProductIndexPage.objects.get().add_child(instance=page)
        missing = {one.field: one.must for one in points(page) if not one.done}
        assert missing == {"summary": True, "picture_alt": True, "origin": True, "price": False}
        # Publishing is the office's: Wagtail gives editors the review instead.
        office = client_for(site, cast.appoint("office"))
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    given = typed(page, picture=picture.pk)
    shown = text(office.get(address))
    assert "✗ 摘要：" in shown
    assert "○ 价格（元）：" in shown
    kept = office.post(address, given)
    assert kept.status_code == 302
    refused = text(office.post(address, {**given, "action-publish": "1"}))
    for sentence in ("请用一句话说明", "请说明图片内容", "请说明产地"):
        assert sentence in refused.split("<form", 1)[1], sentence
    with county_context(site):
        assert not ProductPage.objects.get(pk=page.pk).live
    whole = {**given, "summary": "当年新米", "picture_alt": "一碗米饭", "origin": "柳溪镇"}
    office.post(address, {**whole, "action-publish": "1"})
    with county_context(site):
        assert ProductPage.objects.get(pk=page.pk).live


def test_a_page_handed_in_waits_in_the_inbox_and_comes_back(in_county_a):
    def waiting(actor):
        return [one.title for one in inbox.for_actor(actor, "todo")]

    editor, office = cast.appoint("editor"), cast.appoint("office")
    desk, writer = cast.actor("office"), cast.actor("editor")
    page = NewsPage(title="开班通知", slug="class", live=False, body=[("quote", "好")])
    NewsIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=editor)
    state = Workflow.objects.get().start(page, editor)
    assert waiting(desk) == ["待审页面：开班通知"]
    state.current_task_state.reject(user=office, comment="日期写错")
    assert (waiting(desk), waiting(writer)) == ([], ["待修改页面：开班通知"])
    item = inbox.for_actor(writer, "todo").get()
    assert item.record_type == "wagtailcore.page"
    state.refresh_from_db()
    state.resume(user=editor)
    assert (waiting(desk), waiting(writer)) == (["待审页面：开班通知"], [])
    state.refresh_from_db()
    state.current_task_state.approve(user=office)
    assert (waiting(desk), waiting(writer)) == ([], [])
    assert NewsPage.objects.get(pk=page.pk).live


def test_a_county_says_its_numbers_and_accounts_and_offers_large_type(client_for, site):  # noqa: F811
    with county_context(site):
        Centre.objects.update(police_number="青公网安备98012102000001号", wechat="禾川电商")
        Centre.forget()
    shown = text(client_for(site).get("/about/"))
    for words in ("青公网安备98012102000001号", "禾川电商", "data-large-switch"):
        assert words in shown


@pytest.mark.parametrize("cookie", ["countylink-large=1", "countylink-large=<b>"])
def test_large_type_changes_no_byte_of_a_page(site, client_for, cookie):  # noqa: F811
    """Its cookie is the script's alone, so the page cache gives all the same page."""
    reader = client_for(site)
    plain = reader.get("/privacy/").content
    assert reader.get("/privacy/", HTTP_COOKIE=cookie).content == plain
