"""Search of a county's site: by Chinese words, by ear, by first letters; and whatever is typed."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from accounts.groups import GROUP_OF
from accounts.posts import Post
from cms.models import (
    NewsIndexPage,
    NewsPage,
    ProductIndexPage,
    ProductPage,
    SearchEntry,
    SearchMiss,
    SearchSetting,
)
from cms.search import asking, finding, index, pages, sources, synonyms, words
from cms.words import pairs, searchable
from operations.casework.models import ServiceItem
from operations.stations.changes import stations_changed
from operations.stations.models import Station, Township
from tenants.context import county_context
from tests import cast

ODD = (
    "",
    "   ",
    "　",
    "鲸鱼" * 500,
    "'\";--",
    "%_\\",
    "a & !b | (c <-> d):*",
    "😀🌾",
    "\u202eمرحبا",
    "\x00红",
    "ﾊﾝｶｸ",
    "Ａ２",
    "<script>",
    "1" * 2000,
    "红 " * 1000,
)


def urls(query, own=""):
    found = finding.find(asking.asked(query, own), on=timezone.localdate())
    return [hit.url for hit in found]


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def grown(site):
    """禾川县's site, in its schema."""
    with county_context(site):
        yield site


def product(title, **facts):
    page = ProductPage(title=title, slug=facts.pop("slug", "new"), **facts)
    ProductIndexPage.objects.get().add_child(instance=page)
    return page


def test_a_text_is_cut_into_words_and_pairs():
    assert "苹果" in searchable("吊干苹果").split()
    assert pairs("苹果干") == ["苹果", "果干"]
    assert pairs("米") == ["米"]
    assert words.vector({"A": "苹果干", "D": "苹果 A2"}) == "'苹果':1A,2D '干':1A '果干':1A 'a2':2D"
    keys = words.keys_of(["苹果干"]).split()
    assert {"'苹果干'", "'果干'", "'Ppinguogan'", "'Ipgg'", "'Igg'"} <= set(keys)


def test_a_new_county_finds_its_guides_at_once(in_county_b):
    assert urls("寄快递")[0] == "/services/V05/"
    assert "/case/" in urls("查进度")


def test_a_name_in_another_order_and_what_is_said_of_it(grown):
    product("吊干苹果", slug="apple").save_revision().publish()
    index.rebuild()
    assert urls("苹果干")[0] == "/products/apple/"
    assert urls("渠水灌溉")[0] == "/products/rice/"


def test_nothing_is_found_of_another_county(grown, county_b, client_for):
    with county_context(county_b):
        assert "/products/rice/" not in urls("红香米")
    client = client_for(county_b)
    assert "禾川红香米" not in text_of(client.get("/search/", {"q": "红香米"}))
    assert client.get("/search/suggest/", {"q": "hxm"}).json() == {"proposals": []}


def test_whatever_is_typed_has_a_page(visitor):
    for query in ODD:
        for path in ("/search/", "/search/suggest/"):
            assert visitor.get(path, {"q": query}).status_code == 200
    assert visitor.get("/search/", {"q": "米", "kind": "no", "page": "x"}).status_code == 200


def test_the_page_marks_what_was_found_and_counts_by_kind(visitor, query_counts):
    visitor.get("/search/", {"q": "红香米"})
    with query_counts("search", most=10):
        text = text_of(visitor.get("/search/", {"q": "红香米"}))
    assert "禾川<mark>红香米</mark>" in text
    assert 'href="?q=%E7%BA%A2%E9%A6%99%E7%B1%B3&amp;kind=product"' in text
    only = text_of(visitor.get("/search/", {"q": "红香米", "kind": "brand"}))
    assert "禾川有礼" in only
    assert 'href="/products/rice/"' not in only
    assert "<mark>红香米</mark>" in text_of(visitor.get("/search/", {"q": "hongxiangmi"}))
    with query_counts("suggest", most=3):
        found = visitor.get("/search/suggest/", {"q": "hxm"}).json()["proposals"]
    assert found[0] == {"title": "禾川红香米", "url": "/products/rice/", "kind": "特色产品"}


def test_an_excerpt_shows_the_place_and_escapes_the_rest(grown, visitor):
    story = (
        "<p>" + "山路弯弯。" * 60 + "秘制&lt;b&gt;豆豉&lt;/b&gt;酱。" + "山路弯弯。" * 60 + "</p>"
    )
    product("阿婆 <i>酱</i>", slug="sauce", story=story).save_revision().publish()
    index.rebuild()
    text = text_of(visitor.get("/search/", {"q": "豆豉"}))
    assert "…" in text
    assert "<mark>豆豉</mark>" in text
    assert "<b>" not in text.split('class="hits"')[1]


