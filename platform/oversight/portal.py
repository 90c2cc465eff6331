"""The read model of the provincial portal: copies of what counties have published.

Counties push, the portal reads its own tables; no request of the portal touches a county's schema.
A county that is not listed (suspended, archived, half-born) is left out by every read here: its
rows stay, so that it is there again the moment it is active.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from oversight import selectors
from oversight.models import PortalEntry, PortalFront
from oversight.periods import Period
from tenants import context
from tenants.context import CountyRef, province_context
from tenants.models import County, Domain

PRODUCT, BRAND, NEWS, COURSE = "product", "brand", "news", "course"
# What the portal shows of a county and of an entry, besides the picture.
LOOK = ("accent", "headline", "text", "brand", "picture_alt")
COPIED = (
    *("path", "title", "summary", "brand", "origin", "certificate", "price", "recalled"),
    *("day", "until_date", "facts", "picture_alt", "digest"),
)
# What only the search reads.
FOUND_BY = ("keywords", "text", "pinyin", "terms", "keys")
ORDERS = {
    "new": (F("published_at").desc(), "pk"),
    "low": (F("price").asc(nulls_last=True), "pk"),
    "high": (F("price").desc(nulls_last=True), "pk"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a county pushes it. key: what it is; read(): WebP, PNG or JPEG, b'' if lost."""

    key: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """A published thing as a county pushes it. found_by: the columns that the search reads; digest
    tells two states of them apart."""

    kind: str
    key: str
    path: str
    title: str
    summary: str = ""
    brand: str = ""
    origin: str = ""
    certificate: str = ""
    price: Decimal | None = None
    recalled: bool = False
    day: date | None = None
    until_date: date | None = None
    facts: Sequence[str] = ()
    picture: Picture | None = None
    picture_alt: str = ""
    found_by: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """How a county shows itself."""

    accent: str
    headline: str
    text: str
    brand: str
    picture: Picture | None = None
    picture_alt: str = ""


@dataclass(frozen=True, slots=True)
class PortalCounty:
    """A county on the portal: name, host, its own look, number of stations, village coverage."""

    county: County
    host: str
    operating: int | None
    coverage: str
    villages: int | None
    products: int = 0
    front: PortalFront | None = None


class Place(NamedTuple):
    """A listed county, as lists and filters need it. products: how many it shows."""

    pk: int
    code: str
    name: str
    prefecture: str
    host: str
    products: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which products are asked for. county: its code; order: one of ORDERS."""

    county: str = ""
    prefecture: str = ""
    brand: str = ""
    certified: bool = False
    order: str = "new"


# --- Written by the counties ---


@contextmanager
def one_at_a_time() -> Iterator[CountyRef | None]:
    """A transaction in which nobody else brings the current county's copies up to date.

    Whoever publishes reads the county within it: of two publications at once the later sees what
    the earlier committed, so that an older state is never written over a newer. None outside
    counties. The county's row is not held against those who only point to it.
    """
    county = context.current()
    if county is None:
        yield None
        return
    with transaction.atomic():
        with province_context(inside=True):
            County.objects.select_for_update(no_key=True).get(pk=county.pk)
        yield county


def publish_front(front: Front) -> None:
    """Replace the current county's look on the portal. Within `one_at_a_time`."""
    county = context.current()
    if county is None:
        return
    with province_context(inside=True), transaction.atomic():
        row = PortalFront.objects.filter(county_id=county.pk).first()
        row = row or PortalFront(county_id=county.pk)
        if row.pk and _same_picture(row, front.picture) and _same(row, front, LOOK):
            return
        for name in LOOK:
            setattr(row, name, getattr(front, name))
        row.published_at = timezone.now()
        _bring_picture(row, front.picture, f"{county.code}-front.webp")
        row.save()


def publish(entries: Sequence[Entry], *kinds: str) -> int:
    """Bring the portal's copies of the current county to these, the whole of them; kinds: the
    whole of these kinds, all others stay.

    What is the same stays untouched, with its day and its picture's address: the nightly push
    changes nothing where nothing was lost. Within `one_at_a_time`.
    """
    county = context.current()
    if county is None:
        return 0
    with province_context(inside=True), transaction.atomic():
        rows = PortalEntry.objects.filter(county_id=county.pk).defer(*FOUND_BY)
        rows = rows.filter(kind__in=kinds) if kinds else rows
        known = {(row.kind, row.key): row for row in rows}
        for entry in entries:
            _copy(entry, county, known.pop((entry.kind, entry.key), None))
        for gone in known.values():
            _drop_picture(gone)
            gone.delete()
    return len(entries)


