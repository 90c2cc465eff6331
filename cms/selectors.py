"""What the public sites read: live pages, and stations through operations' public selectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Q, Value, When
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms import menu, pagecache
from cms.filters import ProductFilter
from cms.models import BrandPage, NewsPage, PicturedPage, ProducerPage, ProductPage
from cms.purging import FIRST_DEPTH, IN_MENU
from operations.stations import selectors as stations
from operations.stations.selectors import PublicStation
from operations.trade import public as trade
from operations.trade.public import PublicProducer, PublicProduct, VerifiedCertificate

NUMBERS_SECONDS, CLOSED_SECONDS = 60, 600
# Addresses of the site that nobody is led to, as they show nothing by themselves.
NO_PARTS = frozenset(("site_suggest", "site_thanks", "site_style", "site_style_sheet", "site_menu"))


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


def published_products(limit: int | None = None, *, fresh: bool = False) -> list[ProductPage]:
    """Live products with picture and brand; all of them where no limit is given."""
    return marked(public(ProductPage, fresh=fresh).select_related("brand").order_by("path")[:limit])


def products_found(asked: ProductFilter, *, on: date) -> Any:
    """Live products that fit what was asked for, in the order of the tree; not yet read."""
    found = public(ProductPage).select_related("brand").defer("story", "body").order_by("path")
    if asked.brand:
        found = found.filter(brand=asked.brand)
    if asked.month:
        found = found.filter(season__contains=[asked.month])
    if asked.certificate:
        found = found.filter(trade_code__in=trade.certified_codes(asked.certificate, on=on))
    if asked.on_sale:
        found = found.filter(trade_code__in=trade.codes_on_sale())
    return found


def brand_names() -> list[tuple[int, str]]:
    """The live brands, for choosing."""
    return pagecache.computed(
        "brands",
        pagecache.TREE,
        lambda: list(public(BrandPage, pictured=False).order_by("path").values_list("pk", "title")),
        CLOSED_SECONDS,
    )


def brand_link(pk: int | None) -> BrandLink | None:
    """Where a brand's page is, and what it is called; None where it is not public."""

    def find() -> dict[int, BrandLink]:
        found = public(BrandPage, pictured=False).values_list("pk", "title", "url_path")
        return {pk: BrandLink(title, address_of(path)) for pk, title, path in found}

    if pk is None:
        return None
    return pagecache.computed("brand-links", pagecache.TREE, find, CLOSED_SECONDS).get(pk)


def producer(pk: int | None, *, on: date) -> PublicProducer | None:
    """What is recorded of a producer that a page names."""
    return trade.producer(pk, on=on) if pk else None


def producer_choices() -> list[tuple[int, str]]:
    """Producers that a page may name."""
    return trade.producer_choices()


def names_a_household(title: str, pk: int) -> bool:
    """Does a title hold the name of a person who is a producer?"""
    name = trade.household_name(pk)
    return bool(name) and name in title


def pages_of(codes: Sequence[str]) -> list[ProductPage]:
    """The live pages of products, by their codes."""
    found = public(ProductPage).filter(trade_code__in=codes) if codes else ()
    return marked(found)


@dataclass(frozen=True, slots=True)
class Member:
    """A producer of a brand; url: of its page, where it has one."""

    pk: int
    name: str
    village: str
    url: str = ""


def members(codes: Iterable[str]) -> list[Member]:
    """Who makes the products of these codes, by name."""
    known = trade.producers_of([code for code in codes if code])
    if not known:
        return []
    pages = public(ProducerPage, pictured=False).filter(producer__in=[one.pk for one in known])
    urls = {page.producer: page.get_url() or "" for page in pages}
    return [Member(one.pk, one.name, one.village, urls.get(one.pk, "")) for one in known]


def verified(number: str, *, on: date) -> list[VerifiedCertificate]:
    """The certificates of a number, however old."""
    return trade.certificates_by_number(number, on=on)


@dataclass(frozen=True, slots=True)
class BrandLink:
    """A brand as its products name it."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry as the menu shows it. own: the county's, and perhaps of another site."""

    name: str
    address: str
    own: bool = False


def site_menu() -> list[MenuLink]:
    """The main menu: in the editor's order, without what is hidden or not public any more."""
    found = []
    for one in menu.entries():
        if one.code and one.shown:
            label, address = menu.OURS[one.code]
            found.append(MenuLink(str(label), address))
        elif not one.code and (address := address_now(one)):
            found.append(MenuLink(one.name, address, own=True))
    return found


def address_now(entry: menu.Entry) -> str:
    """Where the county's own entry leads; '' where its page is not public any more."""
    return _around()[1].get(entry.page, "") if entry.page else entry.address


def beside_the_menu() -> list[tuple[str, str]]:
    """Title and address of the pages right below the front page that the menu does not name."""
    return _around()[0]


def _around() -> tuple[list[tuple[str, str]], dict[int, str]]:
    """What stands at the foot, and the addresses of pages that the menu names: one statement."""

    def find() -> tuple[list[tuple[str, str]], dict[int, str]]:
        named = menu.pages_named()
        found = public(Page).filter(Q(depth=FIRST_DEPTH) | Q(pk__in=named)).order_by("path")
        foot, addresses = [], {}
        for pk, title, slug, depth, path in found.values_list(
            "pk", "title", "slug", "depth", "url_path"
        ):
            if pk in named:
                addresses[pk] = address_of(path)
            elif depth == FIRST_DEPTH and slug not in IN_MENU:
                foot.append((title, f"/{slug}/"))
        return foot, addresses

    return pagecache.computed("around", pagecache.TREE, find, CLOSED_SECONDS)


def address_of(url_path: str) -> str:
    """Where a page of the tree is shown: below the front page, whose own part no address has."""
    below = url_path.strip("/").partition("/")[2]
    return f"/{below}/" if below else "/"


def pages_at(addresses: Iterable[str]) -> dict[str, int]:
    """Keys of the public pages at addresses of this site, by the address; the front page is none.

    As they stand this moment: what is remembered must not mislead whoever writes.
    """
    root = Page.objects.filter(sites_rooted_here__is_default_site=True).first()
    asked = {one.strip("/"): one for one in addresses if one.strip("/")}
    if root is None:
        return {}
    paths = [f"{root.url_path}{one}/" for one in asked]
    found = public(Page, fresh=True).filter(url_path__in=paths).values_list("url_path", "pk")
    return {asked[path.removeprefix(root.url_path).strip("/")]: pk for path, pk in found}


def is_part(address: str) -> bool:
    """Is this a part of the site that is no page of the tree: stations, guides, certificates?"""
    try:
        match = resolve(f"/{address.strip('/')}/")
    except Resolver404:
        return False
    name = match.url_name or ""
    return name.startswith("site_") and not match.kwargs and name not in NO_PARTS


def certificate_kinds() -> list[tuple[str, str]]:
    """Kinds of certificates, for choosing."""
    return trade.certificate_kinds()


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
