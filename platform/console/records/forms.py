"""Forms that every process needs: an opinion, the step to return to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from console.signing import HANDWRITING, picture_of
from core.lifecycle import EARLIER, Lifecycle, LifecycleRecord, Move

# What offices write most; a click puts one into the box.
AGREE = (_("Agreed."), _("Read."), _("Agreed, please handle it."), _("Checked, correct."))
RETURN = (
    _("The material is incomplete, please complete it."),
    _("The content is wrong, please correct it and submit it again."),
    _("Does not meet the conditions for the time being."),
)


class Phrases(forms.Textarea):
    """A box for an opinion with common phrases beneath."""

    template_name = "console/records/phrases.html"

    def __init__(self, phrases: tuple[Any, ...] = ()) -> None:
        super().__init__(attrs={"rows": 3, "maxlength": 500})
        self.phrases = phrases

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the phrases."""
        return {**super().get_context(name, value, attrs), "phrases": self.phrases}


class Handwriting(forms.TextInput):
    """A place to write with a finger, a pen or the mouse; the words may be typed instead."""

    template_name = "console/records/handwriting.html"

    def use_required_attribute(self, initial: Any) -> bool:
        """Nobody has to write by hand."""
        return False


class Signature(Handwriting):
    """A place to sign with a finger, a pen or the mouse."""

    template_name = "console/records/signature.html"


class SignatureField(forms.CharField):
    """A signature as a picture; None where nobody signed: the service says what that means."""

    widget = Signature

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False)

    def clean(self, value: Any) -> Any:
        """What was drawn. Raises ValidationError."""
        return picture_of(super().clean(value))


class HandwrittenForm(forms.Form):
    """An opinion that may be written by hand, beside what is typed."""

    handwriting = forms.CharField(label=_("Opinion by hand"), required=False, widget=Handwriting())

    def clean_handwriting(self) -> ContentFile[bytes] | None:
        """What was written as a picture; None where nothing was."""
        return picture_of(self.cleaned_data["handwriting"], HANDWRITING)


class PlainForm(forms.Form):
    """A form that only asks to confirm."""

    template_name_label = ""


class OpinionForm(forms.Form):
    """An opinion or reason (R0, 退回 needs one), and the earlier step where one is chosen."""

    reason = forms.CharField(
        label=_("Opinion"), required=False, max_length=500, widget=Phrases(AGREE)
    )


def form_for(move: Move, lifecycle: Lifecycle, record: LifecycleRecord) -> type[forms.Form]:
    """The form of a move that has none of its own."""
    fields: dict[str, Any] = {}
    if move.to == EARLIER:
        earlier = [(s, lifecycle.label(s)) for s in lifecycle.earlier_than(record.status)]
        fields["to"] = forms.ChoiceField(
            label=_("Return to"), choices=earlier, initial=earlier[-1][0] if earlier else None
        )
    phrases = RETURN if move.reason else AGREE
    fields["reason"] = forms.CharField(
        label=_("Reason") if move.reason else _("Opinion"),
        required=move.reason,
        max_length=500,
        widget=Phrases(phrases),
        error_messages={"required": _("Please give the reason.")},
    )
    return type("MoveForm", (forms.Form,), fields)
