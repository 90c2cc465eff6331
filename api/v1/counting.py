"""Counting: counts with their moves, their lines, and what phones send (R92–R95)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from api.base import ListView, Operation, WriteView
from api.idempotency import Answer
from api.inputs import Input
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Words, of_states
from operations.counting import forms, selectors, services
from operations.counting.kinds import Kind, Outcome, Result, Subject
from operations.counting.lifecycle import ORGANISERS, CountStates
from operations.counting.models import Count, Line, Scan
from operations.counting.records import CountRecord
from operations.counting.services import Record
from operations.counting.services.scanning import MOST
from operations.counting.views.phone import host_of


class CountFilters(Words):
    """How counts are narrowed."""

    state = of_states(CountStates)
    subject = serializers.ChoiceField(
        Subject.choices, required=False, help_text=gettext_lazy("What is counted.")
    )


class CountRow(RecordRow):
    """A count in the list."""

    model = Count
    of: ClassVar[tuple[str, ...]] = (
        *("number", "subject", "month", "is_monthly", "opened_at", "due_date", "expected"),
        "closed_at",
    )


class CountOut(RecordOut, CountRow):
    """One count."""

    of = ("signed_by_name", "signed_at", "confirmed_by_name", "approved_by_name", "approved_at")


class Counts(Records):
    """Counts of the months, and additional ones."""

    area = "counting"
    at, name = "counting", "count"
    page = CountRecord
    row, output = CountRow, CountOut
    filters = CountFilters
    order = ("-month", "-pk")
    title = gettext_lazy("Counts")
    about = gettext_lazy("For those who count, organise, keep the ledger, pay and lead.")
    one = gettext_lazy("One count")
    adds = Sent(
        gettext_lazy("Begin an additional count"),
        form=forms.OpenForm,
        service=services.count_open,
        about=gettext_lazy("By administration; the count of the month begins by itself."),
        who=ORGANISERS,
        example={"subject": "assets", "classes": [], "places": ["二楼直播间"]},
    )

    def narrowed(self, found: QuerySet[Count], **wanted: Any) -> QuerySet[Any]:
        """As the console's list does."""
        return selectors.filtered_counts(found, **wanted)


class LineFilters(Words):
    """How lines are narrowed."""

    result = serializers.ChoiceField(
        [
            ("open", gettext_lazy("not answered")),
            ("differs", gettext_lazy("differences")),
            ("conflict", gettext_lazy("two counters disagree")),
            *Result.choices,
        ],
        required=False,
        help_text=gettext_lazy("What it turned out to be."),
    )
    place = serializers.CharField(
        required=False, max_length=80, help_text=gettext_lazy("Place in the books, or found at.")
    )


class LineRow(Shape):
    """A line of a count."""

    model = Line
    of = (
        *("number", "name", "class_name", "place", "user_name", "is_expected", "result"),
        *("found_place", "quantity", "quantity_moved", "counted", "answered_by_name"),
        *("answered_at", "is_moved", "in_conflict", "explanation", "remedy"),
    )
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    differs = serializers.BooleanField(help_text=gettext_lazy("Do book and object differ?"))


class ScanRow(Shape):
    """A record with its receipt."""

    model = Scan
    of = ("kind", "code", "place", "note", "person_name", "at", "received_at")
    key = serializers.UUIDField(help_text=gettext_lazy("Key that the device made."))
    line = serializers.IntegerField(
        source="line_id", allow_null=True, help_text=gettext_lazy("Number of its line.")
    )
    outcome = serializers.ChoiceField(
        Outcome.choices, help_text=gettext_lazy("What the server made of it.")
    )
    sentence = serializers.CharField(help_text=gettext_lazy("The receipt in words."))


