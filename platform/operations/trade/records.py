"""The record pages of a product, a batch, a certificate and a recall."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from typing import ClassVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.attachments import DOCUMENTS, PICTURES
from core.models.audit import AuditEntry
from operations.trade import forms, rules, selectors, services
from operations.trade.lifecycle import (
    BATCH,
    HEADS,
    KEEPERS,
    PRODUCT,
    PUBLIC,
    RECALL,
    RECALLERS,
    B,
    C,
    P,
)
from operations.trade.models import Batch, Certificate, Product, Recall

_product = partial(Act, key="product_id")
_batch = partial(Act, key="batch_id")
CERTIFICATE = "certificate"
# A panel shows so many lines.
MOST = 20


def has_inputs(record: Batch, actor: Actor) -> bool:
    """There is something to take out."""
    return record.inputs.exists()


def has_doubts(record: Batch, actor: Actor) -> bool:
    """A label was in doubt."""
    return record.doubts.exists()


def waits_for_others(record: Certificate, actor: Actor) -> bool:
    """It waits; who entered it is told so when they try."""
    return record.waits


def holds(record: Certificate, actor: Actor) -> bool:
    """It was not withdrawn."""
    return record.revoked_date is None


class ProductRecord(RecordView[Product]):
    """A product with its certificates, batches and recalls."""

    model = Product
    lifecycle = PRODUCT
    name = "trade:product"
    header_icon = "pick"
    above = (("trade:index", gettext_lazy("Products with origin")),)
    path_states = (P.DRAFT, P.LISTED)
    drafts = (P.DRAFT,)
    draft_title = "name"
    tones: ClassVar = {"listed": "good", "stopped": "bad", "discarded": "bad"}
    actions: ClassVar = {
        "list": _product(services.product_list, form=PlainForm, tone="primary"),
        "certificate": _product(
            services.certificate_add,
            form=forms.CertificateForm,
            label=gettext_lazy("Enter a certificate"),
            who=KEEPERS,
            states=(P.DRAFT, P.LISTED, P.STOPPED),
        ),
        "resume": _product(services.product_resume, form=PlainForm),
        "recall": _product(
            services.product_recall,
            form=forms.RecallForm,
            label=gettext_lazy("Call every batch back"),
            intro=gettext_lazy("The banner stands on every page of the product at once."),
            who=RECALLERS,
            states=(P.LISTED, P.STOPPED),
            tone="no",
        ),
        "stop": _product(services.product_stop, form=forms.ReasonForm, tone="no"),
        "discard": _product(services.product_discard, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Product]:
        """For whoever works at the centre."""
        return selectors.products(self.actor)

    def links(self) -> Sequence[tuple[str, str]]:
        """To the form of a draft, and to a new batch."""
        found: list[tuple[str, str]] = []
        if not selectors.keeps(self.actor):
            return found
        if self.record.status == P.DRAFT:
            found.append((_("Change"), reverse("trade:product_change", args=[self.record.pk])))
        if self.record.status == P.LISTED:
            address = f"{reverse('trade:batch_add')}?product={self.record.pk}"
            found.append((_("Enter a batch"), address))
        return found

    def groups(self) -> Sequence[Group]:
        """What it is and where it comes from."""
        producer = self.record.producer
        return [
            group(
                _("Product"),
                self.record,
                "code",
                "name",
                Fact(_("Producer"), producer.name, note=producer.get_kind_display()),
                Fact(_("Village of origin"), place(self.record)),
                *("variety", "grade", "pack", "shelf_days"),
            )
        ]

    def panels(self) -> Sequence[Panel]:
        """Certificates and batches."""
        today = timezone.localdate()
        certificates = [
            (one, one.holds_on(today))
            for one in self.record.certificates.order_by("-valid_to_date")
        ]
        batches = self.record.batches.select_related("product").order_by("-packed_date", "-pk")
        return [
            Panel(
                _("Certificates of the product"),
                "trade/includes/certificates.html",
                {"certificates": certificates},
            ),
            Panel(_("Batches"), "trade/includes/batches.html", {"batches": batches[:MOST]}),
        ]

    def notices(self) -> Sequence[str]:
        """A recall in force."""
        found = self.record.recalls.filter(status=C.ACTIVE).select_related("batch", "product")
        return [_("Recall in force: %(what)s.") % {"what": one} for one in found]


class BatchRecord(RecordView[Batch]):
    """A batch with what was done to it, its labels and their scans."""

    model = Batch
    lifecycle = BATCH
    name = "trade:batch"
    header_icon = "tag"
    above = (("trade:batches", gettext_lazy("Batches")),)
    path_states = (B.DRAFT, B.SUBMITTED, B.RELEASED, B.CLOSED)
    drafts = (B.DRAFT,)
    draft_title = "code"
    file_kinds: ClassVar = {selectors.REPORT: gettext_lazy("Test report")}
    file_types = PICTURES | DOCUMENTS
    tones: ClassVar = {"released": "good", "discarded": "bad", "submitted": "warn"}
    actions: ClassVar = {
        "submit": _batch(services.batch_submit, form=PlainForm, tone="primary"),
        "release": _batch(services.batch_release, form=PlainForm, tone="primary"),
        "send_back": _batch(services.batch_send_back, form=forms.ReasonForm),
        "input": _batch(
            services.batch_add_input,
            form=forms.InputForm,
            label=gettext_lazy("Note an input"),
            states=(B.DRAFT,),
            who=KEEPERS,
        ),
        "labels": _batch(
            services.labels_make,
            form=forms.LabelsForm,
            label=gettext_lazy("Make labels"),
            intro=gettext_lazy("Each label has a number of its own; print them below afterwards."),
            states=(B.RELEASED,),
            who=KEEPERS,
            tone="primary",
        ),
        "settle_label": _batch(
            services.label_settle,
            form=forms.SettleForm,
            label=gettext_lazy("Settle a label in doubt"),
            intro=gettext_lazy("Of labels that were scanned too often or in too many places."),
            states=PUBLIC,
            who=RECALLERS,
            may=has_doubts,
        ),
        "drop_input": _batch(
            services.batch_drop_input,
            form=forms.DropForm,
            label=gettext_lazy("Take an input out"),
            states=(B.DRAFT,),
            who=KEEPERS,
            may=has_inputs,
            tone="rare",
        ),
        "close": _batch(services.batch_close, form=PlainForm, tone="rare"),
        "recall": _batch(
            services.batch_recall,
            form=forms.RecallForm,
            label=gettext_lazy("Call the batch back"),
            intro=gettext_lazy("The banner stands on every page of the product at once."),
            states=PUBLIC,
            who=RECALLERS,
            tone="no",
        ),
        "discard": _batch(services.batch_discard, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Batch]:
        """For whoever works at the centre."""
        return selectors.batches(self.actor)

    def may_file(self) -> bool:
        """Reports come while it is a draft: what was released stands."""
        return selectors.keeps(self.actor) and self.record.status in (B.DRAFT, B.SUBMITTED)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is sold out every step is done."""
        found = super().way(history)
        if self.record.status == B.CLOSED:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def links(self) -> Sequence[tuple[str, str]]:
        """To the form of a draft, and to what buyers see."""
        record = self.record
        if record.status == B.DRAFT and selectors.keeps(self.actor):
            return [(_("Change"), reverse("trade:batch_change", args=[record.pk]))]
        if record.status in PUBLIC:
            return [(_("Page of the batch"), reverse("site_batch", args=[record.code]))]
        return []

    def groups(self) -> Sequence[Group]:
        """Origin, dates, test, promise."""
        record = self.record
        product = Fact(
            _("Product"),
            record.product.name,
            url=reverse("trade:product", args=[record.product_id]),
            note=record.product.producer.name,
        )
        tested = ("tested_by", "test_number", "tested_date") if record.outcome else ()
        released = ("released_by_name", "released_at") if record.released_at else ()
        return [
            group(
                _("Batch"),
                record,
                Fact(_("Batch code"), record.spaced_code),
                product,
                Fact(_("Village of origin"), place(record), note=record.plot),
                *("quantity", "packs", "labels", "entered_by_name", *released),
            ),
            group(_("Days of the batch"), record, "sown_date", "harvested_date", "packed_date"),
            group(_("Test"), record, "outcome", *tested),
            group(_("Certificate of conformity"), record, "basis", "promised_date"),
        ]

    def panels(self) -> Sequence[Panel]:
        """Inputs; labels and scans once there are labels."""
        record = self.record
        inputs = {"inputs": record.inputs.order_by("used_date", "pk"), "batch": record}
        found = [Panel(_("Inputs used"), "trade/includes/inputs.html", inputs)]
        if record.labels:
            page = Paginator(record.runs.order_by("-first"), MOST).get_page(
                self.request.GET.get("p")
            )
            context = {
                "batch": record,
                "page": page,
                "runs": [(one, rules.pieces_of(first=one.first, last=one.last)) for one in page],
                "counted": selectors.scanned(record),
                "copies": selectors.with_counts(selectors.doubts().filter(batch=record))[:MOST],
                "findings": selectors.findings().filter(batch=record)[:MOST],
                "may_print": selectors.keeps(self.actor) and not self._recalls,
            }
            found.append(Panel(_("Labels and scans"), "trade/includes/labels.html", context))
        return found

    def notices(self) -> Sequence[str]:
        """A recall in force."""
        return [_("Recall in force: %(what)s.") % {"what": one} for one in self._recalls]

    @cached_property
    def _recalls(self) -> list[Recall]:
        return list(selectors.in_force(self.record.product_id, self.record.pk))


