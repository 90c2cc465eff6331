"""Supplies: the stock, who holds what, monthly plans and urgent requests (R96–R115).

Checking, buying and handing out need the cabinet and a signature: they stay in the console.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, Operation
from api.inputs import Query
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Department, of_month, of_states
from operations.supplies import forms, selectors, services
from operations.supplies.kinds import SupplyClass
from operations.supplies.lifecycle import PlanStates, UrgentStates
from operations.supplies.models import Holding, Item, Line, Plan, Urgent
from operations.supplies.records import PlanRecord, UrgentRecord


class SupplyLine(Shape):
    """A line of a plan or a request."""

    model = Line
    of = (
        *("item", "quantity", "person", "device_class", "device", "override_reason", "remark"),
        *("approved", "issued", "quota_seen", "used_seen", "stock_seen"),
    )
    id = serializers.IntegerField(help_text=gettext_lazy("Number of the line."))
    left = serializers.IntegerField(help_text=gettext_lazy("So many are still to be issued."))


def lines_of(paper: Plan | Urgent) -> list[dict[str, Any]]:
    """Every line."""
    found = paper.lines.select_related("item", "person").order_by("pk")
    return [tell(SupplyLine, line) for line in found]


# --- Plans ---


def may_ask(record: Any, actor: Any) -> None:
    """Raises Denied for those who neither work at the centre nor manage a station."""
    services.askers_only(actor)


class SupplyPlanFilters(Department):
    """How plans are narrowed."""

    station = serializers.RegexField(
        r"^\d{1,9}$", required=False, help_text=gettext_lazy("Number of the station.")
    )

    state = of_states(PlanStates)
    month = of_month(gettext_lazy("Goods for this month: 2026-11."))


class SupplyPlanRow(RecordRow):
    """A plan in the list."""

    model = Plan
    of: ClassVar[tuple[str, ...]] = (
        *("department", "station", "month", "nothing", "made_by_name", "handed_in_at"),
    )


class SupplyPlanOut(RecordOut, SupplyPlanRow):
    """One plan."""

    of = ("approved_by_name", "approved_at", "checked_by_name", "checked_at")
    lines = SupplyLine(many=True, help_text=gettext_lazy("What is asked for."))


class SupplyPlans(Records):
    """Monthly plans of departments and stations."""

    area = "supplies"
    at, name = "supplies/plans", "supply_plan"
    page = PlanRecord
    row, output = SupplyPlanRow, SupplyPlanOut
    filters = SupplyPlanFilters
    order = ("-month", "-pk")
    title = gettext_lazy("Plans of supplies")
    about = gettext_lazy(
        "All for those who keep, check and lead; else those of one's departments and stations."
    )
    one = gettext_lazy("One monthly plan of supplies")
    adds = Sent(
        gettext_lazy("Draw up a plan"),
        form=forms.PlanForm,
        service=services.plan_open,
        about=gettext_lazy("For the next month; one a department, or station, and month."),
        may=may_ask,
        example={"department_id": 1},
    )
    moves = ("submit", "line_add", "line_drop", "approve", "send_back", "reject")

    def narrowed(self, found: QuerySet[Plan], **wanted: Any) -> QuerySet[Plan]:
        """As the console's list does."""
        return selectors.filtered(found, **wanted)

    def more(self, record: Plan) -> dict[str, Any]:
        """The lines."""
        return {"lines": lines_of(record)}


# --- Urgent requests ---


class SupplyUrgentFilters(Query):
    """How requests are narrowed."""

    state = of_states(UrgentStates)


class SupplyUrgentRow(RecordRow):
    """A request in the list."""

    model = Urgent
    of: ClassVar[tuple[str, ...]] = (
        *("number", "occasion", "department", "station", "person", "reason"),
        *("applicant_name", "asked_at"),
    )


class SupplyUrgentOut(RecordOut, SupplyUrgentRow):
    """One request."""

    of = ("agreed_by_name", "approved_by_name", "approved_at")
    lines = SupplyLine(many=True, help_text=gettext_lazy("What is asked for."))


class SupplyUrgents(Records):
    """Urgent requests and first issues."""

    area = "supplies"
    at, name = "supplies/urgent", "supply_urgent"
    page = UrgentRecord
    row, output = SupplyUrgentRow, SupplyUrgentOut
    filters = SupplyUrgentFilters
    title = gettext_lazy("Urgent requests of supplies")
    about = gettext_lazy("Newest first, as one sees them in the console.")
    one = gettext_lazy("One urgent request of supplies")
    adds = Sent(
        gettext_lazy("Ask for something urgent"),
        form=forms.UrgentForm,
        service=services.urgent_open,
        about=gettext_lazy("With its reason; two approvals follow."),
        may=may_ask,
        example={"department_id": 1, "reason": "展会提前，等不到下月计划"},
    )
    moves = ("ask", "line_add", "line_drop", "agree", "approve", "refuse")

    def narrowed(self, found: QuerySet[Urgent], **wanted: Any) -> QuerySet[Urgent]:
        """By state."""
        state = wanted.get("state")
        return found.filter(status=state) if state else found

    def more(self, record: Urgent) -> dict[str, Any]:
        """The lines."""
        return {"lines": lines_of(record)}


# --- Stock and ledger ---


class SupplyFilters(Query):
    """How the stock is narrowed."""

    kind = serializers.ChoiceField(
        SupplyClass.choices, required=False, help_text=gettext_lazy("Class.")
    )


class SupplyRow(Shape):
    """A supply with what lies there."""

    model = Item
    of = ("code", "name", "spec", "kind", "unit", "minimum", "is_kept", "is_numbered")
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    in_stock = serializers.IntegerField(help_text=gettext_lazy("So many lie in the cabinets."))


class SupplyStock(ListView):
    """GET supplies/stock/."""

    area = "supplies"
    filters = SupplyFilters
    order = ("pk",)
    operations = {
        "get": Operation(
            gettext_lazy("Stock of supplies"),
            gettext_lazy("The catalogue with what lies in the cabinets."),
            output=SupplyRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Item]:
        """For whoever works at the centre."""
        found = selectors.in_stock()
        if not selectors.works_here(self.actor):
            return found.none()
        return found.filter(**asked)

    def shown(self, row: Any) -> dict[str, Any]:
        """One supply."""
        return tell(SupplyRow, row, in_stock=row.there)


class HoldingRow(Shape):
    """What somebody, a department or a station holds."""

    model = Holding
    of = ("item", "department", "station", "person", "device_class", "quantity")
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))


class SupplyLedger(ListView):
    """GET supplies/ledger/."""

    area = "supplies"
    order = ("pk",)
    operations = {
        "get": Operation(
            gettext_lazy("Ledger of supplies"),
            gettext_lazy("What is held, of those whose ledger one sees."),
            output=HoldingRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Holding]:
        """As in the console."""
        return selectors.holdings(self.actor, on=timezone.localdate())

    def shown(self, row: Holding) -> dict[str, Any]:
        """One holding."""
        return tell(HoldingRow, row)


urlpatterns = [
    path("supplies/stock/", SupplyStock.as_view(), name="supply_stock"),
    path("supplies/ledger/", SupplyLedger.as_view(), name="supply_ledger"),
    *SupplyPlans.paths(),
    *SupplyUrgents.paths(),
]
