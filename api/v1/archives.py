"""The archive: the catalogue, one file with its package, and loans with their way (R26)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.inputs import Query
from api.records import Records, Sent
from api.shown import Event, RecordOut, RecordRow, Shape, history_of, tell
from api.v1.filters import Words, Year, of_states
from operations.archives import forms, rules, selectors, services, sources
from operations.archives.kinds import Retention
from operations.archives.lifecycle import BORROWERS, LoanStates
from operations.archives.models import ArchivedFile, ArchivedPart, Loan
from operations.archives.records import FileRecord, LoanRecord
from operations.archives.views import STATES


class FileFilters(Words, Year):
    """How the catalogue is narrowed."""

    retention = serializers.ChoiceField(
        Retention.choices, required=False, help_text=gettext_lazy("How long it is kept.")
    )
    source = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        required=False, max_length=16, help_text=gettext_lazy("Which module's record it is.")
    )
    unit = serializers.CharField(required=False, max_length=3, help_text=gettext_lazy("Unit code."))
    state = serializers.ChoiceField(
        STATES, required=False, help_text=gettext_lazy("Lent, at fault, or destroyed.")
    )


class ArchivedFileRow(Shape):
    """A line of the catalogue."""

    model = ArchivedFile
    of: ClassVar[tuple[str, ...]] = (
        *("number", "title", "document_number", "author", "document_date", "year", "retention"),
        *("unit", "pages", "source", "filed_at", "destroyed_at"),
    )
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    is_out = serializers.BooleanField(help_text=gettext_lazy("Is it lent?"))
    is_faulty = serializers.BooleanField(
        help_text=gettext_lazy("Is a part not to the byte what was filed?")
    )


class ArchivedPartRow(Shape):
    """A part of the package."""

    model = ArchivedPart
    of = ("role", "name", "size", "pages", "fault")
    media_type = serializers.CharField(help_text=gettext_lazy("Media type, by its content."))
    sha256 = serializers.CharField(help_text=gettext_lazy("SHA-256 of what is stored."))


class ArchivedFileOut(ArchivedFileRow):
    """One file."""

    of = ("finished_date", "due_date", "filed_by_name", "verified_at", "remark")
    source_label = serializers.CharField(help_text=gettext_lazy("Whose record it is, in words."))
    keep_until_year = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("Last year of its term; null: for good.")
    )
    original_with = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Who has the original; empty: nobody.")
    )
    parts = ArchivedPartRow(many=True, help_text=gettext_lazy("The package, in order."))
    history = Event(many=True, help_text=gettext_lazy("What happened, the last 40 entries."))


class Files(Records):
    """Archived files, read only."""

    area = "archives"
    at, name = "archives/files", "archived_file"
    page = FileRecord
    moves = ()
    row, output = ArchivedFileRow, ArchivedFileOut
    filters = FileFilters
    order = ("-filed_at", "-pk")
    title = gettext_lazy("Archived files")
    about = gettext_lazy(
        "Those whose record you may read, and those you have borrowed. The latest first."
    )
    one = gettext_lazy("One archived file")
    one_about = gettext_lazy("Its package by names and hashes; the contents are in the console.")

    def visible(self) -> QuerySet[ArchivedFile]:
        """With the marks of the catalogue."""
        return selectors.with_loans(self.console.visible())

    def narrowed(self, found: QuerySet[ArchivedFile], **wanted: Any) -> QuerySet[ArchivedFile]:
        """As the console's list does."""
        return selectors.filtered(found, **wanted)

    def whole(self, record: ArchivedFile) -> dict[str, Any]:
        """The line, the package, what happened."""
        source = sources.of(record.source)
        return tell(
            ArchivedFileOut,
            record,
            source_label=str(source.label) if source else record.source,
            keep_until_year=rules.ends_in(year=record.year, retention=record.retention),
            original_with=selectors.original_with(record),
            parts=[tell(ArchivedPartRow, one) for one in record.parts.order_by("order")],
            history=history_of(record),
        )


class LoanFilters(Query):
    """How loans are narrowed."""

    state = of_states(
        LoanStates, open=gettext_lazy("not ended"), late=gettext_lazy("should be back")
    )


class LoanRow(RecordRow):
    """A loan in the list."""

    model = Loan
    of: ClassVar[tuple[str, ...]] = (
        *("form", "borrower_name", "purpose", "days", "applied_at", "lent_at", "due_date"),
        "returned_at",
    )
    updated_at = None  # type: ignore[assignment]  # a loan does not note it
    number = serializers.CharField(
        source="file.number", help_text=gettext_lazy("Archive number of the file.")
    )
    title = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Its title; empty where you may not read it.")
    )
    file_id = serializers.IntegerField(
        allow_null=True,
        help_text=gettext_lazy("Number of the file; null where you may not see it."),
    )


class LoanOut(RecordOut, LoanRow):
    """One loan."""

    of = ("decided_by_name", "decided_at", "opinion", "opened")


class Loans(Records):
    """Loans of archived files."""

    area = "archives"
    at, name = "archives/loans", "loan"
    page = LoanRecord
    row, output = LoanRow, LoanOut
    filters = LoanFilters
    title = gettext_lazy("Loans")
    about = gettext_lazy("One's own; all for those who look over the archive. Newest first.")
    one = gettext_lazy("One loan")
    adds = Sent(
        gettext_lazy("Apply for a loan"),
        form=forms.BorrowForm,
        service=services.loan_apply,
        about=gettext_lazy("By its archive number; a leader decides, the office hands it out."),
        who=BORROWERS,
        example={
            "number": "Z001-WS·2026-D30-BGS-0007",
            "form": "copy",
            "days": 7,
            "purpose": "查考上年做法",
        },
    )

    def narrowed(self, found: QuerySet[Loan], **wanted: Any) -> QuerySet[Loan]:
        """As the console's list does."""
        return selectors.loans_filtered(found, on=timezone.localdate(), **wanted)

    def ready(self, found: list[Loan]) -> None:
        """Which of the files one may see."""
        seen = selectors.files(self.actor, on=timezone.localdate())
        asked = seen.filter(pk__in=[one.file_id for one in found])
        self.seen = set(asked.values_list("pk", flat=True))

    def line(self, record: Loan) -> dict[str, Any]:
        """The title where one may read it."""
        return tell(LoanRow, record, **self._file(record))

    def more(self, record: Loan) -> dict[str, Any]:
        """Likewise."""
        self.ready([record])
        return self._file(record)

    def _file(self, record: Loan) -> dict[str, Any]:
        seen = record.file_id in self.seen
        return {
            "title": record.file.title if seen else "",
            "file_id": record.file_id if seen else None,
        }


urlpatterns = [*Files.paths(), *Loans.paths()]
