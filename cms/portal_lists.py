"""The portal's lists: counties, products, courses and news of all, and the search over them.

All is read from the province's own tables (`oversight.portal`); filters are plain links and forms.
What nobody could mean (a county that is not there, a sheet beyond the last) gives the nearest that
there is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from cms import pagecache, portal_described, portal_kinds
from cms.machines import Crumb
from cms.portal_cards import Card, address, cards
from cms.search import asking, finding, help, showing
from cms.search.asking import Asked
from cms.search.finding import Hit
from cms.search.views import WEAK, Facet
from oversight import portal
from oversight.models import PortalEntry
from oversight.portal import Place, Wanted

COUNTIES_A_PAGE, PRODUCTS_A_PAGE, NEWS_A_PAGE, HITS_A_PAGE = 48, 24, 20, 12
COURSES_A_PAGE = 24
# Pages beside the present one, and at the ends, that a pager names.
BESIDE, AT_ENDS = 2, 1
LONGEST, PLACES_SECONDS = 80, 600


@require_GET
def counties(request: HttpRequest) -> HttpResponse:
    """All counties by prefecture, each with its picture and its network; or one prefecture's."""
    found = portal.counties()
    prefectures = _prefectures(places_now())
    chosen = _known(request.GET.get("prefecture", ""), prefectures)
    shown = [one for one in found if chosen in {"", one.county.prefecture}]
    shown.sort(key=lambda one: (one.county.code[:4], one.county.code))
    sheet = Paginator(shown, COUNTIES_A_PAGE).get_page(request.GET.get("page"))
    _keep(request, sheet, (portal.PRODUCT,))
    rows = [(one, address(request, one.host)) for one in sheet]
    title = _("All counties")
    return render(
        request,
        "cms/portal_counties.html",
        {
            "title": title,
            "groups": [
                (name, list(group))
                for name, group in groupby(rows, key=lambda row: row[0].county.prefecture)
            ],
            "total": len(shown),
            "prefectures": prefectures,
            "chosen": chosen,
            **_pages(sheet, {"prefecture": chosen}),
            "about": portal_described.of_portal_list(
                title,
                _("Every county with its brand, its stations and its products."),
                request.path,
                [Crumb(one.county.name, f"{host}/") for one, host in rows if host],
                request,
            ),
        },
    )


@require_GET
def products(request: HttpRequest) -> HttpResponse:
    """Products of all counties: by county, prefecture, brand, certificate, price, words."""
    places = places_now()
    wanted, typed = _wanted(request, places), _typed(request)
    brands = portal.brands(wanted) if wanted.county or wanted.prefecture else []
    if wanted.brand not in brands:
        wanted = Wanted(wanted.county, wanted.prefecture, "", wanted.certified, wanted.order)
    asked = asking.asked(typed)
    number = request.GET.get("page")
    sheet = (
        Paginator(_matching(asked, wanted), PRODUCTS_A_PAGE).get_page(number)
        if typed
        else goods(wanted, places, number)
    )
    _keep(request, sheet, (portal.PRODUCT,))
    known = {one.pk: one for one in places}
    shown = cards(sheet, known, request)
    title = _("Products of all counties")
    return render(
        request,
        "cms/portal_products.html",
        {
            "title": title,
            "query": typed,
            "products": shown,
            "total": sheet.paginator.count,
            "wanted": wanted,
            "filtered": bool(typed) or wanted != Wanted(order=wanted.order),
            "places": [one for one in places if wanted.prefecture in {"", one.prefecture}],
            "prefectures": _prefectures(places),
            "brands": brands,
            "orders": _orders(),
            **_pages(
                sheet,
                {
                    "q": typed,
                    "prefecture": wanted.prefecture,
                    "county": wanted.county,
                    "brand": wanted.brand,
                    "certified": "1" if wanted.certified else "",
                    "order": wanted.order if wanted.order != "new" else "",
                },
            ),
            "about": portal_described.of_portal_list(
                title,
                _("What the counties grow and make, with price, brand and origin."),
                request.path,
                _crumbs(shown),
                request,
            ),
        },
    )


class _Counted(Paginator[Any]):
    """A pager over so many things as are known to be."""

    def __init__(self, found: Any, size: int, known: int) -> None:
        super().__init__(found, size)
        self.known = known

    @property
    def count(self) -> int:
        """Without asking."""
        return self.known


def goods(wanted: Wanted, places: Sequence[Place], number: str | int | None) -> Sheet[Any]:
    """A sheet of the products that are asked for."""
    many = portal.how_many(wanted, places)
    return _Counted(portal.goods(wanted), PRODUCTS_A_PAGE, many).get_page(number)


