"""Shape of input only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from console.records.forms import Phrases
from core.actor import Actor
from operations.enquiries.models import Enquiry
from operations.enquiries.rules import LONGEST_MESSAGE

ANSWERS = (
    _("Called back; what was asked is cleared."),
    _("Sent the offer; waiting for the reply."),
    _("Invited for a visit."),
)
ASIDE = (
    _("Advertising."),
    _("Sent twice."),
    _("Not a matter of the centre; told whom to ask."),
)
PRIVATE = ("name", "phone", "organisation", "place")


class AnswerForm(forms.Form):
    """What was said, and how."""

    answer = forms.CharField(
        label=_("What was answered"),
        max_length=LONGEST_MESSAGE,
        widget=Phrases(ANSWERS),
        error_messages={"required": _("Note what was answered.")},
    )


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=Phrases(ASIDE),
        error_messages={"required": _("Please give the reason.")},
    )


class RevealForm(forms.Form):
    """What must be seen in full, and why (R152)."""

    field = forms.ChoiceField(label=_("What you need to see"), choices=())
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Every look is recorded with its reason.")
    )

    def __init__(self, *args: Any, record: Enquiry, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (name, Enquiry._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name in PRIVATE
            if getattr(record, name)
        ]
