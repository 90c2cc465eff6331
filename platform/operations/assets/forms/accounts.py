"""Forms of depreciation and reconciliation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.codes.typed import typed_month
from operations.assets import selectors

CHOOSE = (("", _("Choose")),)


class MonthForm(forms.Form):
    """A month: 2026-11."""

    month = forms.CharField(
        label=_("Month"), max_length=7, widget=forms.DateInput(attrs={"type": "month"}),
        error_messages={"required": _("Choose the month.")},
    )  # fmt: skip

    def clean_month(self) -> date:
        """Its first day."""
        found = typed_month(self.cleaned_data["month"])
        if found is None:
            raise forms.ValidationError(_("Choose the month."))
        return found


class BalanceForm(MonthForm):
    """What finance has in its books of a class."""

    asset_class_id = forms.TypedChoiceField(
        label=_("Class of the asset"), coerce=int, choices=(),
        error_messages={"required": _("Choose the class.")},
    )  # fmt: skip
    count = forms.IntegerField(
        label=_("Number in the books"), min_value=0, max_value=99_999,
        error_messages={"required": _("Enter how many the books of finance have.")},
    )  # fmt: skip
    value = forms.DecimalField(
        label=_("Original value in the books (yuan)"), min_value=0,
        max_digits=14, decimal_places=2,
        error_messages={"required": _("Enter their original value in yuan.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset_class_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, f"{one.code} {one.name}") for one in selectors.classes()),
        ]
