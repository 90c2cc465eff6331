"""Verbs of producers, products and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.codes import check_uscc
from core.errors import Violation
from core.moving import ask, may, move, same_version
from operations.trade import rules
from operations.trade.kinds import ProducerKind
from operations.trade.lifecycle import HEADS, KEEPERS, NEVER_LISTED, PRODUCT, P
from operations.trade.models import Certificate, Producer, Product
from operations.trade.numbers import SERIES
from operations.trade.services.moving import (
    not_by_its_changer,
    village_of,
)


@dataclass(frozen=True, slots=True)
class ProducerData:
    """Who makes it."""

    name: str
    kind: str
    village_id: int
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class ProductData:
    """What it is and where it comes from."""

    name: str
    producer_id: int
    village_id: int
    pack: str
    variety: str = ""
    grade: str = ""
    shelf_days: int | None = None


@transaction.atomic
def producer_add(*, data: ProducerData, by: Actor, at: datetime) -> Producer:
    """Enter a producer (R117)."""
    may(by, KEEPERS)
    producer = Producer()
    _fill_producer(producer, data, on=timezone.localdate(at))
    producer.save()
    audit.record(producer, by=by, action="producer.add", clauses=(R(117),), at=at)
    return producer


@transaction.atomic
def producer_change(
    *,
    producer_id: int,
    data: ProducerData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Producer:
    """Name, kind, place or code are other than was entered; name and kind until it was checked.

    Place and code of a checked one are put otherwise by two: what the first enters waits until a
    head who is another enters the same (R0, R117).
    """
    may(by, KEEPERS)
    producer = Producer.objects.select_for_update().get(pk=producer_id)
    same_version(producer, expected_version)
    shown, kind = producer.name, producer.kind
    stood = {"village_id": producer.village_id, "credit_code": producer.credit_code}
    _fill_producer(producer, data, on=timezone.localdate(at))
    checked = producer.products.exclude(status__in=NEVER_LISTED).exists()
    rules.pages_keep_the_producer(
        checked=checked, same=(shown, kind) == (producer.name, producer.kind)
    )
    wanted = {"village_id": producer.village_id, "credit_code": producer.credit_code}
    waits = checked and wanted != stood and not _seconded(producer, wanted, by)
    if waits:
        for name, value in stood.items():
            setattr(producer, name, value)
    producer.proposed = {**wanted, "by": sorted(by.persons)} if waits else {}
    producer.version += 1
    producer.save()
    action = "producer.propose" if waits else "producer.change"
    clauses = (R(0), R(117)) if checked else (R(117),)
    audit.record(producer, by=by, action=action, clauses=clauses, at=at)
    return producer


def _seconded(producer: Producer, wanted: dict[str, object], by: Actor) -> bool:
    """Does a head say the same as somebody else before?"""
    first = dict(producer.proposed)
    persons = set(first.pop("by", ()))
    return first == wanted and not persons & by.persons and any(by.holds(one) for one in HEADS)


def _fill_producer(producer: Producer, data: ProducerData, *, on: date) -> None:
    name = data.name.strip()[:60]
    rules.is_filled(value=name, sentence=_("Give the producer's name."), field="name")
    household = data.kind == ProducerKind.HOUSEHOLD
    code = "" if household or not data.credit_code.strip() else _uscc(data.credit_code)
    rules.firm_has_code(kind=data.kind, code=code)
    producer.village = village_of(data.village_id, on=on)
    same = Producer.objects.filter(name=name, village=producer.village).exclude(pk=producer.pk)
    rules.is_entered_once(
        taken=same.exists(), sentence=_("This producer is entered already."), field="name"
    )
    producer.name, producer.kind, producer.credit_code = name, data.kind, code


def _uscc(typed: str) -> str:
    try:
        return check_uscc(typed)
    except Violation as found:
        raise Violation(found.sentence, *found.clauses, field="credit_code") from found


@transaction.atomic
def product_add(*, data: ProductData, by: Actor, at: datetime) -> Product:
    """Enter a product; a head who did not enter it lists it (R0, R117)."""
    may(by, KEEPERS)
    product = Product(created_by_id=(by.acting_for or by).user_id, status_since=at)
    _fill_product(product, data, on=timezone.localdate(at))
    product.save()
    title = _("Product to be listed: %(name)s") % {"name": product.name}
    ask(product, post=Post.DEPT_HEAD, title=title, clause=R(117), by=by, at=at)
    audit.record(product, by=by, action="product.add", clauses=(R(117),), at=at)
    return product


@transaction.atomic
def product_change(
    *,
    product_id: int,
    data: ProductData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Product:
    """Change a draft: what was checked stays as it was checked (R117)."""
    may(by, KEEPERS)
    product = _locked(product_id)
    same_version(product, expected_version)
    rules.draft_is_changed(draft=product.status == P.DRAFT)
    _fill_product(product, data, on=timezone.localdate(at))
    product.version += 1
    product.save()
    audit.record(product, by=by, action="product.change", clauses=(R(117),), at=at)
    return product


def _fill_product(product: Product, data: ProductData, *, on: date) -> None:
    name = data.name.strip()[:60]
    rules.is_filled(value=name, sentence=_("Give the product its name."), field="name")
    rules.is_filled(value=data.pack, sentence=_("Say how it is packed."), field="pack")
    producer = Producer.objects.filter(pk=data.producer_id).first()
    if producer is None:
        raise Violation(_("Choose the producer."), R(117), field="producer_id")
    same = Product.objects.filter(name=name, producer=producer).exclude(pk=product.pk)
    same = same.exclude(status=P.DISCARDED)
    rules.is_entered_once(
        taken=same.exists(),
        sentence=_("This producer's product is entered already."),
        field="name",
    )
    product.name, product.producer = name, producer
    product.village = village_of(data.village_id, on=on)
    product.pack = data.pack.strip()[:40]
    product.variety, product.grade = data.variety.strip()[:40], data.grade.strip()[:40]
    product.shelf_days = data.shelf_days


@transaction.atomic
def product_list(
    *, product_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Product:
    """A head who did not write in it lets the site name it; it gets its code (R0, R117)."""
    product = _locked(product_id)
    PRODUCT.check(product, "list", by=by, expected_version=expected_version)
    not_by_its_changer(product, by)
    product.code = numbering.draw(SERIES, on=timezone.localdate(at), record=product).text
    changes = {"product_code": product.code}
    return _moved(product, "list", by, at, fields=("code",), changes=changes)


@transaction.atomic
def product_discard(
    *, product_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Product:
    """It is not sold at all, or was entered by mistake (R117)."""
    return _moved(_locked(product_id), "discard", by, at, reason=reason, version=expected_version)


@transaction.atomic
def product_stop(
    *, product_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Product:
    """No new batches; what is sold already keeps its pages (R117)."""
    return _moved(_locked(product_id), "stop", by, at, reason=reason, version=expected_version)


@transaction.atomic
def product_resume(
    *, product_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Product:
    """It is made again (R117)."""
    return _moved(_locked(product_id), "resume", by, at, version=expected_version)


def _locked(product_id: int) -> Product:
    return Product.objects.select_for_update(of=("self",)).get(pk=product_id)


def _moved(product: Product, action: str, by: Actor, at: datetime, **more: object) -> Product:
    found: Product = move(PRODUCT, product, action, by=by, at=at, **more)  # type: ignore[arg-type]
    return found


@transaction.atomic
def certificate_add(
    *,
    product_id: int,
    kind: str,
    number: str,
    valid_from_date: date,
    valid_to_date: date,
    by: Actor,
    at: datetime,
    issuer: str = "",
) -> Certificate:
    """A certificate of a product; its paper is added as a file on its own page (S11, R117).

    The site shows it when a head who did not enter it has confirmed it (R0).
    """
    may(by, KEEPERS)
    product = _locked(product_id)
    number = number.strip()[:60]
    rules.is_filled(value=number, sentence=_("Give its number."), field="number")
    rules.certificate_in_order(first=valid_from_date, last=valid_to_date)
    same = product.certificates.filter(kind=kind, number=number)
    rules.is_entered_once(
        taken=same.exists(), sentence=_("This certificate is entered already."), field="number"
    )
    certificate = Certificate.objects.create(
        product=product,
        kind=kind,
        number=number,
        issuer=issuer.strip()[:60],
        valid_from_date=valid_from_date,
        valid_to_date=valid_to_date,
    )
    for record in (product, certificate):
        audit.record(
            record,
            by=by,
            action="certificate.add",
            changes={"certificate_number": str(certificate)},
            clauses=(R(117),),
            at=at,
        )
    return certificate


@transaction.atomic
def certificate_confirm(*, certificate_id: int, by: Actor, at: datetime) -> Certificate:
    """A head who neither entered it nor added its paper lets the site show it (R0, R117)."""
    may(by, HEADS)
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    rules.certificate_waits(waits=certificate.waits)
    not_by_its_changer(certificate, by)
    certificate.confirmed_at, certificate.confirmed_by_name = at, by.signature[:80]
    certificate.version += 1
    certificate.save(update_fields=["confirmed_at", "confirmed_by_name", "version"])
    audit.record(certificate, by=by, action="certificate.confirm", clauses=(R(0), R(117)), at=at)
    return certificate


@transaction.atomic
def certificate_revoke(*, certificate_id: int, reason: str, by: Actor, at: datetime) -> Certificate:
    """It was withdrawn or given back before its end; the pages show it no longer (R117)."""
    may(by, KEEPERS)
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    rules.is_filled(value=reason, sentence=_("Please give the reason."), field="reason")
    rules.is_entered_once(
        taken=certificate.revoked_date is not None,
        sentence=_("It was withdrawn already."),
        field="",
    )
    certificate.revoked_date = timezone.localdate(at)
    certificate.revoked_reason = reason.strip()[:200]
    certificate.version += 1
    certificate.save(update_fields=["revoked_date", "revoked_reason", "version"])
    audit.record(
        certificate, by=by, action="certificate.revoke", note=reason, clauses=(R(117),), at=at
    )
    return certificate
