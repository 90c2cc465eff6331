"""Reads of products for the console; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from core import attachments
from core.actor import Actor
from core.codes import plain
from operations.stations.models import Village
from operations.trade import rules
from operations.trade.lifecycle import KEEPERS, READERS, B, C, P
from operations.trade.models import Batch, Certificate, Producer, Product, Recall, Scan
from operations.trade.settings import setting

REPORT = "report"


def reads(actor: Actor) -> bool:
    """Whoever works at the centre sees all of it; it is no secret."""
    return any(actor.holds(post) for post in READERS)


def keeps(actor: Actor) -> bool:
    """May this person enter products and batches?"""
    return any(actor.holds(post) for post in KEEPERS)


def producers(actor: Actor) -> QuerySet[Producer]:
    """All of them."""
    found = Producer.objects.select_related("village__township")
    return found if reads(actor) else found.none()


def products(actor: Actor) -> QuerySet[Product]:
    """All of them, with who makes them and where."""
    found = Product.objects.select_related("producer", "village__township")
    return found if reads(actor) else found.none()


def certificates(actor: Actor) -> QuerySet[Certificate]:
    """All of them."""
    found = Certificate.objects.select_related("product")
    return found if reads(actor) else found.none()


def batches(actor: Actor) -> QuerySet[Batch]:
    """All of them, with their product."""
    found = Batch.objects.select_related("product__producer", "village__township")
    return found if reads(actor) else found.none()


def recalls(actor: Actor) -> QuerySet[Recall]:
    """All of them."""
    found = Recall.objects.select_related("product", "batch")
    return found if reads(actor) else found.none()


def filtered_products(
    found: QuerySet[Product], *, query: str = "", state: str = ""
) -> QuerySet[Product]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(code__icontains=words)
            | Q(producer__name__icontains=words)
            | Q(village__name__icontains=words)
        )
    return found.filter(status=state) if state else found


def filtered_batches(
    found: QuerySet[Batch], *, query: str = "", state: str = "", product: str = ""
) -> QuerySet[Batch]:
    """Narrowed; a code is found however it is spaced."""
    words = query.strip()
    if words:
        asked = (
            Q(product__name__icontains=words)
            | Q(product__producer__name__icontains=words)
            | Q(village__name__icontains=words)
        )
        # Of "-" nothing is left, and every code begins with nothing.
        code = plain(words)[:9]
        found = found.filter(asked | Q(code__startswith=code) if code else asked)
    if product.isdecimal():
        found = found.filter(product_id=int(product[:9]))
    return found.filter(status=state) if state else found


def filtered_recalls(
    found: QuerySet[Recall], *, query: str = "", state: str = ""
) -> QuerySet[Recall]:
    """Narrowed."""
    words = query.strip()
    if words:
        found = found.filter(Q(product__name__icontains=words) | Q(reason__icontains=words))
    return found.filter(status=state) if state else found


def villages(*, on: date) -> QuerySet[Village]:
    """Villages of the county that exist on a day."""
    return Village.objects.on(on).select_related("township").order_by("code")


def listed() -> QuerySet[Product]:
    """Products that batches are entered of, and that the site's pages may name."""
    return Product.objects.filter(status=P.LISTED).order_by("code")


def in_force(product_id: int, batch_id: int | None = None) -> QuerySet[Recall]:
    """Recalls that a batch is under: its own and those of the whole product.

    batch_id None: those of the whole product only.
    """
    found = Recall.objects.filter(product_id=product_id, status=C.ACTIVE)
    scope = Q(batch=None) if batch_id is None else Q(batch=None) | Q(batch_id=batch_id)
    return found.filter(scope).select_related("product", "batch").order_by("-recalled_at")


def has_report(batch: Batch) -> bool:
    """Is the test report among its files?"""
    return attachments.of(batch, kind=REPORT).exists()


def ending(*, on: date) -> QuerySet[Certificate]:
    """Certificates of listed products that hold now and end soon."""
    last = on + timedelta(days=int(setting("certificate_days", on=on)))
    return Certificate.objects.filter(
        product__status=P.LISTED, revoked_date=None, valid_to_date__range=(on, last)
    )


def scanned(batch: Batch) -> dict[str, int]:
    """How often its labels were scanned, and how many of them."""
    totals = batch.scans.aggregate(scans=Sum("times"), labels=Count("serial", distinct=True))
    return {"scans": totals["scans"] or 0, "labels": totals["labels"]}


def suspicious(*, on: date, batch: Batch | None = None) -> list[dict[str, Any]]:
    """Labels that may have been copied: batch, serial, scans and regions, most scans first."""
    found = Scan.objects.filter(batch__status__in=(B.RELEASED, B.CLOSED))
    if batch is not None:
        found = found.filter(batch=batch)
    rows = (
        found.values("batch_id", "serial", code=F("batch__code"))
        .annotate(
            scans=Sum("times"),
            regions=Count("region", distinct=True, filter=~Q(region="")),
        )
        .filter(
            Q(scans__gte=setting("warn_from_scan", on=on))
            | Q(regions__gte=setting("warn_from_region", on=on))
        )
        .order_by("-scans", "batch_id", "serial")
    )
    return [dict(one) for one in rows]


def seen(batch: Batch, serial: int, *, on: date) -> tuple[int, bool]:
    """How often one label was scanned so far, and whether it may be a copy."""
    rows = list(Scan.objects.filter(batch=batch, serial=serial).values_list("times", "region"))
    scans = sum(times for times, _region in rows)
    copied = rules.may_be_copy(
        scans=scans,
        regions=[region for _times, region in rows],
        from_scan=int(setting("warn_from_scan", on=on)),
        from_region=int(setting("warn_from_region", on=on)),
    )
    return scans, copied
