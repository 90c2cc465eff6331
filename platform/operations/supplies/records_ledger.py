"""The record pages of what people hold, and of scrapping."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from core.actor import Actor
from operations.supplies import forms, forms_keeping, selectors, services
from operations.supplies.kinds import SupplyClass
from operations.supplies.lifecycle import HANDERS, PEOPLE, SCRAP
from operations.supplies.models import Holding, LedgerEntry, Scrap, of
from operations.supplies.records import ABOVE, whose_field
from operations.supplies.rules import classes

LATEST = 40


def held(record: Holding, actor: Actor) -> bool:
    """There is something, and this person moves it: finance its own, the office the rest."""
    special = record.item.kind == SupplyClass.SPECIAL
    may = selectors.is_finance(actor) if special else selectors.is_clerk(actor)
    return may and record.quantity > 0


def scrapped(record: Holding, actor: Actor) -> bool:
    """What does not end by its issue (R114)."""
    return record.quantity > 0 and classes.rule_of(record.item.kind).scrapped


_holding = partial(Act, key="holding_id", who=HANDERS, may=held)
_scrap = partial(Act, key="scrap_id")


class HoldingRecord(RecordView[Holding]):
    """What somebody, or a department, has of a supply."""

    model = Holding
    name = "supplies:holding"
    header_icon = "clipboard-list"
    above = (*ABOVE, ("supplies:ledger", gettext_lazy("Ledger of supplies")))
    actions: ClassVar = {
        "return": _holding(
            services.holding_return, form=forms_keeping.ReturnForm, tone="primary",
            label=gettext_lazy("Take back into the cabinet"),
        ),
        "hand_over": _holding(
            services.holding_hand_over, form=forms_keeping.HandOverForm,
            label=gettext_lazy("Hand over to a colleague or station"),
        ),
        "compensate": _holding(
            services.holding_compensate, form=forms_keeping.CompensateForm,
            label=gettext_lazy("Enter a compensation"), tone="rare",
        ),
        "scrap": Act(
            services.scrap_ask, key="holding_id", form=forms_keeping.ScrapForm, who=PEOPLE,
            may=scrapped, label=gettext_lazy("Ask for scrapping"), tone="rare",
        ),
    }  # fmt: skip

    def visible(self) -> QuerySet[Holding]:
        """Those one may see."""
        return selectors.holdings(self.actor, on=timezone.localdate())

    def groups(self) -> Sequence[Group]:
        """What it is, and whose."""
        record = self.record
        device = ("device_class",) if record.device_class else ()
        kind = Fact(_("class of supplies"), str(record.item.get_kind_display()))
        number = Fact(_("held"), f"{record.quantity} {record.item.unit}")
        person = ("person",) if record.station_id is None else ()
        rows = ("item", whose_field(record), *person, *device)
        return [group(_("Ledger of supplies"), record, *rows, kind, number)]

    def panels(self) -> Sequence[Panel]:
        """The lines of the ledger, the newest first."""
        record = self.record
        found = LedgerEntry.objects.filter(
            of(record.party),
            item=record.item,
            person=record.person,
            device_class=record.device_class,
            kept=True,
        ).order_by("-pk")[:LATEST]
        return [Panel(_("Entries"), "supplies/includes/entries.html", {"entries": list(found)})]


class ScrapRecord(RecordView[Scrap]):
    """The scrapping of something worn out."""

    model = Scrap
    lifecycle = SCRAP
    name = "supplies:scrap"
    header_icon = "bin"
    above = (*ABOVE, ("supplies:scraps", gettext_lazy("Scrapping of supplies")))
    path_states = ("asked", "reviewed", "filed", "written_off")
    tones: ClassVar = {"written_off": "good", "refused": "bad", "asked": "warn"}
    actions: ClassVar = {
        "review": _scrap(services.scrap_review, tone="primary"),
        "file": _scrap(services.scrap_file, tone="primary"),
        "write_off": _scrap(services.scrap_write_off, form=PlainForm, tone="primary"),
        "refuse": _scrap(services.scrap_refuse, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Scrap]:
        """Those one may see."""
        return selectors.scraps(self.actor, on=timezone.localdate())

    def groups(self) -> Sequence[Group]:
        """As the request has it."""
        record = self.record
        holding = record.holding
        whose = Fact(_("held by"), str(holding.person or holding.party))
        item = Fact(_("supply"), str(holding.item))
        more = [
            *(("reviewed_by_name",) if record.reviewed_by_name else ()),
            *(("filed_by_name",) if record.filed_by_name else ()),
            *(("written_off_at",) if record.written_off_at else ()),
        ]
        head = ("number", item, "quantity", whose, "reason", "applicant_name", "asked_at")
        return [group(_("Scrapping of supplies"), record, *head, *more)]

    def links(self) -> Sequence[tuple[str, str]]:
        """As paper."""
        return [(_("Print"), reverse("supplies:scrap_paper", args=[self.record.pk]))]
