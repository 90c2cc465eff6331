"""Producers, products, certificates, batches, recalls, and what the labels of packs have seen."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lifecycle import LifecycleRecord
from core.models.dated import DatedSetting
from core.privacy import mask_name
from operations.stations.models import Village
from operations.trade import codes
from operations.trade.kinds import (
    Basis,
    CertificateKind,
    InputKind,
    Outcome,
    ProducerKind,
    Verdict,
)
from operations.trade.lifecycle import BatchStates, ProductStates, RecallStates


class Producer(models.Model):
    """Who grows or makes it: a co-operative, a company, a household."""

    name = models.CharField(_("name of the producer"), max_length=60)
    kind = models.CharField(_("kind of producer"), max_length=12, choices=ProducerKind.choices)
    credit_code = models.CharField(_("credit code"), max_length=18, blank=True)
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="producers", verbose_name=_("village")
    )
    # What one person wants of a producer that was checked, until a head who is another says the
    # same: village_id, credit_code, and by: the persons behind it.
    proposed = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("producer")
        verbose_name_plural = _("producers")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["name", "village"],
                name="trade_producer_once",
                violation_error_message=_("This producer is entered already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_name(self) -> str:
        """As the site shows it: a household is a person, whose name is masked (R152)."""
        if self.kind == ProducerKind.HOUSEHOLD:
            return mask_name(self.name)
        return self.name


class Product(LifecycleRecord):
    """What is sold, who makes it and where it comes from."""

    status = models.CharField(
        _("state"), max_length=20, choices=ProductStates.choices, default=ProductStates.DRAFT
    )
    # Given when it is listed; the site's pages name it.
    code = models.CharField(_("product code"), max_length=20, blank=True, default="")
    name = models.CharField(_("name of the product"), max_length=60)
    producer = models.ForeignKey(
        Producer, models.PROTECT, related_name="products", verbose_name=_("producer")
    )
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="products", verbose_name=_("village of origin")
    )
    variety = models.CharField(_("variety"), max_length=40, blank=True)
    grade = models.CharField(_("grade"), max_length=40, blank=True)
    pack = models.CharField(_("unit and pack"), max_length=40)
    shelf_days = models.PositiveIntegerField(_("shelf life (days)"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("product with its origin")
        verbose_name_plural = _("products with their origin")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="trade_product_code_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "discarded"]) | ~Q(code=""),
                name="trade_product_listed_has_code",
                violation_error_message=_("A listed product has its code."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """Green food, organic, geographical indication: from when to when."""

    product = models.ForeignKey(
        Product, models.PROTECT, related_name="certificates", verbose_name=_("product")
    )
    kind = models.CharField(
        _("kind of certificate"), max_length=10, choices=CertificateKind.choices
    )
    number = models.CharField(_("number of the certificate"), max_length=60)
    issuer = models.CharField(_("issuing body"), max_length=60, blank=True)
    valid_from_date = models.DateField(_("valid from"))
    valid_to_date = models.DateField(_("valid to"))
    revoked_date = models.DateField(_("withdrawn on"), null=True, blank=True)
    revoked_reason = models.CharField(_("reason"), max_length=200, blank=True)
    # None: entered by one person, and shown nowhere on the site.
    confirmed_at = models.DateTimeField(_("certificate confirmed at"), null=True, blank=True)
    confirmed_by_name = models.CharField(_("certificate confirmed by"), max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("certificate of a product")
        verbose_name_plural = _("certificates of products")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["product", "kind", "number"],
                name="trade_certificate_once",
                violation_error_message=_("This certificate is entered already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to_date__gte=F("valid_from_date")),
                name="trade_certificate_ends_later",
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def holds_on(self, day: date) -> bool:
        """Confirmed, valid on a day, both ends inclusive, and not withdrawn."""
        return (
            self.confirmed_at is not None
            and self.valid_from_date <= day <= self.valid_to_date
            and (self.revoked_date is None or day < self.revoked_date)
        )

    @property
    def waits(self) -> bool:
        """Does it wait for somebody to confirm it?"""
        return self.confirmed_at is None and self.revoked_date is None


class Batch(LifecycleRecord):
    """One harvest of one product, packed on one day, with what was done to it."""

    status = models.CharField(
        _("state"), max_length=20, choices=BatchStates.choices, default=BatchStates.DRAFT
    )
    code = models.CharField(_("batch code"), max_length=codes.BATCH_LENGTH, unique=True)
    # What the labels' marks are made with; never shown.
    secret = models.CharField(max_length=32, editable=False)
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="batches", verbose_name=_("product")
    )
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="batches", verbose_name=_("village of origin")
    )
    plot = models.CharField(_("plot"), max_length=60, blank=True)
    quantity = models.CharField(_("quantity"), max_length=40)
    packs = models.PositiveIntegerField(_("number of packs"))
    sown_date = models.DateField(_("sown or begun on"), null=True, blank=True)
    harvested_date = models.DateField(_("harvested on"))
    packed_date = models.DateField(_("packed on"))
    without_inputs = models.BooleanField(_("nothing was put on"), default=False)
    tested_by = models.CharField(_("tested by"), max_length=60, blank=True)
    test_number = models.CharField(_("number of the report"), max_length=60, blank=True)
    tested_date = models.DateField(_("tested on"), null=True, blank=True)
    outcome = models.CharField(
        _("result of the test"), max_length=10, blank=True, default="", choices=Outcome.choices
    )
    # The certificate of conformity (承诺达标合格证).
    basis = models.CharField(_("the promise stands on"), max_length=10, choices=Basis.choices)
    promised_date = models.DateField(_("promised on"))
    entered_by_name = models.CharField(_("entered by"), max_length=80)
    released_by_name = models.CharField(_("released by"), max_length=80, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    labels = models.PositiveIntegerField(_("labels made"), default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("batch of a product")
        verbose_name_plural = _("batches of products")
        indexes: ClassVar = [models.Index(fields=["product", "-packed_date"], name="batch_latest")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(packed_date__gte=F("harvested_date")),
                name="trade_batch_packed_after_harvest",
                violation_error_message=_("It is packed after it is harvested."),
            ),
            models.CheckConstraint(
                condition=Q(sown_date=None) | Q(harvested_date__gte=F("sown_date")),
                name="trade_batch_harvested_after_sowing",
                violation_error_message=_("It is harvested after it is sown."),
            ),
            models.CheckConstraint(
                condition=Q(packs__gte=1, packs__lte=codes.MOST_PACKS),
                name="trade_batch_has_packs",
                violation_error_message=_("A batch has packs."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["released", "closed"])
                | (~Q(outcome="failed") & Q(released_at__isnull=False)),
                name="trade_batch_failed_is_not_released",
                violation_error_message=_("What failed the test is not released."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product.name} {self.spaced_code}"

    @property
    def spaced_code(self) -> str:
        """As people read it."""
        return codes.spaced(self.code)


class Input(models.Model):
    """Something that was put on the field, with the days that had to pass before the harvest."""

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="inputs", verbose_name=_("batch of a product")
    )
    kind = models.CharField(_("kind of input"), max_length=12, choices=InputKind.choices)
    name = models.CharField(_("name of the input"), max_length=60)
    amount = models.CharField(_("amount used"), max_length=40, blank=True)
    used_date = models.DateField(_("used on"))
    interval_days = models.PositiveSmallIntegerField(_("safety interval (days)"), default=0)

    class Meta:
        verbose_name = _("input")
        verbose_name_plural = _("inputs")

    def __str__(self) -> str:
        return f"{self.used_date} {self.get_kind_display()} {self.name}"


class Recall(LifecycleRecord):
    """A batch, or every batch of a product, is called back; nobody waits for the site's cache."""

    status = models.CharField(
        _("state"), max_length=20, choices=RecallStates.choices, default=RecallStates.ACTIVE
    )
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="recalls", verbose_name=_("product")
    )
    # None: every batch.
    batch = models.ForeignKey(
        Batch,
        models.PROTECT,
        related_name="recalls",
        null=True,
        blank=True,
        verbose_name=_("batch of a product"),
    )
    reason = models.CharField(_("reason of the recall"), max_length=200)
    advice = models.CharField(_("what buyers shall do"), max_length=200)
    recalled_at = models.DateTimeField(_("recalled at"), default=timezone.now)
    recalled_by_name = models.CharField(_("recalled by"), max_length=80)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by_name = models.CharField(_("lifted by"), max_length=80, blank=True)
    lifted_reason = models.CharField(_("why it was lifted"), max_length=500, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["product", "batch"],
                condition=Q(status="active"),
                nulls_distinct=False,
                name="trade_recall_once",
                violation_error_message=_("It is recalled already."),
            ),
            models.CheckConstraint(
                condition=Q(status="active") | Q(lifted_at__gte=F("recalled_at")),
                name="trade_recall_lifted_later",
                violation_error_message=_("A recall is lifted after it was declared."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.scope_label}"

    @property
    def scope_label(self) -> str:
        """What is called back."""
        return self.batch.spaced_code if self.batch else str(_("all batches"))


class LabelRun(models.Model):
    """Labels that were made together: from which pack's number to which, when and by whom."""

    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="runs", verbose_name=_("batch of a product")
    )
    first = models.PositiveIntegerField(_("labels from"))
    last = models.PositiveIntegerField(_("labels to"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by_name = models.CharField(_("made by"), max_length=80)

    class Meta:
        verbose_name = _("labels made")
        verbose_name_plural = _("labels made")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["batch", "first"], name="trade_labels_once"),
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first")), name="trade_labels_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class ScanSalt(models.Model):
    """What visitors' hashes of one day are made with. The day after it is gone, and with it any
    way from a hash to a visitor."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class Scan(models.Model):
    """One visitor's scans of one label on one day; who it was cannot be told (R152)."""

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="scans", verbose_name=_("batch of a product")
    )
    serial = models.PositiveIntegerField(_("number of the pack"))
    day = models.DateField(_("day"))
    visitor = models.CharField(max_length=32)
    # A province or a city, where our own proxy says it; else empty.
    region = models.CharField(_("region"), max_length=40, blank=True)
    times = models.PositiveIntegerField(_("scans"), default=1)
    first_at = models.DateTimeField(_("first at"))
    # Of the last one that counted.
    counted_at = models.DateTimeField(_("last at"))

    class Meta:
        verbose_name = _("scan of a label")
        verbose_name_plural = _("scans of labels")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["batch", "serial", "day", "visitor"], name="trade_scan_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.serial}"


