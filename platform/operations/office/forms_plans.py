"""Shape of input only, of two-weekly plans."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from accounts.posts import Post
from core.actor import Actor
from operations.office import selectors
from operations.office.lifecycle import OUT
from operations.office.models import ItemProgress, PlanSource, WorkPlan
from operations.office.services import PlanItemData
from operations.staff.selectors import departments


class PlanItemForm(forms.Form):
    """An item of a plan (R41)."""

    department_id = forms.TypedChoiceField(
        label=_("department"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose a department.")},
    )
    matter = forms.CharField(
        label=_("planned matter"),
        max_length=120,
        error_messages={"required": _("Say what is planned.")},
    )
    responsible = forms.CharField(
        label=_("responsible person"),
        max_length=40,
        error_messages={"required": _("Say who is responsible.")},
    )
    start_date = forms.DateField(label=_("begins on"), widget=day_input())
    end_date = forms.DateField(label=_("ends on"), widget=day_input())
    expected = forms.CharField(label=_("expected result"), max_length=200, required=False)
    source = forms.ChoiceField(label=_("source of the matter"), choices=PlanSource.choices)
    added_reason = forms.CharField(
        label=_("why added"),
        max_length=200,
        required=False,
        help_text=_("The plan is published: what is added now stands there with its reason."),
    )

    def __init__(
        self, *args: Any, actor: Actor, plan: WorkPlan, adding: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department_id"].choices = own_departments(actor)  # type: ignore[attr-defined]
        if not adding or plan.status not in OUT:
            del self.fields["added_reason"]
        if adding:
            first = max(plan.start_date, min(timezone.localdate(), plan.end_date))
            self.fields["start_date"].initial = first
            self.fields["end_date"].initial = plan.end_date

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        found = dict(self.cleaned_data)
        reason = found.pop("added_reason", None)
        given: dict[str, Any] = {"data": PlanItemData(**found)}
        return given if reason is None else given | {"added_reason": reason}


def own_departments(actor: Actor) -> list[tuple[int, str]]:
    """Departments one may enter items for: all for the office, else one's own (R37)."""
    found = departments()
    own = selectors.departments_of(actor, on=timezone.localdate())
    if own and not actor.holds(Post.OFFICE):
        found = found.filter(pk__in=own)
    return [(one.pk, one.name) for one in found]


class ProgressForm(forms.Form):
    """How far an item of a plan is."""

    progress = forms.ChoiceField(label=_("progress of the matter"), choices=ItemProgress.choices)
    note = forms.CharField(label=_("note on completion"), max_length=200, required=False)


class HandInForm(forms.Form):
    """Which department's items are complete."""

    department_id = forms.TypedChoiceField(
        label=_("department"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose a department.")},
    )

    def __init__(self, *args: Any, record: WorkPlan, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = set(record.returns.values_list("department_id", flat=True))
        self.fields["department_id"].choices = [  # type: ignore[attr-defined]
            (pk, name) for pk, name in own_departments(actor) if pk not in done
        ]


class SummaryForm(forms.Form):
    """How the cycle went."""

    summary = forms.CharField(
        label=_("summary of the plan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the summary.")},
    )
