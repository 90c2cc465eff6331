"""Use of seals: which seals there are, every use, applications and their way (R26)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, Operation
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Words, of_month, of_states
from operations.seals import forms, selectors, services
from operations.seals.lifecycle import PEOPLE, SealUseStates
from operations.seals.models import Seal, SealUse
from operations.seals.records import SealUseRecord


class SealFilters(Words):
    """How uses are narrowed."""

    state = of_states(
        SealUseStates,
        open=gettext_lazy("not ended"),
        late=gettext_lazy("a seal should be back"),
    )
    seal = serializers.RegexField(
        r"^\d{1,9}$", required=False, help_text=gettext_lazy("Number of the seal.")
    )
    month = of_month(gettext_lazy("Applied for in this month: 2026-11."))


class SealRow(Shape):
    """A seal of the register."""

    model = Seal
    of = ("name", "keeper_name", "place", "ended_date", "ended_reason")
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    out_with = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Who has it out; empty: it lies at its place.")
    )


class SealUseRow(RecordRow):
    """A use in the list."""

    model = SealUse
    of: ClassVar[tuple[str, ...]] = (
        *("number", "seal", "document", "document_number", "copies", "purpose"),
        *("applicant_name", "applied_at", "is_loan", "due_back_date"),
    )


class SealUseOut(RecordOut, SealUseRow):
    """One use."""

    of = (
        *("loan_place", "decided_by_name", "decided_at", "opinion", "impressions"),
        *("handed_by_name", "used_at", "lent_at", "returned_at", "remark"),
    )


class SealUses(Records):
    """Uses of seals."""

    area = "seals"
    at, name = "seals", "seal_use"
    page = SealUseRecord
    row, output = SealUseRow, SealUseOut
    filters = SealFilters
    order = ("-applied_at", "-pk")
    title = gettext_lazy("Use of seals")
    about = gettext_lazy(
        "All for the office and the leaders; else one's own, and those of seals that one keeps. "
        "Newest first."
    )
    one = gettext_lazy("One use of a seal")
    adds = Sent(
        gettext_lazy("Apply for a seal"),
        form=forms.ApplyForm,
        service=services.seal_apply,
        about=gettext_lazy("By anybody of the centre; a leader decides who did not apply."),
        who=PEOPLE,
        example={
            "seal_id": 1,
            "document": "关于报送材料的情况说明",
            "copies": 2,
            "purpose": "报送县商务局",
        },
    )

    def narrowed(self, found: QuerySet[SealUse], **wanted: Any) -> QuerySet[SealUse]:
        """As the console's list does."""
        return selectors.filtered(found, today=timezone.localdate(), **wanted)


class SealRegister(ListView):
    """GET seals/register/."""

    area = "seals"
    order = ("pk",)
    operations = {
        "get": Operation(
            gettext_lazy("Register of seals"),
            gettext_lazy("Which there are, who keeps them, and whether they lie at their place."),
            output=SealRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Seal]:
        """Every seal, for whoever may apply."""
        lent = SealUse.objects.filter(status=SealUseStates.LENT)
        self.out = dict(lent.values_list("seal_id", "applicant_name"))
        found = Seal.objects.all()
        return found if any(self.actor.holds(post) for post in PEOPLE) else found.none()

    def shown(self, row: Seal) -> dict[str, Any]:
        """One seal."""
        return tell(SealRow, row, out_with=self.out.get(row.pk, ""))


urlpatterns = [
    path("seals/register/", SealRegister.as_view(), name="seal_register"),
    *SealUses.paths(),
]
