"""The record pages of a repair and of a scrapping."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, PlainForm, RecordView, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from core.money import capital, yuan
from operations.assets import selectors, services
from operations.assets.forms import buying, caring
from operations.assets.kinds import Cause
from operations.assets.lifecycle import (
    INSPECTED,
    REPAIR,
    REPAIR_WAY,
    SCRAPPING,
    SCRAPPING_WAY,
    C,
    F,
)
from operations.assets.models import Asset, Repair, Scrapping
from operations.assets.services.moving import decides
from operations.assets.services.scrapping import COMPENSATED_BY

_repair = partial(Act, key="repair_id")
_scrap = partial(Act, key="scrapping_id")


def the_asset(asset: Asset) -> Fact:
    """Which thing, with the way to its card."""
    return Fact(_("Fixed asset"), str(asset), url=reverse("assets:record", args=[asset.pk]))


def ended(found: list[Step], over: bool) -> list[Step]:
    """When it is over every step is done."""
    return [Step(one.label, DONE, one.at, one.by) for one in found] if over else found


class RepairRecord(RecordView[Repair]):
    """One repair from the report to the thing that works again."""

    model = Repair
    lifecycle = REPAIR
    name = "assets:repair"
    header_icon = "cog"
    above = (("assets:repairs", gettext_lazy("Repairs of assets")),)
    path_states = REPAIR_WAY
    file_kinds: ClassVar = {"file": gettext_lazy("Bill or photo of the repair")}
    tones: ClassVar = {"mended": "good", "hopeless": "bad", "out": "warn"}
    actions: ClassVar = {
        "file": _repair(services.repair_file, form=PlainForm, tone="primary"),
        "send": _repair(services.repair_send, form=caring.SendForm, tone="primary"),
        "mend": _repair(services.repair_mend, form=caring.MendForm, tone="primary"),
        "give_up": _repair(services.repair_give_up, form=buying.ReasonForm),
        "cancel": _repair(services.repair_cancel, form=buying.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Repair]:
        """Those one may see."""
        return selectors.repairs(self.actor)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """Done when it is mended."""
        return ended(super().way(history), self.record.status == F.MENDED)

    def groups(self) -> Sequence[Group]:
        """As the repair form has it."""
        record = self.record
        names: list[str | Fact] = ["filed_by_name", "filed_date"] if record.filed_date else []
        names += ["vendor", "sent_date", "in_warranty"] if record.sent_date else []
        names += ["returned_date", "result"] if record.returned_date else []
        if record.cost is not None:
            names.append(Fact(_("Cost of the repair"), yuan(record.cost), number=True))
        told = ("number", "fault", "reported_by_name", "reported_date")
        return [group(_("Repair of an asset"), record, the_asset(record.asset), *told, *names)]

    def links(self) -> Sequence[tuple[str, str]]:
        """The form to print."""
        return [(_("Print the form"), reverse("assets:repair_sheet", args=[self.record.pk]))]


def by_person(record: Scrapping, actor: Actor) -> bool:
    """A person damaged it, and nothing is paid yet."""
    return record.cause == Cause.PERSON and record.paid_date is None


class ScrappingRecord(RecordView[Scrapping]):
    """One scrapping from the application to the write-off."""

    model = Scrapping
    lifecycle = SCRAPPING
    name = "assets:scrapping"
    header_icon = "bin"
    above = (("assets:scrappings", gettext_lazy("Scrapping of assets")),)
    path_states = SCRAPPING_WAY
    file_kinds: ClassVar = {"file": gettext_lazy("Inspection report or photo")}
    tones: ClassVar = {"written_off": "good", "refused": "bad"}
    actions: ClassVar = {
        "inspect": _scrap(services.scrapping_inspect, form=caring.InspectForm, tone="primary"),
        "agree": _scrap(
            services.scrapping_agree, form=buying.OpinionForm, tone="primary", may=decides
        ),
        "endorse": _scrap(services.scrapping_endorse, form=buying.OpinionForm, tone="primary"),
        "approve": _scrap(services.scrapping_approve, form=buying.OpinionForm, tone="primary"),
        "handle": _scrap(services.scrapping_handle, form=caring.HandleForm, tone="primary"),
        "hand_in": _scrap(services.scrapping_hand_in, form=PlainForm, tone="primary"),
        "compensate": _scrap(
            services.scrapping_compensate,
            form=caring.CompensateForm,
            label=gettext_lazy("Enter the compensation"),
            states=INSPECTED[:-1],
            who=COMPENSATED_BY,
            may=by_person,
        ),
        "write_off": _scrap(services.scrapping_write_off, form=PlainForm, tone="primary"),
        "refuse": _scrap(services.scrapping_refuse, form=buying.ReasonForm, tone="no", may=decides),
    }

    def visible(self) -> QuerySet[Scrapping]:
        """Those one may see."""
        return selectors.scrappings(self.actor)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """Done when it is written off."""
        return ended(super().way(history), self.record.status == C.WRITTEN_OFF)

    def groups(self) -> Sequence[Group]:
        """As the approval form has it."""
        record = self.record
        filled: list[Any] = [
            name
            for name in (
                *("inspector", "inspected_date", "inspection", "head_name", "leader_name"),
                *("approved_by_name", "formalities", "handed_in_date", "received_by_name"),
                "written_off_date",
            )
            if getattr(record, name)
        ]
        told = ("number", "cause", "reason", "applicant_name", "applied_date")
        found = [group(_("Scrapping of an asset"), record, the_asset(record.asset), *told, *filled)]
        if record.cause == Cause.PERSON:
            paid: list[Any] = ["culprit"]
            if record.amount is not None:
                words = capital(record.amount)
                amount = Fact(_("Compensation"), yuan(record.amount), number=True, note=words)
                paid += ["basis", amount, "paid_date", "penalty"]
            found.append(group(_("Compensation"), record, *paid))
        return found

    def notices(self) -> Sequence[str]:
        """A compensation that is open."""
        over = self.record.status in (C.WRITTEN_OFF, C.REFUSED)
        if by_person(self.record, self.actor) and not over:
            return [_("A person damaged it; the compensation comes before the write-off.")]
        return []

    def links(self) -> Sequence[tuple[str, str]]:
        """The form to print."""
        return [(_("Print the form"), reverse("assets:scrapping_sheet", args=[self.record.pk]))]
