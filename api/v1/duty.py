"""Duty: the roster, the shift from signing in to the handover, and the duty book (R48-R57).

Planning, stand-ins, swaps and holidays stay in the console.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms as django_forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.inputs import Query
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Words, of_states
from operations.duty import forms, selectors, services
from operations.duty.lifecycle import OFFICERS, RecordStates, ShiftStates
from operations.duty.models import Away, DutyEntry, DutyRecord, Gap, Kind, Shift
from operations.duty.records import DutyRecordPage, ShiftRecord


class ShiftFilters(Query):
    """How the roster is narrowed."""

    state = of_states(ShiftStates)
    on_from = serializers.DateField(required=False, help_text=gettext_lazy("Of this day or later."))
    on_to = serializers.DateField(required=False, help_text=gettext_lazy("Of this day or earlier."))
    mine = serializers.BooleanField(required=False, help_text=gettext_lazy("One's own only?"))


class ShiftRow(RecordRow):
    """A shift of the roster."""

    model = Shift
    of: ClassVar[tuple[str, ...]] = (
        *("on_date", "starts_at", "ends_at", "officer_name", "leader_name"),
        *("signed_in_at", "signed_out_at", "received_by_name", "received_at"),
    )


class ShiftMatter(serializers.Serializer[Any]):
    """A matter that was open at the handover."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number of the entry."))
    text = serializers.CharField(help_text=gettext_lazy("What it is about."))


class ShiftAway(Shape):
    """Away from the post for a while."""

    model = Away
    of = ("left_at", "back_at", "reason")


class ShiftGap(Shape):
    """Nobody was at the post (R50)."""

    model = Gap
    of = ("starts_at", "ends_at", "finding", "found_by_name")


class ShiftOut(RecordOut, ShiftRow):
    """One shift."""

    of = ("signed_in_place", "signed_out_place", "summary", "nothing_happened", "things")
    matters = ShiftMatter(many=True, help_text=gettext_lazy("Open matters at the handover."))
    aways = ShiftAway(many=True, help_text=gettext_lazy("Times away from the post."))
    gaps = ShiftGap(many=True, help_text=gettext_lazy("Gaps at the post."))


class Shifts(Records):
    """The roster, and one's own shift."""

    area = "duty"
    at, name = "duty/shifts", "shift"
    page = ShiftRecord
    moves = ("begin", "leave", "return", "hand_over", "take_over", "refuse")
    row, output = ShiftRow, ShiftOut
    filters = ShiftFilters
    order = ("-starts_at", "-pk")
    title = gettext_lazy("Duty roster")
    about = gettext_lazy("For everybody who works at the centre, the latest first.")
    one = gettext_lazy("One shift")

    def narrowed(self, found: QuerySet[Shift], **wanted: Any) -> QuerySet[Shift]:
        """By days, by state, one's own."""
        if "state" in wanted:
            found = found.filter(status=wanted["state"])
        if "on_from" in wanted:
            found = found.filter(on_date__gte=wanted["on_from"])
        if "on_to" in wanted:
            found = found.filter(on_date__lte=wanted["on_to"])
        if wanted.get("mine"):
            found = found.filter(officer_id=selectors.own_id(self.actor))
        return found

    def listed(self) -> QuerySet[Shift]:
        """Without what only the page shows."""
        return selectors.shifts(self.actor)


class DutyFilters(Words):
    """How the duty book is narrowed."""

    kind = serializers.ChoiceField(Kind.choices, required=False, help_text=gettext_lazy("Kind."))
    state = of_states(
        RecordStates,
        unfinished=gettext_lazy("not closed"),
        late=gettext_lazy("the department is late"),
    )
    day = serializers.DateField(required=False, help_text=gettext_lazy("Shift of this day."))


class DutyRow(RecordRow):
    """A matter in the list of the duty book."""

    model = DutyRecord
    of: ClassVar[tuple[str, ...]] = (
        *("kind", "weight", "text", "occurred_at", "recorded_at", "recorded_by_name"),
        *("department", "due_date", "closed_at"),
    )
    shift_id = serializers.IntegerField(help_text=gettext_lazy("Number of the shift."))


class DutyLine(Shape):
    """A line of its course; never changed."""

    model = DutyEntry
    of = ("kind", "text", "by_name", "at")


class DutyOut(RecordOut, DutyRow):
    """One matter."""

    of = ("contact", "answered_at", "instructed_at", "instructed_by_name", "result")
    entries = DutyLine(many=True, help_text=gettext_lazy("Its course, line by line."))


class EntryForm(forms.RecordForm):
    """The console's form, with the kind in it."""

    kind = django_forms.ChoiceField(  # type: ignore[assignment]  # popped by the metaclass
        label=gettext_lazy("kind of entry"), choices=Kind.choices
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        sent = kwargs.get("data") or {}
        super().__init__(*args, kind=str(sent.get("kind", "")), **kwargs)

    def clean(self) -> dict[str, Any]:
        """As the console's; what an emergency does not have is refused by name."""
        for name in ("important", "result"):
            if name not in self.fields and self.data.get(name):
                self.errors[name] = [_("This field is not known here.")]  # type: ignore[assignment]
        self.cleaned_data.pop("kind", None)
        return super().clean()


class DutyBook(Records):
    """Matters of the duty book."""

    area = "duty"
    at, name = "duty/book", "duty_record"
    page = DutyRecordPage
    row, output = DutyRow, DutyOut
    filters = DutyFilters
    order = ("-occurred_at", "-pk")
    title = gettext_lazy("Duty book")
    about = gettext_lazy(
        "All for the office, the leaders and duty officers; else one's own, one's department's, "
        "and what is open while one is at the post. The latest first."
    )
    one = gettext_lazy("One matter of the duty book")
    adds = Sent(
        gettext_lazy("Write into the duty book"),
        form=EntryForm,
        service=services.record_add,
        about=gettext_lazy(
            "By whoever is at the post (R48). With a result it is closed at once; an emergency "
            "goes before the leaders and has none yet (R56)."
        ),
        who=OFFICERS,
        example={"kind": "phone", "text": "村民来电查询快件", "result": "已告知取件地点"},
    )

    def narrowed(self, found: QuerySet[DutyRecord], **wanted: Any) -> QuerySet[DutyRecord]:
        """As the console's list does."""
        return selectors.filtered(found, on=timezone.localdate(), **wanted)

    def more(self, record: DutyRecord) -> dict[str, Any]:
        """Its course in order."""
        return {"entries": [tell(DutyLine, one) for one in record.entries.order_by("pk")]}


urlpatterns = [*Shifts.paths(), *DutyBook.paths()]
