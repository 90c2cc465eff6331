"""Forms of an asset's life: issued, handed over, given back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from console.records.forms import Handwriting
from console.signing import picture_of
from operations.assets import selectors
from operations.assets.models import Asset
from operations.staff.selectors import departments

CHOOSE = (("", _("Choose")),)


class Signature(Handwriting):
    """A place to sign with a finger, a pen or the mouse."""

    template_name = "assets/includes/signature.html"


def _place() -> forms.CharField:
    return forms.CharField(
        label=_("Place of the asset"),
        max_length=80,
        error_messages={"required": _("Say where it stands.")},
    )


class SignForm(forms.Form):
    """Whoever hands it over signs."""

    signature = forms.CharField(
        label=_("Signature of the present keeper"), required=False, widget=Signature()
    )

    def clean_signature(self) -> ContentFile[bytes] | None:
        """What was drawn as a picture; None where nothing was."""
        return picture_of(self.cleaned_data["signature"])


class IssueForm(forms.Form):
    """To whom it goes; the responsible person signs (R81, R86)."""

    person_id = forms.TypedChoiceField(
        label=_("Responsible person"), coerce=int, choices=(),
        error_messages={"required": _("Choose the responsible person.")},
    )  # fmt: skip
    department_id = forms.TypedChoiceField(
        label=_("Using department"), coerce=int, choices=(),
        error_messages={"required": _("Choose the department.")},
    )  # fmt: skip
    place = _place()
    signature = forms.CharField(
        label=_("Signature of the responsible person"), required=False, widget=Signature()
    )

    def __init__(self, *args: Any, record: Asset, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in selectors.staff()),
        ]
        self.fields["department_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in departments()),
        ]
        self.fields["department_id"].initial = record.department_id
        self.fields["place"].initial = record.place

    def clean_signature(self) -> ContentFile[bytes] | None:
        """What was drawn as a picture; None where nothing was."""
        return picture_of(self.cleaned_data["signature"])


class GiveBackForm(SignForm):
    """Both sign, and it lies in store."""

    signature_taker = forms.CharField(
        label=_("Signature of who takes it back"), required=False, widget=Signature()
    )
    place = _place()

    def clean_signature_taker(self) -> ContentFile[bytes] | None:
        """What was drawn as a picture; None where nothing was."""
        return picture_of(self.cleaned_data["signature_taker"])


class PlaceForm(forms.Form):
    """Where it stands now."""

    place = _place()
