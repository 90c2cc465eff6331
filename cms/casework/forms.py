"""Shape of what is typed on the site: an application, files, a rating, a booking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.casework.inputs import FilesField, field_of
from cms.casework.notice import notice
from core.codes import check_mobile, check_phone, check_uscc
from core.codes.identity import read_resident_id
from core.errors import Violation
from operations.casework import rules
from operations.casework.catalogue import check_values, read_materials
from operations.casework.models import Applicant, Case, Channel, Rating
from operations.casework.public import Guide
from operations.casework.services import ApplicantData, CaseData
from operations.casework.services.registering import MOST_FILES, digest_of
from operations.casework.terms import fields_of

NO_PHONE = gettext_lazy("Enter a phone number, so that the applicant can be answered.")
NO_HELP = {"autocomplete": "off"}
ACCEPT = {"accept": "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"}


class Trap(forms.Form):
    """A field that people do not see and scripts fill in."""

    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        """Filled in by a script. Raises ValidationError."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this empty"))
        return ""

    def shown_fields(self) -> list[forms.BoundField]:
        """What people fill in."""
        return [one for one in self.visible_fields() if one.name != "website"]

    def group(self, names: Sequence[str]) -> list[forms.BoundField]:
        """Some of the fields, those that are there."""
        return [self[name] for name in names if name in self.fields]

    def read(self, name: str, reader: Callable[..., Any], **more: Any) -> Any:
        """A typed value through its reader. Raises ValidationError with the reader's sentence."""
        value = self.cleaned_data.get(name, "")
        if not value:
            return ""
        try:
            return reader(value, **more)
        except Violation as refused:
            raise forms.ValidationError(refused.sentence) from refused


class Consenting(Trap):
    """A form with personal data: sent twice it is one, consent is to the words one has read."""

    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40)
    consent = forms.BooleanField(
        label=gettext_lazy("I have read this and agree."),
        error_messages={
            "required": gettext_lazy("Without your consent we may not take the application.")
        },
    )

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = words
        self.version = digest_of(words)
        self.initial.setdefault("nonce", get_random_string(20))

    def clean(self) -> dict[str, Any]:
        """Consent counts for the words that are on the page now."""
        data = super().clean() or {}
        self._is_the_notice_read()
        return data

    def _is_the_notice_read(self) -> None:
        """Consent is to the words one has seen: where they have changed one reads them again."""
        if "consent" in self.errors or self.data.get("notice") == self.version:
            return
        typed: Any = self.data
        self.data = typed.copy()
        self.data.pop("consent", None)  # type: ignore[attr-defined]  # a copy can be changed
        self.add_error(
            "consent",
            _("What happens with your data reads differently since you opened this page. Please "
              "read it again, and agree anew."),
        )  # fmt: skip


