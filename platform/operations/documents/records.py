"""The record page of an outgoing document and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from console.records.steps import DONE, Step
from core import followups, inbox
from core.actor import Actor
from core.models.audit import AuditEntry
from core.models.inbox import InboxItem
from operations.archives.selectors import file_of
from operations.documents import forms, rules, selectors, services
from operations.documents.filing import CODE
from operations.documents.handwriting import written
from operations.documents.lifecycle import EDITABLE, OUTGOING, TEN, S
from operations.documents.models import OutgoingDocument
from operations.documents.services.approving import may_decide
from operations.documents.services.moving import ATTACHMENT, locked
from operations.documents.services.sealing import SEAL
from operations.documents.structure import blocks


def own(record: OutgoingDocument, actor: Actor) -> bool:
    """A step of the originating department, and this is it."""
    return selectors.is_originator(record, actor, on=timezone.localdate())


def straight_back(record: OutgoingDocument, actor: Actor) -> bool:
    """Where the returner is next, it may go straight to that person (R14)."""
    return record.returned_from == S.OFFICE_REVIEW and own(record, actor)


def not_opened(record: OutgoingDocument, actor: Actor) -> bool:
    """One passed it on oneself, and nobody has opened it."""
    live = list(inbox.pending(record))
    return bool(live) and all(
        item.sender_id in actor.persons and item.opened_at is None for item in live
    )


def receipts_open(record: OutgoingDocument, actor: Actor) -> bool:
    """Somebody has not confirmed yet, and it is one's own to note."""
    waiting = record.dispatches.filter(received_at=None).exists()
    return waiting and (own(record, actor) or actor.holds(Post.OFFICE))


def may_seal(record: OutgoingDocument, actor: Actor) -> bool:
    """A module keeps the uses of seals, and nobody has applied for this document's yet."""
    offer = followups.offered(SEAL)
    return offer is not None and own(record, actor) and offer.is_for(record, actor)


# Services name the document as the handbook does, not as the model is called.
_act = partial(Act, key="document_id")


