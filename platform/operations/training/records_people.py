"""The record pages of a sign-up and of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, PlainForm, RecordView, group
from console.records.revealing import PhoneView, RevealForm, revealable
from core.actor import Actor
from core.privacy import mask_id, mask_phone
from operations.training import forms, rules, selectors, services
from operations.training.lifecycle import (
    DESKS,
    HEADS,
    HELD,
    KEEPERS,
    SIGN_UP,
    U,
)
from operations.training.models import Certificate, SignUp

_sign_up = partial(Act, key="sign_up_id")


def was_held(one: SignUp, actor: Actor) -> bool:
    """The class has ended, and they had a place."""
    return one.training_class.status in HELD and one.status == U.PLACED


def certifiable(one: SignUp, actor: Actor) -> bool:
    """They passed, and have none yet."""
    return was_held(one, actor) and bool(one.passed) and not hasattr(one, "certificate")


class SignUpRecord(RecordView[SignUp]):
    """Somebody's place in a class, and what came of it."""

    model = SignUp
    lifecycle = SIGN_UP
    name = "training:sign_up"
    header_icon = "user"
    above = (("training:sign_ups", gettext_lazy("Sign-ups")),)
    path_states = (U.WAITING, U.PLACED)
    tones: ClassVar = {"placed": "good", "waiting": "warn", "cancelled": "bad"}
    actions: ClassVar = {
        "promote": _sign_up(services.sign_up_promote, form=PlainForm, tone="primary"),
        "result": _sign_up(
            services.result_note,
            form=forms.ResultForm,
            label=gettext_lazy("Enter the result"),
            who=KEEPERS,
            may=was_held,
        ),
        "survey": _sign_up(
            services.survey_answer,
            form=forms.SurveyForm,
            label=gettext_lazy("Enter the answer on paper"),
            who=DESKS,
            may=was_held,
        ),
        "certificate": _sign_up(
            services.certificate_issue,
            form=PlainForm,
            label=gettext_lazy("Issue the certificate"),
            who=KEEPERS,
            may=certifiable,
            tone="primary",
        ),
        "outcome": _sign_up(
            services.outcome_note,
            form=forms.OutcomeForm,
            label=gettext_lazy("Note what became of it"),
            who=DESKS,
            may=was_held,
        ),
        "phone": Act(
            form=RevealForm,
            view=PhoneView,
            label=gettext_lazy("See the phone number"),
            may=revealable("phone"),
            tone="rare",
        ),
        "cancel": _sign_up(services.sign_up_cancel, form=PlainForm, tone="no"),
    }

    def visible(self) -> QuerySet[SignUp]:
        """For those who sign people up."""
        return selectors.sign_ups(self.actor)

    def links(self) -> Sequence[tuple[str, str]]:
        """To what they take home: number, code, day and place."""
        receipt = reverse("site_training_receipt", args=[self.record.token])
        return [(_("Receipt of the sign-up"), receipt)]

    def groups(self) -> Sequence[Group]:
        """Who, which class, consent, and the result."""
        record, held = self.record, self.record.training_class
        reads = selectors.reads(self.actor)
        url = reverse("training:class", args=[held.pk]) if reads else ""
        certificate = getattr(record, "certificate", None)
        paper = []
        if certificate is not None:
            page = reverse("training:certificate", args=[certificate.pk])
            paper = [Fact(_("Certificate of training"), certificate.number, url=page)]
        return [
            group(
                _("Sign-up"),
                record,
                "number",
                Fact(_("Full name"), record.masked_name),
                Fact(_("Phone"), mask_phone(record.phone) or "—"),
                Fact(_("ID number"), mask_id(record.id_number) or "—"),
                Fact(_("Village"), f"{record.village.township.name} · {record.village.name}"),
                "category",
                Fact(_("Training class"), str(held), url=url, note=str(held.starts_date)),
                Fact(_("Code to sign off by phone"), record.cancel_code),
                "consented_at",
                "consent_way",
                *(("station",) if record.station else ()),
                Fact(_("Consented to"), record.consent_text.text, wide=True),
            ),
            group(
                _("Result of the training"),
                record,
                Fact(
                    _("Hours attended"),
                    _("%(hours)s of %(all)s")
                    % {"hours": f"{selectors.hours_of(record):g}", "all": f"{held.course.hours:g}"},
                ),
                *("passed", "score", "satisfaction", "outcome", "outcome_date", "shop"),
                *paper,
            ),
        ]

    def notices(self) -> Sequence[str]:
        """Too few hours for a person-time (R149)."""
        record = self.record
        if not was_held(record, self.actor):
            return []
        hours = record.training_class.course.hours
        if rules.came_often_enough(attended=selectors.hours_of(record), hours=hours):
            return []
        return [_("Less than six tenths of the hours were attended.")]


def holds(record: Certificate, actor: Actor) -> bool:
    """It was not revoked."""
    return record.revoked_date is None


class CertificateRecord(RecordView[Certificate]):
    """A certificate; revoked with a reason, it says so to whoever verifies it."""

    model = Certificate
    name = "training:certificate"
    header_icon = "doc-full"
    above = (("training:certificates", gettext_lazy("Training certificates")),)
    actions: ClassVar = {
        "revoke": Act(
            services.certificate_revoke,
            key="certificate_id",
            form=forms.ReasonForm,
            label=gettext_lazy("Revoke the certificate"),
            who=HEADS,
            may=holds,
            tone="no",
        ),
    }

    def visible(self) -> QuerySet[Certificate]:
        """For those who sign people up."""
        return selectors.certificates(self.actor)

    def links(self) -> Sequence[tuple[str, str]]:
        """To the paper, and to the page that verifies it."""
        page = reverse("site_training_certificate", args=[self.record.code])
        found = [(_("Page of the certificate"), page)]
        if self.record.revoked_date is None:
            address = reverse("training:certificate_paper", args=[self.record.pk])
            found.insert(0, (_("Print the certificate"), address))
        return found

    def groups(self) -> Sequence[Group]:
        """What it says."""
        record = self.record
        url = reverse("training:sign_up", args=[record.sign_up_id])
        revoked = ("revoked_date", "revoked_reason") if record.revoked_date else ()
        return [
            group(
                _("Certificate of training"),
                record,
                Fact(_("Number and mark"), record.code),
                Fact(_("Full name"), record.sign_up.masked_name, url=url),
                Fact(_("Training course"), record.sign_up.training_class.course.title),
                *("hours", "issued_date", "issued_by_name", *revoked),
            )
        ]
