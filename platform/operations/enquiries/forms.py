"""Shape of input only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from console.records.forms import Phrases
from console.records.revealing import RevealOneForm
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


class RevealForm(RevealOneForm):
    """Who asks, in full."""

    private = PRIVATE
