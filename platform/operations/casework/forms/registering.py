"""The form of a registration: who, what item, what is asked, with which materials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.signing import picture_of
from core.actor import Actor
from operations.casework import selectors
from operations.casework.forms.details import DetailsForm
from operations.casework.forms.uploads import FilesField
from operations.casework.models import Applicant, Channel, ItemForm, ServiceItem
from operations.casework.selectors import Candidate
from operations.casework.services import ApplicantData, CaseData
from operations.casework.terms import fields_of
from operations.stations.models import Station, Village

# How requests come to a window; stations have one way only.
AT_WINDOW = (Channel.WINDOW, Channel.PHONE, Channel.VISIT)
AT_WINDOW_CHOICES = [(str(one.value), one.label) for one in AT_WINDOW]
OFF = {"autocomplete": "off"}
WHO = (
    *("kind", "name", "phone", "id_number", "credit_code", "contact_name"),
    *("village", "address"),
)


def described(one: Candidate, *, skill: str = "") -> str:
    """A possible handler with what speaks for them."""
    words = [_("%(n)s in hand") % {"n": one.open_cases}]
    if one.in_department:
        words.append(_("of the department"))
    if skill and one.skilled:
        words.append(_("skill: %(skill)s") % {"skill": skill})
    if one.barred:
        words.append(_("handled the first case"))
    return f"{one.name}（{'，'.join(words)}）"


class RegisterForm(DetailsForm):
    """Everything a registration asks; what the item asks comes with its form."""

    applicant = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of applicant"),
        required=False,
        choices=Applicant.Kind.choices,
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=OFF),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", **OFF}),
    )
    id_number = forms.CharField(
        label=gettext_lazy("ID number"),
        required=False,
        max_length=18,
        help_text=gettext_lazy("Where the item asks for it. Stored encrypted."),
        widget=forms.TextInput(attrs=OFF),
    )
    credit_code = forms.CharField(
        label=gettext_lazy("Credit code"),
        required=False,
        max_length=18,
        help_text=gettext_lazy("For organisations."),
        widget=forms.TextInput(attrs=OFF),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Contact person"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For organisations."),
        widget=forms.TextInput(attrs=OFF),
    )
    village = forms.ModelChoiceField(
        label=gettext_lazy("Village"),
        required=False,
        queryset=Village.objects.none(),
        empty_label=gettext_lazy("Not given"),
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=OFF),
    )
    item = forms.ModelChoiceField(
        label=gettext_lazy("Service item"),
        queryset=ServiceItem.objects.none(),
        empty_label="",
        error_messages={
            "required": gettext_lazy("Choose the service item."),
            "invalid_choice": gettext_lazy(
                "This item is not offered any more, or not here. Choose another item."
            ),
        },
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it came in"),
        required=False,
        choices=AT_WINDOW_CHOICES,
    )
    request = forms.CharField(
        label=gettext_lazy("What the applicant asks for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    urgent = forms.BooleanField(label=gettext_lazy("Urgent"), required=False)
    materials = forms.MultipleChoiceField(
        label=gettext_lazy("Materials"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agreement = forms.CharField(
        label=gettext_lazy("Agreement"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Number or name of the agreement the paid work is done under."),
    )
    about = forms.CharField(
        label=gettext_lazy("Complaint about case"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Case number or reference, where it is about a case."),
    )
    files = FilesField(  # type: ignore[assignment]  # Django takes fields off the class
        label=gettext_lazy("Other files"),
        help_text=gettext_lazy("At most five files in all: pictures, PDF, Word or Excel."),
    )
    on_behalf = forms.BooleanField(label=gettext_lazy("Handled on behalf"), required=False)
    signature = forms.CharField(
        label=gettext_lazy("Drawn signature"), required=False, widget=forms.HiddenInput
    )
    consent = forms.FileField(
        label=gettext_lazy("Photo of the signed consent"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    handler_id = forms.TypedChoiceField(
        label=gettext_lazy("Handler"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        items: Any,
        form: ItemForm | None = None,
        station: Station | None = None,
        candidates: Sequence[Candidate] = (),
        complete: bool = True,
        enter: bool = True,
        **kwargs: Any,
    ) -> None:
        specs = fields_of(form) if form else ()
        super().__init__(*args, specs=specs, **kwargs)
        self.actor, self.form, self.station = actor, form, station
        # enter: files and a new applicant are taken; what is kept by itself has neither.
        self.complete, self.enter = complete, enter
        self._choices(items, candidates)
        self.material_rows = list(form.materials) if form else []
        for one in self.material_rows:
            self.fields[f"file-{one['key']}"] = forms.FileField(label=one["name"], required=False)

    def _choices(self, items: Any, candidates: Sequence[Candidate]) -> None:
        fields: dict[str, Any] = self.fields
        fields["item"].queryset = items
        fields["village"].queryset = Village.objects.select_related("township").order_by("code")
        fields["village"].label_from_instance = lambda one: f"{one.township.name} · {one.name}"
        materials = self.form.materials if self.form else []
        fields["materials"].choices = [(one["key"], one["name"]) for one in materials]
        skill = self.form.item.skill if self.form else ""
        fields["handler_id"].choices = [
            ("", _("Assign later")),
            *((one.user_id, described(one, skill=skill)) for one in candidates if not one.barred),
        ]

    def clean_applicant(self) -> int | None:
        """Only somebody whom this person may see (R148)."""
        chosen: int | None = self.cleaned_data["applicant"]
        if chosen and not selectors.applicants(self.actor).filter(pk=chosen).exists():
            raise forms.ValidationError(_("Choose the applicant again."))
        return chosen

    def clean_about(self) -> int | None:
        """The case that a complaint is about, by its number or reference."""
        words = self.cleaned_data["about"].strip().upper()
        if not words:
            return None
        wanted = Q(number=words) | Q(reference=words)
        found = selectors.cases(self.actor).filter(wanted).first()
        if found is None:
            raise forms.ValidationError(_("There is no case with this number here."))
        return int(found.pk)

    def clean_signature(self) -> Any:
        """The drawn signature as a picture."""
        return picture_of(self.cleaned_data["signature"])

    def _who(self, data: dict[str, Any]) -> int | ApplicantData | None:
        """The one chosen, else the one typed, else nobody."""
        if data.get("applicant"):
            return int(data["applicant"])
        if not self.enter or not any(data.get(name) for name in WHO if name != "kind"):
            return None
        village = data.get("village")
        return ApplicantData(
            name=data.get("name", ""),
            kind=data.get("kind") or Applicant.Kind.PERSON,
            contact_name=data.get("contact_name", ""),
            phone=data.get("phone", ""),
            id_number=data.get("id_number", ""),
            credit_code=data.get("credit_code", ""),
            address=data.get("address", ""),
            village_id=village.pk if village else None,
        )

    def _files(self, data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """Uploads with the material that each proves."""
        for one in self.material_rows:
            if data.get(f"file-{one['key']}"):
                yield one["key"], data[f"file-{one['key']}"]
        yield from (("", one) for one in data.get("files") or [])

    def case_data(self, *, fee: Decimal) -> CaseData:
        """As the services take it; the fee is not asked here."""
        data = self.cleaned_data
        item: ServiceItem = data["item"]
        return CaseData(
            item_id=item.pk,
            channel=Channel.STATION if self.station else data.get("channel") or Channel.WINDOW,
            applicant=self._who(data),
            station_id=self.station.pk if self.station else None,
            request=data.get("request", ""),
            details=self.details,
            materials=tuple(data.get("materials") or ()),
            urgent=bool(data.get("urgent")),
            on_behalf=bool(data.get("on_behalf")),
            consent=(data.get("consent") or data.get("signature")) if self.enter else None,
            files=tuple(self._files(data)) if self.enter else (),
            agreement=data.get("agreement", ""),
            fee=fee,
            about_id=data.get("about"),
        )