def test_what_changes_is_found_as_it_is_now(grown, django_capture_on_commit_callbacks):
    committed = django_capture_on_commit_callbacks
    with committed(execute=True):
        page = product("云顶白茶", slug="white")
        page.save_revision().publish()
    assert urls("云顶白茶") == ["/products/white/"]
    with committed(execute=True):
        page.slug, page.title = "whitetea", "云顶雪芽"
        page.save_revision().publish()
    assert urls("云顶雪芽") == ["/products/whitetea/"]
    restriction = PageViewRestriction(page=ProductIndexPage.objects.get(), restriction_type="login")
    with committed(execute=True):
        restriction.save()
    assert "/products/rice/" not in urls("红香米")
    with committed(execute=True):
        restriction.delete()
    assert "/products/rice/" in urls("红香米")
    with committed(execute=True):
        page.unpublish()
    assert urls("云顶雪芽") == []
    with committed(execute=True):
        NewsPage.objects.first().delete()
    assert SearchEntry.objects.filter(kind="news").count() == NewsPage.objects.count()


def test_a_moved_page_is_found_where_it_is(grown, django_capture_on_commit_callbacks):
    page = NewsPage.objects.order_by("path").first()
    with django_capture_on_commit_callbacks(execute=True):
        below = NewsIndexPage.objects.get().add_child(
            instance=NewsIndexPage(title="旧", slug="old")
        )
        page.move(below, pos="last-child")
    assert SearchEntry.objects.get(kind="news", key=page.pk).url == f"/news/old/{page.slug}/"


def test_stations_and_guides_follow_their_records(grown, django_capture_on_commit_callbacks):
    committed = django_capture_on_commit_callbacks
    town = Township.objects.create(code="980121199", name="鹿鸣镇", valid_from_date="2020-01-01")
    with committed(execute=True):
        station = Station.objects.create(
            slug="deer",
            name="鹿鸣镇电商服务站",
            township=town,
            level="township",
            status="operating",
        )
    assert urls("lmz") == ["/stations/deer/"]
    with committed(execute=True):
        station.status = "suspended"
        station.save()
    assert urls("鹿鸣镇") == []
    item = ServiceItem.objects.get(code="V05")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with committed(execute=True):
        item.withdrawn_date = tomorrow
        item.save()
    assert "/services/V05/" in urls("快递代寄")
    late = finding.find(asking.asked("快递代寄"), on=tomorrow)
    assert "/services/V05/" not in [hit.url for hit in late]


