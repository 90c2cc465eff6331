"""What machines read: JSON-LD, OpenGraph, canonical addresses, the map of the site, the feeds."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from cms.models import BrandPage, NewsPage, ProductPage
from console.models import Centre
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township
from tenants.context import county_context

# Type → what schema.org and the search engines' own rules want of it.
REQUIRED = {
    "Organization": {"name", "url", "logo"},
    "WebSite": {"name", "url", "publisher"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "ListItem": {"position", "name"},
    "Product": {"name", "image", "description", "offers", "brand", "countryOfOrigin"},
    "Offer": {"price", "priceCurrency", "url", "seller"},
    "Brand": {"name"},
    "Country": {"name"},
    "Certification": {"name"},
    "PropertyValue": {"name", "value"},
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author", "publisher"},
    "LocalBusiness": {"name", "address", "url", "openingHoursSpecification", "geo"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes"},
    "GeoCoordinates": {"latitude", "longitude"},
    "PostalAddress": {"addressCountry", "streetAddress"},
    "GovernmentService": {"name", "provider", "serviceType", "availableChannel"},
    "GovernmentOrganization": {"name"},
    "ServiceChannel": {"serviceUrl"},
    "Audience": {"audienceType"},
}
ADDRESSES = {"url", "item", "logo", "image", "@id", "urlTemplate", "mainEntityOfPage", "serviceUrl"}
PAGES = {
    "/": ["Organization", "WebSite"],
    "/about/": ["Organization", "BreadcrumbList"],
    "/products/": ["ItemList", "BreadcrumbList"],
    "/products/rice/": ["Product", "BreadcrumbList"],
    "/brands/": ["ItemList", "BreadcrumbList"],
    "/brands/brand/": ["Brand", "BreadcrumbList"],
    "/news/": ["ItemList", "BreadcrumbList"],
    "/news/news-2026-11-12/": ["NewsArticle", "BreadcrumbList"],
    "/stations/": ["BreadcrumbList"],
    "/stations/willow/": ["LocalBusiness", "BreadcrumbList"],
    "/services/": ["BreadcrumbList"],
    "/services/S01/": ["GovernmentService", "BreadcrumbList"],
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(site):
    """禾川县's site, with a station."""
    with county_context(site):
        Station.objects.create(
            slug="willow",
            name="柳溪镇电商服务站",
            township=Township.objects.create(code="980121100", name="柳溪镇"),
            level="township",
            status=States.OPERATING,
            address="镇政府旁",
            opening_hours={"1": ["08:30", "18:00"], "7": []},
            latitude="30.512345",
            longitude="110.123456",
        )
    return site


def head(reply) -> BeautifulSoup:
    assert reply.status_code == 200
    return BeautifulSoup(reply.content.decode(), "html.parser")


def blocks(page: BeautifulSoup) -> list[dict[str, Any]]:
    return [json.loads(one.string) for one in page.select('script[type="application/ld+json"]')]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects within."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)


