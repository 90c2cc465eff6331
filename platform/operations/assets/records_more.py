"""The record pages of a reimbursement and of an asset."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from core.money import capital, yuan
from operations.assets import selectors, services
from operations.assets.forms import buying, caring, keeping
from operations.assets.lifecycle import (
    ASSET,
    KEEPERS,
    REIMBURSEMENT,
    REPAIR_OPEN,
    SCRAPPING_OPEN,
    A,
    B,
)
from operations.assets.models import Asset, Reimbursement, Repair, Scrapping
from operations.assets.rules.paying import missing
from operations.assets.services.moving import decides
from operations.assets.services.paying import HOLDERS
from operations.assets.services.repairing import TRAINERS

_money = partial(Act, key="reimbursement_id")
_thing = partial(Act, key="asset_id")
WAY_OF_MONEY = (B.HANDED_IN, B.HEAD, B.REVIEW, B.PAID)


def has_papers(record: Reimbursement, actor: Actor) -> bool:
    """Whoever asked for the purchase, the clerk and finance."""
    mine = record.request.created_by_id in actor.persons
    return mine or any(actor.holds(post) for post in HOLDERS)


class ReimbursementRecord(RecordView[Reimbursement]):
    """The money of one purchase."""

    model = Reimbursement
    lifecycle = REIMBURSEMENT
    name = "assets:reimbursement"
    header_icon = "clipboard-list"
    above = (("assets:reimbursements", gettext_lazy("Reimbursement of fixed assets")),)
    path_states = WAY_OF_MONEY
    tones: ClassVar = {"paid": "good", "returned": "bad"}
    actions: ClassVar = {
        "check": _money(services.reimbursement_check, form=PlainForm, tone="primary"),
        "agree": _money(
            services.reimbursement_agree, form=buying.OpinionForm, tone="primary", may=decides
        ),
        "pay": _money(services.reimbursement_pay, form=PlainForm, tone="primary"),
        "resubmit": _money(
            services.reimbursement_resubmit, form=PlainForm, tone="primary", may=has_papers
        ),
        "return": _money(services.reimbursement_return, form=buying.ReasonForm, may=decides),
    }

    def visible(self) -> QuerySet[Reimbursement]:
        """Those one may see."""
        return selectors.reimbursements(self.actor)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is paid every step is done."""
        found = super().way(history)
        if self.record.status == B.PAID:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def groups(self) -> Sequence[Group]:
        """What is paid, to whom, for what."""
        record = self.record
        names: list[str] = ["checked_by_name"] if record.checked_by_name else []
        names += ["head_name"] if record.head_name else []
        names += ["paid_by_name", "paid_date"] if record.paid_date else []
        names += ["return_reason"] if record.status == B.RETURNED else []
        url = reverse("assets:purchase", args=[record.request_id])
        return [
            group(
                _("Reimbursement"),
                record,
                *("number", "applicant_name", "handed_in_date"),
                Fact(_("Purchase request"), str(record.request), url=url),
                Fact(_("Amount"), yuan(record.amount), number=True, note=capital(record.amount)),
                *("payee", *names),
            )
        ]

    def panels(self) -> Sequence[Panel]:
        """The papers that prove it."""
        context = {"papers": list(selectors.papers(self.record.request))}
        return [Panel(_("Vouchers and invoices"), "assets/includes/papers.html", context)]

    def notices(self) -> Sequence[str]:
        """What is missing, at any time (R77)."""
        there = selectors.proof(self.record.request)
        lacking = missing(request=there.request, voucher=there.voucher, invoice=there.invoice)
        if self.record.status == B.PAID or not lacking:
            return []
        return [_("Missing: %(missing)s") % {"missing": "、".join(lacking)}]


