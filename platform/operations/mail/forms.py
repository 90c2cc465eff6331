"""Shape of input only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import Phrases
from console.signing import picture_of
from operations.mail import selectors
from operations.mail.kinds import CONFIDENTIAL, MailKind, Weekday
from operations.mail.models import MailItem, Slot
from operations.mail.services import MailData, SlotData
from operations.staff.models import Person
from operations.staff.selectors import departments

CHOOSE = [("", _("Choose"))]
WRONG = (_("Put into the wrong pigeonhole."), _("Handed to the wrong person."))
BACK = (_("Nobody claimed it."), _("No such person here."), _("The addressee refuses it."))


def slot_choices() -> list[tuple[Any, str]]:
    """The pigeonholes in use, by place."""
    return [(slot.pk, str(slot)) for slot in selectors.slots().filter(to_date=None)]


class RegisterForm(forms.Form):
    """A line of the register, typed or scanned (R58)."""

    kind = forms.ChoiceField(
        label=_("Kind of mail"),
        choices=[*MailKind.choices, CONFIDENTIAL],
        error_messages={"required": _("Choose what kind of mail it is.")},
    )
    tracking = forms.CharField(
        label=_("Tracking number"), max_length=60, required=False,
        help_text=_("Scan the bar code, or type it; needed for registered mail and parcels."),
    )  # fmt: skip
    addressee = forms.CharField(
        label=_("Addressee"), max_length=60,
        help_text=_("As it is written: a department, a name, or both."),
        error_messages={"required": _("Write whom it is addressed to.")},
    )  # fmt: skip
    sender = forms.CharField(label=_("Mail sender"), max_length=80, required=False)
    received_date = forms.DateField(
        label=_("Received on"), widget=day_input(), initial=timezone.localdate
    )
    copies = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=999, initial=1)
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, more in (
            ("tracking", {"autocomplete": "off", "spellcheck": "false", "autofocus": True}),
            ("addressee", {"autocomplete": "off", "list": "addressees"}),
        ):
            self.fields[name].widget.attrs |= more

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": MailData(**self.cleaned_data)}


class SlotForm(forms.Form):
    """A pigeonhole: whose, where, and what its label says (R59)."""

    owner = forms.ChoiceField(
        label=_("Owner of the pigeonhole"),
        choices=(),
        error_messages={
            "required": _("A pigeonhole belongs to one department or to one person."),
            "invalid_choice": _("A pigeonhole belongs to one department or to one person."),
        },
    )
    label = forms.CharField(
        label=_("Text of the label"), max_length=40, required=False,
        help_text=_("Empty: the name of the department or person."),
    )  # fmt: skip
    code = forms.CharField(
        label=_("Pigeonhole code"), max_length=10,
        error_messages={"required": _("Give the pigeonhole a code.")},
    )  # fmt: skip
    row = forms.IntegerField(label=_("Row of the cabinet"), min_value=1, max_value=40)
    column = forms.IntegerField(label=_("Column of the cabinet"), min_value=1, max_value=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.exclude(status="left").order_by("name", "pk")
        self.names = {
            **{f"d{one.pk}": one.name for one in departments()},
            **{f"p{one.pk}": one.name for one in people},
        }
        choices = [
            *CHOOSE,
            (_("Departments"), [one for one in self.names.items() if one[0][0] == "d"]),
            (_("People"), [one for one in self.names.items() if one[0][0] == "p"]),
        ]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        data = dict(self.cleaned_data)
        owner = data.pop("owner")
        data["label"] = data["label"].strip() or self.names[owner]
        data["department_id" if owner[0] == "d" else "person_id"] = int(owner[1:])
        return {"data": SlotData(**data)}


def initial_of(slot: Slot) -> dict[str, Any]:
    """A pigeonhole as its form shows it."""
    owner = f"d{slot.department_id}" if slot.department_id else f"p{slot.person_id}"
    shown = {name: getattr(slot, name) for name in ("label", "code", "row", "column")}
    return {"owner": owner, **shown}


class SubscriptionForm(forms.Form):
    """A paper that comes by itself (R58)."""

    title = forms.CharField(
        label=_("Title of the paper"), max_length=60,
        error_messages={"required": _("Give the title of the paper.")},
    )  # fmt: skip
    slot_id = forms.TypedChoiceField(label=_("Pigeonhole"), coerce=int, choices=())
    copies = forms.IntegerField(label=_("Number of copies"), min_value=1, max_value=99, initial=1)
    weekday = forms.TypedChoiceField(label=_("Comes"), coerce=int, choices=Weekday.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot_id"].choices = [*CHOOSE, *slot_choices()]  # type: ignore[attr-defined]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


# --- Actions ---


class _SlotChoice(forms.Form):
    """Into which pigeonhole."""

    slot_id = forms.TypedChoiceField(
        label=_("Pigeonhole"), coerce=int, empty_value=None, choices=(), required=False
    )

    def __init__(self, *args: Any, record: MailItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot_id"].choices = [*CHOOSE, *slot_choices()]  # type: ignore[attr-defined]


class SortForm(_SlotChoice):
    """The proposed one first."""

    def __init__(self, *args: Any, record: MailItem, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["slot_id"].initial = record.slot_id
        self.fields["slot_id"].required = True
        self.fields["slot_id"].error_messages["required"] = _(
            "Choose its pigeonhole, or put it on the list of unclaimed mail."
        )


class ClaimForm(_SlotChoice):
    """Whose it is, and how that became known."""

    reason = forms.CharField(label=_("Remark"), max_length=200, required=False)


class RerouteForm(_SlotChoice):
    """Where it belongs, and what went wrong (R61)."""

    reason = forms.CharField(
        label=_("What went wrong"), max_length=200, required=False, widget=Phrases(WRONG)
    )


class NoteForm(forms.Form):
    """A remark."""

    reason = forms.CharField(label=_("Remark"), max_length=200, required=False)


class ReturnForm(forms.Form):
    """Why it goes back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False, widget=Phrases(BACK)
    )


class HandOverForm(forms.Form):
    """Who collects it, and the signature (R60)."""

    signed_by = forms.CharField(
        label=_("Collected by"), max_length=40,
        error_messages={"required": _("Say who collects it.")},
    )  # fmt: skip
    signature = forms.CharField(
        label=_("Drawn signature"),
        required=False,
        widget=forms.HiddenInput(attrs={"data-signature": ""}),
    )

    def clean_signature(self) -> ContentFile[bytes] | None:
        """The drawn signature as a picture."""
        return picture_of(self.cleaned_data["signature"])


class _Pieces(forms.Form):
    """Which pieces of one pigeonhole."""

    item_ids = forms.TypedMultipleChoiceField(
        label=_("Mail"), coerce=int, choices=(), required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Some of it was collected meanwhile. Look again.")},
    )  # fmt: skip

    def __init__(self, *args: Any, items: Iterable[MailItem] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_ids"].choices = [(item.pk, str(item)) for item in items]  # type: ignore[attr-defined]


class HandOverManyForm(_Pieces, HandOverForm):
    """Several pieces under one signature."""


class TakeForm(_Pieces):
    """What an owner takes."""
