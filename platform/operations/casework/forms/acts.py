"""Forms of what can be done with a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Grant, User
from accounts.posts import LOCAL
from console.records.forms import RETURN, Phrases
from core.actor import Actor, Scope
from operations.casework import selectors
from operations.casework.forms.details import DetailsForm
from operations.casework.forms.registering import described
from operations.casework.forms.uploads import FilesField
from operations.casework.models import Case
from operations.casework.services.registering import joined
from operations.casework.settings import setting
from operations.casework.terms import fields_of, missing_materials

TICKS = forms.CheckboxSelectMultiple
THREE_ROWS = {"rows": 3}
REASON = gettext_lazy("Please give the reason.")


def handlers_for(case: Case) -> list[tuple[Any, str]]:
    """Who may have it, the best first; whoever is barred is not offered."""
    found = selectors.candidates(case, on=timezone.localdate())
    return [(one.user_id, described(one, skill=case.item.skill)) for one in found if not one.barred]


class AcceptForm(forms.Form):
    """What was handed in, and who shall have it."""

    materials = forms.MultipleChoiceField(
        label=gettext_lazy("Materials handed in"), required=False, widget=TICKS
    )
    handler_id = forms.TypedChoiceField(
        label=gettext_lazy("Handler"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=gettext_lazy("The best first: by department, skill and load."),
    )

    def __init__(self, *args: Any, record: Case, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["materials"].choices = [
            (
                one["key"],
                _("%(name)s (required)") % one if one.get("required") else one["name"],
            )
            for one in record.form.materials
        ]
        missing = set(missing_materials(record))
        self.initial.setdefault(
            "materials",
            [one["key"] for one in record.form.materials if one["name"] not in missing]
            if record.materials
            else [],
        )
        if not record.form.materials:
            del self.fields["materials"]
        if record.process_scope().kind == "station":
            del self.fields["handler_id"]
        else:
            fields["handler_id"].choices = [("", _("Assign later")), *handlers_for(record)]


class AskForm(forms.Form):
    """Everything that is missing, in one list (R135)."""

    missing = forms.MultipleChoiceField(
        label=gettext_lazy("Missing materials"), required=False, widget=TICKS
    )
    further = forms.CharField(
        label=gettext_lazy("Further, one a line"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=gettext_lazy("What the applicant should know"),
        required=False,
        max_length=300,
        widget=Phrases(RETURN[:1]),
    )

    def __init__(self, *args: Any, record: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        names = [one["name"] for one in record.form.materials]
        fields["missing"].choices = [(name, name) for name in names]
        self.initial.setdefault("missing", missing_materials(record))
        if not names:
            del self.fields["missing"]

    def clean(self) -> dict[str, Any]:
        """One list, as the service takes it."""
        data = super().clean() or {}
        further = str(data.pop("further", "")).splitlines()
        data["missing"] = [*data.get("missing", []), *further]
        return data


class CompleteForm(forms.Form):
    """What was brought."""

    materials = forms.MultipleChoiceField(
        label=gettext_lazy("Materials handed in"), required=False, widget=TICKS
    )

    def __init__(self, *args: Any, record: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["materials"].choices = [(one["key"], one["name"]) for one in record.form.materials]
        self.initial.setdefault("materials", record.materials)
        self.rows = list(record.form.materials)
        for one in self.rows:
            self.fields[f"file-{one['key']}"] = forms.FileField(
                label=_("File: %(name)s") % one, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Files with the material they prove."""
        data = super().clean() or {}
        given = [(one["key"], data.pop(f"file-{one['key']}", None)) for one in self.rows]
        data["files"] = [(key, upload) for key, upload in given if upload]
        return data


def reasons() -> list[tuple[str, str]]:
    """The county's list of today (R66, R135)."""
    found: dict[str, str] = setting("refusal_reasons", on=timezone.localdate())
    return list(found.items())


class RefuseForm(forms.Form):
    """A reason from the county's list, and what there is to say besides (R135)."""

    reason_code = forms.ChoiceField(
        label=gettext_lazy("Reason from the list"), choices=reasons, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("In particular"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs=THREE_ROWS),
    )


