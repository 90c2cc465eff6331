"""Filters of the lists; all of them are in the address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.casework.lifecycle import States
from operations.casework.models import Applicant, Channel
from operations.casework.showing import LIGHTS
from operations.staff.rules import SIX_ZONES

ANY: tuple[str, Any] = ("", _("All"))
DAY = {"type": "date"}


def choice(label: Any, choices: Any = ()) -> forms.ChoiceField:
    """A choice that may be left open."""
    return forms.ChoiceField(label=label, required=False, choices=[ANY, *choices])


class CaseFilter(forms.Form):
    """What narrows the list of all cases. Items, stations and people are put in by the view."""

    words = forms.CharField(
        label=_("Number, reference, phone or ID"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    state = choice(_("State"), States.choices)
    light = choice(_("Clock"), [(str(light), words) for light, words in LIGHTS.items()])
    item = choice(_("Service item"))
    zone = choice(_("Zone"), SIX_ZONES)
    channel = choice(_("Channel"), Channel.choices)
    station = choice(_("Station"))
    township = choice(_("Township"))
    handler = choice(_("Handler"))
    since = forms.DateField(
        label=_("Submitted from"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    until = forms.DateField(
        label=_("Submitted until"), required=False, widget=forms.DateInput(attrs=DAY)
    )


class ShortFilter(forms.Form):
    """What narrows lists that are short by themselves."""

    state = choice(_("State"), States.choices)
    light = choice(_("Clock"), [(str(light), words) for light, words in LIGHTS.items()])


class ZoneFilter(ShortFilter):
    """A list of one zone."""

    zone = choice(_("Zone"), SIX_ZONES)
    field_order = ("zone", "state", "light")


class ApplicantFilter(forms.Form):
    """Found whole, never browsed by parts (R156)."""

    words = forms.CharField(
        label=_("Whole name, phone, ID number or credit code"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = choice(_("Kind"), Applicant.Kind.choices)


class PeriodForm(forms.Form):
    """The days that the statistics are about."""

    since = forms.DateField(label=_("From"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    zone = choice(_("Zone"), SIX_ZONES)

    def clean(self) -> dict[str, Any]:
        """From comes before until; not more than two years."""
        data = super().clean() or {}
        first, last = data.get("since"), data.get("until")
        if first and last and not 0 <= (last - first).days <= MOST_DAYS:
            self.add_error(
                "until", _("Choose a period of at most two years that ends after it begins.")
            )
        return data

    @staticmethod
    def this_month() -> dict[str, Any]:
        """What it begins with."""
        today = timezone.localdate()
        return {"since": today.replace(day=1), "until": today}


MOST_DAYS = 731
