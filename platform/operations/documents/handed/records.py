"""The record page of a paper handed in and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, PlainForm, RecordView, group
from console.sentences import told
from core.errors import Violation
from operations.documents.handed import forms, selectors, services
from operations.documents.handed.lifecycle import HANDED, S
from operations.documents.models import HandedPaper

COURSES = {
    selectors.UNDER_WAY: gettext_lazy("Being handled"),
    selectors.HANDLED: gettext_lazy("Handled"),
    "sent_back": gettext_lazy("Sent back"),
    "void": gettext_lazy("Registration void"),
}

_act = partial(Act, key="paper_id")


def course_in_words(paper: HandedPaper) -> str:
    """How far it is, as its station may know it; "" before it is registered."""
    found = selectors.course(paper)
    return str(COURSES[found]) if found else ""


class HandedRecord(RecordView[HandedPaper]):
    """Everything about one paper on one page."""

    model = HandedPaper
    lifecycle = HANDED
    name = "handed:record"
    header_icon = "upload"
    above = (("handed:index", gettext_lazy("Papers handed in")),)
    path_states = (S.HANDED_IN, S.REGISTERED)
    file_kinds: ClassVar = {services.PAPER: gettext_lazy("Paper of the station")}
    tones: ClassVar = {"registered": "good", "returned": "bad", "handed_in": "warn"}
    actions: ClassVar = {
        "register": _act(
            services.paper_register,
            form=forms.RegisterForm,
            tone="primary",
            intro=gettext_lazy(
                "It goes into the register of incoming documents as a request from below, with its "
                "files and the station as its sender."
            ),
        ),
        "return": _act(services.paper_return, form=forms.ReturnForm),
        "again": _act(
            services.paper_again,
            form=forms.AgainForm,
            tone="primary",
            initial=forms.as_it_stands,
            intro=gettext_lazy("Files are added and taken off on the page of the paper."),
        ),
        "withdraw": _act(services.paper_withdraw, form=PlainForm, tone="no"),
    }

    def visible(self) -> QuerySet[HandedPaper]:
        """Those one may see."""
        return selectors.papers(self.actor)

    def may_read_files(self) -> bool:
        """Whoever sees the paper: the guard asks the same."""
        return True

    def may_file(self) -> bool:
        """The station, while it puts right what was returned."""
        own = self.record.station_id in selectors.own_keys(self.actor)
        return own and self.record.status == S.RETURNED

    def _add(self, request: HttpRequest) -> None:
        """All or none."""
        uploads = request.FILES.getlist("file")
        if not uploads or request.POST.get("kind", "") not in self.file_kinds:
            messages.error(request, _("Choose a file first."))
            return
        try:
            added = services.files_add(
                paper_id=self.record.pk,
                files=uploads,
                by=self.actor,
                note=request.POST.get("note", ""),
            )
        except Violation as refused:
            messages.error(request, told(refused))
            return
        for kept in added:
            messages.success(request, _("%(name)s was added.") % {"name": kept.name})

    def groups(self) -> Sequence[Group]:
        """What was handed in, and how far it is."""
        record = self.record
        own = ["own_number"] if record.own_number else []
        matter = [Fact(_("what it is about"), record.matter, wide=True)] if record.matter else []
        facts: list[str | Fact] = [
            "station_name",
            "kind",
            *own,
            "handed_by_name",
            "handed_at",
            *matter,
        ]
        found = [group(_("The paper"), record, *facts)]
        if record.document is not None:
            found.append(group(_("In the register"), record, *self._line(), "decided_by_name"))
        return found

    def _line(self) -> list[Fact]:
        document = self.record.document
        if document is None:
            return []
        # Stations read how far it is; the line itself is the office's (R31).
        inside = selectors.reads_all(self.actor)
        url = reverse("incoming:record", args=[document.pk]) if inside else ""
        return [
            Fact(_("receipt number"), document.number, url=url),
            Fact(_("how far it is"), course_in_words(self.record)),
        ]

    def notices(self) -> Sequence[str]:
        """Why it came back."""
        record = self.record
        if record.status == S.RETURNED:
            return [_("Came back: %(reason)s") % {"reason": record.returned_reason}]
        return []
