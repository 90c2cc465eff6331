"""Incoming documents: the register, one document with its parts, and its way (R27-R36)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from accounts.posts import Post
from api.records import Records, Sent
from api.shown import RecordOut, RecordRow, Shape, tell
from api.v1.filters import Department, Words, Year, of_states
from core.workcalendar import WorkCalendar
from operations.documents.incoming import forms, rules, selectors, services
from operations.documents.incoming.kinds import Nature
from operations.documents.incoming.lifecycle import IncomingStates
from operations.documents.incoming.records import IncomingRecord, parts_of
from operations.documents.incoming.services.registering import may_correct
from operations.documents.kinds import Urgency
from operations.documents.models import IncomingDocument, IncomingOpinion, IncomingTask

LIGHTS = [(str(one), str(one)) for one in rules.Light if one]


def light_field() -> serializers.ChoiceField:
    """How near a day is: "" while it is far or done."""
    words = gettext_lazy("How near its day is today: yellow or red; empty: far, or done.")
    return serializers.ChoiceField(LIGHTS, allow_blank=True, help_text=words)


class IncomingFilters(Words, Year, Department):
    """How the register is narrowed."""

    state = of_states(
        IncomingStates,
        open=gettext_lazy("not ended"),
        late=gettext_lazy("a part is overdue"),
    )
    nature = serializers.ChoiceField(
        Nature.choices, required=False, help_text=gettext_lazy("Nature.")
    )
    urgency = serializers.ChoiceField(
        [one for one in Urgency.choices if one[0]],
        required=False,
        help_text=gettext_lazy("Urgency."),
    )


class IncomingRow(RecordRow):
    """A line of the register."""

    model = IncomingDocument
    of: ClassVar[tuple[str, ...]] = (
        *("number", "title", "sender", "sender_number", "nature", "urgency", "received_date"),
        *("due_date", "lead_department", "registered_at"),
    )
    light = light_field()


class IncomingPart(Shape):
    """A department's part."""

    model = IncomingTask
    of = (
        *("department", "is_lead", "handler_name", "assigned_at", "due_date"),
        *("closed_at", "closed_by_name", "result"),
    )
    cancelled_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Taken back by a return at.")
    )
    light = light_field()


class IncomingSaid(Shape):
    """What was proposed, instructed or answered."""

    model = IncomingOpinion
    of = ("state", "by_name", "text", "at")
    agrees = serializers.BooleanField(help_text=gettext_lazy("Do they agree?"))
    voided_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("A return made it void at.")
    )


class IncomingReply(serializers.Serializer[Any]):
    """The outgoing document that answers."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    number = serializers.CharField(help_text=gettext_lazy("Number of the document."))


class IncomingOut(RecordOut, IncomingRow):
    """One incoming document."""

    of = (
        *("source_level", "sender_date", "kind", "copies", "pages", "registered_by_name"),
        *("duplicate_reason", "remark", "helping", "result", "completed_at"),
        *("archive_number", "retention", "archived_at"),
    )
    reply = IncomingReply(
        allow_null=True, help_text=gettext_lazy("The outgoing document that answers it.")
    )
    parts = IncomingPart(many=True, help_text=gettext_lazy("Parts of departments."))
    opinions = IncomingSaid(many=True, help_text=gettext_lazy("Opinions, in order."))


def light_of(task: IncomingTask, calendar: WorkCalendar) -> str:
    """The light of a part today; what was taken back has none."""
    if task.cancelled_at is not None:
        return ""
    done = timezone.localdate(task.closed_at) if task.closed_at else None
    today = timezone.localdate()
    return str(rules.light(calendar, due=task.due_date, done=done, today=today))


def worst(tasks: Sequence[IncomingTask], calendar: WorkCalendar) -> str:
    """The light of a document: that of its latest open part."""
    order = ["", rules.Light.YELLOW, rules.Light.RED]
    lights = [light_of(task, calendar) for task in tasks if task.is_open]
    return max(lights, key=order.index, default="")


class Incoming(Records):
    """Incoming documents."""

    area = "incoming"
    at, name, list_name = "incoming", "incoming_document", "incoming"
    page = IncomingRecord
    row, output = IncomingRow, IncomingOut
    filters = IncomingFilters
    order = ("-registered_at", "-pk")
    title = gettext_lazy("Incoming documents")
    about = gettext_lazy(
        "All for the office and the leaders; else what came to one's department or oneself. "
        "Newest first."
    )
    one = gettext_lazy("One incoming document")
    adds = Sent(
        gettext_lazy("Register a document"),
        form=forms.IncomingForm,
        service=services.incoming_register,
        about=gettext_lazy(
            "By the office (R31), from the closed list (R28-R30). Scans are added in the console."
        ),
        who=(Post.OFFICE,),
        named="document",
        example={
            "title": "关于报送工作进展情况的通知",
            "sender": "青禾省商务厅",
            "sender_number": "青商电〔2026〕8号",
            "nature": "assigned",
            "received_date": "2026-03-03",
        },
    )
    changes = {
        "correct": Sent(
            gettext_lazy("Correct the register"),
            form=forms.IncomingForm,
            service=services.incoming_correct,
            about=gettext_lazy("Until it is filed; what is left out stays."),
            key="document_id",
            named="document",
            may=may_correct,
            stands=forms.initial_of,
        )
    }

    def listed(self) -> QuerySet[IncomingDocument]:
        """With the parts that count."""
        return selectors.with_tasks(self.visible())

    def narrowed(
        self, found: QuerySet[IncomingDocument], **wanted: Any
    ) -> QuerySet[IncomingDocument]:
        """As the console's list does."""
        return selectors.filtered(found, today=timezone.localdate(), **wanted)

    def ready(self, found: list[IncomingDocument]) -> None:
        """The calendar that lights are read by."""
        self.calendar = WorkCalendar.load()

    def line(self, record: Any) -> dict[str, Any]:
        """With the worst light of its parts."""
        return tell(IncomingRow, record, light=worst(record.parts, self.calendar))

    def more(self, record: IncomingDocument) -> dict[str, Any]:
        """Parts with their lights, opinions in order."""
        calendar, parts = WorkCalendar.load(), parts_of(record)
        return {
            "light": worst(parts, calendar),
            "parts": [tell(IncomingPart, one, light=light_of(one, calendar)) for one in parts],
            "opinions": [tell(IncomingSaid, one) for one in record.opinions.order_by("at", "pk")],
        }


urlpatterns = Incoming.paths()
