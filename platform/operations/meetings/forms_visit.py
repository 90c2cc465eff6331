"""Shape of input only: visits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.meetings.forms import CHOOSE, Grouped, colleagues, one_of
from operations.meetings.kinds import VisitKind
from operations.meetings.models import Visit
from operations.meetings.services import VisitData

TYPED = "%Y-%m-%dT%H:%M"
# What stands in each part of the form.
PARTS_OF_VISIT: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("The visitors"), ("unit", "head_name", "headcount", "kind", "matter")),
    (_("Reception"), ("arrives_at", "leaves_at", "host_id", "programme", "cost_note")),
)


def moment_input() -> forms.DateTimeInput:
    """A day with its time, as browsers ask for it."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED)


class VisitForm(Grouped):
    """Who comes, for what, and who receives them."""

    parts = PARTS_OF_VISIT
    unit = forms.CharField(
        label=_("Visitors from"), max_length=80,
        error_messages={"required": _("Say where the visitors are from.")},
    )  # fmt: skip
    head_name = forms.CharField(
        label=_("Head of the visitors"), max_length=60, required=False,
        help_text=_("Name and title. No phone numbers."),
    )  # fmt: skip
    headcount = forms.IntegerField(
        label=_("Number of visitors"), min_value=1, max_value=500, initial=1
    )
    kind = forms.ChoiceField(
        label=_("Kind of visit"), choices=[*CHOOSE, *VisitKind.choices],
        error_messages={"required": _("Choose the kind of visit.")},
    )  # fmt: skip
    matter = forms.CharField(
        label=_("Matter of the visit"), max_length=200,
        error_messages={"required": _("Say what the visit is for.")},
    )  # fmt: skip
    arrives_at = forms.DateTimeField(label=_("Arrival"), widget=moment_input())
    leaves_at = forms.DateTimeField(label=_("Departure"), widget=moment_input())
    host_id = one_of(_("Received by"), _("Choose who receives them."))
    programme = forms.CharField(
        label=_("Programme"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    cost_note = forms.CharField(
        label=_("Remark on costs"), max_length=200, required=False,
        help_text=_("Meals, cars, lodging, and who bears them."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host_id"].choices = [*CHOOSE, *colleagues()]  # type: ignore[attr-defined]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": VisitData(**self.cleaned_data)}


def initial_of_visit(visit: Visit) -> dict[str, Any]:
    """A visit as its form shows it."""
    found = {name: getattr(visit, name) for name in VisitForm.base_fields}
    for name in ("arrives_at", "leaves_at"):
        found[name] = timezone.localtime(found[name])
    return found


class ReceiveForm(forms.Form):
    """How many came."""

    headcount = forms.IntegerField(
        label=_("Number of visitors"), min_value=1, max_value=500, initial=1
    )

    def __init__(self, *args: Any, record: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["headcount"].initial = record.headcount


class CloseVisitForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=_("What came of it"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what came of the visit.")},
    )  # fmt: skip
    cost_note = forms.CharField(label=_("Remark on costs"), max_length=200, required=False)

    def __init__(self, *args: Any, record: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cost_note"].initial = record.cost_note