def _copy(entry: Entry, county: CountyRef, row: PortalEntry | None) -> None:
    row = row or PortalEntry(county_id=county.pk, kind=entry.kind, key=entry.key)
    if row.pk and _same_picture(row, entry.picture) and _same(row, entry, COPIED):
        return
    for name in COPIED:
        value = getattr(entry, name)
        setattr(row, name, list(value) if name == "facts" else value)
    for name in FOUND_BY:
        setattr(row, name, entry.found_by.get(name, None if name in ("terms", "keys") else ""))
    _bring_picture(row, entry.picture, f"{county.code}-{entry.kind}-{entry.key}.webp")
    row.save()


def _same(row: PortalEntry | PortalFront, given: Entry | Front, names: Sequence[str]) -> bool:
    plain: Callable[[Any], Any] = lambda v: list(v) if isinstance(v, tuple) else v  # noqa: E731
    return all(plain(getattr(row, name)) == plain(getattr(given, name)) for name in names)


def _same_picture(row: PortalEntry | PortalFront, picture: Picture | None) -> bool:
    """Is it the one that was copied, and the copy there?"""
    if picture is None or not row.picture:
        return picture is None and not row.picture
    return row.picture_key == picture.key and row.picture.storage.exists(str(row.picture.name))


def _bring_picture(row: PortalEntry | PortalFront, picture: Picture | None, name: str) -> None:
    if _same_picture(row, picture):
        return
    _drop_picture(row)
    row.picture, row.picture_key = "", ""
    content = picture.read() if picture else b""
    if picture and content:
        row.picture.save(name, ContentFile(content), save=False)
        row.picture_key = picture.key


def _drop_picture(row: PortalEntry | PortalFront) -> None:
    """Delete the file once the rows are: a rolled back push must not lose it."""
    if row.picture:
        transaction.on_commit(partial(_delete_file, str(row.picture.name)))


def _delete_file(name: str) -> None:
    with province_context(inside=True):
        default_storage.delete(name)


# --- Read by the portal ---


def listed(*kinds: str) -> QuerySet[PortalEntry]:
    """What listed counties show today, of these kinds or of all; without the search's columns."""
    return _current(*kinds).filter(county__state__in=County.LISTED).defer(*FOUND_BY)


def _current(*kinds: str) -> QuerySet[PortalEntry]:
    today = timezone.localdate()
    found = PortalEntry.objects.filter(Q(until_date__isnull=True) | Q(until_date__gt=today))
    return found.filter(kind__in=kinds) if kinds else found


def products(*, limit: int = 60) -> list[PortalEntry]:
    """Published products: the first of each county, then the second, and so on.

    By turns, so that a county that has just published many does not push the others out. One that
    is called back is not recommended.
    """
    turn = Window(RowNumber(), partition_by=F("county"), order_by=F("pk").asc())
    by_turns = listed(PRODUCT).filter(recalled=False).annotate(turn=turn).select_related("county")
    return list(by_turns.order_by("turn", "county__code")[:limit])


def news() -> QuerySet[PortalEntry]:
    """The newest first."""
    return listed(NEWS).order_by(F("day").desc(nulls_last=True), "-pk")


def courses(
    *, on: date, county: str = "", prefecture: str = "", open_only: bool = False
) -> QuerySet[PortalEntry]:
    """Courses, those first whose next class begins soonest; open_only: one can sign up for one.

    The day of a course is that of the next class that one can sign up for.
    """
    found = listed(COURSE)
    if county:
        found = found.filter(county__code=county)
    if prefecture:
        found = found.filter(county__prefecture=prefecture)
    if open_only:
        found = found.filter(day__gte=on)
    ahead = Case(When(day__gte=on, then=F("day")))
    return found.annotate(ahead=ahead).order_by(F("ahead").asc(nulls_last=True), "title", "pk")