class AssignForm(forms.Form):
    """Who gets it."""

    handler_id = forms.TypedChoiceField(
        label=gettext_lazy("Handler"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The best first: by department, skill and load."),
    )

    def __init__(self, *args: Any, record: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler_id"].choices = handlers_for(record)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One line of the handling record."""

    on_date = forms.DateField(
        label=gettext_lazy("Day"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=500,
        widget=forms.Textarea(attrs=THREE_ROWS),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=1440
    )


class PromiseForm(forms.Form):
    """The step that the promise runs to."""

    text = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs=THREE_ROWS),
    )


class NoteForm(forms.Form):
    """An internal note, and who should read it."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=1000, widget=forms.Textarea(attrs=THREE_ROWS)
    )
    mentions = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Mention colleagues"), required=False, coerce=int, widget=TICKS
    )

    def __init__(self, *args: Any, record: Case, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentions"].choices = colleagues(record, but=actor.user_id)  # type: ignore[attr-defined]


def colleagues(case: Case, *, but: int | None) -> list[tuple[int, str]]:
    """Who may see the case and could be told of it: the centre, and its own station (R148)."""
    grants = Grant.objects.valid_on(timezone.localdate()).exclude(user_id=but or 0)
    station = Scope("station", str(case.station_id))
    known = {
        grant.user_id
        for grant in grants
        if (grant.post not in LOCAL and grant.scope_kind in ("centre", "area"))
        or (case.station_id is not None and grant.scope == station)
    }
    return [
        (user.pk, user.name)
        for user in User.objects.filter(pk__in=known, is_active=True).order_by("name", "pk")
    ]


class ExtensionForm(forms.Form):
    """How many days more, and why."""

    days = forms.IntegerField(label=gettext_lazy("Further working days"), min_value=1)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs=THREE_ROWS),
        error_messages={"required": REASON},
    )


class DecideForm(forms.Form):
    """Yes or no to the extension."""

    approved = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("Approve")), ("no", gettext_lazy("Do not approve"))],
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(
        label=gettext_lazy("Opinion"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Needed where it is not approved."),
        widget=forms.Textarea(attrs=THREE_ROWS),
    )


class FinishForm(DetailsForm):
    """The result, and what the item asks for at the end."""

    result = forms.CharField(
        label=gettext_lazy("Result"), max_length=2000, widget=forms.Textarea(attrs=THREE_ROWS)
    )
    delivered = forms.CharField(
        label=gettext_lazy("How it was delivered"), required=False, max_length=80
    )
    files = FilesField(  # type: ignore[assignment]  # Django takes fields off the class
        label=gettext_lazy("Result files")
    )

    def __init__(self, *args: Any, record: Case, **kwargs: Any) -> None:
        super().__init__(
            *args, specs=fields_of(record.form), stage="finish", values=joined(record), **kwargs
        )
        for one in self.specs:
            # The usual page of an action marks what is required; here there is no draft.
            self.fields[f"details-{one.key}"].required = one.required
        own = [name for name in self.fields if name.startswith("details-")]
        self.order_fields(["result", *own, "delivered", "files"])

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        data = super().clean()
        return {**data, "details": self.details}


class CallbackForm(forms.Form):
    """What was said on the phone, and what was put right (R138)."""

    reached = forms.BooleanField(label=gettext_lazy("The applicant was reached"), required=False)
    said = forms.CharField(
        label=gettext_lazy("What the applicant said"),
        max_length=1000,
        widget=forms.Textarea(attrs=THREE_ROWS),
    )
    measures = forms.CharField(
        label=gettext_lazy("What was put right"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=THREE_ROWS),
    )
    satisfied_now = forms.NullBooleanField(
        label=gettext_lazy("Satisfied now"),
        widget=forms.RadioSelect(
            choices=[
                ("true", gettext_lazy("yes")),
                ("false", gettext_lazy("no")),
                ("unknown", gettext_lazy("Not said")),
            ]
        ),
    )
    closing = forms.BooleanField(label=gettext_lazy("The matter is settled"), required=False)