def test_many_changes_are_left_to_the_worker(
    grown, django_capture_on_commit_callbacks, monkeypatch
):
    sent = []
    monkeypatch.setattr(index, "_send", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        stations_changed.send(Station)
    assert sent == ["stations"]
    SearchEntry.objects.filter(kind="product").delete()
    SearchEntry.objects.create(kind="news", key="999", url="/x/", title="旧", digest="x")
    assert index.search_daily.run() == 6
    assert index.rebuild() == 0


def test_one_bad_page_hides_no_other_and_keeps_nothing_that_is_gone(grown, monkeypatch, caplog):
    bad = NewsPage.objects.order_by("path").first()
    SearchEntry.objects.create(kind="news", key="999", url="/x/", title="旧", digest="x")
    SearchEntry.objects.exclude(key__in=[bad.pk, "999"]).filter(kind="news").delete()
    many = NewsPage.objects.count()
    told, row = pages.entry_of, index.row_of

    def broken(page):
        if page.pk == bad.pk:
            raise ValueError
        return told(page)

    def unfit(entry):
        made = row(entry)
        # As PostgreSQL refuses what no cleaning foresaw.
        return made if entry.key != str(bad.pk) else SearchEntry(title="x" * 999, terms="", keys="")

    monkeypatch.setattr(pages, "entry_of", broken)
    assert index.rebuild("pages") == many
    index.refresh("pages", [str(bad.pk), "999"])
    monkeypatch.setattr(pages, "entry_of", told)
    SearchEntry.objects.filter(kind="news").update(digest="")
    monkeypatch.setattr(index, "row_of", unfit)
    assert index.rebuild("pages") == many - 1
    assert SearchEntry.objects.filter(kind="news").count() == many
    assert not SearchEntry.objects.filter(key="999").exists()
    named = [one.getMessage() for one in caplog.records if one.name == "countylink.search"]
    assert [f"pages {bad.pk} " in one for one in named] == [True, True, True]


def test_another_module_registers_its_things(grown, monkeypatch):
    course = sources.Entry("course", "1", "/courses/1/", "古法酿醋培训班", summary="三天，免费")
    monkeypatch.setattr(sources, "_sources", dict(sources._sources))
    sources.register(
        sources.Source("course", {"course": "课程"}, lambda: [course], lambda key: course)
    )
    assert index.rebuild("course") == 1
    assert urls("酿醋")[0] == "/courses/1/"
    assert list(sources.kinds())[-1] == "course"


def test_a_county_has_words_of_its_own(grown, visitor):
    assert urls("粑粑") == []
    SearchSetting.objects.create(synonyms="粑粑 红薯粉 粉条", popular="红香米\n寄快递")
    assert urls("粑粑", "粑粑 红薯粉 粉条")[0] == "/products/noodles/"
    assert "/products/noodles/" in text_of(visitor.get("/search/", {"q": "粑粑"}))
    assert "?q=%E5%AF%84%E5%BF%AB%E9%80%92" in text_of(visitor.get("/search/"))


def test_words_in_letters_have_words_of_one_meaning_and_typing_knows_them(grown, visitor):
    own = "粑粑 红薯粉\nnoodle 红薯粉\nwi-fi t粉 红薯粉"
    for query in ("Noodle", "ｎｏｏｄｌｅ", "禾川noodle", "Wi-Fi", "t粉"):
        assert urls(query, own)[0] == "/products/noodles/", query
        assert "红薯粉" in asking.asked(query, own).units[-1].forms, query
    # No part of another word of letters.
    assert [unit.typed for unit in asking.asked("noodles", own).units] == ["noodles"]
    assert asking.parts_of("t粉条") == ["t", "粉条"]
    assert asking.asked("禾川粑粑", own).otherwise == ["禾川红薯粉"]
    assert visitor.get("/search/suggest/", {"q": "粑粑"}).json() == {"proposals": []}
    with county_context(grown):
        SearchSetting.objects.create(synonyms=own)
    for query in ("粑粑", "noodle", "手工粑粑"):
        found = visitor.get("/search/suggest/", {"q": query}).json()["proposals"]
        assert "/products/noodles/" in [one["url"] for one in found], query


def test_a_list_of_words_is_refused_with_the_line_at_fault():
    assert "一个词" in synonyms.fault("粉条 红薯粉\n一个词")
    assert synonyms.fault("长" * 13 + " 短")
    assert synonyms.fault("甲 乙\n" * 201)
    assert synonyms.fault("西安 ''")
    assert synonyms.fault("") == "" == synonyms.fault("粉条、红薯粉")
    assert synonyms.lines("西安 xi'an\\") == [("西安", "xian")]
    assert synonyms.lines("甲，甲\n粉条、红薯粉 粉条") == [("粉条", "红薯粉")]


def test_the_editor_chooses_what_stands_first(grown, visitor):
    page = NewsPage.objects.live().first()
    query = Query.get("米")
    SearchPromotion.objects.create(query=query, page=page, description="先看这个", sort_order=1)
    SearchPromotion.objects.create(
        query=query,
        external_link_url="https://example.com/",
        external_link_text="外站",
        sort_order=0,
    )
    text = text_of(visitor.get("/search/", {"q": " 米 "}))
    assert text.index("外站") < text.index("先看这个") < text.index('class="hits"')
    with county_context(grown):
        closed = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "先看这个" not in text_of(visitor.get("/search/", {"q": "米"}))
    with county_context(grown):
        closed.delete()
    assert "先看这个" in text_of(visitor.get("/search/", {"q": "米"}))
    with county_context(grown):
        page.unpublish()
    assert "先看这个" not in text_of(visitor.get("/search/", {"q": "米"}))


def test_who_finds_nothing_is_helped_on_and_the_editor_learns_of_it(grown, visitor, client_for):
    text = text_of(visitor.get("/search/", {"q": "薯红"}))
    assert 'href="/products/noodles/"' in text
    assert "tel:0980-0000121" in text
    for query in ("薯红", "13800138000 薯红", "138 0013 8000", "薯@红.com", "咪" * 21, "!!"):
        visitor.get("/search/", {"q": query})
    with county_context(grown):
        assert [(one.words, one.times) for one in SearchMiss.objects.all()] == [("薯红", 2)]
        editor = cast.appoint(Post.EDITOR)
    shown = text_of(
        client_for(grown, editor).get("/console/settings/cms/searchsetting/", follow=True)
    )
    assert "<td>薯红</td><td>2</td>" in shown
    with county_context(grown):
        SearchMiss.objects.update(day=timezone.localdate() - datetime.timedelta(days=90))
        index.search_daily.run()
        assert not SearchMiss.objects.exists()


def test_editors_set_the_words_and_the_choice(in_county_a):
    for post in (Post.EDITOR, Post.OFFICE):
        held = Group.objects.get(name=GROUP_OF[post]).permissions.values_list("codename", flat=True)
        assert {"change_searchsetting", "add_searchpromotion"} <= set(held)
