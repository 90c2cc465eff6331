"""Fixed assets: purchases, their money, the ledger, repairs and scrapping (R63–R91)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.records import Records, Sent
from api.shown import RecordOut, RecordRow
from api.v1.filters import Department, Words, of_states
from operations.assets import selectors, services
from operations.assets.forms.buying import PurchaseForm
from operations.assets.lifecycle import (
    PEOPLE,
    AssetStates,
    PurchaseStates,
    ReimbursementStates,
    RepairStates,
    ScrappingStates,
)
from operations.assets.models import (
    Asset,
    PurchaseRequest,
    Reimbursement,
    Repair,
    Scrapping,
)
from operations.assets.records import PurchaseRecord
from operations.assets.records_care import RepairRecord, ScrappingRecord
from operations.assets.records_more import AssetRecord, ReimbursementRecord

SEEN = gettext_lazy("All for those who have to do with assets; else what is one's own.")


class PurchaseFilters(Words, Department):
    """How purchases are narrowed."""

    state = of_states(PurchaseStates, open=gettext_lazy("not ended"))


class PurchaseRow(RecordRow):
    """A purchase in the list."""

    model = PurchaseRequest
    of: ClassVar[tuple[str, ...]] = (
        *("number", "department", "item", "asset_class", "spec", "quantity", "unit_price"),
        *("applicant_name", "asked_date"),
    )


class PurchaseOut(RecordOut, PurchaseRow):
    """One purchase."""

    of = (
        *("months", "as_fixed", "purpose", "wanted_date", "funds", "quota", "holding"),
        *("head_name", "checked_by_name", "checked_at", "seen_numbers", "buy_reason"),
        *("approved_by_name", "approved_date", "valid_until_date", "approved_total"),
        *("ordered_date", "dealer", "agreement", "arrived_date", "came_spec", "came_quantity"),
        *("came_price", "differences", "difference_reason", "accepted_by_name", "accepted_date"),
    )


class Purchases(Records):
    """Purchase requests."""

    area = "assets"
    at, name = "assets/purchases", "asset_purchase"
    page = PurchaseRecord
    row, output = PurchaseRow, PurchaseOut
    filters = PurchaseFilters
    order = ("-asked_date", "-pk")
    title = gettext_lazy("Purchase of fixed assets")
    about = SEEN
    one = gettext_lazy("One purchase of a fixed asset")
    adds = Sent(
        gettext_lazy("Draft a purchase request"),
        form=PurchaseForm,
        service=services.purchase_draft,
        about=gettext_lazy("By anybody of the centre; it is then handed in by a move of its own."),
        who=PEOPLE,
        example={
            "department_id": 1,
            "asset_class_id": 1,
            "item": "笔记本电脑",
            "spec": "14英寸 16G/512G",
            "quantity": 1,
            "unit_price": "4999.00",
            "months": 72,
            "purpose": "直播培训",
            "funds": "county",
            "quota": "每人一台",
            "holding": 0,
        },
    )

    def narrowed(self, found: QuerySet[PurchaseRequest], **wanted: Any) -> QuerySet[Any]:
        """As the console's list does."""
        return selectors.filtered_purchases(found, **wanted)


class ReimbursementFilters(Words):
    """How reimbursements are narrowed."""

    state = of_states(ReimbursementStates)


class ReimbursementRow(RecordRow):
    """A reimbursement in the list."""

    model = Reimbursement
    of: ClassVar[tuple[str, ...]] = (
        *("number", "amount", "payee", "applicant_name", "handed_in_date"),
    )
    purchase = serializers.IntegerField(
        source="request_id", help_text=gettext_lazy("Number of its purchase in this county.")
    )


class ReimbursementOut(RecordOut, ReimbursementRow):
    """One reimbursement."""

    of = ("checked_by_name", "head_name", "paid_by_name", "paid_date", "return_reason")


