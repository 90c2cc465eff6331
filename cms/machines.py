"""What machines read of a page: text, picture and JSON-LD, made from the objects themselves.

Nothing is written by an editor for machines alone: names, prices, hours and dates are those that
people read on the page. Vocabulary: schema.org.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import models, pagecache, pageparts, pictures
from cms.addresses import absolute
from console.models import Centre
from operations.stations.selectors import PublicStation

Data = dict[str, Any]
# 1200 × 630 is what every messenger shows whole; JPEG, as not all of them read WebP.
SHARED_SPEC = "fill-1200x630|format-jpeg|jpegquality-80"
SHARED_WIDTH, SHARED_HEIGHT = 1200, 630
LONGEST_HEADLINE = 110
FIRST_DEPTH, WAY_SECONDS = 2, 600
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Shown(Protocol):
    """What is used of a template's context."""

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The value of a name."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page on the way from the front page to this one."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Described:
    """A page as machines see it. crumbs: from below the front page down to the page itself."""

    text: str
    path: str
    kind: str = "website"
    picture: str = ""
    alt: str = ""
    crumbs: Sequence[Crumb] = ()
    data: Sequence[Data] = ()


def linked_data(values: Data) -> SafeString:
    """Values as JSON-LD inside a script element, which none of them can end.

    Such an element is a block of data, no script: the policy of the site lets it stand as it is.
    """
    text = json.dumps(values, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - no sign that could end the element is left


def linked(described: Described, request: HttpRequest) -> list[SafeString]:
    """All blocks of a page: its own, and the way to it."""
    blocks = [{"@context": "https://schema.org", **one} for one in described.data]
    if described.crumbs:
        blocks.append({"@context": "https://schema.org", **way(described.crumbs, request)})
    return [linked_data(_filled(one)) for one in blocks]


def way(crumbs: Sequence[Crumb], request: HttpRequest) -> Data:
    """The front page and what lies between it and the page, as a BreadcrumbList."""
    steps = [Crumb(_("Home page"), "/"), *crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.name,
                "item": absolute(request, step.path),
            }
            for position, step in enumerate(steps, 1)
        ],
    }


def listed(rows: Sequence[Crumb], request: HttpRequest) -> Data:
    """What a list shows, as an ItemList."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(rows),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": row.name,
                "url": row.path if "://" in row.path else absolute(request, row.path),
            }
            for position, row in enumerate(rows, 1)
        ],
    }


def organisation(request: HttpRequest) -> Data:
    """The centre, or the province's platform."""
    centre = Centre.current()
    return {
        "@type": "Organization",
        "@id": _organisation_id(request),
        "name": str(centre) or _("Provincial platform"),
        "alternateName": centre.name,
        "url": absolute(request, "/"),
        "logo": absolute(request, reverse("site_mark")),
        "telephone": centre.phone,
        "address": _place(centre.address) if centre.address else None,
        "areaServed": centre.name,
    }


def website(request: HttpRequest) -> Data:
    """The site, with its search where it has one."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": absolute(request, "/search/?q={search_term_string}"),
        },
        "query-input": "required name=search_term_string",
    }
    centre = Centre.current()
    return {
        "@type": "WebSite",
        "name": str(centre) or _("Provincial platform"),
        "url": absolute(request, "/"),
        "inLanguage": "zh-CN",
        "publisher": {"@id": _organisation_id(request)},
        "potentialAction": search,
    }


def of_page(page: Page, request: HttpRequest, context: Shown) -> Described:
    """A page of the tree."""
    front = page.depth <= FIRST_DEPTH
    make = _MAKERS.get(type(page))
    path = path_of(page, request)
    text = page.hero_text if isinstance(page, models.HomePage) else page.summary
    return Described(
        text=page.search_description or text or str(Centre.current()),
        path=path,
        kind="article" if isinstance(page, models.NewsPage) else "website",
        picture=picture_of(page, request),
        alt=getattr(page, "picture_alt", ""),
        crumbs=() if front else _way_to(page, request),
        data=make(page, request, context) if make else (),
    )


def of_station(station: PublicStation, path: str, request: HttpRequest) -> Described:
    """A station: where it is, when it is open, whom to call."""
    location = None
    if station.latitude is not None and station.longitude is not None:
        location = {
            "@type": "GeoCoordinates",
            "latitude": station.latitude,
            "longitude": station.longitude,
        }
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[int(day) - 1]}",
            "opens": span[0],
            "closes": span[1],
        }
        for day, span in sorted(station.opening_hours.items())
        if span
    ]
    spoken = "".join((station.township, station.village, station.address))
    data: Data = {
        "@type": "LocalBusiness",
        "@id": f"{absolute(request, path)}#station",
        "name": station.name,
        "url": absolute(request, path),
        "address": _place(spoken),
        "telephone": station.phone or Centre.current().phone,
        "geo": location,
        "openingHoursSpecification": hours,
        "parentOrganization": {"@id": _organisation_id(request)},
    }
    return Described(
        text=f"{station.kind_label} · {spoken}",
        path=path,
        crumbs=(Crumb(_("Stations"), reverse("site_stations")), Crumb(station.name, path)),
        data=(data,),
    )


def path_of(page: Page, request: HttpRequest) -> str:
    """A page's path on its own host."""
    parts = page.get_url_parts(request)
    return str(parts[2]) if parts else "/"


def picture_of(page: Page, request: HttpRequest) -> str:
    """The address of a page's picture in the size that is shared; '' without one.

    Remembered until any picture of the site changes: a page may be described without reading it.
    """
    number: int | None = getattr(page, "picture_id", None)
    if number is None:
        return ""

    def make() -> tuple[str, set[str]]:
        found = pictures.sized(page.picture, SHARED_SPEC)
        return (found.url if found else ""), set()

    address = pageparts.part(f"shared:{number}", make).html
    return request.build_absolute_uri(address) if address else ""