def open_courses(*, on: date, limit: int) -> list[PortalEntry]:
    """Courses one can sign up for: the soonest of each county, then the second of each, and so on.

    By turns, as with products: a county with many classes does not push the others out.
    """
    turn = Window(RowNumber(), partition_by=F("county"), order_by=(F("day").asc(), F("pk").asc()))
    by_turns = listed(COURSE).filter(day__gte=on).annotate(turn=turn)
    return list(by_turns.order_by("turn", "day", "pk")[:limit])


def how_many_of(kind: str) -> dict[int, int]:
    """How many things of a kind each listed county shows, by the county's number."""
    many = listed(kind).values("county").annotate(many=Count("pk"))
    return dict(many.order_by().values_list("county", "many"))


def goods(wanted: Wanted) -> QuerySet[PortalEntry]:
    """The products that are asked for, in the order that is asked for."""
    found = listed(PRODUCT)
    if wanted.county:
        found = found.filter(county__code=wanted.county)
    if wanted.prefecture:
        found = found.filter(county__prefecture=wanted.prefecture)
    if wanted.brand:
        found = found.filter(brand=wanted.brand)
    if wanted.certified:
        found = found.exclude(certificate="")
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["new"]))


def brands(wanted: Wanted) -> list[str]:
    """Names of the brands among the products of a county or a prefecture."""
    within = goods(Wanted(county=wanted.county, prefecture=wanted.prefecture))
    return list(
        within.exclude(brand="").order_by("brand").values_list("brand", flat=True).distinct()
    )


def places() -> list[Place]:
    """All listed counties by prefecture and code; two statements."""
    many = _current(PRODUCT).values("county").annotate(many=Count("pk"))
    counts = dict(many.order_by().values_list("county", "many"))
    shown = Domain.objects.filter(tenant__state__in=County.LISTED, is_primary=True)
    rows = shown.order_by("tenant__code").values_list(
        "tenant_id", "tenant__code", "tenant__name", "tenant__prefecture", "domain"
    )
    return [
        Place(pk, code, name, prefecture, host, counts.get(pk, 0))
        for pk, code, name, prefecture, host in rows
    ]


def how_many(wanted: Wanted, among: Sequence[Place]) -> int:
    """How many products these are: known from the counties unless more than a place is asked."""
    if wanted.brand or wanted.certified:
        return goods(wanted).count()
    return sum(
        one.products
        for one in among
        if wanted.county in {"", one.code} and wanted.prefecture in {"", one.prefecture}
    )


def fronts() -> list[PortalFront]:
    """The looks of all listed counties, in the order of their codes."""
    found = PortalFront.objects.filter(county__in=County.objects.listed())
    return list(found.select_related("county").order_by("county__code"))


def shown_entry(pk: int) -> PortalEntry | None:
    """What the portal shows now; None for one of a county that is not listed."""
    return listed().filter(pk=pk).first()


def shown_front(code: str) -> PortalFront | None:
    """How a county shows itself now; None for one that is not listed."""
    found = PortalFront.objects.filter(county__in=County.objects.listed())
    return found.filter(county__code=code).first()


def counties() -> list[PortalCounty]:
    """All listed counties with their network's figures of the newest month."""
    month = selectors.latest_month()
    lines = {}
    if month:
        overview = selectors.overview(
            Period(month, "month"), today=month, wanted={"K04", "S-OPERATING"}.__contains__
        )
        lines = {line.code: line for line in overview.lines}
    looks = {front.county_id: front for front in fronts()}
    known = {one.pk: one for one in places()}
    found = []
    for county in County.objects.listed().order_by("code"):
        line, place = lines.get(county.code), known.get(county.pk)
        coverage = line.cells.get("K04") if line else None
        operating = line.cells.get("S-OPERATING") if line else None
        found.append(
            PortalCounty(
                county=county,
                host=place.host if place else "",
                products=place.products if place else 0,
                operating=int(operating.measured.numerator) if operating else None,
                coverage=f"{coverage.measured.value:.1f}"
                if coverage and coverage.measured.value is not None
                else "",
                villages=int(coverage.measured.denominator)
                if coverage and coverage.measured.denominator
                else None,
                front=looks.get(county.pk),
            )
        )
    return found