class Reimbursements(Records):
    """The money of purchases."""

    area = "assets"
    at, name = "assets/reimbursements", "asset_reimbursement"
    page = ReimbursementRecord
    row, output = ReimbursementRow, ReimbursementOut
    filters = ReimbursementFilters
    order = ("-handed_in_date", "-pk")
    title = gettext_lazy("Reimbursement of fixed assets")
    about = SEEN
    one = gettext_lazy("One reimbursement of a fixed asset")

    def narrowed(self, found: QuerySet[Reimbursement], **wanted: Any) -> QuerySet[Any]:
        """As the console's list does."""
        return selectors.filtered_reimbursements(found, **wanted)


class AssetFilters(Words, Department):
    """How the ledger is narrowed."""

    state = of_states(AssetStates)
    kind = serializers.RegexField(
        r"^\d{1,9}$", required=False, help_text=gettext_lazy("Number of the class.")
    )


class AssetRow(RecordRow):
    """A line of the ledger."""

    model = Asset
    of: ClassVar[tuple[str, ...]] = (
        *("number", "name", "asset_class", "model", "spec", "price", "department", "user_name"),
        *("place", "booked_date"),
    )


class AssetOut(RecordOut, AssetRow):
    """One card."""

    of = (
        *("manufacturer", "dealer", "buyer_name", "accepter_name", "warranty", "serial_number"),
        *("way", "funds", "scrapped_date", "remark"),
    )


class Assets(Records):
    """The ledger."""

    area = "assets"
    at, name = "assets/cards", "asset"
    page = AssetRecord
    row, output = AssetRow, AssetOut
    filters = AssetFilters
    order = ("number",)
    title = gettext_lazy("Ledger of fixed assets")
    about = SEEN
    one = gettext_lazy("One card of the ledger")

    def narrowed(self, found: QuerySet[Asset], **wanted: Any) -> QuerySet[Any]:
        """As the console's list does."""
        return selectors.filtered_assets(found, **wanted)


class RepairFilters(Words):
    """How repairs are narrowed."""

    state = of_states(RepairStates)


class RepairRow(RecordRow):
    """A repair in the list."""

    model = Repair
    of: ClassVar[tuple[str, ...]] = ("number", "asset", "fault", "reported_date")


class RepairOut(RecordOut, RepairRow):
    """One repair."""

    of = (
        *("reported_by_name", "filed_by_name", "filed_date", "vendor", "in_warranty"),
        *("sent_date", "cost", "returned_date", "result"),
    )


class Repairs(Records):
    """Repairs in writing."""

    area = "assets"
    at, name = "assets/repairs", "asset_repair"
    page = RepairRecord
    row, output = RepairRow, RepairOut
    filters = RepairFilters
    title = gettext_lazy("Repairs of assets")
    about = SEEN
    one = gettext_lazy("One repair of an asset")

    def narrowed(self, found: QuerySet[Repair], **wanted: Any) -> QuerySet[Any]:
        """As the console's list does."""
        return selectors.about_assets(found, **wanted)


class ScrappingFilters(Words):
    """How scrappings are narrowed."""

    state = of_states(ScrappingStates)


class ScrappingRow(RecordRow):
    """A scrapping in the list."""

    model = Scrapping
    of: ClassVar[tuple[str, ...]] = ("number", "asset", "cause", "reason", "applied_date")


class ScrappingOut(RecordOut, ScrappingRow):
    """One scrapping."""

    of = (
        *("applicant_name", "inspector", "inspection", "inspected_date", "head_name"),
        *("leader_name", "approved_by_name", "formalities", "handed_in_date"),
        *("received_by_name", "written_off_date", "culprit", "basis", "basis_amount"),
        *("amount", "paid_date", "penalty"),
    )


class Scrappings(Records):
    """Scrapping with its proofs."""

    area = "assets"
    at, name = "assets/scrapping", "asset_scrapping"
    page = ScrappingRecord
    row, output = ScrappingRow, ScrappingOut
    filters = ScrappingFilters
    title = gettext_lazy("Scrapping of assets")
    about = SEEN
    one = gettext_lazy("One scrapping of an asset")

    def narrowed(self, found: QuerySet[Scrapping], **wanted: Any) -> QuerySet[Any]:
        """As the console's list does."""
        return selectors.about_assets(found, **wanted)


urlpatterns = [
    *Purchases.paths(),
    *Reimbursements.paths(),
    *Assets.paths(),
    *Repairs.paths(),
    *Scrappings.paths(),
]
