"""Shape of input only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.figures import derived, figures


class IndicatorForm(forms.Form):
    """An indicator's setting from a day on."""

    code = forms.ChoiceField(label=_("Indicator"))
    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    floor = forms.DecimalField(label=_("Floor"), required=False, max_digits=14, decimal_places=2)
    target = forms.DecimalField(label=_("Target"), required=False, max_digits=14, decimal_places=2)
    weight = forms.DecimalField(label=_("Weight"), min_value=0, max_value=100, decimal_places=2)
    note = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            *((figure.code, f"{figure.code} {figure.name}") for figure in figures()),
            *((figure.code, f"{figure.code} {figure.name}") for figure in derived()),
        ]


class ReopeningForm(forms.Form):
    """Why a locked month must be reopened."""

    reason = forms.CharField(label=_("Reason for reopening"), max_length=200)