class LabelDoubt(models.Model):
    """A label that was scanned too often or in too many places, and what was found out about it.

    scans, regions: as many as there were when it was looked into; more bring it up again.
    """

    batch = models.ForeignKey(
        Batch, models.PROTECT, related_name="doubts", verbose_name=_("batch of a product")
    )
    serial = models.PositiveIntegerField(_("number of the pack"))
    opened_at = models.DateTimeField(_("in doubt since"), default=timezone.now)
    verdict = models.CharField(
        _("what was found out"),
        max_length=10,
        blank=True,
        default=Verdict.OPEN,
        choices=Verdict.choices,
    )
    note = models.CharField(_("how it was found out"), max_length=300, blank=True)
    scans = models.PositiveIntegerField(_("scans looked into"), default=0)
    regions = models.PositiveIntegerField(_("regions looked into"), default=0)
    settled_at = models.DateTimeField(_("looked into at"), null=True, blank=True)
    settled_by_name = models.CharField(_("looked into by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("label in doubt")
        verbose_name_plural = _("labels in doubt")
        indexes: ClassVar = [models.Index(fields=["batch", "serial"], name="trade_doubt_label")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["batch", "serial"], condition=Q(verdict=""), name="trade_doubt_open_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", settled_at=None)
                | (Q(verdict__in=["genuine", "copy", "withdrawn"], settled_at__isnull=False))
                & ~Q(note=""),
                name="trade_doubt_settled_with_note",
                violation_error_message=_("Whoever settles a label says how it was found out."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch.spaced_code} · {self.serial}"


class TradeSetting(DatedSetting):
    """A county's own value of a setting from a day on."""

    class Meta(DatedSetting.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "valid_from_date"], name="trade_setting_once")
        ]
