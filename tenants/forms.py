"""Shape of input only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.models import County


class CountyForm(forms.Form):
    """A county to be born. The name follows from the code and may be corrected."""

    code = forms.CharField(
        label=_("Division code"),
        max_length=6,
        help_text=_("Six digits by GB/T 2260, for example 340882."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name of the county"),
        max_length=40,
        required=False,
        help_text=_("Left empty, it is taken from the list of divisions."),
    )
    host = forms.CharField(
        label=_("Host"),
        max_length=200,
        help_text=_("Where its site is served, for example qianshan.localhost."),
    )
    admin_name = forms.CharField(label=_("Name of its administrator"), max_length=40)
    admin_phone = forms.CharField(
        label=_("Mobile phone of its administrator"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class StateForm(forms.Form):
    """A change of a county's state, with its reason."""

    state = forms.ChoiceField(
        label=_("New state"),
        choices=[choice for choice in County.State.choices if choice[0] != County.State.PREPARING],
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    contact = forms.CharField(
        label=_("Contact shown while suspended"), max_length=120, required=False
    )
