"""Shape of input only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from operations.stations import settings
from operations.stations.abilities import ABILITIES
from operations.stations.models import Station, Village
from operations.stations.rules import CHECKLIST, DAYS, SCORES

DATE = {"type": "date"}

# Form A on paper: what stands in each of its parts.
FORM_A = (
    (_("Station"), ("name", "level", "kind", "tier", "area_m2", "subsidised")),
    (_("Place"), ("township", "village", "address", "latitude", "longitude")),
    (
        _("Operator and manager"),
        (
            "operator_name",
            "credit_code",
            "manager_name",
            "manager_phone",
            "manager_id_number",
            "training_certificate",
        ),
    ),
    (
        _("Agreement and account"),
        ("agreement_from_date", "agreement_to_date", "bank_name", "bank_account"),
    ),
    (_("Service"), ("abilities", "public_phone", "note")),
)


class StationForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form A: a station's data."""

    class Meta:
        model = Station
        fields = (
            "name",
            "level",
            "township",
            "village",
            "kind",
            "tier",
            "subsidised",
            "address",
            "area_m2",
            "latitude",
            "longitude",
            "operator_name",
            "credit_code",
            "manager_name",
            "manager_phone",
            "manager_id_number",
            "training_certificate",
            "bank_name",
            "bank_account",
            "public_phone",
            "abilities",
            "agreement_from_date",
            "agreement_to_date",
            "note",
        )
        widgets = {
            "agreement_from_date": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "agreement_to_date": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 2}),
            "credit_code": forms.TextInput(attrs={"autocomplete": "off"}),
            "manager_phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "manager_id_number": forms.TextInput(attrs={"autocomplete": "off"}),
            "bank_account": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        help_texts = {
            "subsidised": _("At most one subsidised station in a village (R143)."),
            "public_phone": _("Shown on the public page, only with the manager's consent."),
            "manager_id_number": _("Stored encrypted; shown masked. Leave empty to keep."),
            "bank_account": _("Stored encrypted; shown masked. Leave empty to keep."),
            "latitude": _("WGS-84, as phones give it, for example 30.631234."),
        }

    abilities = forms.MultipleChoiceField(
        label=_("Services offered"),
        required=False,
        choices=list(ABILITIES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    tier = forms.ChoiceField(label=_("Tier"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tiers = settings.tiers(on=timezone.localdate())
        self.fields["tier"].choices = [  # type: ignore[attr-defined]
            (name, _("%(tier)s (%(amount)s yuan a year)") % {"tier": name, "amount": amount})
            for name, amount in tiers.items()
        ]
        self.fields["village"].queryset = Village.objects.select_related(  # type: ignore[attr-defined]
            "township"
        ).order_by("code")
        self.fields["village"].label_from_instance = (  # type: ignore[attr-defined]
            lambda village: f"{village.township.name} · {village.name}"
        )
        self.fields["village"].help_text = _("Empty only for township stations.")
        if self.instance.pk:
            # What is stored encrypted is not sent out again by a form.
            for name in ("manager_id_number", "bank_account"):
                self.initial[name] = ""

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as form A groups them, like the record's page."""
        return [(str(title), [self[name] for name in names]) for title, names in FORM_A]

    def _post_clean(self) -> None:
        """Rules belong to the service; a ModelForm would run the model's here."""

    def given(self) -> dict[str, Any]:
        """The values for the service; untouched secrets are left out."""
        data = dict(self.cleaned_data)
        for name in ("manager_id_number", "bank_account"):
            if self.instance.pk and not data.get(name):
                data.pop(name, None)
        data["abilities"] = list(data.get("abilities") or [])
        return data


class HoursForm(forms.Form):
    """Opening hours per weekday; both empty means closed (R147)."""

    # Opening and closing side by side.
    pairs = True

    def __init__(self, *args: Any, record: Station | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = record.opening_hours if record else {}
        for number, day in enumerate(DAYS, start=1):
            hours = kept.get(str(number)) or ["", ""]
            for part, label, value in (
                ("opens", _("%(day)s from"), hours[0]),
                ("closes", _("%(day)s to"), hours[1]),
            ):
                self.fields[f"{part}_{number}"] = forms.TimeField(
                    label=label % {"day": day},
                    required=False,
                    initial=value,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                    error_messages={"invalid": _("Enter a time such as 08:30.")},
                )

    def clean(self) -> dict[str, Any]:
        """Both times of a day or neither; as the service takes them."""
        data = dict(super().clean() or {})
        hours = {}
        for number in range(1, len(DAYS) + 1):
            names = (f"opens_{number}", f"closes_{number}")
            given = [data.get(name) for name in names]
            for name, one, other in zip(names, given, given[::-1], strict=True):
                if other and not one and name not in self.errors:
                    self.add_error(name, _("Enter this time too, or leave both empty."))
            hours[str(number)] = [f"{one:%H:%M}" for one in given if one]
        return {"opening_hours": hours}


class ChecklistForm(forms.Form):
    """Form C: the acceptance checklist (R142)."""

    latitude = forms.DecimalField(
        label=_("Latitude"), max_digits=9, decimal_places=6, required=False
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), max_digits=9, decimal_places=6, required=False
    )
    remarks = forms.CharField(
        label=_("Remarks"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["answers", "latitude", "longitude", "remarks"]
    # The schema of the API makes one to see its fields.
    grows = True

    def __init__(self, *args: Any, record: Station | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answers"] = forms.MultipleChoiceField(
            label=_("Checklist: tick what is there"),
            required=False,
            choices=list(CHECKLIST.items()),
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(self.field_order)
        if record and record.latitude is not None:
            self.initial.setdefault("latitude", record.latitude)
            self.initial.setdefault("longitude", record.longitude)

    def clean_answers(self) -> dict[str, bool]:
        """As the service takes them."""
        ticked = set(self.cleaned_data["answers"])
        return {key: key in ticked for key in CHECKLIST}


class FailForm(ChecklistForm):
    """Not accepted: what is there, and why not."""

    latitude = None  # type: ignore[assignment]
    longitude = None  # type: ignore[assignment]
    remarks = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=_("What is missing"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class InspectionForm(forms.Form):
    """The score sheet of a visit (R145)."""

    found_closed = forms.BooleanField(label=_("Found closed during opening hours"), required=False)
    uncorrected_faults = forms.IntegerField(
        label=_("Notified faults not corrected (5 points each)"),
        min_value=0,
        max_value=20,
        initial=0,
    )
    remarks = forms.CharField(
        label=_("Remarks"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    # The schema of the API makes one to see its fields.
    grows = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, (words, most) in SCORES.items():
            self.fields[f"score_{key}"] = forms.IntegerField(
                label=_("%(part)s (0 to %(most)s)") % {"part": words, "most": most},
                min_value=0,
                max_value=most,
            )
        self.order_fields([f"score_{key}" for key in SCORES])

    def clean(self) -> dict[str, Any]:
        """The six parts as one mapping."""
        data = dict(super().clean() or {})
        data["scores"] = {key: data.pop(f"score_{key}", -1) for key in SCORES}
        return data


class RectifyForm(forms.Form):
    """What must be mended, and by when (R145)."""

    reason = forms.CharField(
        label=_("Faults to be mended"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_date = forms.DateField(label=_("To be mended by"), widget=forms.DateInput(attrs=DATE))


class JudgeForm(forms.Form):
    """The outcome of a rectification (R145)."""

    passed = forms.TypedChoiceField(
        label=_("Outcome"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Mended")), ("no", _("Still failing"))],
        widget=forms.RadioSelect,
    )
    remarks = forms.CharField(label=_("Remarks"), required=False, max_length=500)


class CloseForm(forms.Form):
    """Why a station is closed."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    for_assessment = forms.BooleanField(
        label=_("Because it failed its assessment"),
        required=False,
        help_text=_("Only after a failed rectification (R145)."),
    )


class ManagerForm(forms.Form):
    """The new manager, and what was handed over (R146)."""

    name = forms.CharField(label=_("Name of the new manager"), max_length=40)
    phone = forms.CharField(label=_("Mobile phone"), max_length=20)
    id_number = forms.CharField(label=_("ID number"), max_length=18, required=False)
    training_certificate = forms.CharField(
        label=_("Training certificate"), max_length=60, required=False
    )
    ledgers = forms.BooleanField(label=_("Ledgers are handed over"), required=False)
    equipment = forms.BooleanField(label=_("Equipment is handed over"), required=False)
    remarks = forms.CharField(label=_("Remarks"), required=False, max_length=500)


class ObjectionForm(forms.Form):
    """What an objection says."""

    text = forms.CharField(
        label=_("What the objection says"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecisionForm(forms.Form):
    """Which objection is dismissed, and why."""

    objection_id = forms.TypedChoiceField(label=_("Objection"), coerce=int)
    decision = forms.CharField(
        label=_("Decision and reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, record: Station | None = None, actor: Actor | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        waiting = record.objections.filter(decided_at__isnull=True) if record else []
        self.fields["objection_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, str(one)) for one in waiting
        ]


class UploadForm(forms.Form):
    """The county's villages as CSV."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "Columns: code, name, township_code, township, county_code (or their Chinese "
            "names). A whole province's file is fine: other counties are passed over."
        ),
    )
