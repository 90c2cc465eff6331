"""Shape of what is typed on the site: a sign-up, the pair that opens it, an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.casework.forms import NO_HELP, Trap
from core.codes import check_mobile, check_resident_id
from operations.stations.models import Village
from operations.training.kinds import Audience, Satisfaction
from operations.training.notice import notice
from operations.training.services import SignUpData
from operations.training.services.places import digest_of

MOBILE = gettext_lazy("Enter a mobile number of 11 digits.")


class SignUpForm(Trap):
    """Who comes, and their consent to the words on the page."""

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=40,
        help_text=gettext_lazy("As it shall stand on the certificate."),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Mobile phone"),
        max_length=30,
        error_messages={"required": MOBILE},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    village_id = forms.TypedChoiceField(
        label=gettext_lazy("Village"),
        coerce=int,
        choices=(),
        error_messages={"required": gettext_lazy("Choose a village of the county.")},
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Who you are"),
        choices=Audience.choices,
        error_messages={"required": gettext_lazy("Choose what fits you best.")},
    )
    id_number = forms.CharField(
        label=gettext_lazy("ID number"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("May be left empty; kept encrypted, for the certificate only."),
        widget=forms.TextInput(attrs=NO_HELP),
    )
    consent = forms.BooleanField(
        label=gettext_lazy("I have read this and agree."),
        error_messages={
            "required": gettext_lazy("Without your consent we may not take the sign-up.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice()
        self.version = digest_of(self.notice)
        self.initial.setdefault("nonce", get_random_string(20))
        rows = Village.objects.on(timezone.localdate()).select_related("township")
        groups: dict[str, list[tuple[int, str]]] = {}
        for one in rows.order_by("code"):
            groups.setdefault(one.township.name, []).append((one.pk, one.name))
        fields: dict[str, Any] = self.fields
        fields["village_id"].choices = [("", _("Choose")), *groups.items()]

    def clean_phone(self) -> str:
        """A mobile, so that a change can be told."""
        return str(self.read("phone", check_mobile))

    def clean_id_number(self) -> str:
        """A number whose last sign fits."""
        return str(self.read("id_number", check_resident_id, on=timezone.localdate()))

    def clean(self) -> dict[str, Any]:
        """Consent is to the words one has seen: where they changed one reads them again."""
        data = super().clean() or {}
        if "consent" not in self.errors and self.data.get("notice") != self.version:
            self.add_error(
                "consent",
                _("What happens with your data reads differently since you opened this page. "
                  "Please read it again, and agree anew."),
            )  # fmt: skip
        return data

    def given(self, class_id: int) -> SignUpData:
        """What the service takes."""
        names = ("name", "phone", "village_id", "category", "id_number")
        who = {name: self.cleaned_data[name] for name in names}
        return SignUpData(class_id=class_id, agreed_to=self.notice, **who)


class FindForm(forms.Form):
    """The number and the code of a receipt."""

    number = forms.CharField(
        label=gettext_lazy("Number of the sign-up"),
        max_length=40,
        help_text=gettext_lazy("It is on your receipt, such as PX2026-001-007."),
        error_messages={"required": gettext_lazy("Enter the number of the sign-up.")},
        widget=forms.TextInput(attrs=NO_HELP),
    )
    code = forms.CharField(
        label=gettext_lazy("Code to sign off"),
        max_length=20,
        error_messages={"required": gettext_lazy("Enter the code of the receipt.")},
        widget=forms.TextInput(attrs=NO_HELP | {"inputmode": "numeric"}),
    )


class AnswerForm(forms.Form):
    """One of the national five levels (R137, R150)."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you with the class?"),
        coerce=int,
        choices=Satisfaction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the five levels.")},
    )