class DocumentRecord(RecordView[OutgoingDocument]):
    """Everything about one document on one page."""

    model = OutgoingDocument
    lifecycle = OUTGOING
    name = "documents:record"
    above = (("documents:index", gettext_lazy("Outgoing documents")),)
    path_states = TEN
    drafts = (S.DRAFTING,)
    file_kinds: ClassVar = {ATTACHMENT: gettext_lazy("Attachment")}
    tones: ClassVar = {"archived": "good", "void": "bad", "drafting": "warn"}
    actions: ClassVar = {
        "submit": _act(services.document_submit, form=forms.SubmitForm, tone="primary", may=own),
        "resubmit": _act(services.document_resubmit, form=forms.SubmitForm, may=straight_back),
        "review": _act(services.document_review, form=forms.ReviewForm, tone="primary"),
        "agree": _act(
            services.document_agree, form=forms.LeaderOpinionForm, tone="primary", may=may_decide
        ),
        "sign": _act(services.document_sign, form=forms.LeaderOpinionForm, tone="primary"),
        "number": _act(services.document_number, form=forms.NumberForm, tone="primary"),
        "proof": _act(services.document_proof, form=PlainForm, tone="primary", may=own),
        "pass": _act(services.proof_pass, form=forms.OpinionForm, tone="primary"),
        "print": _act(services.document_print, form=forms.PrintForm, tone="primary", may=own),
        "seal": _act(
            services.document_ask_seal,
            form=PlainForm,
            label=gettext_lazy("Apply for the seal"),
            states=(S.PRINTING,),
            may=may_seal,
        ),
        "dispatch": _act(
            services.document_dispatch, form=forms.DispatchForm, tone="primary", may=own
        ),
        "archive": _act(services.document_archive, form=forms.ArchiveForm, tone="primary"),
        "receive": _act(
            services.dispatch_receive,
            form=forms.ReceiptForm,
            label=gettext_lazy("Record a receipt"),
            states=(S.FILING, S.ARCHIVED),
            may=receipts_open,
        ),
        "return": _act(services.document_return, form=forms.ReturnForm, may=may_decide),
        "fail": _act(services.proof_fail, form=forms.FailForm),
        "take_back": _act(services.document_take_back, form=PlainForm, may=not_opened),
        "withdraw": _act(services.document_withdraw, form=forms.ReasonForm, tone="no", may=own),
        "discard": _act(services.document_discard, form=forms.ReasonForm, tone="no", may=own),
        "void": _act(services.document_void, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[OutgoingDocument]:
        """Those one may read."""
        return selectors.documents(self.actor, on=timezone.localdate())

    def may_file(self) -> bool:
        """Attachments are changed by whoever may change the text, until then (R15)."""
        return may_change(self.record, self.actor)

    def _add(self, request: HttpRequest) -> None:
        """Nobody signs while a file is being added."""
        with transaction.atomic():
            if locked(self.record.pk).status not in EDITABLE:
                messages.error(request, _("Text and attachments are closed meanwhile."))
                return
            super()._add(request)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """The ten steps; when it is filed all of them are done."""
        found = super().way(history)
        if self.record.status == S.ARCHIVED:
            return [Step(one.label, DONE, one.at, one.by) for one in found[:-1]]
        return found

    def groups(self) -> Sequence[Group]:
        """As the approval sheet groups them."""
        record = self.record
        return [
            group(
                _("Document"),
                record,
                "number",
                "kind",
                "urgency",
                "department",
                "drafter_name",
                Fact(
                    _("version of the text"),
                    str(record.edition),
                    url=reverse("documents:versions", args=[record.pk]),
                ),
                "signer",
                "formation_date",
                Fact(_("main recipients"), "、".join(record.main_recipients) or "—", wide=True),
                Fact(_("copies to"), "、".join(record.copy_recipients) or "—", wide=True),
                "is_public",
                "print_run",
                *(("printed_copies", "printed_date") if record.printed_date else ()),
                *self._filed(),
            )
        ]

    def _filed(self) -> list[str | Fact]:
        """Where it lies, once it is filed."""
        record = self.record
        if not record.archive_number:
            return []
        file = file_of(CODE, record.pk)
        url = reverse("archives:record", args=[file.pk]) if file else ""
        label = OutgoingDocument._meta.get_field("archive_number").verbose_name
        return [Fact(label, record.archive_number, url=url), "retention"]

    def panels(self) -> Sequence[Panel]:
        """The text, what was said, the steps with their time, who got it."""
        record = self.record
        found = [
            Panel(
                _("Text"),
                "documents/includes/text.html",
                {"document": record, "blocks": blocks(record.body)},
                anchor="text",
            )
        ]
        opinions = list(record.opinions.order_by("at", "pk"))
        if opinions:
            drawn = written(opinions)
            rows = [(one, drawn.get(one.pk)) for one in opinions]
            found.append(Panel(_("Opinions"), "documents/includes/opinions.html", {"rows": rows}))
        now = timezone.now()
        steps = [
            (step, rules.is_overdue(due=step.due_at, ended=step.ended_at, now=now))
            for step in record.steps.order_by("pk")
        ]
        found.append(Panel(_("Steps and time"), "documents/includes/steps.html", {"rows": steps}))
        today = timezone.localdate(now)
        sent = [(one, one.is_late(today)) for one in record.dispatches.order_by("pk")]
        if sent:
            shown = {"rows": sent, "document": record}
            found.append(Panel(_("Sent to"), "documents/includes/dispatches.html", shown))
        return found

    def notices(self) -> Sequence[str]:
        """What stands in the way."""
        record = self.record
        said = []
        if record.status == S.DRAFTING and record.edition > 1:
            last = record.versions.order_by("-number").first()
            if last is not None and last.reason:
                said.append(_("Came back: %(reason)s") % {"reason": last.reason})
        if record.status == S.LEADER_SIGN and record.signing == record.Signing.COUNTERSIGN:
            answers = inbox.opinions(record).filter(
                role=InboxItem.Role.SIGNER, closed_at__gte=record.status_since
            )
            said += [f"{one.closed_by_name}：{one.opinion}" for one in answers]
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """Change, preview, Word file, versions."""
        pk = self.record.pk
        found = []
        if may_change(self.record, self.actor):
            found.append((_("Change the text"), reverse("documents:change", args=[pk])))
        found.append((_("Show the paper"), reverse("documents:preview", args=[pk])))
        found.append((_("Word file of the paper"), reverse("documents:word", args=[pk])))
        found.append((_("Versions"), reverse("documents:versions", args=[pk])))
        return found


def may_change(record: OutgoingDocument, actor: Actor) -> bool:
    """Is "Change the text" worth showing?"""
    if record.status == S.DRAFTING:
        return own(record, actor)
    return record.status == S.OFFICE_REVIEW and actor.holds(Post.OFFICE)
