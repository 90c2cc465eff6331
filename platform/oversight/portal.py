"""The read model of the provincial portal: copies of what counties have published.

Counties push, the portal reads its own tables; no request of the portal touches a county's schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from oversight import selectors
from oversight.models import PortalFront, PortalProduct
from oversight.periods import Period
from tenants import context
from tenants.context import CountyRef, province_context
from tenants.models import County, Domain

# What the portal shows of a county and of a product, besides the picture.
LOOK = ("accent", "headline", "text", "brand", "picture_alt")
COPIED = ("title", "brand", "summary", "price", "path", "picture_alt")


@dataclass(frozen=True, slots=True)
class Product:
    """A published product as a county pushes it. picture: file content (WebP, PNG, JPEG) or b''."""

    slug: str
    title: str
    brand: str
    summary: str
    price: str
    path: str
    picture: bytes = b""
    picture_name: str = ""
    picture_alt: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """How a county shows itself. picture: file content (WebP, PNG, JPEG) or b''."""

    accent: str
    headline: str
    text: str
    brand: str
    picture: bytes = b""
    picture_alt: str = ""


@dataclass(frozen=True, slots=True)
class PortalCounty:
    """A county on the portal: name, host, its own look, number of stations, village coverage."""

    county: County
    host: str
    operating: int | None
    coverage: str
    villages: int | None
    front: PortalFront | None = None


def publish_front(front: Front) -> None:
    """Replace the current county's look on the portal. Called in the county's context."""
    county = context.current()
    if county is None:
        return
    with province_context(inside=True), transaction.atomic():
        County.objects.select_for_update().get(pk=county.pk)
        row = PortalFront.objects.filter(county_id=county.pk).first()
        row = row or PortalFront(county_id=county.pk)
        same_picture = _picture_of(row) == front.picture
        if row.pk and same_picture and all(getattr(row, n) == getattr(front, n) for n in LOOK):
            return
        for name in LOOK:
            setattr(row, name, getattr(front, name))
        row.published_at = timezone.now()
        if not same_picture:
            _drop_picture(row)
            row.picture = ""
        if front.picture and not same_picture:
            row.picture.save(f"{county.code}-front.webp", ContentFile(front.picture), save=False)
        row.save()


def fronts() -> list[PortalFront]:
    """The looks of all listed counties, in the order of their codes."""
    listed = PortalFront.objects.filter(county__in=County.objects.listed())
    return list(listed.select_related("county").order_by("county__code"))


def publish_products(products: Sequence[Product]) -> int:
    """Bring the portal's copy of the current county's products to these, the whole of them.

    What is the same stays untouched, with its day and its picture's address: the nightly push
    changes nothing where nothing was lost. Called in the county's context.
    """
    county = context.current()
    if county is None:
        return 0
    with province_context(inside=True), transaction.atomic():
        # Several publications at once: one after the other, each with all there is by then.
        County.objects.select_for_update().get(pk=county.pk)
        rows = PortalProduct.objects.select_for_update().filter(county_id=county.pk)
        known = {row.slug: row for row in rows}
        for product in products:
            _copy(product, county, known.pop(product.slug, None))
        for gone in known.values():
            _drop_picture(gone)
            gone.delete()
    return len(products)


def _copy(product: Product, county: CountyRef, row: PortalProduct | None) -> None:
    row = row or PortalProduct(county_id=county.pk, slug=product.slug)
    values = {name: getattr(product, name) for name in COPIED}
    same_picture = _picture_of(row) == product.picture
    if row.pk and same_picture and all(getattr(row, name) == values[name] for name in COPIED):
        return
    for name, value in values.items():
        setattr(row, name, value)
    if not same_picture:
        _drop_picture(row)
        row.picture = ""
    if product.picture and not same_picture:
        name = f"{county.code}-{product.slug}-{product.picture_name}"
        row.picture.save(name, ContentFile(product.picture), save=False)
    row.save()


def _picture_of(row: PortalProduct | PortalFront) -> bytes:
    """Its bytes; none where there is no picture or its file is gone."""
    if not row.picture or not row.picture.storage.exists(str(row.picture.name)):
        return b""
    with row.picture.open("rb") as source:
        return bytes(source.read())


def _drop_picture(row: PortalProduct | PortalFront) -> None:
    """Delete the file once the rows are: a rolled back push must not lose it."""
    if row.picture:
        transaction.on_commit(partial(_delete_file, str(row.picture.name)))


def _delete_file(name: str) -> None:
    with province_context(inside=True):
        default_storage.delete(name)


def products(*, limit: int = 60) -> list[PortalProduct]:
    """Published products of listed counties: the first of each county, then the second, and so on.

    By turns, so that a county that has just published many does not push the others out.
    """
    turn = Window(RowNumber(), partition_by=F("county"), order_by=F("pk").asc())
    found = PortalProduct.objects.filter(county__in=County.objects.listed())
    by_turns = found.annotate(turn=turn).select_related("county")
    return list(by_turns.order_by("turn", "county__code")[:limit])


def shown_product(pk: int) -> PortalProduct | None:
    """A product that the portal shows now; None for one of a county that is not listed."""
    return PortalProduct.objects.filter(pk=pk, county__in=County.objects.listed()).first()


def shown_front(code: str) -> PortalFront | None:
    """How a county shows itself now; None for one that is not listed."""
    listed = PortalFront.objects.filter(county__in=County.objects.listed())
    return listed.filter(county__code=code).first()


def counties() -> list[PortalCounty]:
    """All listed counties with their network's figures of the newest month."""
    month = selectors.latest_month()
    hosts = dict(Domain.objects.filter(is_primary=True).values_list("tenant_id", "domain"))
    lines = {}
    if month:
        overview = selectors.overview(
            Period(month, "month"), today=month, wanted={"K04", "S-OPERATING"}.__contains__
        )
        lines = {line.code: line for line in overview.lines}
    looks = {front.county_id: front for front in fronts()}
    found = []
    for county in County.objects.listed().order_by("code"):
        line = lines.get(county.code)
        coverage = line.cells.get("K04") if line else None
        operating = line.cells.get("S-OPERATING") if line else None
        found.append(
            PortalCounty(
                county=county,
                host=hosts.get(county.pk, ""),
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
