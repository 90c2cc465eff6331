"""Two-weekly plans: the cycles, one plan with its items, and its way (R37-R42)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.inputs import Query
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import of_states
from operations.office import forms_plans, selectors, services
from operations.office.lifecycle import OWNERS, PlanStates
from operations.office.models import ItemProgress, PlanItem, PlanReturn, WorkPlan
from operations.office.records_plans import PlanRecord


class PlanFilters(Query):
    """How plans are narrowed."""

    state = of_states(PlanStates)


class PlanRow(RecordRow):
    """A plan in the list."""

    model = WorkPlan
    of: ClassVar[tuple[str, ...]] = (
        "number",
        "start_date",
        "end_date",
        "published_at",
        "published_by_name",
    )
    items_count = serializers.IntegerField(help_text=gettext_lazy("How many items."))
    done_count = serializers.IntegerField(help_text=gettext_lazy("How many of them are done."))


class PlanMatter(Shape):
    """An item of a plan (R41)."""

    model = PlanItem
    of = (
        *("department", "matter", "responsible", "start_date", "end_date", "expected"),
        *("source", "progress", "note", "added_reason", "by_name"),
    )
    id = serializers.IntegerField(help_text=gettext_lazy("Number of the item."))


class PlanHandedIn(Shape):
    """A department that has handed in (R37)."""

    model = PlanReturn
    of = ("by_name", "at")
    department = serializers.CharField(
        source="department.name", help_text=gettext_lazy("Department.")
    )


class PlanOut(RecordOut, PlanRow):
    """One plan."""

    of = ("summary",)
    items = PlanMatter(many=True, help_text=gettext_lazy("Items, by department."))
    handed_in = PlanHandedIn(many=True, help_text=gettext_lazy("Departments that handed in."))


class MatterProgressForm(forms_plans.ProgressForm):
    """The console's form, with the item of the plan in it."""

    item_id = django_forms.TypedChoiceField(
        label=gettext_lazy("item of a plan"), coerce=int, choices=()
    )

    def __init__(self, *args: Any, plan: WorkPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, one.matter) for one in plan.items.order_by("pk")
        ]


class Plans(Records):
    """Two-weekly plans."""

    area = "plans"
    at, name = "plans", "plan"
    page = PlanRecord
    row, output = PlanRow, PlanOut
    filters = PlanFilters
    order = ("-start_date", "-pk")
    title = gettext_lazy("Two-weekly plans")
    about = gettext_lazy("For everybody who works at the centre, the latest cycle first (R38).")
    one = gettext_lazy("One two-weekly plan")
    changes = {
        "items": Sent(
            gettext_lazy("Enter an item"),
            form=forms_plans.PlanItemForm,
            service=services.plan_item_add,
            about=gettext_lazy(
                "For one's own department; after the publication with the reason (R40)."
            ),
            who=OWNERS,
            key="plan_id",
            named="plan",
            example={
                "department_id": 3,
                "matter": "拍摄短视频",
                "responsible": "柏小满",
                "start_date": "2026-03-02",
                "end_date": "2026-03-15",
                "source": "own",
            },
        ),
        "progress": Sent(
            gettext_lazy("Progress of the item"),
            form=MatterProgressForm,
            service=services.plan_item_progress,
            about=gettext_lazy("Between publishing and summing up (R41)."),
            who=OWNERS,
            named="plan",
        ),
    }

    def listed(self) -> QuerySet[WorkPlan]:
        """With the counts of the list."""
        return selectors.counted(self.visible())

    def narrowed(self, found: QuerySet[WorkPlan], **wanted: Any) -> QuerySet[WorkPlan]:
        """By state."""
        return found.filter(status=wanted["state"]) if wanted else found

    def more(self, record: WorkPlan) -> dict[str, Any]:
        """Items by department, who handed in."""
        found = record.items.select_related("department")
        items = list(found.order_by("department__order", "department_id", "start_date", "pk"))
        handed = record.returns.select_related("department").order_by("pk")
        return {
            "items_count": len(items),
            "done_count": sum(one.progress == ItemProgress.DONE for one in items),
            "items": [tell(PlanMatter, one) for one in items],
            "handed_in": [tell(PlanHandedIn, one) for one in handed],
        }


urlpatterns = Plans.paths()
