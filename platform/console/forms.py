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


class SiteColoursForm(CentreForm):
    """What the site's editor chooses of the card."""

    class Meta(CentreForm.Meta):
        fields = SITE_FIELDS
