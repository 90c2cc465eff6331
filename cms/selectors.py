"""What the public sites read: live pages, and stations through operations' public selectors."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from wagtail.models import Page
from wagtail.search.query import Or, PlainText

from cms.models import AboutPage, BrandPage, NewsPage, ProductPage
from cms.words import terms
from operations.stations import selectors as stations

NUMBERS_SECONDS = 60
SEARCHED = (ProductPage, BrandPage, NewsPage, AboutPage)


def published_products(limit: int = 200) -> list[ProductPage]:
    """Live products with picture and brand."""
    found = ProductPage.objects.live().public().select_related("picture", "brand")
    return list(found.order_by("path")[:limit])


def news(limit: int = 100) -> list[NewsPage]:
    """Live news, the newest first."""
    return list(
        NewsPage.objects.live().public().select_related("picture").order_by("-date", "-pk")[:limit]
    )


def numbers() -> dict[str, int]:
    """Stations, townships and villages served; a minute old at the most."""
    found = cache.get("cms:numbers")
    if found is None:
        found = stations.public_counts()
        cache.set("cms:numbers", found, NUMBERS_SECONDS)
    return dict(found)


def search(query: str, limit: int = 30) -> list[Page]:
    """Live pages that have any of the query's words or pairs, those with most of them first."""
    wanted = terms(query.strip()[:60])
    if not wanted:
        return []
    matched: dict[int, tuple[int, Any]] = {}
    for model in SEARCHED:
        pages = model.objects.live().public()
        for page in pages.search(Or([PlainText(word) for word in wanted]))[:limit]:
            text = page.search_text()
            matched[page.pk] = (sum(word in text for word in wanted), page)
    ordered = sorted(matched.values(), key=lambda pair: -pair[0])
    best = ordered[0][0] if ordered else 0
    return [page for score, page in ordered if score * 2 >= best][:limit]
