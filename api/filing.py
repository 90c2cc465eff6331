"""Files of a record, said once: the list, adding several at once, and one file behind the guard.

    class CaseFiles(RecordFiles):
        area, at, name = "cases", "cases", "case"
        page = CaseRecord

    urlpatterns = CaseFiles.paths()

Who sees them, who adds them and of which kinds is asked of the record page of the console.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.urls.resolvers import URLPattern
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
from console.records import RecordView
from core import attachments
from core.attachments.serving import respond
from core.attachments.sniffing import SUFFIXES
from core.errors import Denied
from core.models.attachments import Attachment

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class FilesInput(Input):
    """Files of one kind."""

    kind = serializers.CharField(
        max_length=60,
        help_text=gettext_lazy(
            "What they are. Of a case: material:<key of the paper>, result, consent, agreement or "
            "other. Of a station: acceptance_inside, acceptance_outside, agreement, notice or "
            "other. Of a paper handed in: paper."
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
    """A file of a record."""

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


class RecordFiles(ApiView):
    """What the addresses of a record's files share; `paths` makes them."""

    # Where the record is: "cases"; and what it is called.
    at: ClassVar[str]
    name: ClassVar[str]
    page: ClassVar[type[RecordView[Any]]]
    title: ClassVar[StrOrPromise]
    about: ClassVar[StrOrPromise]
    adding: ClassVar[StrOrPromise]
    # Which of the views below it is.
    kind: ClassVar[Any] = None

    @cached_property
    def console(self) -> Any:
        """The console's page of the record. Raises Http404 when it is not visible."""
        return self.page.loaded(self.request._request, {"pk": self.kwargs["pk"]})

    def files(self) -> QuerySet[Attachment]:
        """The files of the record. Raises Http404 for whoever may not see them."""
        if not attachments.may_see(self.actor, self.console.record):
            raise Http404
        return attachments.of(self.console.record)

    def add(self, files: list[Any], *, kind: str, note: str) -> list[Attachment]:
        """All of them or none."""
        page = self.console
        return attachments.attach_all(
            page.record, files, kind=kind, by=self.actor, note=note, allow=page.types_of(kind)
        )

    def shown(self, row: Attachment) -> dict[str, Any]:
        """One file; where it lies is nobody's business."""
        return {
            "id": row.pk,
            "kind": row.kind,
            "kind_label": str(self.console.file_kinds.get(row.kind, "")),
            "name": row.name,
            "media_type": row.media_type,
            "size": row.size,
            "sha256": row.sha256,
            "note": row.note,
            "added_by": row.created_by_name,
            "added_at": row.created_at,
            "url": f"/api/v1/{self.at}/{self.console.record.pk}/attachments/{row.pk}/",
        }

    @property
    def operations(self) -> Mapping[str, Operation]:  # type: ignore[override]  # read when asked
        """What the schema says, in the language of the moment."""
        view: Any = type(self)
        return _described(view)

    @classmethod
    def paths(cls) -> list[URLPattern]:
        """The list, and one file."""
        at = f"{cls.at}/<int:pk>/attachments/"
        return [
            path(at, cls._view(FileList).as_view(), name=f"{cls.name}_attachments"),
            path(f"{at}<uuid:file>/", cls._view(FileOne).as_view(), name=f"{cls.name}_attachment"),
        ]

    @classmethod
    def _view(cls, kind: Any) -> Any:
        more = {"__module__": cls.__module__, "kind": kind}
        return type(f"{cls.__name__}{kind.__name__.removeprefix('File')}", (cls, kind), more)


@cache
def _described(view: type[RecordFiles]) -> dict[str, Operation]:
    found: dict[str, Operation] = view.kind.described(view)
    return found


_Any = Any


class FileList(ListView, WriteView):
    """GET and POST of …/attachments/."""

    order = ("created_at", "pk")
    parser_classes = (FormParser,)

    @staticmethod
    def described(of: type[RecordFiles]) -> dict[str, Operation]:
        """What the schema says."""
        return {
            "get": Operation(of.title, of.about, output=FileRow),
            "post": Operation(
                of.adding,
                gettext_lazy(
                    "As multipart/form-data. All of them or none: where one is refused, nothing "
                    "is kept, and the refusal names it by its place: “file.2” is the third. "
                    "Metadata of pictures are removed. Sent again with the same Idempotency-Key "
                    "and the same content, they are added once."
                ),
                input=FilesInput,
                output=FilesAdded,
                code=201,
            ),
        }

    def rows(self: _Any, asked: dict[str, Any]) -> QuerySet[Attachment]:
        """All that were not removed."""
        found: QuerySet[Attachment] = self.files()
        return found

    def write(self: _Any, request: Request, **kwargs: Any) -> Answer:
        """May you → shape → kind → all or none."""
        page = self.console
        if not page.may_file():
            raise Denied(_("You may not add files here."))
        sent = self.sent(FilesInput)
        if sent["kind"] not in page.file_kinds:
            known = "、".join(page.file_kinds)
            raise invalid({"kind": [_("Choose one of: %(known)s.") % {"known": known}]})
        added = self.add(sent["file"], kind=sent["kind"], note=sent.get("note", ""))
        where = f"/api/v1/{self.at}/{page.record.pk}/attachments/"
        return Answer({"results": [self.shown(one) for one in added]}, 201, {"Location": where})


class AnyRenderer(JsonRenderer):
    """Whoever asks for a picture gets one; refusals are JSON all the same."""

    media_type = "*/*"


class FileOne(ApiView):
    """GET of …/attachments/<id>/."""

    renderer_classes = (AnyRenderer,)

    @staticmethod
    def described(of: type[RecordFiles]) -> dict[str, Operation]:
        """What the schema says."""
        words = gettext_lazy("What is stored, for those who may see the files of the record.")
        return {"get": Operation(gettext_lazy("One file"), words, media=tuple(SUFFIXES))}

    def get(self: _Any, request: Request, pk: int, file: uuid.UUID) -> HttpResponseBase:
        """The content; 404 for whoever may not see it, and for a file of another record."""
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
