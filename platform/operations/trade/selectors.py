"""Reads of products for the console; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from core import attachments
from core.actor import Actor
from core.codes import plain
from operations.stations.models import Village
from operations.trade import rules
from operations.trade.kinds import WARNED, Verdict
from operations.trade.lifecycle import KEEPERS, READERS, C, P
from operations.trade.models import (
    Batch,
    Certificate,
    LabelDoubt,
    Producer,
    Product,
    Recall,
    Scan,
)
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
        product__status=P.LISTED,
        revoked_date=None,
        confirmed_at__isnull=False,
        valid_to_date__range=(on, last),
    )


def scanned(batch: Batch) -> dict[str, int]:
    """How often its labels were scanned, and how many of them."""
    totals = batch.scans.aggregate(scans=Sum("times"), labels=Count("serial", distinct=True))
    return {"scans": totals["scans"] or 0, "labels": totals["labels"]}


def to_confirm() -> QuerySet[Certificate]:
    """Certificates that one person entered and nobody has confirmed."""
    return Certificate.objects.filter(confirmed_at=None, revoked_date=None)


def proposed_producers() -> QuerySet[Producer]:
    """Checked producers of which one person wants another place or code."""
    return Producer.objects.exclude(proposed={})


def doubts() -> QuerySet[LabelDoubt]:
    """Labels that may have been copied and that nobody has looked into yet."""
    return LabelDoubt.objects.filter(verdict=Verdict.OPEN).select_related("batch__product")


def findings() -> QuerySet[LabelDoubt]:
    """What was found out about labels, the latest first."""
    found = LabelDoubt.objects.exclude(verdict=Verdict.OPEN).select_related("batch__product")
    return found.order_by("-settled_at", "-pk")


def with_counts(found: QuerySet[LabelDoubt]) -> QuerySet[Any]:
    """With the scans and regions of each label so far, most scans first."""
    same = Scan.objects.filter(batch=OuterRef("batch"), serial=OuterRef("serial"))
    label = same.order_by().values("batch", "serial")
    regions = Count("region", distinct=True, filter=~Q(region=""))
    return found.annotate(
        seen=Subquery(label.annotate(n=Sum("times")).values("n")),
        places=Subquery(label.annotate(n=regions).values("n")),
    ).order_by("-seen", "batch", "serial")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one label has seen so far. verdict: what was found out about it last, if anything."""

    scans: int
    regions: int
    copied: bool
    verdict: str = Verdict.OPEN


def seen(batch: Batch, serial: int, *, on: date) -> Seen:
    """How often one label was scanned so far, and whether it may be a copy."""
    rows = list(Scan.objects.filter(batch=batch, serial=serial).values_list("times", "region"))
    scans = sum(times for times, _region in rows)
    regions = len({region for _times, region in rows if region})
    last = findings().filter(batch=batch, serial=serial).first()
    cleared = last if last is not None and last.verdict == Verdict.GENUINE else None
    copied = rules.may_be_copy(
        scans=scans,
        regions=regions,
        from_scan=int(setting("warn_from_scan", on=on)),
        from_region=int(setting("warn_from_region", on=on)),
        cleared_scans=cleared.scans if cleared else 0,
        cleared_regions=cleared.regions if cleared else 0,
    )
    verdict = last.verdict if last else Verdict.OPEN
    return Seen(scans, regions, copied or verdict in WARNED, verdict)