class ApplyForm(Consenting):
    """An application: who, what for, the item's own fields, files, consent.

    kind: of the applicant; which fields there are depends on it.
    """

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Enter the applicant's name.")},
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Contact person"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Name the person to talk to at the organisation.")
        },
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=30,
        help_text=gettext_lazy("We answer by this number; its last four digits open the look-up."),
        error_messages={"required": NO_PHONE},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    credit_code = forms.CharField(
        label=gettext_lazy("Unified social credit code"),
        max_length=30,
        error_messages={"required": gettext_lazy("An organisation applies with its credit code.")},
        widget=forms.TextInput(attrs=NO_HELP),
    )
    id_number = forms.CharField(
        label=gettext_lazy("ID number"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("May be left empty; some services need it at the window."),
        widget=forms.TextInput(attrs=NO_HELP),
    )
    address = forms.CharField(
        label=gettext_lazy("Village or address"), required=False, max_length=120
    )
    request = forms.CharField(
        label=gettext_lazy("What do you ask for?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy(
                "Write down what the applicant asks for; one sentence is enough."
            )
        },
    )
    agreement = forms.CharField(
        label=gettext_lazy("Agreement"),
        max_length=80,
        help_text=gettext_lazy("This is paid work. Sign the agreement first; enter its number."),
        error_messages={
            "required": gettext_lazy(
                "This item is paid work: enter the agreement that it is done under."
            )
        },
    )
    urgent = forms.BooleanField(label=gettext_lazy("It is urgent"), required=False)

    PERSON = ("name", "phone", "id_number", "address")
    ORGANISATION = ("name", "credit_code", "contact_name", "phone", "address")

    def __init__(self, *args: Any, guide: Guide, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, words=notice(), **kwargs)
        self.guide, self.kind = guide, kind
        self.who = self.ORGANISATION if Applicant(kind=kind).is_organisation else self.PERSON
        for name in {*self.PERSON, *self.ORGANISATION} - set(self.who):
            del self.fields[name]
        if self.who == self.ORGANISATION:
            self.fields["name"].label = _("Name of the organisation")
        if not guide.item.needs_agreement:
            del self.fields["agreement"]
        if guide.promise is None or guide.promise.urgent_days is None:
            del self.fields["urgent"]
        self.specs = [one for one in fields_of(guide.form) if one.stage == "apply"]
        for one in self.specs:
            self.fields[f"details-{one.key}"] = field_of(one)
        self.materials = read_materials(guide.form.materials, item=guide.item.code)
        for material in self.materials:
            self.fields[f"file-{material.key}"] = FilesField(
                label=material.name,
                required=False,
                many=False,
                help_text=material.note,
                attrs=ACCEPT,
            )
        self.fields["files"] = FilesField(label=_("Other files"), required=False, attrs=ACCEPT)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as the page shows them."""
        own = [f"details-{one.key}" for one in self.specs]
        files = [f"file-{one.key}" for one in self.materials]
        return [
            (_("Who applies"), self.group(self.who)),
            (_("What it is about"), self.group(["request", *own, "agreement", "urgent"])),
            (_("Materials"), self.group([*files, "files"])),
        ]

    def clean_phone(self) -> str:
        """A mobile, or a landline with its area code."""
        return str(self.read("phone", check_phone))

    def clean_credit_code(self) -> str:
        """Eighteen signs whose last one fits."""
        return str(self.read("credit_code", check_uscc))

    def clean_id_number(self) -> str:
        """A number whose last sign fits, of somebody old enough (R120)."""
        today = timezone.localdate()
        card = self.read("id_number", read_resident_id, on=today)
        if not card:
            return ""
        try:
            rules.applicant_is_old_enough(born=card.born_date, on=today)
        except Violation as refused:
            raise forms.ValidationError(refused.sentence) from refused
        return str(card.number)

    def clean(self) -> dict[str, Any]:
        """The item's own fields, each with its own sentence; not more files than may come."""
        data = super().clean()
        self.details: dict[str, Any] = {}
        for one in self.specs:
            name = f"details-{one.key}"
            if name in self.errors:
                continue
            try:
                self.details |= check_values([one], {one.key: data[name]}, stage="apply")
            except Violation as refused:
                self.add_error(name, refused.sentence)
        if len(self.uploads) > MOST_FILES:
            self.add_error("files", _("Add at most %(most)d files.") % {"most": MOST_FILES})
        return data

    @property
    def uploads(self) -> tuple[tuple[str, UploadedFile[bytes]], ...]:
        """All files with the key of what they prove."""
        keys = [(f"file-{one.key}", one.key) for one in self.materials]
        return tuple(
            (key, upload)
            for name, key in (*keys, ("files", ""))
            for upload in self.cleaned_data.get(name) or ()
        )

    def application(self) -> CaseData:
        """What the service takes."""
        data = self.cleaned_data
        who = {name: data[name] for name in self.who}
        return CaseData(
            item_id=self.guide.item.pk,
            channel=Channel.ONLINE,
            applicant=ApplicantData(kind=self.kind, **who),
            request=data["request"],
            details=self.details,
            files=self.uploads,
            agreement=data.get("agreement", ""),
            urgent=data.get("urgent", False),
            agreed_to=self.notice,
        )


class LookUpForm(forms.Form):
    """A number, and four digits that its owner knows."""

    number = forms.CharField(
        label=gettext_lazy("Case number or reference"),
        max_length=40,
        help_text=gettext_lazy("It is on your receipt, such as FW-20261125-0001."),
        error_messages={"required": gettext_lazy("Enter the number of the case.")},
        widget=forms.TextInput(attrs=NO_HELP),
    )
    last_four = forms.CharField(
        label=gettext_lazy("Last four digits of the phone"),
        max_length=10,
        help_text=gettext_lazy("Of the number that was given at registration."),
        error_messages={"required": gettext_lazy("Enter the last four digits of the phone.")},
        widget=forms.TextInput(attrs=NO_HELP | {"inputmode": "numeric"}),
    )


class CompleteForm(forms.Form):
    """A file for each thing that is missing; all at once, as it is asked for once (R135)."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = {one["name"]: one["key"] for one in case.form.materials}
        self.keys = [(f"file-{n}", keys.get(name, "")) for n, name in enumerate(case.missing)]
        for (field, _key), name in zip(self.keys, case.missing, strict=True):
            self.fields[field] = FilesField(label=name, many=False, attrs=ACCEPT)

    @property
    def uploads(self) -> list[tuple[str, UploadedFile[bytes]]]:
        """Files with the key of what they prove."""
        return [
            (key, upload) for field, key in self.keys for upload in self.cleaned_data[field] or ()
        ]


class WithdrawForm(forms.Form):
    """Why the applicant takes the request back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Please give the reason.")},
    )


class RateForm(forms.Form):
    """One of the national five levels, and words (R137)."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("How satisfied are you?"),
        coerce=int,
        choices=Rating.Level.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the five levels.")},
    )
    text = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BookForm(Trap):
    """A time of the day that is shown, and who comes."""

    slot = forms.ChoiceField(
        label=gettext_lazy("Time"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a time."),
            "invalid_choice": gettext_lazy("This time is taken. Choose another."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=40,
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Mobile phone"),
        max_length=30,
        error_messages={"required": gettext_lazy("Enter a mobile number of 11 digits.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, free: Sequence[tuple[Any, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["slot"].choices = [
            (
                f"{slot:%H:%M}",
                _("%(time)s, %(left)d places left") % {"time": f"{slot:%H:%M}", "left": left},
            )
            for slot, left in free
            if left
        ]

    def clean_phone(self) -> str:
        """A mobile, so that a change can be told."""
        return str(self.read("phone", check_mobile))
