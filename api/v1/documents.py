"""Outgoing documents: the list, one document with its course, drafts, and the ten steps (R11)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, Operation
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Department, Words, Year, of_states
from operations.documents import forms, rules, selectors, services
from operations.documents.kinds import Kind
from operations.documents.lifecycle import ORIGINATORS, States
from operations.documents.models import (
    Dispatch,
    DocumentVersion,
    Opinion,
    OutgoingDocument,
    Step,
)
from operations.documents.records import DocumentRecord
from operations.documents.services.drafting import may_edit

EDITION = gettext_lazy("Version of the text it was about.")


class DocumentFilters(Words, Year, Department):
    """How the list is narrowed."""

    state = of_states(States, open=gettext_lazy("neither filed nor void"))
    kind = serializers.ChoiceField(Kind.choices, required=False, help_text=gettext_lazy("Kind."))


class DocumentRow(RecordRow):
    """A document in the list."""

    model = OutgoingDocument
    of: ClassVar[tuple[str, ...]] = (
        *("number", "title", "kind", "urgency", "department", "drafter_name", "edition"),
        *("signer", "formation_date", "created_at", "archived_at"),
    )


class DocumentVersionRow(Shape):
    """A version of the text."""

    model = DocumentVersion
    of = ("number", "reason", "by_name", "created_at")
    title = serializers.CharField(
        source="content.title", default="", help_text=gettext_lazy("Title.")
    )
    body = serializers.CharField(
        source="content.body", default="", help_text=gettext_lazy("The text, line by line.")
    )
    frozen_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Passed on at; since then it stands.")
    )


class DocumentStep(Shape):
    """A stay at one of the ten steps (R21)."""

    model = Step
    of = ("state", "began_at", "due_at", "ended_at", "ended_by_name")
    edition = serializers.IntegerField(help_text=EDITION)
    overdue = serializers.BooleanField(
        help_text=gettext_lazy("Later than due, when it ended or now (R22)?")
    )


class DocumentOpinion(Shape):
    """What somebody said who decided."""

    model = Opinion
    of = ("state", "by_name", "text", "at")
    edition = serializers.IntegerField(help_text=EDITION)
    agrees = serializers.BooleanField(help_text=gettext_lazy("Do they agree?"))
    voided_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("A return made it void at.")
    )


class DocumentDispatch(Shape):
    """A copy to one recipient (R19)."""

    model = Dispatch
    of = (
        *("recipient", "channel", "copies", "sent_at", "sent_by_name"),
        *("received_at", "received_by"),
    )
    id = serializers.IntegerField(help_text=gettext_lazy("Number, for recording the receipt."))


class DocumentOut(RecordOut, DocumentRow):
    """One document."""

    of = (
        *("main_recipients", "copy_recipients", "body", "attachments_note", "remark", "is_public"),
        *("signed_at", "print_run", "printed_copies", "printed_date", "dispatched_at"),
        *("archive_number", "retention"),
    )
    series = serializers.CharField(
        source="series.code", allow_null=True, help_text=gettext_lazy("Agency code.")
    )
    signing = serializers.ChoiceField(
        OutgoingDocument.Signing.choices,
        allow_blank=True,
        help_text=gettext_lazy("One leader signs, or several countersign (R13)."),
    )
    steps = DocumentStep(many=True, help_text=gettext_lazy("The steps with their time."))
    opinions = DocumentOpinion(many=True, help_text=gettext_lazy("Opinions, in order."))
    dispatches = DocumentDispatch(many=True, help_text=gettext_lazy("Who got it."))


class Documents(Records):
    """Outgoing documents."""

    area = "documents"
    at, name = "documents", "document"
    page = DocumentRecord
    row, output = DocumentRow, DocumentOut
    filters = DocumentFilters
    order = ("-created_at", "-pk")
    title = gettext_lazy("Outgoing documents")
    about = gettext_lazy(
        "All for the office and the leaders; else one's own, one's department's, and what the inbox"
        " brought. Newest first."
    )
    one = gettext_lazy("One outgoing document")
    one_about = gettext_lazy("With steps, opinions and recipients; its versions are below it.")
    adds = Sent(
        gettext_lazy("Draft a document"),
        form=forms.DraftForm,
        service=services.document_draft,
        about=gettext_lazy(
            "Begins it; it is handed in by “submit”. Names are separated by 、 or one in a line."
        ),
        who=ORIGINATORS,
        named="document",
        example={
            "title": "关于做好春季农产品上行工作的通知",
            "kind": "notice",
            "department_id": 3,
            "main_recipients": "各乡镇服务站、各村级服务站",
            "body": "现将有关事项通知如下。\n一、总体要求\n各服务站要统筹安排。",
        },
    )
    changes = {
        "change": Sent(
            gettext_lazy("Change the text"),
            form=forms.DraftForm,
            service=services.document_update,
            about=gettext_lazy(
                "The department while it is drafted, the office at the editorial check, nobody "
                "later (R15). What is left out stays."
            ),
            key="document_id",
            named="document",
            may=lambda record, actor: may_edit(record, actor, at=timezone.now()),
            stands=forms.initial_of,
        )
    }

    def narrowed(
        self, found: QuerySet[OutgoingDocument], **wanted: Any
    ) -> QuerySet[OutgoingDocument]:
        """As the console's list does."""
        return selectors.filtered(found, **wanted)

    def more(self, record: OutgoingDocument) -> dict[str, Any]:
        """Steps with their lateness, opinions and copies in order."""
        now = timezone.now()
        return {
            "steps": [
                tell(
                    DocumentStep,
                    step,
                    overdue=rules.is_overdue(due=step.due_at, ended=step.ended_at, now=now),
                )
                for step in record.steps.order_by("pk")
            ],
            "opinions": [
                tell(DocumentOpinion, one) for one in record.opinions.order_by("at", "pk")
            ],
            "dispatches": [tell(DocumentDispatch, one) for one in record.dispatches.order_by("pk")],
        }


class DocumentVersions(ListView):
    """GET documents/<id>/versions/."""

    area = "documents"
    order = ("-number",)
    operations = {
        "get": Operation(
            gettext_lazy("Versions of the text"),
            gettext_lazy("For those who may read the document, the latest first (R14)."),
            output=DocumentVersionRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[DocumentVersion]:
        """All of the document. Raises Http404 where one may not read it."""
        seen = selectors.documents(self.actor, on=timezone.localdate())
        found = seen.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found.versions.all()

    def shown(self, row: DocumentVersion) -> dict[str, Any]:
        """One version."""
        return tell(DocumentVersionRow, row)


urlpatterns = [
    *Documents.paths(),
    path("documents/<int:pk>/versions/", DocumentVersions.as_view(), name="document_versions"),
]