class CertificateRecord(RecordView[Certificate]):
    """A certificate and its paper."""

    model = Certificate
    name = "trade:certificate"
    header_icon = "doc-full"
    above = (("trade:certificates", gettext_lazy("Certificates of products")),)
    file_kinds: ClassVar = {CERTIFICATE: gettext_lazy("Certificate")}
    file_types = PICTURES | DOCUMENTS
    actions: ClassVar = {
        "confirm": Act(
            services.certificate_confirm,
            key="certificate_id",
            form=PlainForm,
            label=gettext_lazy("Confirm the certificate"),
            intro=gettext_lazy("Compare it with its paper; the site shows it from now on."),
            who=HEADS,
            may=waits_for_others,
            tone="primary",
        ),
        "revoke": Act(
            services.certificate_revoke,
            key="certificate_id",
            form=forms.ReasonForm,
            label=gettext_lazy("It holds no longer"),
            who=KEEPERS,
            may=holds,
            tone="no",
        ),
    }

    def visible(self) -> QuerySet[Certificate]:
        """For whoever works at the centre."""
        return selectors.certificates(self.actor)

    def may_file(self) -> bool:
        """By those who enter certificates."""
        return selectors.keeps(self.actor)

    def groups(self) -> Sequence[Group]:
        """What it says."""
        record = self.record
        url = reverse("trade:product", args=[record.product_id])
        revoked = ("revoked_date", "revoked_reason") if record.revoked_date else ()
        confirmed = ("confirmed_by_name", "confirmed_at") if record.confirmed_at else ()
        return [
            group(
                _("Certificate"),
                record,
                Fact(_("Product"), record.product.name, url=url),
                *(
                    "kind",
                    "number",
                    "issuer",
                    "valid_from_date",
                    "valid_to_date",
                    *confirmed,
                    *revoked,
                ),
            )
        ]

    def notices(self) -> Sequence[str]:
        """What holds no longer is shown nowhere on the site."""
        if self.record.holds_on(timezone.localdate()):
            return []
        if self.record.waits:
            return [_("A head who did not enter it confirms it; until then no page shows it.")]
        return [_("It does not hold today: the site does not show it.")]


class RecallRecord(RecordView[Recall]):
    """A recall."""

    model = Recall
    lifecycle = RECALL
    name = "trade:recall"
    header_icon = "warning"
    above = (("trade:recalls", gettext_lazy("Recalls")),)
    tones: ClassVar = {"active": "bad", "lifted": "good"}
    actions: ClassVar = {
        "lift": Act(services.recall_lift, key="recall_id", form=forms.ReasonForm, tone="primary"),
    }

    def visible(self) -> QuerySet[Recall]:
        """For whoever works at the centre."""
        return selectors.recalls(self.actor)

    def groups(self) -> Sequence[Group]:
        """What is called back and why."""
        record = self.record
        lifted = ("lifted_at", "lifted_by_name", "lifted_reason") if record.lifted_at else ()
        return [
            group(
                _("Product recall"),
                record,
                Fact(
                    _("Product"),
                    record.product.name,
                    url=reverse("trade:product", args=[record.product_id]),
                ),
                Fact(_("What is called back"), record.scope_label),
                *("reason", "advice", "recalled_at", "recalled_by_name", *lifted),
            )
        ]


def place(record: Batch | Product) -> str:
    """Township and village."""
    return f"{record.village.township.name} · {record.village.name}"