def _way_to(page: Page, request: HttpRequest) -> list[Crumb]:
    def find() -> list[tuple[int, str, str]]:
        above = page.get_ancestors().filter(depth__gt=FIRST_DEPTH)
        return [(one.pk, one.title, path_of(one, request)) for one in above]

    # The same for all pages below one: asked once until a page of the tree changes.
    parent = page.path[: -page.steplen]
    above = pagecache.computed(f"way:{parent}", pagecache.TREE, find, WAY_SECONDS)
    pagecache.also(request, *(pagecache.page_tag(pk) for pk, _title, _path in above))
    return [
        *(Crumb(title, path) for _pk, title, path in above),
        Crumb(page.title, path_of(page, request)),
    ]


def _organisation_id(request: HttpRequest) -> str:
    return absolute(request, "/#organization")


def _place(street: str) -> Data:
    centre = Centre.current()
    return {
        "@type": "PostalAddress",
        "streetAddress": street,
        "addressLocality": centre.name,
        "addressRegion": centre.province,
        "addressCountry": "CN",
    }


def _front(page: models.HomePage, request: HttpRequest, context: Shown) -> list[Data]:
    del page, context
    return [organisation(request), website(request)]


def _about(
    page: models.AboutPage | models.ContactPage, request: HttpRequest, context: Shown
) -> list[Data]:
    del page, context
    return [organisation(request)]


def _product(page: models.ProductPage, request: HttpRequest, context: Shown) -> list[Data]:
    address = absolute(request, path_of(page, request))
    # What is called back as a whole is offered by nobody.
    called_back = any(one.whole_product for one in context.get("recalls", ()))
    # What is recorded of the product holds, not what was typed on its page once.
    trade = context.get("trade")
    origin = trade.village if trade else page.origin
    certificates = [page.certificate] if page.certificate else []
    if trade:
        certificates = [f"{one.kind} {one.number}" for one in trade.certificates]
    brand = context.get("brand")
    facts = ((_("Origin"), origin), (_("specification"), page.spec))
    offer = {
        "@type": "Offer",
        "price": f"{page.price:.2f}" if page.price is not None else "",
        "priceCurrency": "CNY",
        "url": page.shop_link or address,
        "seller": {"@id": _organisation_id(request)},
    }
    return [
        {
            "@type": "Product",
            "@id": f"{address}#product",
            "name": page.title,
            "description": page.summary or page.title,
            "url": address,
            "image": picture_of(page, request),
            "brand": {"@type": "Brand", "name": brand.title} if brand else None,
            "countryOfOrigin": {"@type": "Country", "name": "CN"} if origin else None,
            "hasCertification": [{"@type": "Certification", "name": name} for name in certificates],
            "additionalProperty": [
                {"@type": "PropertyValue", "name": name, "value": value}
                for name, value in facts
                if value
            ],
            "offers": offer if page.price is not None and not called_back else None,
        }
    ]


def _brand(page: models.BrandPage, request: HttpRequest, context: Shown) -> list[Data]:
    del context
    return [
        {
            "@type": "Brand",
            "name": page.title,
            "slogan": page.tagline,
            "description": page.summary,
            "url": absolute(request, path_of(page, request)),
            "image": picture_of(page, request),
        }
    ]


def _article(
    page: models.NewsPage | models.StoryPage, request: HttpRequest, context: Shown
) -> list[Data]:
    del context
    address = absolute(request, path_of(page, request))
    changed = page.last_published_at
    return [
        {
            "@type": "NewsArticle",
            "headline": page.title[:LONGEST_HEADLINE],
            "description": page.summary,
            "datePublished": page.date.isoformat(),
            "dateModified": changed.isoformat(timespec="seconds") if changed else "",
            "image": picture_of(page, request),
            "url": address,
            "mainEntityOfPage": address,
            "inLanguage": "zh-CN",
            "author": _publisher(request),
            "publisher": _publisher(request),
        }
    ]


def _story(page: models.StoryPage, request: HttpRequest, context: Shown) -> list[Data]:
    """A story is no news."""
    return [{**one, "@type": "Article"} for one in _article(page, request, context)]


def _publisher(request: HttpRequest) -> Data:
    whole = organisation(request)
    return {key: whole[key] for key in ("@type", "@id", "name", "url", "logo")}


def _list_of(name: str) -> Callable[[Page, HttpRequest, Shown], list[Data]]:
    """A list page whose context holds its rows under this name."""

    def make(page: Page, request: HttpRequest, context: Shown) -> list[Data]:
        del page
        rows = [Crumb(one.title, path_of(one, request)) for one in context.get(name, ())]
        return [listed(rows, request)] if rows else []

    return make


def _filled(value: Any) -> Any:
    """Without what is empty: a machine is told nothing rather than an empty word."""
    if isinstance(value, dict):
        return {k: _filled(v) for k, v in value.items() if v not in ("", None, [], {})}
    if isinstance(value, list):
        return [_filled(one) for one in value]
    return value


_MAKERS: dict[type[Page], Callable[..., list[Data]]] = {
    models.HomePage: _front,
    models.AboutPage: _about,
    models.ProductPage: _product,
    models.BrandPage: _brand,
    models.NewsPage: _article,
    models.ProductIndexPage: _list_of("products"),
    models.BrandIndexPage: _list_of("brands"),
    models.NewsIndexPage: _list_of("news"),
    models.StoryPage: _story,
    models.StoryIndexPage: _list_of("stories"),
    models.ProducerIndexPage: _list_of("producers"),
    models.ContactPage: _about,
}