class AssetRecord(RecordView[Asset]):
    """One card of the ledger with its whole trail."""

    model = Asset
    lifecycle = ASSET
    name = "assets:record"
    header_icon = "desktop"
    above = (("assets:index", gettext_lazy("Ledger of fixed assets")),)
    path_states = (A.STOCK, A.IN_USE)
    file_kinds: ClassVar = {"photo": gettext_lazy("Photo of the asset")}
    tones: ClassVar = {
        "in_use": "good", "moving": "warn", "repair": "warn", "to_scrap": "bad", "missing": "bad",
    }  # fmt: skip
    actions: ClassVar = {
        "issue": _thing(services.asset_issue, form=keeping.IssueForm, tone="primary"),
        "hand_over": _thing(services.asset_hand_over, form=keeping.SignForm),
        "take_over": _thing(services.asset_take_over, form=keeping.IssueForm, tone="primary"),
        "call_off": _thing(services.asset_call_off, form=buying.ReasonForm, tone="no"),
        "give_back": _thing(services.asset_give_back, form=keeping.GiveBackForm),
        "place": _thing(
            services.asset_place,
            form=keeping.PlaceForm,
            label=gettext_lazy("It stands elsewhere"),
            states=(A.STOCK, A.IN_USE),
            who=KEEPERS,
            tone="rare",
        ),
        "turn_up": _thing(
            services.asset_turn_up,
            form=keeping.PlaceForm,
            label=gettext_lazy("It has turned up"),
            states=(A.MISSING,),
            who=KEEPERS,
            tone="primary",
        ),
        "write_off_lost": _thing(services.asset_write_off_lost, form=buying.ReasonForm, tone="no"),
        "report": _thing(
            services.repair_report,
            form=caring.FaultForm,
            label=gettext_lazy("Report damage"),
            states=(A.STOCK, A.IN_USE),
        ),
        "scrap": _thing(
            services.scrapping_apply,
            form=caring.ScrapForm,
            label=gettext_lazy("Apply for scrapping"),
            states=(A.STOCK, A.IN_USE),
            tone="rare",
        ),
        "finding": _thing(
            services.finding_add,
            form=caring.FindingForm,
            label=gettext_lazy("Enter a finding"),
            states=(A.STOCK, A.IN_USE),
            who=TRAINERS,
            tone="rare",
        ),
        "finding_done": _thing(
            services.finding_done,
            form=caring.FindingDoneForm,
            label=gettext_lazy("Note that it is put right"),
            who=TRAINERS,
            may=lambda record, actor: record.findings.filter(done_date=None).exists(),
            tone="rare",
        ),
        "release": _thing(
            services.asset_release,
            form=buying.ReasonForm,
            label=gettext_lazy("Set it aside no more"),
            states=(A.STOCK,),
            who=KEEPERS,
            may=lambda record, actor: record.kept_for_id is not None,
            tone="rare",
        ),
    }

    def visible(self) -> QuerySet[Asset]:
        """Those one may see."""
        return selectors.assets(self.actor)

    def may_file(self) -> bool:
        """Those who keep the ledger."""
        return selectors.keeps_ledger(self.actor)

    def groups(self) -> Sequence[Group]:
        """The twelve columns of the handbook, and what else is known."""
        record = self.record
        request = record.request
        worn = selectors.worn_of(record)
        url = reverse("assets:purchase", args=[request.pk]) if request else ""
        return [
            group(
                _("Card of the asset"),
                record,
                *("number", "name", "model", "spec", "manufacturer", "dealer"),
                Fact(_("Price"), yuan(record.price), number=True),
                *("buyer_name", "accepter_name", "department"),
                *("user_name", "place", "warranty"),
            ),
            group(
                _("More about it"),
                record,
                Fact(_("National class"), f"{record.asset_class.code} {record.asset_class}"),
                *("serial_number", "way", "funds", "booked_date"),
                Fact(_("Depreciated"), yuan(worn), number=True),
                Fact(_("Net value"), yuan(record.price - worn), number=True),
                Fact(_("Purchase request"), str(request) if request else "—", url=url),
                *self._under_way(),
                *(("old_number",) if record.old_number else ()),
                *(("remark",) if record.remark else ()),
            ),
        ]

    def _under_way(self) -> list[Fact]:
        """The repair or the scrapping that is not over, with the way to it."""
        record = self.record
        found: list[tuple[str, str, Repair | Scrapping]] = [
            (_("Repair of an asset"), "assets:repair", one)
            for one in record.repairs.filter(status__in=REPAIR_OPEN)
        ]
        if record.status == A.TO_SCRAP:
            ends = record.scrappings.filter(status__in=SCRAPPING_OPEN)
            found += [(_("Scrapping of an asset"), "assets:scrapping", one) for one in ends]
        return [
            Fact(
                label, f"{one.number} {one.get_status_display()}", url=reverse(name, args=[one.pk])
            )
            for label, name, one in found
        ]

    def panels(self) -> Sequence[Panel]:
        """Every line of its trail with the signatures, the newest first."""
        lines = list(self.record.movements.select_related("department").order_by("-at", "-pk"))
        signed = selectors.signatures(lines)
        context = {"lines": [(line, signed.get(line.pk, ())) for line in lines]}
        found = [Panel(_("Trail of the asset"), "assets/includes/trail.html", context)]
        findings = list(self.record.findings.select_related("owner").order_by("-pk"))
        if findings:
            shown = {"findings": findings}
            found.append(Panel(_("Findings"), "assets/includes/findings.html", shown))
        return found

    def links(self) -> Sequence[tuple[str, str]]:
        """The register to print."""
        return [(_("Print the issue register"), reverse("assets:register", args=[self.record.pk]))]

    def notices(self) -> Sequence[str]:
        """Set aside for somebody."""
        held = self.record.kept_for
        if held is None:
            return []
        return [_("Set aside for %(request)s") % {"request": held}]
