"""Files on a record page: list, upload, removal with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from console.sentences import told
from core import attachments
from core.attachments import DOCUMENTS, PICTURES
from core.errors import Denied, Violation

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from core.actor import Actor

View = Callable[..., HttpResponseBase]


class FilingMixin:
    """Say `file_kinds` and `may_file` to let people attach files."""

    record: Any
    name: ClassVar[str]
    address: Any
    actor: Actor
    # Kinds of files one may add here: {"photo": _("Photo")}. Empty: none can be added.
    file_kinds: ClassVar[Mapping[str, StrOrPromise]] = {}
    file_types: ClassVar[Collection[str]] = PICTURES | DOCUMENTS

    # Asked once a page.
    _reads_files: bool | None = None

    def may_read_files(self) -> bool:
        """May this person open the record's files and papers? The record's own guard says."""
        if self._reads_files is None:
            self._reads_files = attachments.may_see(self.actor, self.record)
        return self._reads_files

    def may_file(self) -> bool:
        """May this person add and remove files? Default: whoever may see the record's files."""
        return bool(self.file_kinds) and self.may_read_files()

    def types_of(self, kind: str) -> Collection[str]:
        """Media types that a kind of file may have; all by default."""
        return self.file_types

    def filing(self) -> dict[str, Any]:
        """What the page shows of files."""
        record: models.Model = self.record
        kinds = {key: str(label) for key, label in self.file_kinds.items()}
        files = [
            {
                "file": found,
                "kind": kinds.get(found.kind, ""),
                "remove_url": reverse(f"{self.name}_file_remove", args=[record.pk, found.pk]),
            }
            for found in (attachments.of(record) if self.may_read_files() else ())
        ]
        return {
            "files": files,
            "file_kinds": kinds,
            "may_file": self.may_file(),
            "files_url": reverse(f"{self.name}_files", args=[record.pk]),
            "accept": ",".join(sorted(self.file_types)),
        }

    @classmethod
    def file_view(cls) -> View:
        """POST: add files."""

        def view(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            page = cls.loaded(request, kwargs)
            if not page.may_file():
                raise Denied(_("You may not add files here."))
            page._add(request)
            return redirect(f"{page.address}#files")

        return view

    def _add(self, request: HttpRequest) -> None:
        kind = request.POST.get("kind", "")
        uploads = request.FILES.getlist("file")
        if not uploads or kind not in self.file_kinds:
            messages.error(request, _("Choose a file first."))
            return
        for upload in uploads:
            try:
                attachments.attach(
                    self.record,
                    upload,
                    kind=kind,
                    by=self.actor,
                    note=request.POST.get("note", "")[:200],
                    allow=self.types_of(kind),
                )
            except Violation as found:
                messages.error(request, f"{upload.name}：{told(found)}")
            else:
                messages.success(request, _("%(name)s was added.") % {"name": upload.name})

    @classmethod
    def file_remove_view(cls) -> View:
        """POST: take a file off the record, with a reason."""

        def view(request: HttpRequest, *, file: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            page = cls.loaded(request, kwargs)
            if not page.may_file():
                raise Denied(_("You may not remove files here."))
            found = attachments.of(page.record).filter(pk=file).first()
            if found is None:
                raise Http404
            try:
                attachments.remove(
                    found, by=page.actor, reason=request.POST.get("reason", ""), at=timezone.now()
                )
            except Violation as refused:
                messages.error(request, told(refused))
            else:
                messages.success(request, _("%(name)s was removed.") % {"name": found.name})
            return redirect(f"{page.address}#files")

        return view

    @classmethod
    def loaded(cls, request: HttpRequest, kwargs: dict[str, Any]) -> Any:
        """The page of the address with its record. Raises Http404 when that is not visible."""
        page: Any = cls()
        page.setup(request, **kwargs)
        page.record  # noqa: B018 - raises Http404 when it is not visible
        return page
