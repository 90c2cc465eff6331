"""Products with their origin: products, batches with their labels, recalls (S11–S13, R117)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.filing import RecordFiles
from api.records import Records, Sent
from api.shown import Located, RecordOut, RecordRow, Shape, tell
from api.v1.filters import Words, of_states
from operations.trade import forms, selectors, services
from operations.trade.lifecycle import KEEPERS, BatchStates, ProductStates, RecallStates
from operations.trade.models import Batch, Certificate, Input, Product, Recall
from operations.trade.records import BatchRecord, ProductRecord, RecallRecord


class ProductFilters(Words):
    """How products are narrowed."""

    state = of_states(ProductStates)


class BatchFilters(Words):
    """How batches are narrowed."""

    state = of_states(BatchStates)
    product = serializers.RegexField(
        r"^\d{1,9}$", required=False, help_text=gettext_lazy("Number of the product.")
    )


class RecallFilters(Words):
    """How recalls are narrowed."""

    state = of_states(RecallStates)


class CertificateRow(Shape):
    """A certificate of a product."""

    model = Certificate
    of = ("kind", "number", "issuer", "valid_from_date", "valid_to_date", "revoked_date")
    holds = serializers.BooleanField(help_text=gettext_lazy("Does it hold today?"))


class InputRow(Shape):
    """Something that was put on the field."""

    model = Input
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    of = ("kind", "name", "amount", "used_date", "interval_days")


class ProductRow(RecordRow):
    """A product in the list."""

    model = Product
    of: ClassVar[tuple[str, ...]] = (
        *("code", "name", "producer", "village", "variety", "grade", "pack", "shelf_days"),
    )


class ProductOut(RecordOut, ProductRow):
    """One product."""

    of = ()
    certificates = CertificateRow(many=True, help_text=gettext_lazy("Its certificates."))


class BatchRow(RecordRow):
    """A batch in the list."""

    model = Batch
    product = Located(help_text=gettext_lazy("Product"))
    of: ClassVar[tuple[str, ...]] = (
        *("code", "village", "quantity", "packs", "labels"),
        *("sown_date", "harvested_date", "packed_date", "outcome"),
    )


class BatchOut(RecordOut, BatchRow):
    """One batch."""

    of = (
        *("plot", "without_inputs", "tested_by", "test_number", "tested_date", "basis"),
        *("promised_date", "entered_by_name", "released_by_name", "released_at"),
    )
    inputs = InputRow(many=True, help_text=gettext_lazy("What was put on the field."))
    scans = serializers.IntegerField(help_text=gettext_lazy("Scans of its labels so far."))
    labels_scanned = serializers.IntegerField(
        help_text=gettext_lazy("How many of its labels were scanned.")
    )


class RecallRow(RecordRow):
    """A recall."""

    model = Recall
    product = Located(help_text=gettext_lazy("Product"))
    batch = serializers.CharField(
        source="batch.code",
        allow_null=True,
        help_text=gettext_lazy("Code of the batch; empty: every batch of the product."),
    )
    of: ClassVar[tuple[str, ...]] = ("reason", "advice", "recalled_at", "recalled_by_name")


class RecallOut(RecordOut, RecallRow):
    """One recall."""

    of = ("lifted_at", "lifted_by_name", "lifted_reason")


class Products(Records):
    """Products."""

    area = "trade"
    at, name = "trade/products", "trade_product"
    page = ProductRecord
    row, output = ProductRow, ProductOut
    filters = ProductFilters
    title = gettext_lazy("Products with origin")
    about = gettext_lazy("For whoever works at the centre, newest first.")
    one = gettext_lazy("One product")
    adds = Sent(
        gettext_lazy("Enter a product"),
        form=forms.ProductForm,
        service=services.product_add,
        about=gettext_lazy("A head who did not enter it lists it."),
        who=KEEPERS,
        example={"name": "红香米", "producer_id": 1, "village_id": 1, "pack": "2.5 千克/袋"},
    )

    def narrowed(self, found: QuerySet[Product], **wanted: Any) -> QuerySet[Product]:
        """As the console's list does."""
        return selectors.filtered_products(found, **wanted)

    def more(self, record: Product) -> dict[str, Any]:
        """Its certificates, and whether each holds."""
        today = timezone.localdate()
        rows = record.certificates.order_by("pk")
        return {
            "certificates": [tell(CertificateRow, one, holds=one.holds_on(today)) for one in rows]
        }


class Batches(Records):
    """Batches."""

    area = "trade"
    at, name, list_name = "trade/batches", "trade_batch", "trade_batches"
    page = BatchRecord
    row, output = BatchRow, BatchOut
    filters = BatchFilters
    order = ("-packed_date", "-pk")
    title = gettext_lazy("Batches")
    about = gettext_lazy("For whoever works at the centre, packed last first.")
    one = gettext_lazy("One batch")
    adds = Sent(
        gettext_lazy("Enter a batch"),
        form=forms.BatchForm,
        service=services.batch_add,
        about=gettext_lazy(
            "Of a listed product. Inputs and the report follow, then it is handed in."
        ),
        who=KEEPERS,
        example={
            "product_id": 1,
            "quantity": "1200 千克",
            "packs": 480,
            "harvested_date": "2026-10-08",
            "packed_date": "2026-10-12",
            "without_inputs": True,
            "basis": "control",
            "promised_date": "2026-10-12",
        },
    )

    def narrowed(self, found: QuerySet[Batch], **wanted: Any) -> QuerySet[Batch]:
        """As the console's list does."""
        return selectors.filtered_batches(found, **wanted)

    def more(self, record: Batch) -> dict[str, Any]:
        """Its inputs and the scans of its labels."""
        counted = selectors.scanned(record)
        rows = record.inputs.order_by("used_date", "pk")
        return {
            "inputs": [tell(InputRow, one) for one in rows],
            "scans": counted["scans"],
            "labels_scanned": counted["labels"],
        }


class Recalls(Records):
    """Recalls; they are declared at a batch or a product."""

    area = "trade"
    at, name = "trade/recalls", "trade_recall"
    page = RecallRecord
    row, output = RecallRow, RecallOut
    filters = RecallFilters
    order = ("-recalled_at", "-pk")
    title = gettext_lazy("Recalls")
    about = gettext_lazy("For whoever works at the centre, newest first.")
    one = gettext_lazy("One recall")

    def narrowed(self, found: QuerySet[Recall], **wanted: Any) -> QuerySet[Recall]:
        """As the console's list does."""
        return selectors.filtered_recalls(found, **wanted)


class BatchFiles(RecordFiles):
    """Test reports of a batch."""

    area = "trade"
    at, name = "trade/batches", "trade_batch"
    page = BatchRecord
    title = gettext_lazy("Files of a batch")
    about = gettext_lazy("Test reports, oldest first.")
    adding = gettext_lazy("Add files to a batch")


urlpatterns = [*Products.paths(), *Batches.paths(), *Recalls.paths(), *BatchFiles.paths()]