@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """Courses of all counties: by county, prefecture, words, and whether one can sign up."""
    today, every, typed = timezone.localdate(), places_now(), _typed(request)
    counts = portal.how_many_of(portal.COURSE)
    places = [one for one in every if counts.get(one.pk)]
    chosen = _wanted(request, places)
    given = {"county": chosen.county, "prefecture": chosen.prefecture}
    open_only = request.GET.get("open") == "1"
    found: Any = portal.courses(on=today, open_only=open_only, **given)
    if typed:
        found = _by_hit(asking.asked(typed), found)
    sheet = Paginator(found, COURSES_A_PAGE).get_page(request.GET.get("page"))
    _keep(request, sheet, (portal.COURSE,))
    shown = cards(sheet, {one.pk: one for one in every}, request)
    title = _("Courses of all counties")
    said = {"q": typed, **given, "open": "1" if open_only else ""}
    text = _("E-commerce training in the counties, with the next classes and the places left.")
    return render(
        request,
        "cms/portal_courses.html",
        {
            "title": title,
            "query": typed,
            "courses": shown,
            "total": sheet.paginator.count,
            "wanted": chosen,
            "open_only": open_only,
            "filtered": any(said.values()),
            "places": [
                (one, counts[one.pk]) for one in places if chosen.prefecture in {"", one.prefecture}
            ],
            "prefectures": _prefectures(places),
            **_pages(sheet, said),
            "about": portal_described.of_portal_list(
                title, text, request.path, _crumbs(shown), request
            ),
        },
    )


