"""Addresses that only machines ask for: robots.txt, the map of the site, the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET
from wagtail.models import Page, Site

from cms import addresses, feeds, pagecache
from cms.machines import path_of
from cms.training.tags import CALENDAR
from operations.casework import public
from operations.stations import selectors as stations
from operations.training import public as training

# What the protocol allows in one file.
MOST_ADDRESSES = 50_000
LEFT_ALONE = ("/console/", "/desk/", "/api/", "/appointment/", "/search/", "/training/sign-up/")


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of the map, with the moment of its last change where that is known."""

    address: str
    changed: datetime | None = None

    @property
    def lastmod(self) -> str:
        """As the protocol writes moments (W3C Datetime)."""
        return (
            timezone.localtime(self.changed).isoformat(timespec="seconds") if self.changed else ""
        )


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the map is."""
    pagecache.keep(request, pagecache.ALL)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEFT_ALONE)]
    lines.append(f"Sitemap: {addresses.absolute(request, reverse('site_sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_GET
def sitemap(request: HttpRequest) -> HttpResponse:
    """All that the public may read here: live pages, and in a county guides and stations, on the
    portal its lists."""
    pagecache.keep(request, pagecache.TREE, pagecache.STATIONS, pagecache.SERVICES, CALENDAR)
    entries = list(_pages(request))
    if getattr(request, "county", None) is not None:
        entries += _of_operations(request)
    else:
        # Products, courses and news stand in the maps of their counties' hosts.
        names = ("portal_counties", "portal_products", "portal_courses", "portal_news")
        lists = map(reverse, names)
        entries += [Entry(addresses.absolute(request, path)) for path in lists]
    return render(
        request,
        "cms/sitemap.xml",
        {"entries": entries[:MOST_ADDRESSES]},
        content_type="application/xml",
    )


@require_GET
def news_rss(request: HttpRequest) -> HttpResponse:
    """The news as RSS."""
    return _feed(feeds.NewsFeed(), request)


@require_GET
def news_atom(request: HttpRequest) -> HttpResponse:
    """The news as Atom."""
    return _feed(feeds.NewsAtom(), request)


def _feed(feed: feeds.NewsFeed, request: HttpRequest) -> HttpResponse:
    shown = (pagecache.page_tag(item.pk) for item in feed.items())
    pagecache.keep(request, pagecache.list_tag("newspage"), *shown)
    return feed(request)


def _pages(request: HttpRequest) -> Iterator[Entry]:
    site = Site.find_for_request(request)
    found = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
    for page in found.order_by("path"):
        changed = page.last_published_at or page.latest_revision_created_at
        yield Entry(addresses.absolute(request, path_of(page, request)), changed)


def _of_operations(request: HttpRequest) -> Iterator[Entry]:
    def entry(name: str, *args: str, changed: datetime | None = None) -> Entry:
        return Entry(addresses.absolute(request, reverse(name, args=args)), changed)

    yield entry("site_services")
    for guide in public.guides(on=timezone.localdate()):
        yield entry("site_service", guide.item.code)
    yield entry("site_look")
    yield entry("site_batches")
    yield entry("site_training")
    for course in training.courses():
        yield entry("site_training_course", course.code)
        for order, _title in training.lessons(course.code):
            yield entry("site_training_lesson", course.code, str(order))
    for pk in training.teachers():
        yield entry("site_training_teacher", str(pk))
    yield entry("site_training_certificates")
    yield entry("site_certificates")
    for kind in ("cooperate", "product", "station"):
        yield entry("site_enquire", kind)
    yield entry("site_stations")
    for one in stations.public_stations():
        yield entry("site_station", one.slug, changed=one.changed_at)
