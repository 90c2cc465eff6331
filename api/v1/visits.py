"""Visitors: announced, received, what came of it (R26). Their files stay in the console."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.records import Records, Sent
from api.shown import RecordOut, RecordRow
from api.v1.filters import Words, of_month, of_states
from core.lifecycle_words import denied
from operations.meetings import selectors, services
from operations.meetings.forms_visit import VisitForm, initial_of_visit
from operations.meetings.kinds import VisitKind
from operations.meetings.lifecycle import HOSTS, VisitStates
from operations.meetings.models import Visit
from operations.meetings.records_visit import VisitRecord


class VisitFilters(Words):
    """How visits are narrowed."""

    state = of_states(VisitStates)
    kind = serializers.ChoiceField(
        VisitKind.choices, required=False, help_text=gettext_lazy("Kind.")
    )
    month = of_month(gettext_lazy("Arrive in this month: 2026-11."))


class VisitRow(RecordRow):
    """A visit in the list."""

    model = Visit
    of: ClassVar[tuple[str, ...]] = (
        *("number", "kind", "unit", "head_name", "headcount", "matter"),
        *("arrives_at", "leaves_at", "host_name", "registered_by_name"),
    )


class VisitOut(RecordOut, VisitRow):
    """One visit."""

    of = ("programme", "cost_note", "received_at", "result", "closed_date")


def may_change_visit(record: Visit, actor: Any) -> None:
    """The host, whoever entered it, or the office."""
    if not selectors.receives(record, actor):
        raise denied(HOSTS)


class Visits(Records):
    """Visits."""

    area = "meetings"
    at, name = "visits", "visit"
    page = VisitRecord
    row, output = VisitRow, VisitOut
    filters = VisitFilters
    order = ("-arrives_at", "-pk")
    title = gettext_lazy("Visits")
    about = gettext_lazy(
        "All for the office, the leaders and the front desk; else those that one entered or "
        "receives. The latest first."
    )
    one = gettext_lazy("One visit")
    adds = Sent(
        gettext_lazy("Enter a visit"),
        form=VisitForm,
        service=services.visit_plan,
        about=gettext_lazy("Its host gets it to do, and leaders are told. No phone numbers."),
        who=HOSTS,
        example={
            "unit": "邻县电商公共服务中心",
            "headcount": 6,
            "kind": "study",
            "matter": "学习村级服务站运营经验",
            "arrives_at": "2026-12-04T09:00:00+08:00",
            "leaves_at": "2026-12-04T11:30:00+08:00",
            "host_id": 3,
        },
    )
    changes = {
        "change": Sent(
            gettext_lazy("Change the visit"),
            form=VisitForm,
            service=services.visit_change,
            about=gettext_lazy("Until they have come; what is left out stays."),
            key="visit_id",
            may=may_change_visit,
            stands=initial_of_visit,
            example={"headcount": 8},
        )
    }

    def narrowed(self, found: QuerySet[Visit], **wanted: Any) -> QuerySet[Visit]:
        """As the console's list does."""
        return selectors.filtered_visits(found, **wanted)


urlpatterns = Visits.paths()
