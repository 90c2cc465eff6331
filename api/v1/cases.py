"""Cases: the list, one case, registration, and every move of its life."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.inputs import LARGEST_ID, Input, Query
from api.records import Records, Sent
from api.v1.case_registering import EXAMPLE, CaseInput, register
from api.v1.case_shapes import CaseOut, CaseRow
from api.v1.case_shown import row, whole
from console.records import Act, PlainForm
from console.records.actions import refusal
from core.actor import Actor
from core.errors import Denied, Violation
from core.workcalendar import WorkCalendar
from operations.casework import finding, selectors, services
from operations.casework.lifecycle import States
from operations.casework.models import Case, Channel
from operations.casework.records import CaseRecord
from operations.casework.showing import LIGHT_CHOICES
from operations.casework.views.lists import LOOKUPS
from operations.casework.views.registering import may_register
from operations.staff.rules import SIX_ZONES

# Asked with every page, so no more than is needed; above all nothing encrypted.
UNREAD = (
    "request",
    "details",
    "private_details",
    "result",
    "applicant__phone",
    "applicant__id_number",
    "station__manager_phone",
)


@dataclass(frozen=True, slots=True)
class Registration(Sent):
    """The window's registration, which is more than one form."""

    form: type[forms.Form] = forms.Form
    service: Callable[..., Case] = services.case_register

    def allowed(self, record: None, actor: Actor) -> None:
        """Whoever registers at the window or at a station."""
        may_register(actor)

    def call(self, view: Any, record: None = None) -> Case:
        """All or nothing."""
        return register(view.actor, lambda: view.sent(CaseInput))

    def shape(self, name: str) -> type[Input]:
        """Of a body of its own."""
        return CaseInput


# In the console a draft is submitted by its form, so its page has no such action.
SUBMIT = Act(services.case_submit, label=gettext_lazy("Submit the case"))


def may_submit(case: Case, actor: Actor) -> None:
    """Raise Denied for other posts, Violation for what is no draft."""
    found = refusal(SUBMIT, "submit", lifecycle=CaseRecord.lifecycle, record=case, actor=actor)
    if found is not None:
        raise found


class CaseFilters(Query):
    """How cases are narrowed."""

    q = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy(
            "The applicant's whole name, phone, ID number or credit code, found by its hash; "
            "or a number or reference (R156)."
        ),
    )
    number = serializers.CharField(
        required=False, max_length=20, help_text=gettext_lazy("Case number or reference.")
    )
    state = serializers.ChoiceField(
        States.choices, required=False, help_text=gettext_lazy("State.")
    )
    item = serializers.CharField(
        required=False, max_length=10, help_text=gettext_lazy("Code of the service item.")
    )
    zone = serializers.ChoiceField(
        SIX_ZONES, required=False, help_text=gettext_lazy("Code of the zone (R118).")
    )
    channel = serializers.ChoiceField(
        Channel.choices, required=False, help_text=gettext_lazy("How it came in.")
    )
    township = serializers.RegexField(
        r"^\d{9}$", required=False, help_text=gettext_lazy("Nine-digit code of the township.")
    )
    station = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy("Number of the station."),
    )
    handler = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy("Handler, by the number of the account."),
    )
    light = serializers.ChoiceField(
        LIGHT_CHOICES, required=False, help_text=gettext_lazy("How near the due day is today.")
    )
    overdue = serializers.BooleanField(
        required=False, help_text=gettext_lazy("Past the promised or the legal day (R136)?")
    )
    due_from = serializers.DateField(
        required=False, help_text=gettext_lazy("Due on this day or later.")
    )
    due_to = serializers.DateField(
        required=False, help_text=gettext_lazy("Due on this day or earlier.")
    )
    opened_from = serializers.DateField(
        required=False, help_text=gettext_lazy("Handed in on this day or later.")
    )
    opened_to = serializers.DateField(
        required=False, help_text=gettext_lazy("Handed in on this day or earlier.")
    )


class Cases(Records):
    """Cases; one is registered by a body of its own."""

    area = "cases"
    at, name = "cases", "case"
    page = CaseRecord
    row, output = CaseRow, CaseOut
    filters = CaseFilters
    order = ("-created_at", "-pk")
    title = gettext_lazy("Service cases")
    about = gettext_lazy(
        "Those you may see, newest first: of your own stations, of your township, or all "
        "(R148). Names are masked (R152)."
    )
    one = gettext_lazy("One service case")
    one_about = gettext_lazy("What the page of the case shows you, masked (R152).")
    adds = Registration(
        gettext_lazy("Register a case"),
        about=gettext_lazy(
            "Applicant, item, request, answers and papers in one call; where “accept” is true "
            "it is accepted and assigned at once. All of it is done, or nothing. At a station "
            "it is usually on behalf: then the signature of the applicant is sent as well "
            "(R121). Files come afterwards, to the attachments of the case."
        ),
        example=EXAMPLE,
    )

    changes = {
        "submit": Sent(
            SUBMIT.label,
            form=PlainForm,
            service=services.case_submit,
            about=gettext_lazy("As it was kept in the console; what is missing is named."),
            key="case_id",
            may=may_submit,
        )
    }

    def visible(self) -> QuerySet[Case]:
        """Own station's, one's township's, or all (R148)."""
        return selectors.case_full(self.actor)

    def rows(self, asked: dict[str, Any]) -> QuerySet[Case]:
        """Narrowed as in the console."""
        self.calendar, today = WorkCalendar.load(), timezone.localdate()
        found = selectors.cases(self.actor).defer(*UNREAD)
        for name, lookup in LOOKUPS.items():
            if name in asked:
                found = found.filter(**{lookup: asked[name]})
        if asked.get("q"):
            found = finding.of_words(found, asked["q"])
        if "number" in asked:
            number = asked["number"].strip().upper()
            found = found.filter(Q(number=number) | Q(reference=number))
        if "light" in asked:
            found = finding.of_light(found, asked["light"], on=today, calendar=self.calendar)
        if "overdue" in asked:
            late = selectors.overdue(self.actor, on=today).values("pk")
            found = found.filter(pk__in=late) if asked["overdue"] else found.exclude(pk__in=late)
        return self._between(found, asked)

    def _between(self, found: QuerySet[Case], asked: dict[str, Any]) -> QuerySet[Case]:
        if "due_from" in asked:
            found = found.filter(due_date__gte=asked["due_from"])
        if "due_to" in asked:
            found = found.filter(due_date__lte=asked["due_to"])
        if "opened_from" in asked:
            found = found.filter(submitted_at__gte=finding.since(asked["opened_from"]))
        if "opened_to" in asked:
            after = finding.since(asked["opened_to"]) + timedelta(days=1)
            found = found.filter(submitted_at__lt=after)
        return found

    def line(self, record: Case) -> dict[str, Any]:
        """One line."""
        return row(record, calendar=self.calendar)

    def whole(self, record: Case) -> dict[str, Any]:
        """The whole of it, personal data masked (R152)."""
        found = whole(record, self.actor)
        if record.status == States.DRAFT:
            with suppress(Denied, Violation):
                may_submit(record, self.actor)
                found["available_actions"].insert(
                    0, {"action": "submit", "label": str(SUBMIT.label)}
                )
        return found


urlpatterns = Cases.paths()
