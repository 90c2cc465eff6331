"""Files of a case: the list, adding several at once, and one file behind the permission check."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from api.base import ApiView, ListView, Operation, WriteView
from api.errors import invalid
from api.files import MOST_FILES, FormParser
from api.idempotency import Answer, reply
from api.inputs import Input
from api.rendering import JsonRenderer
from core import attachments
from core.attachments.serving import respond
from core.attachments.sniffing import SUFFIXES
from core.errors import Denied
from core.models.attachments import Attachment
from operations.casework.records import CaseRecord


class FilesInput(Input):
    """Files of one kind."""

    kind = serializers.CharField(
        max_length=60,
        help_text=gettext_lazy(
            "What they are: material:<key of the paper>, result, consent, agreement or other."
        ),
    )
    note = serializers.CharField(
        required=False, max_length=200, allow_blank=True, help_text=gettext_lazy("Note.")
    )
    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=200),
        min_length=1,
        max_length=MOST_FILES,
        help_text=gettext_lazy(
            "One to five files: JPG, PNG or WebP of at most 10 MB, PDF, DOCX or XLSX of at most "
            "20 MB, 40 MB in all. What a file is, is judged by its content."
        ),
    )


class FileRow(serializers.Serializer[Any]):
    """A file of a case."""

    id = serializers.UUIDField(help_text=gettext_lazy("Number of the file."))
    kind = serializers.CharField(help_text=gettext_lazy("Code of what it is."))
    kind_label = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("What it is, in words.")
    )
    name = serializers.CharField(help_text=gettext_lazy("File name."))
    media_type = serializers.ChoiceField(
        [(kind, suffix) for kind, suffix in SUFFIXES.items()],
        help_text=gettext_lazy("Media type, by its content."),
    )
    size = serializers.IntegerField(help_text=gettext_lazy("Size in bytes."))
    sha256 = serializers.CharField(help_text=gettext_lazy("SHA-256 of what is stored."))
    note = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Note."))
    added_by = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Added by."))
    added_at = serializers.DateTimeField(help_text=gettext_lazy("Added at."))
    url = serializers.CharField(help_text=gettext_lazy("Where it is fetched, with the same token."))


class FilesAdded(serializers.Serializer[Any]):
    """What was added."""

    results = FileRow(many=True, help_text=gettext_lazy("The files, in the order sent."))


class CaseFiles(ApiView):
    """What addresses of a case's files share: the page of the case says who may what."""

    area = "cases"
    _page: Any = None

    @property
    def page_(self) -> Any:
        """The console's page of the case. Raises Http404 when it is not visible."""
        if self._page is None:
            self._page = CaseRecord.loaded(self.request._request, {"pk": self.kwargs["pk"]})
        return self._page

    def files(self) -> QuerySet[Attachment]:
        """The files of the case. Raises Http404 for whoever may not see it."""
        if not attachments.may_see(self.actor, self.page_.record):
            raise Http404
        return attachments.of(self.page_.record)

    def shown(self, row: Attachment) -> dict[str, Any]:
        """One file; where it lies is nobody's business."""
        return {
            "id": row.pk,
            "kind": row.kind,
            "kind_label": str(self.page_.file_kinds.get(row.kind, "")),
            "name": row.name,
            "media_type": row.media_type,
            "size": row.size,
            "sha256": row.sha256,
            "note": row.note,
            "added_by": row.created_by_name,
            "added_at": row.created_at,
            "url": f"/api/v1/cases/{self.page_.record.pk}/attachments/{row.pk}/",
        }


class FileList(CaseFiles, ListView, WriteView):
    """GET and POST cases/<id>/attachments/."""

    order = ("created_at", "pk")
    parser_classes = (FormParser,)
    operations = {
        "get": Operation(
            gettext_lazy("Files of a case"),
            gettext_lazy("For those who may see the case (R148), oldest first."),
            output=FileRow,
        ),
        "post": Operation(
            gettext_lazy("Add files to a case"),
            gettext_lazy(
                "As multipart/form-data. All of them or none: where one is refused, nothing is "
                "kept, and the refusal names it by its place: “file.2” is the third. Metadata of "
                "pictures are removed. Sent again with the same Idempotency-Key and the same "
                "content, they are added once."
            ),
            input=FilesInput,
            output=FilesAdded,
            code=201,
        ),
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Attachment]:
        """All that were not removed."""
        return self.files()

    def write(self, request: Request, **kwargs: Any) -> Answer:
        """May you → shape → kind → all or none."""
        page = self.page_
        if not page.may_file():
            raise Denied(_("You may not add files here."))
        sent = self.sent(FilesInput)
        if sent["kind"] not in page.file_kinds:
            known = "、".join(page.file_kinds)
            raise invalid({"kind": [_("Choose one of: %(known)s.") % {"known": known}]})
        added = attachments.attach_all(
            page.record,
            sent["file"],
            kind=sent["kind"],
            by=self.actor,
            note=sent.get("note", ""),
            allow=page.types_of(sent["kind"]),
        )
        where = f"/api/v1/cases/{page.record.pk}/attachments/"
        return Answer({"results": [self.shown(one) for one in added]}, 201, {"Location": where})


class AnyRenderer(JsonRenderer):
    """Whoever asks for a picture gets one; refusals are JSON all the same."""

    media_type = "*/*"


class FileOne(CaseFiles):
    """GET cases/<id>/attachments/<id>/."""

    renderer_classes = (AnyRenderer,)
    operations = {
        "get": Operation(
            gettext_lazy("One file"),
            gettext_lazy("What is stored, for those who may see the case (R148)."),
            media=tuple(SUFFIXES),
        )
    }

    def get(self, request: Request, pk: int, file: uuid.UUID) -> HttpResponseBase:
        """The content; 404 for whoever may not see it, and for a file of another case."""
        found = self.files().filter(pk=file).first()
        if found is None:
            raise Http404
        mark = f'"{found.sha256[:16]}"'
        if mark in parse_etags(request.headers.get("If-None-Match", "")):
            return reply(b"", 304, {"ETag": mark})
        answer = respond(
            found.file.open(), name=found.name, media_type=found.media_type, inline=found.is_image
        )
        answer["ETag"] = mark
        answer["Cache-Control"] = "private, no-cache"
        return cast(HttpResponse, answer)


urlpatterns = [
    path("cases/<int:pk>/attachments/", FileList.as_view(), name="case_attachments"),
    path(
        "cases/<int:pk>/attachments/<uuid:file>/",
        FileOne.as_view(),
        name="case_attachment",
    ),
]
