"""Forms of an asset's life: issued, handed over, given back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.records.forms import SignatureField
from operations.assets import selectors
from operations.assets.models import Asset
from operations.staff.selectors import departments

CHOOSE = (("", _("Choose")),)


def _place() -> forms.CharField:
    return forms.CharField(
        label=_("Place of the asset"),
        max_length=80,
        error_messages={"required": _("Say where it stands.")},
    )


class SignForm(forms.Form):
    """Whoever hands it over signs."""

    signature = SignatureField(_("Signature of the present keeper"))


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
    signature = SignatureField(_("Signature of the responsible person"))

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


class GiveBackForm(SignForm):
    """Both sign, and it lies in store."""

    signature_taker = SignatureField(_("Signature of who takes it back"))
    place = _place()


class PlaceForm(forms.Form):
    """Where it stands now."""

    place = _place()