@require_GET
def news(request: HttpRequest) -> HttpResponse:
    """News of all counties, the newest first."""
    sheet = Paginator(portal.news(), NEWS_A_PAGE).get_page(request.GET.get("page"))
    _keep(request, sheet, (portal.NEWS,))
    shown = cards(sheet, {one.pk: one for one in places_now()}, request)
    title = _("News of the counties")
    about = portal_described.of_portal_list(
        title, _("The latest from the counties."), request.path, _crumbs(shown), request
    )
    return render(
        request,
        "cms/portal_news.html",
        {"title": title, "news": shown, "about": about, **_pages(sheet, {})},
    )


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What the counties have about a question: their products, brands, news, and more kinds."""
    typed, today = _typed(request), timezone.localdate()
    setting = help.setting()
    asked = asking.asked(typed, setting.synonyms)
    hits = finding.find(asked, on=today, among=portal.listed())
    counts = Counter(hit.kind for hit in hits)
    chosen = request.GET.get("kind", "")
    chosen = chosen if counts[chosen] else ""
    shown = [hit for hit in hits if chosen in {"", hit.kind}]
    sheet = Paginator(shown, HITS_A_PAGE).get_page(request.GET.get("page"))
    places = places_now()
    named = [one for one in places if typed and _named(one, asked)]
    nothing = bool(typed) and not hits and not named
    weak = nothing or bool(hits and hits[0].score < WEAK)
    if nothing:
        help.missed(typed, on=today)
    return render(
        request,
        "cms/portal_search.html",
        {
            "query": typed,
            "total": len(hits),
            "chosen": chosen,
            "lines": _lines(list(sheet), asked, places, request),
            "facets": _facets(counts, typed, chosen),
            "counties": [(one, address(request, one.host)) for one in named],
            "nothing": nothing,
            "nearest": help.nearest(asked, on=today, among=portal.listed())
            if typed and weak
            else [],
            "popular": [] if hits else setting.popular_words[:8],
            "places": [] if hits else [(one, address(request, one.host)) for one in places],
            **_pages(sheet, {"q": typed, "kind": chosen}),
        },
    )


@require_GET
@cache_control(max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """What is proposed for the letters typed so far: counties that are meant, then their things."""
    asked, places = asking.asked(_typed(request), help.setting().synonyms), places_now()
    hosts = {one.pk: one for one in places}
    label = _("Counties")
    found = [
        {"title": one.name, "url": f"{address(request, one.host)}/", "kind": label}
        for one in places
        if not asked.empty and _named(one, asked)
    ]
    found += [
        {
            "title": one.title,
            "url": f"{address(request, hosts[one.county].host)}{one.url}",
            "kind": f"{one.kind} · {hosts[one.county].name}",
        }
        for one in help.proposals(asked, on=timezone.localdate(), among=portal.listed())
        # Suspended between two statements of this very request.
        if one.county in hosts
    ]
    return JsonResponse(
        {"proposals": found[: help.MOST_PROPOSED]}, json_dumps_params={"ensure_ascii": False}
    )


def places_now() -> list[Place]:
    """The listed counties, asked once until one of them or what it shows is another."""
    return pagecache.computed("places", pagecache.PLACES, portal.places, PLACES_SECONDS)


# --- What was asked ---


def _typed(request: HttpRequest) -> str:
    said = request.GET.get("q", "").replace("\x00", "")
    return " ".join(said.split())[: asking.LONGEST]


def _wanted(request: HttpRequest, places: Sequence[Place]) -> Wanted:
    """The filters as far as they can be meant. A county lies in its prefecture, whatever is said
    of that beside it: somebody has chosen another county or another prefecture."""
    prefecture = _known(request.GET.get("prefecture", ""), _prefectures(places))
    within = [one.code for one in places if prefecture in {"", one.prefecture}]
    order = request.GET.get("order", "")
    return Wanted(
        county=_known(request.GET.get("county", ""), within),
        prefecture=prefecture,
        brand=request.GET.get("brand", "").replace("\x00", "")[:LONGEST],
        certified=request.GET.get("certified") == "1",
        order=order if order in portal.ORDERS else "new",
    )


def _known(said: str, known: Sequence[str]) -> str:
    return said if said in known else ""


def _prefectures(places: Sequence[Place]) -> list[str]:
    return list(dict.fromkeys(one.prefecture for one in places if one.prefecture))


def _named(place: Place, asked: Asked) -> bool:
    """Is the county itself meant? Its name stands in the question, or the question in its name."""
    short = place.name[:-1]
    return bool(short) and (short in asked.whole or asked.whole in place.name)


def _matching(asked: Asked, wanted: Wanted) -> list[PortalEntry]:
    """What the search finds among the products asked for: the best first, or by price."""
    goods = portal.goods(wanted)
    return _by_hit(asked, goods, ordered=wanted.order != "new")


def _by_hit(
    asked: Asked, among: QuerySet[PortalEntry], *, ordered: bool = False
) -> list[PortalEntry]:
    """What the search finds among some: the best first, or in the order they have."""
    hits = finding.find(asked, on=timezone.localdate(), among=among)
    entries = list(among.filter(pk__in=[hit.pk for hit in hits]))
    if not ordered:
        place = {hit.pk: number for number, hit in enumerate(hits)}
        entries.sort(key=lambda one: place[one.pk])
    return entries


# --- What is shown ---


def _keep(request: HttpRequest, sheet: Sheet[Any], kinds: Sequence[str]) -> None:
    """May be kept, unless another sheet was asked for than there is."""
    if str(sheet.number) == request.GET.get("page", "1"):
        pagecache.keep(request, pagecache.PORTAL, *map(pagecache.portal_tag, kinds))


def _pages(sheet: Sheet[Any], said: dict[str, str]) -> dict[str, Any]:
    """The pager: this page, its neighbours and the ends, with the filters that are in force."""
    numbers = sheet.paginator.get_elided_page_range(
        sheet.number, on_each_side=BESIDE, on_ends=AT_ENDS
    )
    same = urlencode({name: value for name, value in said.items() if value})
    return {"sheet": sheet, "numbers": list(numbers), "same": same}


def _orders() -> list[tuple[str, str]]:
    return [
        ("new", _("Newest first")),
        ("low", _("Price from low to high")),
        ("high", _("Price from high to low")),
    ]


def _crumbs(shown: Sequence[Card]) -> list[Crumb]:
    return [Crumb(card.entry.title, card.href) for card in shown]


def _facets(counts: Counter[str], typed: str, chosen: str) -> list[Facet]:
    return [
        Facet(str(label), counts[kind], "?" + urlencode({"q": typed, "kind": kind}), kind == chosen)
        for kind, label in portal_kinds.labels().items()
        if counts[kind]
    ]


def _lines(
    hits: Sequence[Hit], asked: Asked, places: Sequence[Place], request: HttpRequest
) -> list[dict[str, Any]]:
    """The hits of one sheet with their counties and pictures; one statement."""
    rows = portal.listed().filter(pk__in=[hit.pk for hit in hits])
    shown = cards(rows, {one.pk: one for one in places}, request)
    known, labels = {card.entry.pk: card for card in shown}, portal_kinds.labels()
    return [
        {
            "card": known[hit.pk],
            "kind": str(labels.get(hit.kind, "")),
            "title": showing.title_of(hit, asked),
            "excerpt": showing.excerpt_of(hit, asked),
        }
        for hit in hits
        if hit.pk in known
    ]