def check(block: dict[str, Any], base: str) -> None:
    """By the vocabulary: known types, all they need, nothing empty, addresses whole and ours."""
    assert block["@context"] == "https://schema.org"
    for node in nodes({key: value for key, value in block.items() if key != "@context"}):
        assert not [key for key, value in node.items() if value in ("", None, [], {})], node
        for name in ADDRESSES & set(node):
            assert str(node[name]).startswith(base), (name, node[name])
        if set(node) == {"@id"}:
            continue
        kind = node["@type"]
        assert set(node) >= REQUIRED[kind], (kind, REQUIRED[kind] - set(node))
        if kind in ("BreadcrumbList", "ItemList"):
            steps = node["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step.get("item") or step.get("url") for step in steps)
        if kind == "BreadcrumbList":
            assert len(node["itemListElement"]) >= 2


def test_every_page_says_what_it_is(visitor, site):
    base = f"http://{site.host}"
    for path, kinds in PAGES.items():
        page = head(visitor.get(path))
        found = blocks(page)
        assert [block["@type"] for block in found] == kinds, path
        for block in found:
            check(block, base)
        said = {one["property"]: one["content"] for one in page.select("meta[property]")}
        assert page.select_one("link[rel=canonical]")["href"] == f"{base}{path}" == said["og:url"]
        assert said["og:locale"] == "zh_CN"
        assert said["og:title"]
        assert said["og:description"]
        if kinds[-1] == "BreadcrumbList":
            assert found[-1]["itemListElement"][-1]["item"] == f"{base}{path}"


def test_a_product_is_told_as_people_read_it_and_breaks_nothing(visitor, site):
    with county_context(site):
        page = ProductPage.objects.get(slug="rice")
        page.summary = "</script><b>香&米"
        page.price = 40
        page.save()
        BrandPage.objects.update(title="禾川“有礼”")
    reply = visitor.get("/products/rice/")
    product = blocks(head(reply))[0]
    assert b"</script><b>" not in reply.content
    assert product["description"] == "</script><b>香&米"
    assert product["brand"]["name"] == "禾川“有礼”"
    assert (product["offers"]["price"], product["offers"]["priceCurrency"]) == ("40.00", "CNY")
    assert {one["value"] for one in product["additionalProperty"]} == {"禾川县", "2.5 千克/袋"}
    picture = visitor.get(product["image"])
    assert picture["Content-Type"] == "image/jpeg"


def test_without_price_and_picture_nothing_is_made_up(visitor, site):
    with county_context(site):
        ProductPage.objects.filter(slug="rice").update(price=None, picture=None, brand=None)
    page = head(visitor.get("/products/rice/"))
    assert not {"offers", "image", "brand"} & set(blocks(page)[0])
    assert page.select_one('meta[property="og:image"]') is None


def test_addresses_follow_scheme_and_port_and_forget_who_counts(visitor, site):
    door = f"{site.host}:8443"
    for asked, wanted in (
        ("/products/rice/?utm_source=x&from=timeline", "/products/rice/"),
        ("/products/?page=2&from=timeline", "/products/?page=2"),
        ("/stations/?township=980121100", "/stations/?township=980121100"),
        ("/stations/?q=柳溪", "/stations/"),
    ):
        page = head(visitor.get(asked, secure=True, HTTP_HOST=door))
        assert page.select_one("link[rel=canonical]")["href"] == f"https://{door}{wanted}"
    robots = visitor.get("/robots.txt", secure=True, HTTP_HOST=door).content.decode()
    assert f"Sitemap: https://{door}/sitemap.xml" in robots.splitlines()


def mapped(client) -> list[tuple[str, str]]:
    """Addresses and moments of a map that keeps the protocol."""
    reply = client.get("/sitemap.xml")
    assert reply["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(reply.content)  # noqa: S314 - our own
    assert root.tag == f"{SITEMAP}urlset"
    found = [(one.findtext(f"{SITEMAP}loc"), one.findtext(f"{SITEMAP}lastmod", "")) for one in root]
    assert 0 < len(found) <= 50_000
    assert len({address for address, _moment in found}) == len(found)
    for address, moment in found:
        assert len(address) < 2048
        assert not moment or datetime.fromisoformat(moment).tzinfo
    return found


def test_the_map_leads_to_pages_that_call_themselves_so(visitor, site):
    found = dict(mapped(visitor))
    base = f"http://{site.host}"
    assert {f"{base}{path}" for path in PAGES} <= set(found)
    assert found[f"{base}/products/rice/"]
    assert found[f"{base}/stations/willow/"]
    for address in found:
        assert address.startswith(base)
        page = visitor.get(address.removeprefix(base))
        assert page.status_code == 200, address
        canonical = re.search(rb'rel="canonical" href="([^"]+)"', page.content)
        assert canonical[1].decode() == address


def test_a_headline_from_a_word_processor_leaves_the_feeds_whole(visitor, site):
    with county_context(site):
        NewsPage.objects.update(title="开秧\x0b节\x07\uffff", summary="两\x0c行")
        centre = Centre.objects.get()
        centre.centre_name = "禾川\x0b县中心\x1f\ufffe"
        centre.save()
        Centre.forget()
    for path in ("/news/rss.xml", "/news/atom.xml"):
        feed = visitor.get(path).content
        ElementTree.fromstring(feed)  # noqa: S314 - our own
        assert "开秧节" in feed.decode()
        assert "禾川县中心" in feed.decode()


def test_the_news_are_had_as_rss_and_as_atom(visitor, site):
    base = f"http://{site.host}"
    titles = [one.text for one in head(visitor.get("/news/")).select(".newspage h2, .newspage h3")]
    kept = {
        one["type"]: one["href"] for one in head(visitor.get("/")).select("link[rel=alternate]")
    }
    reply = visitor.get(kept["application/rss+xml"])
    assert reply["Content-Type"] == "application/rss+xml; charset=utf-8"
    rss = ElementTree.fromstring(reply.content)  # noqa: S314 - our own
    assert (rss.tag, rss.get("version")) == ("rss", "2.0")
    channel = rss.find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    items = channel.findall("item")
    assert items
    assert {title for title in titles if title} <= {one.findtext("title") for one in items}
    days = [parsedate_to_datetime(one.findtext("pubDate")) for one in items]
    assert days == sorted(days, reverse=True)
    for one in items:
        assert one.findtext("link").startswith(f"{base}/news/")
        assert one.findtext("guid") == one.findtext("link")
        assert visitor.get(one.findtext("link").removeprefix(base)).status_code == 200
    reply = visitor.get(kept["application/atom+xml"])
    atom = ElementTree.fromstring(reply.content)  # noqa: S314 - our own
    assert atom.tag == f"{ATOM}feed"
    entries = atom.findall(f"{ATOM}entry")
    assert len(entries) == len(items)
    for one in (atom, *entries):
        assert all(one.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
    assert atom.find(f"{ATOM}link[@rel='self']").get("href") == f"{base}/news/atom.xml"


def test_the_portal_says_whose_it_is_and_which_counties_it_leads_to(portal_visitor, site):
    base = "http://localhost"
    page = head(portal_visitor.get("/"))
    found = {block["@type"]: block for block in blocks(page)}
    assert set(found) == {"Organization", "WebSite", "ItemList"}
    assert found["WebSite"]["potentialAction"]["target"]["urlTemplate"].startswith(base)
    assert {f"{base}/{name}/" for name in ("counties", "products", "news")} <= set(
        dict(mapped(portal_visitor))
    )
    counties = {one["name"]: one["url"] for one in found["ItemList"]["itemListElement"]}
    assert counties["禾川县"] == f"http://{site.host}/"
    for kind in ("Organization", "WebSite"):
        check(found[kind], base)
    assert page.select_one("link[rel=canonical]")["href"] == f"{base}/"
    assert page.select("link[rel=alternate]") == []
    assert f"{base}/" in dict(mapped(portal_visitor))
    assert f"Sitemap: {base}/sitemap.xml" in portal_visitor.get("/robots.txt").content.decode()
