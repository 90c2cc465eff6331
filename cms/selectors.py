"""What the public sites read: live pages, and stations through operations' public selectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.utils import timezone

from cms.models import NewsPage, ProductPage
from operations.stations import selectors as stations
from operations.stations.selectors import PublicStation
from operations.trade import public as trade
from operations.trade.public import PublicProduct

NUMBERS_SECONDS = 60


def published_products(limit: int = 200) -> list[ProductPage]:
    """Live products with picture and brand."""
    found = ProductPage.objects.live().public().select_related("picture", "brand")
    return marked(found.order_by("path")[:limit])


def marked(pages: Iterable[ProductPage]) -> list[ProductPage]:
    """The same, those marked that are called back: `recalled`."""
    found = list(pages)
    codes = trade.recalled_codes() if any(page.trade_code for page in found) else set()
    for page in found:
        page.recalled = bool(page.trade_code) and page.trade_code in codes
    return found


def product_with_origin(code: str) -> PublicProduct | None:
    """What is recorded of the product that a page names."""
    return trade.product(code, on=timezone.localdate())


def page_of(code: str) -> ProductPage | None:
    """The live page of a product by its code."""
    found = ProductPage.objects.live().public().filter(trade_code=code) if code else None
    return found.select_related("picture").first() if found is not None else None


def goods() -> list[tuple[str, str]]:
    """Products that a page may name."""
    return trade.choices()


def one_page(found: Sequence[Any], number: str | None, size: int) -> Any:
    """The asked page of a long list; an odd number gives the first or the last."""
    return Paginator(found, size).get_page(number)


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


def towns(found: Sequence[PublicStation]) -> list[tuple[str, str, int]]:
    """Code, name and number of stations of each township that has one."""
    counted = Counter((one.township_code, one.township) for one in found)
    return sorted((code, name, number) for (code, name), number in counted.items())


def town_index() -> list[tuple[str, str, int]]:
    """The same for the whole county; a minute old at the most."""
    found = cache.get("cms:towns")
    if found is None:
        found = towns(stations.public_stations())
        cache.set("cms:towns", found, NUMBERS_SECONDS)
    return list(found)


def says(station: PublicStation, words: str) -> bool:
    """Do the station's name or place hold the words?"""
    place = f"{station.name} {station.township} {station.village} {station.address}"
    return all(word in place for word in words.split())
