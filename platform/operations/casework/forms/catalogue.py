"""Forms of an item's page: words, promise, a further field, offering."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from operations.casework.fields import CHOSEN, STAGES
from operations.casework.models import ServiceItem
from operations.casework.terms import promise_of

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TYPES = (
    ("text", _("One line")),
    ("longtext", _("Several lines")),
    ("integer", _("Whole number")),
    ("decimal", _("Number")),
    ("money", _("Amount in yuan")),
    ("date", _("Day")),
    ("choice", _("One of several")),
    ("multi", _("Some of several")),
    ("phone", _("Phone")),
    ("account", _("Account or card number")),
    ("yesno", _("Yes or no")),
)
WHEN = {"apply": _("At registration"), "finish": _("When it is completed")}


class PromiseChangeForm(forms.Form):
    """Other times from a day on."""

    days = forms.IntegerField(label=_("Promised working days"), min_value=0, max_value=365)
    urgent_days = forms.IntegerField(
        label=_("Promised working days if urgent"), min_value=0, max_value=365, required=False
    )
    legal_days = forms.IntegerField(label=_("Legal working days"), min_value=0, max_value=365)
    valid_from_date = forms.DateField(
        label=_("Valid from"),
        initial=timezone.localdate,
        widget=DATE,
        help_text=_("Cases that were submitted before keep their own promise."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, record: ServiceItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = promise_of(record, on=timezone.localdate())
        for name in ("days", "urgent_days", "legal_days"):
            self.initial.setdefault(name, getattr(now, name))


class FieldForm(forms.Form):
    """One thing more that the form asks."""

    label = forms.CharField(label=_("Question"), max_length=40)
    key = forms.CharField(
        label=_("Short name in small letters"),
        max_length=30,
        required=False,
        help_text=_("For reports, for example land_area. Leave empty to have one made."),
    )
    type = forms.ChoiceField(label=_("Kind of answer"), choices=TYPES)
    choices = forms.CharField(
        label=_("Choices, one a line"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For “one of several” and “some of several”."),
    )
    unit = forms.CharField(label=_("Unit"), required=False, max_length=10)
    help = forms.CharField(label=_("Hint below the field"), required=False, max_length=100)
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    private = forms.BooleanField(
        label=_("Personal: stored encrypted, shown masked"), required=False
    )
    stage = forms.ChoiceField(
        label=_("When it is asked"), choices=[(one, WHEN[one]) for one in STAGES]
    )
    valid_from_date = forms.DateField(
        label=_("Valid from"), initial=timezone.localdate, widget=DATE
    )

    def __init__(self, *args: Any, record: ServiceItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record

    def clean(self) -> dict[str, Any]:
        """The description as the catalogue writes it; blanks are left out."""
        data = super().clean() or {}
        if self.errors:
            return data
        day = data.pop("valid_from_date")
        asked = {name: value for name, value in data.items() if value not in ("", False, None)}
        asked["key"] = data.get("key") or self._key(data["label"])
        choices = [line.strip() for line in data.get("choices", "").splitlines() if line.strip()]
        asked.pop("choices", None)
        if data["type"] in CHOSEN:
            asked["choices"] = choices
        if data["type"] == "account":
            asked["private"] = True
        return {"field": asked, "valid_from_date": day}

    def _key(self, label: str) -> str:
        """A name that no field of the form has yet."""
        taken = {one["key"] for form in self.record.forms.all() for one in form.fields}
        base = slugify(label).replace("-", "_").strip("_") or "own"
        stem = base if base[0].isalpha() else f"own_{base}"
        numbers = (stem, *(f"{stem}_{number}" for number in range(2, 99)))
        return next(name for name in numbers if name not in taken)


class WordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The guide's words, and where the item is taken."""

    class Meta:
        model = ServiceItem
        fields = (
            *("short", "what", "who", "basis", "where", "fee"),
            *("needs_agreement", "at_station"),
        )
        widgets = {"what": forms.Textarea(attrs={"rows": 5})}
        labels = {"where": _("Where it is done")}

    def __init__(self, *args: Any, record: ServiceItem, **kwargs: Any) -> None:
        fresh = ServiceItem.objects.get(pk=record.pk)
        super().__init__(*args, **(kwargs | {"instance": fresh}))
        for name in ("what", "who"):
            # A guide that does not say these is none.
            self.fields[name].required = True

    def _post_clean(self) -> None:
        """Rules belong to the service; a ModelForm would run the model's here."""


class WithdrawForm(forms.Form):
    """From when on it is not offered, and why."""

    from_date = forms.DateField(
        label=_("No longer offered from"), initial=timezone.localdate, widget=DATE
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class RestoreForm(forms.Form):
    """Why it is offered again."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
