"""The record page of one use of a seal and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, PlainForm, RecordView, group
from console.records.places import address_of
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from operations.seals import forms, selectors, services
from operations.seals.lifecycle import SEAL_USE, WAY, WAY_OF_LOAN, S
from operations.seals.models import SealUse


def keeps(record: SealUse, actor: Actor) -> bool:
    """The seal is in this person's hands."""
    return selectors.is_keeper(record.seal, actor)


def stamps(record: SealUse, actor: Actor) -> bool:
    """It stays here."""
    return not record.is_loan and keeps(record, actor)


def lends(record: SealUse, actor: Actor) -> bool:
    """It is taken along."""
    return record.is_loan and keeps(record, actor)


def applied(record: SealUse, actor: Actor) -> bool:
    """This person's own application."""
    return record.created_by_id in actor.persons


_act = partial(Act, key="use_id")


class SealUseRecord(RecordView[SealUse]):
    """Everything about one use on one page."""

    model = SealUse
    lifecycle = SEAL_USE
    name = "seals:record"
    header_icon = "tag"
    above = (("seals:index", gettext_lazy("Use of seals")),)
    tones: ClassVar = {"used": "good", "returned": "good", "refused": "bad", "lent": "warn"}
    actions: ClassVar = {
        "approve": _act(services.seal_use_approve, form=forms.OpinionForm, tone="primary"),
        "refuse": _act(services.seal_use_refuse, form=forms.ReasonForm),
        "stamp": _act(services.seal_stamp, form=forms.ImpressionsForm, tone="primary", may=stamps),
        "lend": _act(services.seal_lend, form=PlainForm, tone="primary", may=lends),
        "give_back": _act(
            services.seal_give_back, form=forms.ImpressionsForm, tone="primary", may=keeps
        ),
        "cancel": _act(services.seal_use_cancel, form=forms.ReasonForm, tone="no", may=applied),
    }

    def visible(self) -> QuerySet[SealUse]:
        """Those one may see."""
        return selectors.uses(self.actor)

    @property
    def path_states(self) -> Sequence[str]:  # type: ignore[override]
        """Stamped here, or taken along."""
        return WAY_OF_LOAN if self.record.is_loan else WAY

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is over every step is done."""
        found = super().way(history)
        if self.record.status in (S.USED, S.RETURNED):
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def groups(self) -> Sequence[Group]:
        """As the register has it."""
        record = self.record
        url = ""
        if record.source_type:
            url = address_of(record.source_type, record.source_id)
        keeper = record.seal.keeper_name or _("The office, whoever is there")
        loan = ("loan_place", "due_back_date", "lent_at", "returned_at") if record.is_loan else ()
        return [
            group(
                _("Application for a seal"),
                record,
                "number",
                Fact(_("Seal"), record.seal.name, note=keeper),
                Fact(_("Paper to be stamped"), record.document, url=url),
                "document_number",
                "copies",
                "purpose",
                "applicant_name",
                "applied_at",
                *loan,
            ),
            *self._outcome(),
        ]

    def _outcome(self) -> list[Group]:
        record = self.record
        if record.decided_at is None:
            return []
        found = ["decided_by_name", "decided_at", *(("opinion",) if record.opinion else ())]
        if record.impressions is not None:
            found += ["impressions", "handed_by_name"]
        if record.used_at:
            found.append("used_at")
        if record.remark:
            found.append("remark")
        return [group(_("Outcome"), record, *found)]

    def notices(self) -> Sequence[str]:
        """A seal that should be back, or is out when it is needed."""
        record = self.record
        if record.status == S.LENT and record.due_back_date is not None:
            if record.due_back_date < timezone.localdate():
                return [_("The seal should be back since %(day)s.") % {"day": record.due_back_date}]
        elif record.status == S.APPROVED:
            who = selectors.out_with(record.seal)
            if who:
                return [_("The seal is out with %(name)s until it comes back.") % {"name": who}]
        return []
