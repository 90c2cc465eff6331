"""What a county shows on the province's portal: every kind of thing registers itself.

    portal_kinds.register(Kind("course", _("Courses"), every))

every() gives the entries (oversight.portal.Entry) of all that the county shows of the kind now, in
the county's schema; `entry` makes one of the thing as the site's search knows it, so that the
portal finds it by the same words. Whatever changes such a thing calls portal_push.ask().
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage

from cms import pictures, selectors
from cms.models import BrandPage, NewsPage, PicturedPage, ProductPage
from cms.search import index, pages
from cms.search.sources import Entry as Found
from oversight import portal
from tenants import context

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PRODUCTS, MOST_NEWS = 2000, 20
SPEC = "fill-480x360|format-webp|webpquality-70"
LONGEST_SUMMARY, LONGEST_ORIGIN, LONGEST_CERTIFICATE = 200, 80, 120


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing. label: the heading under which the portal's search shows it."""

    code: str
    label: StrOrPromise
    every: Callable[[], Iterable[portal.Entry]]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let a kind be shown; the same code replaces."""
    _kinds[kind.code] = kind


def labels() -> dict[str, StrOrPromise]:
    """Every kind with its name, as registered."""
    return {kind.code: kind.label for kind in _kinds.values()}


def everything(*kinds: str) -> list[portal.Entry]:
    """All that the current county shows, of these kinds or of all."""
    chosen = [kind for code, kind in _kinds.items() if code in kinds or not kinds]
    return [entry for kind in chosen for entry in kind.every()]


def entry(found: Found, picture: portal.Picture | None = None, **shown: Any) -> portal.Entry:
    """A thing as the portal keeps it. shown: what an entry has besides, by its fields' names.

    The county's name is among its words: who looks for 禾川 大米 means that county's.
    """
    county = context.current()
    words = replace(found, keywords=(*found.keywords, county.name if county else ""))
    row = index.row_of(words)
    return portal.Entry(
        kind=row.kind,
        key=row.key,
        path=row.url,
        title=row.title,
        summary=row.summary[:LONGEST_SUMMARY],
        day=row.day,
        until_date=row.until_date,
        picture=picture,
        found_by={name: getattr(row, name) for name in portal.FOUND_BY},
        digest=row.digest,
        **shown,
    )


def picture_of(image: AbstractImage | None, spec: str = SPEC) -> portal.Picture | None:
    """A picture in the portal's size; None where its file is gone: the page is shown all the same.

    A focal point or a file that was changed makes another rendition, hence another key.
    """
    county = context.current()
    if image is None or county is None:
        return None
    rendition = pictures.sized(image, spec)
    if rendition is None:
        return None

    def read() -> bytes:
        # Whoever copies it stands in the province, whose files are others.
        with context.county_context(county, inside=True):
            try:
                with rendition.file.open("rb") as source:
                    return bytes(source.read())
            except OSError:
                return b""

    return portal.Picture(f"{image.file_hash}:{rendition.file.name}"[:400], read)


def register_pages() -> None:
    """The kinds of the site's own pages. Called once at start-up."""
    register(Kind(portal.PRODUCT, _("Products"), _products))
    register(Kind(portal.BRAND, _("Brands"), _brands))
    register(Kind(portal.NEWS, _("News"), _news))


def _page(page: PicturedPage, **shown: Any) -> Iterable[portal.Entry]:
    found = pages.entry_of(page)
    if found is not None:
        picture = picture_of(page.picture)
        yield entry(found, picture, picture_alt=page.picture_alt, **shown)


def _products() -> Iterable[portal.Entry]:
    for page in selectors.published_products(MOST_PRODUCTS, fresh=True):
        origin, certificate = _origin(page)
        yield from _page(
            page,
            brand=page.brand.title if page.brand else "",
            origin=origin[:LONGEST_ORIGIN],
            certificate=certificate[:LONGEST_CERTIFICATE],
            price=page.price,
            recalled=page.recalled,
            facts=tuple(filter(None, [page.spec])),
        )


def _origin(page: ProductPage) -> tuple[str, str]:
    """Origin and certificate: as they are recorded of the product, else as typed on the page."""
    trade = selectors.product_with_origin(page.trade_code) if page.trade_code else None
    if trade is None:
        return page.origin, page.certificate
    held = "、".join(one.kind for one in trade.certificates)
    return trade.village or page.origin, held


def _brands() -> Iterable[portal.Entry]:
    for page in selectors.public(BrandPage, fresh=True).order_by("path"):
        yield from _page(page)


def _news() -> Iterable[portal.Entry]:
    for page in selectors.public(NewsPage, fresh=True).order_by("-date", "-pk")[:MOST_NEWS]:
        yield from _page(page)
