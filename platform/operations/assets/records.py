"""The record page of a purchase request and what can be done with it."""

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
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from core.money import capital, yuan
from operations.assets import selectors, services
from operations.assets.forms import buying as forms
from operations.assets.lifecycle import (
    APPROVED,
    PURCHASE,
    UNDER_WAY,
    WAY,
    WAY_WITHOUT_BUYING,
    B,
    P,
)
from operations.assets.models import PurchaseRequest, Reimbursement
from operations.assets.services.asking import given, sentence
from operations.assets.services.moving import decides
from operations.assets.services.paying import HOLDERS

FILES = "file"


def asked(record: PurchaseRequest, actor: Actor) -> bool:
    """This person's own request."""
    return record.created_by_id in actor.persons


def claim(record: PurchaseRequest) -> Reimbursement | None:
    """Its reimbursement; the page has it at hand."""
    return next(iter(record.reimbursements.all()), None)


def handles_papers(record: PurchaseRequest, actor: Actor) -> bool:
    """Whoever asked, the clerk and finance."""
    return asked(record, actor) or any(actor.holds(post) for post in HOLDERS)


def has_papers(record: PurchaseRequest, actor: Actor) -> bool:
    """Those, while nothing is claimed."""
    claimed = claim(record)
    running = claimed is not None and claimed.status != B.RETURNED
    return handles_papers(record, actor) and not running


def can_hand_in(record: PurchaseRequest, actor: Actor) -> bool:
    """Whoever has the papers; once."""
    return handles_papers(record, actor) and claim(record) is None


def hands_copies(record: PurchaseRequest, actor: Actor) -> bool:
    """Copies go from hand to hand at any time."""
    return handles_papers(record, actor) and bool(record.papers.all())


def takes_out(record: PurchaseRequest, actor: Actor) -> bool:
    """A paper entered by mistake."""
    return has_papers(record, actor) and bool(record.papers.all())


def has_idle(record: PurchaseRequest, actor: Actor) -> bool:
    """Something can be reallocated."""
    return selectors.idle(record.asset_class_id).exists()


def has_run_out(record: PurchaseRequest, actor: Actor) -> bool:
    """The approval holds no more."""
    until = record.valid_until_date
    return until is not None and until < timezone.localdate()


_act = partial(Act, key="request_id")


