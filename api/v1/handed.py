"""Papers that stations hand in: handing in with files, the office's receipt, one's own (R31)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from accounts.posts import Post
from api.base import Operation, WriteView, fresh, tag_of
from api.files import FormParser
from api.filing import RecordFiles
from api.idempotency import Answer
from api.inputs import LARGEST_ID, Input
from api.records import Records
from api.rendering import dumps
from api.shown import RecordOut, RecordRow, tell
from api.v1.filters import Words, of_states
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.attachments import Attachment
from operations.documents.handed import selectors, services
from operations.documents.handed.kinds import PaperKind
from operations.documents.handed.lifecycle import HandedStates
from operations.documents.handed.records import COURSES, HandedRecord, course_in_words
from operations.documents.handed.rules import LONGEST_MATTER
from operations.documents.handed.services import PaperData
from operations.documents.incoming.forms import MOST_FILES
from operations.documents.incoming.rules import LONGEST_TITLE
from operations.documents.models import HandedPaper


class HandedFilters(Words):
    """How papers are narrowed."""

    state = of_states(HandedStates)
    kind = serializers.ChoiceField(
        PaperKind.choices, required=False, help_text=gettext_lazy("Kind.")
    )


class HandedRow(RecordRow):
    """A paper in the list."""

    model = HandedPaper
    of: ClassVar[tuple[str, ...]] = (
        *("station", "station_name", "kind", "title", "own_number"),
        *("handed_by_name", "handed_at"),
    )
    number = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Number in the register; empty before.")
    )
    course = serializers.ChoiceField(
        list(COURSES.items()),
        allow_blank=True,
        help_text=gettext_lazy("How far it is, once it is registered; no more of it is told."),
    )
    course_label = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("How far it is, in words.")
    )


class HandedOut(RecordOut, HandedRow):
    """One paper."""

    of = ("matter", "decided_by_name", "returned_reason")


class HandInInput(Input):
    """What a station hands in. A form has texts only, so types are not compared."""

    strict = False

    station_id = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, help_text=gettext_lazy("Number of your own station.")
    )
    kind = serializers.ChoiceField(PaperKind.choices, help_text=gettext_lazy("Request or report."))
    title = serializers.CharField(
        max_length=LONGEST_TITLE, help_text=gettext_lazy("Title, in one line.")
    )
    matter = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_MATTER,
        help_text=gettext_lazy(
            "What is asked for or reported; not needed where the paper itself is added."
        ),
    )
    own_number = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=60,
        help_text=gettext_lazy("The station's own number, if the paper has one."),
    )
    scans = serializers.ListField(
        required=False,
        child=serializers.FileField(allow_empty_file=True, max_length=200),
        max_length=MOST_FILES,
        help_text=gettext_lazy(
            "Photos or files of the paper: JPG, PNG or WebP of at most 10 MB, PDF, DOCX or XLSX "
            "of at most 20 MB; at most 20 files, 40 MB in all."
        ),
    )


class HandIn(WriteView):
    """POST handed/."""

    parser_classes = (FormParser,)

    @staticmethod
    def described(kind: Any) -> dict[str, Operation]:
        """What the schema says."""
        return {
            "post": Operation(
                gettext_lazy("Hand in a paper"),
                gettext_lazy(
                    "By the manager of a station, for their own (R31), as multipart/form-data: "
                    "with its photos or files, or with the matter in words. All of it or nothing "
                    "is handed in; then it is before the office."
                ),
                input=HandInInput,
                output=kind.output,
                code=201,
            )
        }

    def write(self: Any, request: Request, **kwargs: Any) -> Answer:
        """May you → shape → one call."""
        if not selectors.own_keys(self.actor):
            raise denied((Post.STATION_MGR,))
        sent = self.sent(HandInInput)
        files = sent.pop("scans", [])
        paper = services.paper_hand_in(
            data=PaperData(**sent), files=files, by=self.actor, at=timezone.now()
        )
        body = self.whole(fresh(self.visible(), paper))
        headers = {
            "Location": f"/api/v1/{self.at}/{paper.pk}/",
            "ETag": tag_of(dumps(body), paper.version),
        }
        return Answer(body, 201, headers)


class HandedFiles(RecordFiles):
    """Its photos and files; the station adds what was missing while it is returned."""

    area = "handed"
    at, name = "handed", "handed_paper"
    page = HandedRecord
    title = gettext_lazy("Files of a paper handed in")
    about = gettext_lazy("For those who may see the paper, oldest first.")
    adding = gettext_lazy("Add files to a paper handed in")

    def add(self, files: list[Any], *, kind: str, note: str) -> list[Attachment]:
        """By the module's own verb; refusals are told at the field of this address."""
        try:
            return services.files_add(
                paper_id=self.console.record.pk, files=files, by=self.actor, note=note
            )
        except Violation as refused:
            raise Violation(refused.sentence, *refused.clauses, field="file") from refused


class HandedPapers(Records):
    """Papers handed in."""

    area = "handed"
    at, name = "handed", "handed_paper"
    page = HandedRecord
    row, output = HandedRow, HandedOut
    filters = HandedFilters
    order = ("-handed_at", "-pk")
    adder = HandIn
    title = gettext_lazy("Papers handed in")
    about = gettext_lazy(
        "All for the office and the leaders, else those of one's own station (R31). "
        "The latest first."
    )
    one = gettext_lazy("One paper handed in")

    def narrowed(self, found: QuerySet[HandedPaper], **wanted: Any) -> QuerySet[HandedPaper]:
        """As the console's list does."""
        return selectors.filtered(found, **wanted)

    def line(self, record: HandedPaper) -> dict[str, Any]:
        """One line."""
        return tell(HandedRow, record, **told_of(record))

    def more(self, record: HandedPaper) -> dict[str, Any]:
        """The same of one."""
        return told_of(record)

    @classmethod
    def paths(cls) -> list[URLPattern]:
        """And those of its files."""
        return [*super().paths(), *HandedFiles.paths()]


def told_of(paper: HandedPaper) -> dict[str, str]:
    """What its station may know of the register's line, and nobody is told more here (R31)."""
    return {
        "number": paper.document.number if paper.document else "",
        "course": selectors.course(paper),
        "course_label": course_in_words(paper),
    }


urlpatterns = HandedPapers.paths()
