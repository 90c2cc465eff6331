"""How good the search is: sixty judged questions, beside Wagtail's plain database backend."""

import pytest
from django.utils import timezone

from cms import demo
from cms.demo_goods import PRODUCTS as DEMO_PRODUCTS
from cms.models import (
    BrandPage,
    NewsIndexPage,
    NewsPage,
    ProductIndexPage,
    ProductPage,
    SearchEntry,
)
from cms.search import asking, finding, index, synonyms
from operations.stations.models import Station, Township, Village
from tenants.context import county_context
from tests.cms import judged
from tests.cms.conftest import Facts
from tests.told import tell

GOAL, ABOVE = 0.85, 0.25


@pytest.fixture
def judged_site(site):
    """禾川县 with products of its neighbours, more news, and stations."""
    with county_context(site):
        brand = BrandPage.objects.get()
        for slug, product in DEMO_PRODUCTS.items():
            if Facts.code not in product.counties:
                demo._product(slug, product, Facts(), brand)
        for index_page, model, extras in (
            (ProductIndexPage.objects.get(), ProductPage, judged.PRODUCTS),
            (NewsIndexPage.objects.get(), NewsPage, judged.NEWS),
        ):
            for extra in extras:
                page = model(title=extra.title, slug=extra.slug, summary=extra.summary)
                if model is ProductPage:
                    page.story = f"<p>{extra.text}</p>"
                else:
                    page.body = [("paragraph", f"<p>{extra.text}</p>")]
                index_page.add_child(instance=page)
        _stations()
        index.rebuild()
        yield site


def _stations():
    towns = {}
    for place, (slug, name, town, village, address, abilities) in enumerate(judged.STATIONS):
        if town not in towns:
            towns[town] = Township.objects.create(
                code=f"98012119{len(towns)}", name=town, valid_from_date="2020-01-01"
            )
        at = village and Village.objects.create(
            code=f"980121190{place:03}",
            name=village,
            township=towns[town],
            valid_from_date="2020-01-01",
        )
        Station.objects.create(
            slug=slug,
            name=name,
            township=towns[town],
            village=at or None,
            level="village" if village else "township",
            address=address,
            abilities=list(abilities),
            status="operating",
        )


def first(query):
    hits = finding.find(asking.asked(query), on=timezone.localdate())
    return [hit.url for hit in hits[: judged.DEPTH]]


@pytest.fixture
def plainly(judged_site, monkeypatch):
    """plainly(query): Wagtail's database backend over the same, every entry a page, as written.

    Its search and, behind that, its completion of beginnings: as good as it is by itself.
    """
    entries = {f"copy-{entry.pk}": entry for entry in SearchEntry.objects.all()}
    texts = {
        slug: " ".join([one.title, one.keywords, one.summary, one.text])
        for slug, one in entries.items()
    }
    monkeypatch.setattr(NewsPage, "search_text", lambda page: texts.get(page.slug, ""))
    shelf = NewsIndexPage.objects.get()
    shelf = shelf.add_child(instance=NewsIndexPage(title="plain", slug="plain"))
    for slug, entry in entries.items():
        shelf.add_child(instance=NewsPage(title=entry.title, slug=slug, body=[]))
    copies = NewsPage.objects.child_of(shelf)

    def look(query):
        found = [*copies.search(query)[: judged.DEPTH], *copies.autocomplete(query)[: judged.DEPTH]]
        return [entries[page.slug].url for page in dict.fromkeys(found)][: judged.DEPTH]

    return look


def mean(look):
    return sum(judged.ndcg(look(one.query), one.grades) for one in judged.QUERIES) / 60


def test_sixty_judged_questions_are_answered_better_than_plainly(judged_site, plainly, monkeypatch):
    assert len(judged.QUERIES) == 60
    known = set(SearchEntry.objects.values_list("url", flat=True))
    assert {url for one in judged.QUERIES for url in one.grades} <= known
    assert "".join(plainly("苹果干")), "the plain backend has nothing to search"
    ours, plain = mean(first), mean(plainly)
    by_kind = {
        kind: [judged.ndcg(first(o.query), o.grades) for o in judged.QUERIES if o.kind == kind]
        for kind in dict.fromkeys(one.kind for one in judged.QUERIES)
    }
    monkeypatch.setattr(synonyms, "table", lambda own: {})
    without = mean(first)
    tell(
        f"站内搜索：60 个评判问题 nDCG@5 {ours:.3f}（目标 ≥ {GOAL}；不用同义词 {without:.3f}）；"
        f"Wagtail 数据库后端 {plain:.3f}；"
        + "，".join(f"{kind} {sum(of) / len(of):.2f}" for kind, of in by_kind.items())
    )
    assert ours >= GOAL
    assert ours >= plain + ABOVE
