"""Shape of input only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import RETURN, Phrases
from core.actor import Actor
from operations.documents.handed import selectors
from operations.documents.handed.kinds import PaperKind
from operations.documents.handed.rules import LONGEST_MATTER
from operations.documents.handed.services import PaperData
from operations.documents.incoming.forms import ACCEPT, ManyFiles
from operations.documents.incoming.rules import LONGEST_TITLE
from operations.documents.kinds import Urgency
from operations.documents.models import HandedPaper

MATTER = _("What is asked for or reported; not needed where the paper itself is added.")


def title_field() -> forms.CharField:
    """In one line."""
    return forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE,
        error_messages={"required": _("Give the title of the document.")},
    )  # fmt: skip


def matter_field() -> forms.CharField:
    """In a few sentences."""
    return forms.CharField(
        label=_("Matter of the paper"), max_length=LONGEST_MATTER, required=False, help_text=MATTER,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip


class HandInForm(forms.Form):
    """What a station hands in."""

    station_id = forms.TypedChoiceField(
        label=_("Station"), coerce=int, choices=(),
        error_messages={"required": _("Choose your own station.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Request or report"), choices=PaperKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is a request or a report.")},
    )  # fmt: skip
    title = title_field()
    matter = matter_field()
    scans = ManyFiles(
        label=_("Photos or files of the paper"), required=False,
        help_text=_("Photographed with the phone, or PDF, Word, Excel; at most 20."),
    )  # fmt: skip
    own_number = forms.CharField(
        label=_("Station's own number"), max_length=60, required=False,
        help_text=_("If the paper has one."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scans"].widget.attrs |= {"multiple": True, "accept": ACCEPT}
        found = list(selectors.own_stations(actor).values_list("pk", "name"))
        self.fields["station_id"].choices = found  # type: ignore[attr-defined]
        if len(found) == 1:
            self.fields["station_id"].widget = forms.HiddenInput()
            self.fields["station_id"].initial = found[0][0]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        found = dict(self.cleaned_data)
        files = found.pop("scans")
        return {"data": PaperData(**found), "files": files}


class AgainForm(forms.Form):
    """What the station has put right."""

    title = title_field()
    matter = matter_field()


def as_it_stands(paper: HandedPaper) -> dict[str, Any]:
    """A paper as its form shows it."""
    return {"title": paper.title, "matter": paper.matter}


class RegisterForm(forms.Form):
    """What the office adds to it in the register."""

    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, required=False)
    due_date = forms.DateField(label=_("To be done by"), widget=day_input(), required=False)
    pages = forms.IntegerField(
        label=_("Number of pages"), min_value=1, max_value=9999, required=False
    )
    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)
    duplicate_reason = forms.CharField(
        label=_("Why it is registered again"), max_length=200, required=False,
        help_text=_("Only where the same number of the sender is registered already."),
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why it goes back to the station."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip
