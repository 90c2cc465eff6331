"""What the public sites read: live pages, and stations through operations' public selectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms import pagecache
from cms.models import BrandPage, NewsPage, PicturedPage, ProductPage
from operations.stations import selectors as stations
from operations.stations.selectors import PublicStation
from operations.trade import public as trade
from operations.trade.public import PublicProduct

NUMBERS_SECONDS, CLOSED_SECONDS = 60, 600


def public(model: type[Page], *, pictured: bool = True, fresh: bool = False) -> Any:
    """Live pages of a kind that everybody may read; pictured: with their pictures in all sizes.

    Wagtail's own `public()` asks for each list anew which pages are closed; so does `fresh`, for
    a job that must not be misled by what is remembered.
    """
    remembered = pagecache.computed
    closed = _closed() if fresh else remembered("closed", pagecache.CLOSED, _closed, CLOSED_SECONDS)
    found = model.objects.live()
    for path in closed:
        found = found.exclude(path__startswith=path)
    if pictured and issubclass(model, PicturedPage):
        found = found.select_related("picture").prefetch_related("picture__renditions")
    return found


def _closed() -> list[str]:
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    return list(restricted.order_by("page__path"))


def published_products(limit: int = 200, *, fresh: bool = False) -> list[ProductPage]:
    """Live products with picture and brand."""
    return marked(public(ProductPage, fresh=fresh).select_related("brand").order_by("path")[:limit])


def products_of(brand: BrandPage) -> list[ProductPage]:
    """The live products of a brand."""
    return marked(public(ProductPage).filter(brand=brand))


def products_beside(page: ProductPage, limit: int) -> list[ProductPage]:
    """Other products of the county, those of the same brand first."""
    other_brand = Case(When(brand=page.brand_id, then=0), default=1) if page.brand_id else Value(0)
    found = public(ProductPage).exclude(pk=page.pk).defer("story", "body")
    return marked(found.order_by(other_brand, "path")[:limit])


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
    found = public(ProductPage).filter(trade_code=code) if code else None
    return found.first() if found is not None else None


def goods() -> list[tuple[str, str]]:
    """Products that a page may name."""
    return trade.choices()


def one_page(found: Sequence[Any], number: str | None, size: int) -> Any:
    """The asked page of a long list; an odd number gives the first or the last."""
    return Paginator(found, size).get_page(number)


def news(limit: int = 100) -> list[NewsPage]:
    """Live news, the newest first."""
    return list(public(NewsPage).order_by("-date", "-pk")[:limit])


def numbers() -> dict[str, int]:
    """Stations, townships and villages served."""
    return pagecache.computed(
        "numbers", pagecache.STATIONS, stations.public_counts, NUMBERS_SECONDS
    )


def towns(found: Sequence[PublicStation]) -> list[tuple[str, str, int]]:
    """Code, name and number of stations of each township that has one."""
    counted = Counter((one.township_code, one.township) for one in found)
    return sorted((code, name, number) for (code, name), number in counted.items())


def town_index() -> list[tuple[str, str, int]]:
    """The same for the whole county."""
    return pagecache.computed(
        "towns",
        pagecache.STATIONS,
        lambda: towns(stations.public_stations()),
        NUMBERS_SECONDS,
    )


def says(station: PublicStation, words: str) -> bool:
    """Do the station's name or place hold the words?"""
    place = f"{station.name} {station.township} {station.village} {station.address}"
    return all(word in place for word in words.split())