class PurchaseRecord(RecordView[PurchaseRequest]):
    """Everything about one purchase on one page."""

    model = PurchaseRequest
    lifecycle = PURCHASE
    name = "assets:purchase"
    header_icon = "desktop"
    above = (("assets:purchases", gettext_lazy("Purchase of fixed assets")),)
    drafts = (P.DRAFT,)
    draft_title = "item"
    file_kinds: ClassVar = {FILES: gettext_lazy("Quotations, agreement, scans of the papers")}
    tones: ClassVar = {
        "registered": "good", "reallocated": "good", "accepted": "good",
        "refused": "bad", "differs": "warn",
    }  # fmt: skip
    actions: ClassVar = {
        "submit": _act(services.purchase_submit, form=PlainForm, tone="primary", may=asked),
        "agree": _act(services.purchase_agree, form=forms.OpinionForm, tone="primary", may=decides),
        "reallocate": _act(
            services.purchase_reallocate, form=forms.ReallocateForm, tone="primary", may=has_idle
        ),
        "buy": _act(services.purchase_buy, form=forms.BuyForm, tone="primary"),
        "approve": _act(services.purchase_approve, form=forms.OpinionForm, tone="primary"),
        "arrive": _act(services.purchase_arrive, form=forms.ArriveForm, tone="primary"),
        "renew": _act(services.purchase_renew, form=PlainForm, may=has_run_out),
        "accept": _act(services.purchase_accept, form=forms.AcceptForm, tone="primary"),
        "differ": _act(services.purchase_differ, form=forms.DifferForm),
        "send_back": _act(services.purchase_send_back, form=forms.ReasonForm),
        "allow": _act(services.purchase_allow, form=forms.OpinionForm, tone="primary"),
        "disallow": _act(services.purchase_disallow, form=forms.ReasonForm),
        "register": _act(
            services.purchase_register,
            form=forms.RegisterForm,
            tone="primary",
            initial=lambda record: {"spec": record.came_spec},
        ),
        "paper": _act(
            services.paper_add,
            form=forms.PaperForm,
            label=gettext_lazy("Enter a voucher or an invoice"),
            states=APPROVED,
            may=has_papers,
        ),
        "hand_in": _act(
            services.reimbursement_hand_in,
            form=forms.HandInForm,
            label=gettext_lazy("Hand in for reimbursement"),
            states=APPROVED,
            may=can_hand_in,
        ),
        "copy": _act(
            services.copy_hand,
            form=forms.CopyForm,
            label=gettext_lazy("Hand a copy to somebody"),
            states=APPROVED,
            may=hands_copies,
            tone="rare",
        ),
        "take_out": _act(
            services.paper_remove,
            form=forms.ChosenPaperForm,
            label=gettext_lazy("Take a paper out"),
            states=APPROVED,
            may=takes_out,
            tone="no",
        ),
        "refuse": _act(services.purchase_refuse, form=forms.ReasonForm, tone="no", may=decides),
        "cancel": _act(services.purchase_cancel, form=forms.ReasonForm, tone="no", may=asked),
    }

    def visible(self) -> QuerySet[PurchaseRequest]:
        """Those one may see."""
        found = selectors.purchases(self.actor)
        return found.prefetch_related("reimbursements", "papers__copies")

    @property
    def path_states(self) -> Sequence[str]:  # type: ignore[override]
        """Bought, or reallocated."""
        return WAY_WITHOUT_BUYING if self.record.status == P.REALLOCATED else WAY

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is over every step is done."""
        found = super().way(history)
        if self.record.status in (P.REGISTERED, P.REALLOCATED):
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def groups(self) -> Sequence[Group]:
        """As the form has it."""
        record = self.record
        decided = sentence(given(record), record.asked_date)
        return [
            group(
                _("Purchase request"),
                record,
                *("number", "department", "applicant_name", "asked_date"),
                *("item", "asset_class", "spec", "quantity"),
                Fact(_("Estimated unit price"), yuan(record.unit_price), number=True),
                Fact(_("Total"), yuan(record.total), number=True, note=capital(record.total)),
                "months",
                Fact(_("Asset or supply"), decided, wide=True),
                *("purpose", "wanted_date", "funds", "quota", "holding"),
            ),
            *self._decided(),
            *self._came(),
        ]

    def _decided(self) -> list[Group]:
        record = self.record
        names: list[str | Fact] = ["head_name"] if record.head_name else []
        if record.checked_at:
            names += ["checked_by_name", "checked_at", "seen_numbers"]
            if record.buy_reason:
                names.append("buy_reason")
        if record.approved_date:
            names += ["approved_by_name", "approved_date", "valid_until_date"]
        return [group(_("Checked and approved"), record, *names)] if names else []

    def _came(self) -> list[Group]:
        record = self.record
        if record.arrived_date is None:
            return []
        names: list[str | Fact] = ["dealer", "agreement", "ordered_date", "arrived_date"]
        if record.came_total is not None and record.came_price is not None:
            names += [
                *("came_spec", "came_quantity"),
                Fact(_("Unit price charged"), yuan(record.came_price), number=True),
                Fact(
                    _("Total"), yuan(record.came_total), number=True,
                    note=capital(record.came_total),
                ),
                *("accepted_by_name", "accepted_date"),
            ]  # fmt: skip
            if record.differences:
                names += ["differences", "difference_reason"]
        return [group(_("Order and acceptance"), record, *names)]

    def panels(self) -> Sequence[Panel]:
        """Idle assets while they are looked for; the papers; what became of it."""
        record = self.record
        found = []
        if record.status == P.AREA and selectors.reads_all(self.actor):
            context = {"idle": list(selectors.idle(record.asset_class_id))}
            found.append(
                Panel(_("Idle assets of this class"), "assets/includes/idle.html", context)
            )
        if record.status in APPROVED:
            shown = {"papers": list(record.papers.all())}
            found.append(Panel(_("Vouchers and invoices"), "assets/includes/papers.html", shown))
        return found

    def notices(self) -> Sequence[str]:
        """An approval that has run out."""
        if self.record.status == P.BUYING and has_run_out(self.record, self.actor):
            day = self.record.valid_until_date
            return [_("The approval held until %(day)s. Ask for approval again.") % {"day": day}]
        return []

    def links(self) -> Sequence[tuple[str, str]]:
        """Change the draft; the form as a paper; its reimbursement."""
        record, found = self.record, []
        if record.status == P.DRAFT and asked(record, self.actor):
            found.append((_("Change the request"), reverse("assets:change", args=[record.pk])))
        if record.status in (*UNDER_WAY, P.REGISTERED, P.REALLOCATED):
            found.append((_("Print the request"), reverse("assets:sheet", args=[record.pk])))
        paid = claim(record)
        if paid is not None:
            # Its name would ask for the request again.
            title = f"{paid.number} {record.item}"
            found.append((title, reverse("assets:reimbursement", args=[paid.pk])))
        return found
