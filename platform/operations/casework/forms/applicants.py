"""Forms of an applicant's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from core.privacy import mask_phone
from operations.casework import selectors
from operations.casework.models import Applicant
from operations.stations.models import Village

OFF = {"autocomplete": "off"}
SECRET = ("phone", "id_number")


class ApplicantForm(forms.ModelForm):  # type: ignore[type-arg]
    """Corrected data; what is stored encrypted is only replaced, never sent out."""

    class Meta:
        model = Applicant
        fields = (
            *("kind", "name", "contact_name", "phone", "id_number", "credit_code"),
            *("village", "address"),
        )
        widgets = {
            "phone": forms.TextInput(attrs={"inputmode": "tel", **OFF}),
            "id_number": forms.TextInput(attrs=OFF),
            "credit_code": forms.TextInput(attrs=OFF),
        }
        help_texts = {
            "phone": _("Stored encrypted; shown masked. Leave empty to keep."),
            "id_number": _("Stored encrypted; shown masked. Leave empty to keep."),
        }

    def __init__(self, *args: Any, record: Applicant, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"instance": record}))
        for name in SECRET:
            self.initial[name] = ""
            self.fields[name].required = False
        village: Any = self.fields["village"]
        village.queryset = Village.objects.select_related("township").order_by("code")
        village.label_from_instance = lambda one: f"{one.township.name} · {one.name}"

    def _post_clean(self) -> None:
        """Rules belong to the service; a ModelForm would run the model's here."""

    def clean(self) -> dict[str, Any]:
        """As the service takes it; untouched secrets are left out."""
        data = dict(super().clean() or {})
        village = data.pop("village", None)
        for name in SECRET:
            if not data.get(name):
                data.pop(name, None)
        return {**data, "village_id": village.pk if village else None}


class MergeForm(forms.Form):
    """Which entry is the same applicant, and how one knows."""

    gone_id = forms.TypedChoiceField(
        label=_("The other entry"), coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("How you know that it is the same"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, record: Applicant, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = selectors.applicants(actor).filter(
            pk__in=selectors.duplicates_of(record).values("pk")
        )
        self.fields["gone_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, alike(one)) for one in seen.order_by("pk")
        ]


def alike(one: Applicant) -> str:
    """An entry, masked, so that it can be told from others."""
    words = [one.masked_name, str(one.get_kind_display()), mask_phone(one.phone)]
    if one.village:
        words.append(one.village.name)
    return " · ".join(word for word in words if word)
