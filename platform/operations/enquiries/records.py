"""The record page of an enquiry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, PlainForm, RecordView, group
from console.records.revealing import RevealView, revealable
from operations.enquiries import forms, selectors, services
from operations.enquiries.lifecycle import ENQUIRY, S
from operations.enquiries.models import Enquiry

_act = partial(Act, key="enquiry_id")
see_who = revealable("name")


class EnquiryRecord(RecordView[Enquiry]):
    """What was written, by whom (masked), and what was answered."""

    model = Enquiry
    lifecycle = ENQUIRY
    name = "enquiries:record"
    header_icon = "mail"
    above = (("enquiries:index", gettext_lazy("Enquiries")),)
    path_states = (S.NEW, S.ANSWERED, S.CLOSED)
    tones: ClassVar = {"new": "warn", "answered": "good"}
    actions: ClassVar = {
        "answer": _act(services.enquiry_answer, form=forms.AnswerForm, tone="primary"),
        "close": _act(services.enquiry_close, form=PlainForm, tone="primary"),
        "reveal": Act(
            form=forms.RevealForm,
            view=RevealView,
            label=gettext_lazy("See who asks in full"),
            may=see_who,
            tone="rare",
        ),
        "reopen": _act(services.enquiry_reopen, form=forms.ReasonForm, tone="rare"),
        "put_aside": _act(services.enquiry_put_aside, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Enquiry]:
        """For those who answer, and leaders."""
        return selectors.enquiries(self.actor)

    def groups(self) -> Sequence[Group]:
        """What is asked, who asks, what was answered, what was consented to."""
        record = self.record
        may = see_who(record, self.actor)
        url = reverse(f"{self.name}_do", args=[record.pk, "reveal"]) if may else ""
        found = [
            group(_("Enquiry"), record, "kind", "subject", "quantity", "sent_at", "message"),
            Group(
                _("Who asks"),
                [
                    Fact(_("Full name"), record.masked_name, url=url),
                    Fact(_("Phone"), record.masked_phone, url=url if record.phone else ""),
                    Fact(
                        _("Company or co-operative"),
                        _("recorded") if record.organisation else "—",
                        url=url if record.organisation else "",
                    ),
                    Fact(
                        _("Village or address"),
                        _("recorded") if record.place else "—",
                        url=url if record.place else "",
                    ),
                ],
            ),
        ]
        if record.answered_at:
            names = ("answered_by_name", "answered_at", "answer")
            found.append(group(_("Our answer"), record, *names))
        consent = Fact(_("Consented to"), record.agreed_to, wide=True)
        found.append(Group(_("Notice on personal data"), [consent]))
        return found

    def notices(self) -> Sequence[str]:
        """Whose data are gone."""
        if self.record.forgotten_at is None:
            return []
        return [_("The personal data were removed when their term was over.")]
