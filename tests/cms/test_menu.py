"""The site's main menu: as it comes, as its editor puts it, and what is refused."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms import menu, menu_services, pagecache, purging
from cms.menu import Entry
from cms.models import NewsPage, ProductPage
from console.models import Centre
from core import audit
from core.errors import Denied, Violation
from tenants.context import county_context
from tests import cast
from tests.desk import Desk
from tests.pages import text, told_at

ADDRESS = "/console/site-menu/"
AS_IT_COMES = ["特色产品", "区域品牌", "办事", "办件查询", "培训", "站点", "新闻通知", "关于中心"]


def shown(client, path="/"):
    """Names and addresses of the menu on a page."""
    nav = re.search(r'<nav class="nav".*?</nav>', text(client.get(path)), re.DOTALL)[0]
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav))


def statements(client, county):
    """How many front page and list take that are made anew, with nothing remembered."""
    found = []
    for path in ("/", "/products/"):
        with county_context(county):
            pagecache.purge((pagecache.CLOSED, pagecache.STATIONS, pagecache.TREE))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{path}?anew=1")
        found.append(len(asked))
    return found


def as_typed(**more):
    """The form as it stands, and what is typed over it."""
    typed = {f"place_{code}": n for n, code in enumerate(menu.OURS, start=1)}
    return {**typed, **{f"shown_{code}": "on" for code in menu.OURS}, **more}


@pytest.fixture
def editor(site, client_for):
    with county_context(site):
        yield Desk(client_for(site, cast.appoint("editor")), site)


def test_the_editor_orders_hides_and_adds_and_no_page_costs_a_statement_more(
    site,
    editor,
    client_for,
    settings,
):
    visitor = Desk(client_for(site), site)
    assert list(shown(visitor).values()) == AS_IT_COMES
    settings.PAGE_CACHE_SECONDS = 600
    as_yet = statements(visitor, site)
    settings.PAGE_CACHE_SECONDS = 0
    assert 'value="1"' in text(editor.get(ADDRESS))
    typed = as_typed(
        place_news=1, place_products=2, place_services=4, place_own1=3, name_own1=" 红香米 ",
        address_own1="/products/rice/", place_own2=99, name_own2="省商务厅",
        address_own2="https://sswt.example.cn/a?b=1", name_own3="证书查询",
        address_own3="/certificates/",
    )  # fmt: skip
    del typed["shown_brands"]
    assert editor.post(ADDRESS, typed).status_code == 302
    Centre.forget()
    found = shown(visitor)
    settings.PAGE_CACHE_SECONDS = 600
    assert (with_own := statements(visitor, site)) <= as_yet, with_own
    settings.PAGE_CACHE_SECONDS = 0
    assert list(found.items())[:4] == [
        ("/news/", "新闻通知"), ("/products/", "特色产品"), ("/products/rice/", "红香米"),
        ("/services/", "办事"),
    ]  # fmt: skip
    assert list(found.items())[-2:] == [
        ("https://sswt.example.cn/a?b=1", "省商务厅"), ("/certificates/", "证书查询"),
    ]  # fmt: skip
    assert "区域品牌" not in found.values()
    assert "红香米" in audit.last(Centre.objects.get()).changes["menu"]["new"]
    form = text(editor.get(ADDRESS))
    assert 'value="省商务厅"' in form
    assert 'value="/products/rice/"' in form
    # What is withdrawn leaves the menu; back as it comes, nothing is kept.
    with county_context(site):
        ProductPage.objects.get(slug="rice").unpublish()
    assert "红香米" not in shown(visitor).values()
    editor.post(ADDRESS, as_typed())
    Centre.forget()
    assert Centre.objects.get().site_menu == []
    assert list(shown(visitor).values()) == AS_IT_COMES


@pytest.mark.parametrize(
    ("name", "address", "field", "said"),
    [
        ("一二三四五六七八九", "/news/", "name_own1", "最多 8 个字，现在是 9 个字"),
        ("", "/news/", "name_own1", "请填写链接名称"),
        ("\u202e坏名字", "/news/", "name_own1", "请填写链接名称"),
        ("新闻通知", "/news/", "name_own1", "已有同名"),
        ("链接", "", "address_own1", "https://"),
        ("链接", "http://example.cn/", "address_own1", "https://"),
        ("链接", "//example.cn/", "address_own1", "https://"),
        ("链接", "javascript:alert(1)", "address_own1", "https://"),
        ("链接", "https://甲 乙", "address_own1", "完整的网址"),
        ("链接", "https://a@example.cn/", "address_own1", "完整的网址"),
        ("链接", "https://example.cn/" + "长" * 200, "address_own1", "完整的网址"),
        ("链接", "/none/", "address_own1", "没有公开页面"),
        ("链接", "/", "address_own1", "没有公开页面"),
        ("链接", "/search/suggest/", "address_own1", "没有公开页面"),
        ("链接", "/console/style/", "address_own1", "没有公开页面"),
    ],
)  # fmt: skip
def test_a_wrong_link_is_refused_at_its_field(editor, name, address, field, said):
    answer = editor.post(ADDRESS, as_typed(name_own1=name, address_own1=address))
    assert answer.status_code == 422
    assert said in told_at(answer, field)
    assert Centre.objects.get().site_menu == []


def test_a_menu_of_nothing_is_refused_and_so_are_others(site, editor, client_for):
    answer = editor.post(ADDRESS, {"place_news": "0"})
    assert answer.status_code == 422
    answer = editor.post(ADDRESS, {})
    assert "至少要显示一个" in text(answer)
    stranger = Desk(client_for(site, cast.appoint("finance")), site)
    assert stranger.get(ADDRESS).status_code == 403
    own = [Entry(name=f"链接{n}", address="/news/", key=f"own{n}") for n in range(5)]
    with pytest.raises(Violation) as refused:
        menu_services.menu_change(by=cast.actor("editor"), entries=own)
    assert "最多 4 个" in refused.value.sentence
    with pytest.raises(Denied):
        menu_services.menu_change(by=cast.actor("finance"), entries=[Entry("news")])
    # What a version to come calls otherwise keeps no page from being shown.
    Centre.objects.update(site_menu=[{"code": "of-old", "shown": True}])
    Centre.forget()
    assert [one.code for one in menu.entries()] == list(menu.OURS)
    kept = menu_services.menu_change(by=cast.actor("editor"), entries=[Entry("news")])
    assert [one.code for one in kept if one.shown] == ["news"]


def test_a_page_of_the_menu_that_changes_purges_all_pages(site, editor, settings, monkeypatch):
    settings.PAGE_CACHE_SECONDS = 600
    page = NewsPage.objects.first()
    address = page.get_url()
    editor.post(ADDRESS, as_typed(name_own1="要闻", address_own1=address))
    Centre.forget()
    purged = []
    monkeypatch.setattr(purging, "changed", lambda *tags: purged.extend(tags))
    page.save()
    assert pagecache.ALL in purged
