"""Forms of the console's own pages."""

from django import forms

from console.models import Centre
from console.services import FIELDS, SITE_FIELDS


class CentreForm(forms.ModelForm):  # type: ignore[type-arg]
    """The centre's card."""

    class Meta:
        model = Centre
        fields = FIELDS
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}),
            "look": forms.RadioSelect,
            "contract_from_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "contract_to_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "phone": forms.TextInput(attrs={"inputmode": "tel"}),
        }


class SiteColoursForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the site's editor chooses of the card."""

    class Meta:
        model = Centre
        fields = SITE_FIELDS
        widgets = {name: CentreForm.Meta.widgets[name] for name in ("accent", "look")}