class RecordInput(Input):
    """One record as the device made it."""

    key = serializers.UUIDField(
        help_text=gettext_lazy("Made by the device; the same key counts once.")
    )
    kind = serializers.ChoiceField(Kind.choices, help_text=gettext_lazy("What is said."))
    serial = serializers.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        help_text=gettext_lazy("Number on the device: the order in which they were made."),
    )
    said_at = serializers.DateTimeField(
        help_text=gettext_lazy("By the device's clock; put right by the server's.")
    )
    device = serializers.CharField(max_length=40, help_text=gettext_lazy("Which device."))
    code = serializers.CharField(
        required=False,
        max_length=500,
        allow_blank=True,
        help_text=gettext_lazy("What was scanned or typed."),
    )
    place = serializers.CharField(
        required=False,
        max_length=200,
        allow_blank=True,
        help_text=gettext_lazy("The room, by its name or by what its code says."),
    )
    note = serializers.CharField(
        required=False,
        max_length=200,
        allow_blank=True,
        help_text=gettext_lazy("What an unknown thing is."),
    )


class ScansInput(Input):
    """A batch of records."""

    sent_at = serializers.DateTimeField(help_text=gettext_lazy("What the device's clock says now."))
    records = serializers.ListField(
        child=RecordInput(),
        min_length=1,
        max_length=MOST,
        help_text=gettext_lazy("The records, in any order."),
    )


class ScansDone(serializers.Serializer[Any]):
    """A receipt for each record, in the order sent."""

    results = ScanRow(many=True, help_text=gettext_lazy("Receipts."))


class OfCount(ListView):
    """What belongs to one count that one may see."""

    area = "counting"

    def of_count(self, pk: int) -> Count:
        """The count. Raises Http404."""
        found = selectors.counts(self.actor).filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class CountLines(OfCount):
    """GET counting/<id>/lines/."""

    filters = LineFilters
    order = ("pk",)
    operations = {
        "get": Operation(
            gettext_lazy("Lines of a count"),
            gettext_lazy("What was expected, and what each line turned out to be."),
            output=LineRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Line]:
        """All of them, narrowed."""
        found = self.of_count(self.kwargs["pk"]).lines.all()
        return selectors.filtered_lines(found, **asked)

    def shown(self, row: Line) -> dict[str, Any]:
        """One line."""
        return tell(LineRow, row)


class CountScans(OfCount, WriteView):
    """GET and POST counting/<id>/scans/."""

    order = ("-received_at", "pk")
    operations = {
        "get": Operation(
            gettext_lazy("Records of a count"),
            gettext_lazy("Everything that devices have sent, with its receipt; newest first."),
            output=ScanRow,
        ),
        "post": Operation(
            gettext_lazy("Send records of a count"),
            gettext_lazy(
                "By the office and the departments' keepers. Each record counts once, however "
                "often it is sent, and gets the receipt of the first time again. What cannot be "
                "counted is kept with a sentence that says why."
            ),
            input=ScansInput,
            output=ScansDone,
            example={
                "sent_at": "2026-06-02T09:05:00+08:00",
                "records": [
                    {
                        "key": "2b1c9a1e-7f0e-4a52-9d0f-2f6f0a3c9b11",
                        "kind": "found",
                        "serial": 1,
                        "said_at": "2026-06-02T09:00:00+08:00",
                        "device": "甲机",
                        "code": "980121-102-2026-0001",
                        "place": "二楼直播间",
                    }
                ],
            },
        ),
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Scan]:
        """All of them."""
        return self.of_count(self.kwargs["pk"]).scans.all()

    def shown(self, row: Scan) -> dict[str, Any]:
        """One record."""
        return tell(ScanRow, row)

    def write(self, request: Request, **kwargs: Any) -> Answer:
        """Shape, then the one call."""
        count = self.of_count(kwargs["pk"])
        sent = self.sent(ScansInput)
        made = services.scans_receive(
            count_id=count.pk,
            records=[Record(**one) for one in sent["records"]],
            host=host_of(request._request),
            sent_at=sent["sent_at"],
            by=self.actor,
            at=timezone.now(),
        )
        return Answer({"results": [self.shown(scan) for scan in made]})


urlpatterns = [
    *Counts.paths(),
    path("counting/<int:pk>/lines/", CountLines.as_view(), name="count_lines"),
    path("counting/<int:pk>/scans/", CountScans.as_view(), name="count_scans"),
]
