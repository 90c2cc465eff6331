"""Supervision items: the list with its lights, one item with its course, its moves (R43-R47)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Department, Words, of_states
from operations.office import forms, selectors, services
from operations.office.lifecycle import ISSUERS, States
from operations.office.models import (
    DailyCheck,
    Extension,
    Milestone,
    Progress,
    Source,
    SupervisionItem,
)
from operations.office.records import WORDS, SupervisionRecord

LIGHTS = [(str(light), words) for light, words in WORDS.items()]


class SupervisionFilters(Words, Department):
    """How the list is narrowed."""

    state = of_states(States, open=gettext_lazy("not ended"))
    light = serializers.ChoiceField(
        LIGHTS, required=False, help_text=gettext_lazy("Light of today.")
    )
    source = serializers.ChoiceField(  # type: ignore[assignment]  # popped by the metaclass
        Source.choices, required=False, help_text=gettext_lazy("Where it comes from.")
    )


class SupervisionRow(RecordRow):
    """An item in the list."""

    model = SupervisionItem
    of: ClassVar[tuple[str, ...]] = (
        *("number", "title", "level", "source", "reference", "department", "owner_name"),
        *("issued_by_name", "issued_date", "due_date", "first_due_date", "ended_date"),
    )
    light = serializers.ChoiceField(
        LIGHTS,
        allow_blank=True,
        help_text=gettext_lazy("Light of today; empty when it has ended."),
    )


class SupervisionMilestone(Shape):
    """Something that is there by a day."""

    model = Milestone
    of = ("title", "due_date", "done_date", "done_by_name")


class SupervisionProgress(Shape):
    """What the owner said; a problem waits for its answer (R43)."""

    model = Progress
    of = ("kind", "text", "by_name", "at", "answer")
    answered_by_name = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Answered by.")
    )
    answered_at = serializers.DateTimeField(allow_null=True, help_text=gettext_lazy("Answered at."))


class SupervisionCheck(Shape):
    """The check of a working day (R45)."""

    model = DailyCheck
    of = ("on_date", "finding", "problem", "told", "by_name", "at")


class SupervisionExtension(Shape):
    """A later day that was asked for (R46)."""

    model = Extension
    of = (
        *("from_date", "to_date", "reason", "asked_by_name", "asked_at"),
        *("decision", "opinion", "decided_by_name", "decided_at"),
    )


class SupervisionOut(RecordOut, SupervisionRow):
    """One item."""

    of = ("requirement", "assisting", "days", "result", "evidence_note", "rating", "rating_note")
    milestones = SupervisionMilestone(many=True, help_text=gettext_lazy("Milestones."))
    progress = SupervisionProgress(many=True, help_text=gettext_lazy("Progress and problems."))
    checks = SupervisionCheck(many=True, help_text=gettext_lazy("Daily checks, the latest first."))
    extensions = SupervisionExtension(many=True, help_text=gettext_lazy("Extensions asked for."))


class Supervision(Records):
    """Supervision items."""

    area = "supervision"
    at, name, list_name = "supervision", "supervision_item", "supervision"
    page = SupervisionRecord
    row, output = SupervisionRow, SupervisionOut
    filters = SupervisionFilters
    order = ("-created_at", "-pk")
    title = gettext_lazy("Supervision items")
    about = gettext_lazy(
        "All for the office and the leaders; else one's own, those of one's department, and what "
        "the inbox brought. Newest first."
    )
    one = gettext_lazy("One supervision item")
    adds = Sent(
        gettext_lazy("Issue a supervision item"),
        form=forms.IssueForm,
        service=services.supervision_open,
        about=gettext_lazy(
            "By the office or a leader (R44); a day, or so many working days. Milestones: one in a "
            "line, the day, a space, the name."
        ),
        who=ISSUERS,
        example={
            "title": "制定年货节活动方案",
            "requirement": "明确时间、品类和预算。",
            "source": "meeting",
            "department_id": 3,
            "days": 10,
        },
    )

    def listed(self) -> QuerySet[SupervisionItem]:
        """Without what only the page shows."""
        return selectors.items(self.actor, on=timezone.localdate())

    def narrowed(
        self, found: QuerySet[SupervisionItem], **wanted: Any
    ) -> QuerySet[SupervisionItem]:
        """As the console's list does."""
        return selectors.filtered(found, on=timezone.localdate(), **wanted)

    def ready(self, found: list[SupervisionItem]) -> None:
        """The lights of the page."""
        self.lights = selectors.lights(found, on=timezone.localdate())

    def line(self, record: SupervisionItem) -> dict[str, Any]:
        """With its light."""
        return tell(SupervisionRow, record, light=str(self.lights[record.pk]))

    def more(self, record: SupervisionItem) -> dict[str, Any]:
        """Its light; what belongs to it in order, as it was loaded with it."""
        self.ready([record])
        return {
            "light": str(self.lights[record.pk]),
            "milestones": [
                tell(SupervisionMilestone, one)
                for one in sorted(record.milestones.all(), key=lambda one: (one.due_date, one.pk))
            ],
            "progress": [
                tell(SupervisionProgress, one)
                for one in sorted(record.progress.all(), key=lambda one: one.pk)
            ],
            "checks": [
                tell(SupervisionCheck, one)
                for one in sorted(record.checks.all(), key=lambda one: one.on_date, reverse=True)
            ],
            "extensions": [
                tell(SupervisionExtension, one)
                for one in sorted(record.extensions.all(), key=lambda one: one.pk)
            ],
        }


urlpatterns = Supervision.paths()
