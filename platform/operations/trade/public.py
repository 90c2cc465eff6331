"""What a county's site reads of products: only what was checked, no person's full name (R152)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from operations.trade import codes, selectors
from operations.trade.kinds import TESTED, CertificateKind, Outcome, ProducerKind
from operations.trade.lifecycle import NEVER_LISTED, PUBLIC, B, C, P
from operations.trade.models import Batch, Certificate, Input, Producer, Product, Recall

# So many batches stand on a product's page.
LATEST = 6
# One number may stand for several products; a page shows so many.
MOST_CERTIFICATES = 20


@dataclass(frozen=True, slots=True)
class PublicCertificate:
    """A certificate that holds today."""

    kind: str
    number: str
    issuer: str
    valid_to: date


@dataclass(frozen=True, slots=True)
class PublicRecall:
    """What the banner says."""

    scope: str
    reason: str
    advice: str
    day: date
    whole_product: bool


@dataclass(frozen=True, slots=True)
class PublicProduct:
    """A product that was listed."""

    code: str
    name: str
    producer: str
    producer_kind: str
    village: str
    variety: str
    grade: str
    pack: str
    shelf_days: int | None
    stopped: bool
    certificates: list[PublicCertificate] = field(default_factory=list)
    batches: list[BatchLine] = field(default_factory=list)
    recalls: list[PublicRecall] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PublicProducer:
    """Who makes it; a household's name is masked (R152)."""

    pk: int
    name: str
    kind_code: str
    kind: str
    village: str
    codes: list[str] = field(default_factory=list)
    certificates: list[PublicCertificate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class VerifiedCertificate:
    """What a number stands for. state: holds, expired, revoked or early."""

    kind: str
    number: str
    issuer: str
    product: str
    producer: str
    code: str
    valid_from: date
    valid_to: date
    state: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch that can be bought now, in the list of its product."""

    code: str
    spaced: str
    harvested: date
    packed: date
    village: str
    tested: bool
    recalled: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the batch's life."""

    day: date
    title: str
    note: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PublicBatch:
    """A batch that was released."""

    code: str
    spaced: str
    quantity: str
    village: str
    plot: str
    producer: str
    best_before: date | None
    sold_out: bool
    without_inputs: bool
    inputs: list[Input]
    steps: list[Step]
    tested: bool
    tested_by: str
    test_number: str
    tested_date: date | None
    basis: str
    basis_code: str
    promised: date
    product: PublicProduct
    recalls: list[PublicRecall]


@dataclass(frozen=True, slots=True)
class Label:
    """What the label of one pack was seen to be. scans 0: it is looked at without its label.
    withdrawn: it was taken out of use, and no pack should bear it."""

    serial: int
    scans: int = 0
    copied: bool = False
    withdrawn: bool = False


def batch_of(read: codes.Read) -> Batch | None:
    """The released batch of a code that was read; None where the label's mark is not ours."""
    found = Batch.objects.filter(code=read.batch, status__in=PUBLIC).select_related(
        "product__producer", "product__village__township", "village__township"
    )
    batch = found.first()
    if batch is None or not read.serial:
        return batch
    known = read.serial <= batch.labels
    return batch if known and read.mark == codes.mark_of(batch.secret, read.serial) else None


def shown(batch: Batch, *, on: date) -> PublicBatch:
    """Everything that its page says."""
    inputs = list(batch.inputs.order_by("used_date", "pk"))
    recalls = selectors.in_force(batch.product_id, batch.pk)
    days = batch.product.shelf_days
    return PublicBatch(
        code=batch.code,
        spaced=batch.spaced_code,
        quantity=batch.quantity,
        village=place(batch),
        plot=batch.plot,
        producer=batch.product.producer.public_name,
        best_before=batch.packed_date + timedelta(days=days) if days else None,
        sold_out=batch.status == B.CLOSED,
        without_inputs=batch.without_inputs,
        inputs=inputs,
        steps=_steps(batch, inputs),
        tested=batch.outcome == Outcome.PASSED,
        tested_by=batch.tested_by,
        test_number=batch.test_number,
        tested_date=batch.tested_date,
        basis=str(batch.get_basis_display()),
        basis_code=batch.basis,
        promised=batch.promised_date,
        product=_product(batch.product, certificates=_valid(batch.product, on=on)),
        recalls=[_recall(one) for one in recalls],
    )


def product(code: str, *, on: date) -> PublicProduct | None:
    """A listed or stopped product by its code, with what one can buy of it and its recalls."""
    if not code:
        return None
    every = Product.objects.exclude(status__in=NEVER_LISTED)
    found = every.select_related("producer", "village__township").filter(code=code).first()
    if found is None:
        return None
    recalls = list(
        found.recalls.filter(status=C.ACTIVE)
        .select_related("batch", "product")
        .order_by("-recalled_at")
    )
    whole = any(one.batch_id is None for one in recalls)
    called = {one.batch_id for one in recalls}
    batches = found.batches.filter(status=B.RELEASED).select_related("village__township")
    lines = [
        BatchLine(
            code=one.code,
            spaced=one.spaced_code,
            harvested=one.harvested_date,
            packed=one.packed_date,
            village=place(one),
            tested=one.outcome == Outcome.PASSED,
            recalled=whole or one.pk in called,
        )
        for one in batches.order_by("-packed_date", "-pk")[:LATEST]
    ]
    return _product(
        found,
        certificates=_valid(found, on=on),
        batches=lines,
        recalls=[_recall(one) for one in recalls],
    )


def recalled_codes() -> set[str]:
    """Codes of the products that are called back, wholly or in part."""
    found = Recall.objects.filter(status=C.ACTIVE)
    return set(found.values_list("product__code", flat=True))


def producer(pk: int, *, on: date) -> PublicProducer | None:
    """A producer with the codes of its listed products and their certificates that hold."""
    found = Producer.objects.select_related("village__township").filter(pk=pk).first()
    if found is None:
        return None
    listed = found.products.filter(status=P.LISTED).prefetch_related("certificates")
    products = list(listed.order_by("code"))
    holding = [one for each in products for one in each.certificates.all() if one.holds_on(on)]
    return PublicProducer(
        pk=found.pk,
        name=found.public_name,
        kind_code=found.kind,
        kind=str(found.get_kind_display()),
        village=place(found),
        codes=[one.code for one in products],
        certificates=[_certificate(one) for one in holding],
    )


def producers_of(codes: list[str]) -> list[PublicProducer]:
    """Who makes the products of these codes, by name."""
    if not codes:
        return []
    found = Producer.objects.select_related("village__township").filter(products__code__in=codes)
    return [
        PublicProducer(one.pk, one.public_name, one.kind, str(one.get_kind_display()), place(one))
        for one in found.order_by("name", "pk").distinct()
    ]


def producer_choices() -> list[tuple[int, str]]:
    """Producers that a page of the site may name: key and name, households masked."""
    found = Producer.objects.select_related("village__township").order_by("name", "pk")
    return [(one.pk, f"{one.public_name}（{place(one)}）") for one in found]


def household_name(pk: int) -> str:
    """The full name of a producer that is a person; '' of any other. Not to be shown (R152)."""
    found = Producer.objects.filter(pk=pk, kind=ProducerKind.HOUSEHOLD)
    return found.values_list("name", flat=True).first() or ""


def certificates_by_number(number: str, *, on: date) -> list[VerifiedCertificate]:
    """All certificates of a number, the newest first; of products that the site may name."""
    found = Certificate.objects.filter(number__iexact=number)
    found = found.exclude(product__status__in=NEVER_LISTED).exclude(confirmed_at=None)
    rows = found.select_related("product__producer").order_by("-valid_to_date", "-pk")
    return [
        VerifiedCertificate(
            kind=str(one.get_kind_display()),
            number=one.number,
            issuer=one.issuer,
            product=one.product.name,
            producer=one.product.producer.public_name,
            code=one.product.code,
            valid_from=one.valid_from_date,
            valid_to=one.valid_to_date,
            state=_state(one, on),
        )
        for one in rows[:MOST_CERTIFICATES]
    ]


def _state(one: Certificate, on: date) -> str:
    if one.revoked_date is not None and one.revoked_date <= on:
        return "revoked"
    if on < one.valid_from_date:
        return "early"
    return "holds" if on <= one.valid_to_date else "expired"


def certified_codes(kind: str, *, on: date) -> set[str]:
    """Codes of products with a certificate of the kind that holds on the day."""
    found = Certificate.objects.filter(
        kind=kind, valid_from_date__lte=on, valid_to_date__gte=on, confirmed_at__isnull=False
    ).exclude(revoked_date__lte=on)
    return set(found.exclude(product__code="").values_list("product__code", flat=True))


def codes_on_sale() -> set[str]:
    """Codes of listed products of which a batch can be bought now, called back or not."""
    found = Product.objects.filter(status=P.LISTED, batches__status=B.RELEASED)
    return set(found.values_list("code", flat=True))


def certificate_kinds() -> list[tuple[str, str]]:
    """Kinds of certificates: code and name."""
    return [(str(code), str(name)) for code, name in CertificateKind.choices]


def choices() -> list[tuple[str, str]]:
    """Products that a page of the site may name: code and name."""
    found = Product.objects.exclude(status__in=NEVER_LISTED).order_by("code")
    return [
        (code, f"{code} {name}（{producer}）")
        for code, name, producer in found.values_list("code", "name", "producer__name")
    ]


def code_of(name: str) -> str:
    """The code of the listed product of a name; '' where there is none or more than one."""
    found = list(selectors.listed().filter(name=name).values_list("code", flat=True)[:2])
    return found[0] if len(found) == 1 else ""


def place(record: Batch | Product | Producer) -> str:
    """Township and village."""
    return f"{record.village.township.name}{record.village.name}"


def _steps(batch: Batch, inputs: Iterable[Input]) -> list[Step]:
    """What happened, in the order of the days."""
    found = [Step(batch.harvested_date, _("Harvested"), kind="harvest")]
    if batch.sown_date:
        found.append(Step(batch.sown_date, _("Sown or begun"), kind="sow"))
    for one in inputs:
        amount = f"{one.name} {one.amount}".strip()
        found.append(Step(one.used_date, str(one.get_kind_display()), amount, "input"))
    if batch.tested_date and batch.basis in TESTED:
        found.append(Step(batch.tested_date, _("Tested"), batch.tested_by, "test"))
    found.append(Step(batch.packed_date, _("Packed"), batch.quantity, "pack"))
    order = ("sow", "input", "harvest", "test", "pack")
    return sorted(found, key=lambda step: (step.day, order.index(step.kind)))


def _product(found: Product, **more: object) -> PublicProduct:
    return PublicProduct(
        code=found.code,
        name=found.name,
        producer=found.producer.public_name,
        producer_kind=str(found.producer.get_kind_display()),
        village=place(found),
        variety=found.variety,
        grade=found.grade,
        pack=found.pack,
        shelf_days=found.shelf_days,
        stopped=found.status == P.STOPPED,
        **more,  # type: ignore[arg-type]
    )


def _valid(found: Product, *, on: date) -> list[PublicCertificate]:
    """Those that hold on the day: an expired one is not shown at all."""
    return [
        _certificate(one) for one in found.certificates.order_by("kind", "pk") if one.holds_on(on)
    ]


def _certificate(one: Certificate) -> PublicCertificate:
    return PublicCertificate(
        kind=str(one.get_kind_display()),
        number=one.number,
        issuer=one.issuer,
        valid_to=one.valid_to_date,
    )


def _recall(one: Recall) -> PublicRecall:
    return PublicRecall(
        scope=one.scope_label,
        reason=one.reason,
        advice=one.advice,
        day=timezone.localdate(one.recalled_at),
        whole_product=one.batch_id is None,
    )
