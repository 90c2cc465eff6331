"""Shape of input only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.inbox.forms import people
from console.records.forms import RETURN, Phrases
from operations.seals import selectors
from operations.seals.models import SealUse
from operations.seals.rules import LONGEST_NAME
from operations.seals.services import SealUseData
from operations.seals.settings import setting

CHOOSE = (("", _("Choose")),)
# What stands in each part of the application.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("What is stamped"), ("seal_id", "copies", "document", "document_number", "purpose")),
    (_("Taken along"), ("is_loan", "loan_place", "due_back_date", "secret")),
)


class ApplyForm(forms.Form):
    """What is applied for."""

    seal_id = forms.TypedChoiceField(
        label=_("Seal"), coerce=int, choices=(), error_messages={"required": _("Choose the seal.")}
    )
    copies = forms.IntegerField(label=_("Number of copies"), min_value=1, max_value=9999, initial=1)
    document = forms.CharField(
        label=_("Paper to be stamped"), max_length=120,
        error_messages={"required": _("Say which paper is to be stamped.")},
    )  # fmt: skip
    document_number = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)
    purpose = forms.CharField(
        label=_("Purpose"), max_length=200,
        error_messages={"required": _("Say what it is for.")},
    )  # fmt: skip
    is_loan = forms.BooleanField(
        label=_("The seal is taken along"), required=False,
        help_text=_("It comes back on its day; the keeper counts the impressions then."),
    )  # fmt: skip
    loan_place = forms.CharField(label=_("Taken to"), max_length=80, required=False)
    due_back_date = forms.DateField(label=_("Due back on"), widget=day_input(), required=False)
    secret = forms.BooleanField(
        label=_("The paper is secret"), required=False,
        help_text=_("Secret papers go into the paper register of confidential items."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = selectors.seals().order_by("pk")
        self.fields["seal_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in found),
        ]
        days = setting("loan_days", on=timezone.localdate())
        self.fields["due_back_date"].help_text = _("A seal is out %(n)s days at most.") % {
            "n": days
        }

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [(title, [self[name] for name in names]) for title, names in PARTS]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": SealUseData(**self.cleaned_data)}


class SealForm(forms.Form):
    """A seal of the register."""

    name = forms.CharField(
        label=_("Name of the seal"), max_length=LONGEST_NAME,
        error_messages={"required": _("Give the seal its name.")},
    )  # fmt: skip
    keeper_id = forms.TypedChoiceField(
        label=_("Keeper"), coerce=int, empty_value=None, choices=(), required=False
    )
    place = forms.CharField(label=_("Kept at"), max_length=60, required=False)

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = set(selectors.keepers())
        self.fields["keeper_id"].choices = [  # type: ignore[attr-defined]
            ("", _("The office, whoever is there")),
            *((pk, label) for pk, label in people(with_post=True) if pk in able),
        ]
        if known:
            del self.fields["name"]


class EndForm(forms.Form):
    """Why it is out of use."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Please give the reason.")}
    )


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


class OpinionForm(forms.Form):
    """A leader's opinion."""

    opinion = forms.CharField(
        label=_("Opinion"), max_length=300, required=False, widget=Phrases((_("Agreed."),))
    )


class ImpressionsForm(forms.Form):
    """How many there are."""

    impressions = forms.IntegerField(
        label=_("Impressions made"),
        min_value=0,
        max_value=9999,
        error_messages={"required": _("Count the impressions.")},
    )
    remark = forms.CharField(
        label=_("Remark"), max_length=200, required=False,
        help_text=_("Needed where there are more than were approved."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: SealUse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["impressions"].initial = record.copies
