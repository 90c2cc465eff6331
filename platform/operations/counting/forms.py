"""The shape of what is typed at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.records.forms import SignatureField
from operations.assets import selectors as assets
from operations.counting import selectors
from operations.counting.kinds import CHOSEN, REMEDIES, Remedy, Result, Subject
from operations.counting.models import Line
from operations.supplies.models import Place

CHOOSE = (("", _("Choose")),)


class SignForm(forms.Form):
    """Whoever answers for the count signs by hand."""

    signature = SignatureField(_("Signature"))


class OpenForm(forms.Form):
    """An additional count: of what, and where (R93)."""

    subject = forms.ChoiceField(label=_("What is counted"), choices=Subject.choices)
    classes = forms.TypedMultipleChoiceField(
        label=_("Classes of assets"), coerce=int, required=False, choices=(),
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all of them."),
    )  # fmt: skip
    places = forms.MultipleChoiceField(
        label=_("Places of assets"), required=False, choices=(),
        widget=forms.SelectMultiple(attrs={"size": 8}), help_text=_("None chosen: all of them."),
    )  # fmt: skip
    cabinets = forms.MultipleChoiceField(
        label=_("Cabinets of supplies"), required=False, choices=(),
        widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: all of them."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "classes": [(one.pk, one.name) for one in assets.classes()],
            "places": [(name, name) for name in selectors.places()],
            "cabinets": [(one.name, one.name) for one in Place.objects.order_by("order", "name")],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def data_given(self) -> dict[str, Any]:
        """Classes and places of assets, or cabinets of supplies."""
        data = self.cleaned_data
        if data["subject"] == Subject.ASSETS:
            return {name: data[name] for name in ("subject", "classes", "places")}
        return {"subject": data["subject"], "places": data["cabinets"]}


class SettleForm(forms.Form):
    """What holds, where two counters disagree or somebody saw it without a phone (R94)."""

    result = forms.ChoiceField(
        label=_("What it turned out to be"),
        choices=[*CHOOSE, *((one.value, one.label) for one in CHOSEN)],
        error_messages={"required": _("Say what it turned out to be.")},
    )
    place = forms.CharField(label=_("Found at"), max_length=80, required=False)

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = line.found_place or selectors.expected_place(line, at=timezone.now())
        self.fields["place"].initial = where


class ExplainForm(forms.Form):
    """Why it differs and what is done; what a surplus thing is (R94)."""

    remedy = forms.ChoiceField(
        label=_("Action on the difference"),
        choices=(),
        error_messages={"required": _("Choose what is done.")},
    )
    explanation = forms.CharField(
        label=_("Explanation"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say how the difference came about.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the asset"), max_length=60, required=False)
    asset_class_id = forms.TypedChoiceField(
        label=_("Class of the asset"), coerce=int, empty_value=None, required=False, choices=()
    )
    price = forms.DecimalField(
        label=_("What it is worth today (yuan)"), max_digits=12, decimal_places=2, required=False
    )
    place = forms.CharField(label=_("Found at"), max_length=80, required=False)
    surplus: ClassVar[Sequence[str]] = ("name", "asset_class_id", "price", "place")

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = REMEDIES.get(line.result, ())
        if line.is_put_right:
            # The ledger follows the thing already; nothing else fits any more.
            allowed = (Remedy.PLACE,)
        self.fields["remedy"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one, Remedy(one).label) for one in allowed),
        ]
        if line.result != Result.SURPLUS or line.asset_id is not None:
            for field in self.surplus:
                del self.fields[field]
            return
        if line.found_place:
            del self.fields["place"]
        self.fields["name"].initial = line.name
        self.fields["asset_class_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in assets.classes()),
        ]


class QuantityForm(forms.Form):
    """How many pieces lie there, one field a line. anew: what was counted before is not there."""

    def __init__(
        self, *args: Any, lines: Sequence[Line], anew: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[f"line-{line.pk}"] = forms.IntegerField(
                label=str(line), min_value=0, max_value=1_000_000, required=False,
                initial=None if anew else line.counted,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                # What the page showed goes along: only what was typed anew is entered.
                show_hidden_initial=True,
            )  # fmt: skip

    def data_given(self) -> dict[str, Any]:
        """Pieces by line, as far as typed anew; what was left empty stays uncounted."""
        given = {
            int(name.removeprefix("line-")): self.cleaned_data[name]
            for name in self.changed_data
            if self.cleaned_data[name] is not None
        }
        return {"quantities": given}
