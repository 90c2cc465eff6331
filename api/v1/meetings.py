"""Meetings from the plan to the signed minutes, rooms with their bookings (R26, R29, R44).

Papers and files and the sign-in code on the screen stay in the console.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, Operation
from api.inputs import Query
from api.records import Records, Sent
from api.shown import Located, RecordOut, RecordRow, Shape, tell
from api.v1.filters import Words, of_month, of_states
from core.lifecycle_words import denied
from operations.meetings import codes, forms, selectors, services
from operations.meetings.kinds import MeetingKind
from operations.meetings.lifecycle import CONVENERS, KEEPERS, PEOPLE, MeetingStates
from operations.meetings.models import Attendance, Decision, Meeting, Room
from operations.meetings.records import MeetingRecord, rows_of

MOST_DAYS = 31


# --- Meetings ---


class MeetingFilters(Words):
    """How meetings are narrowed."""

    state = of_states(
        MeetingStates,
        ahead=gettext_lazy("not held yet"),
        late=gettext_lazy("minutes should be signed"),
    )
    kind = serializers.ChoiceField(
        MeetingKind.choices, required=False, help_text=gettext_lazy("Kind.")
    )
    month = of_month(gettext_lazy("Begins in this month: 2026-11."))


class MeetingRow(RecordRow):
    """A meeting in the list."""

    model = Meeting
    of: ClassVar[tuple[str, ...]] = (
        *("number", "kind", "title", "starts_at", "ends_at", "room", "place"),
        *("organiser_name", "chair_name", "recorder_name", "minutes_due_date", "minutes_number"),
    )
    invited = serializers.IntegerField(help_text=gettext_lazy("So many are invited."))
    coming = serializers.IntegerField(
        help_text=gettext_lazy("So many of them come or send a deputy.")
    )
    came = serializers.IntegerField(help_text=gettext_lazy("So many signed in, or were noted."))


class MeetingAttendance(Shape):
    """Somebody invited: what they answered, and whether they came."""

    model = Attendance
    of = (
        *("name", "part", "reply", "reason", "deputy_name", "replied_at"),
        *("signed_in_at", "signed_in_name", "is_late"),
    )
    id = serializers.IntegerField(
        help_text=gettext_lazy("Number of the line, as it is sent where one notes who came.")
    )


class MeetingDecision(Shape):
    """One thing that was decided, and the supervision item made of it (R44)."""

    model = Decision
    of = ("text", "department", "owner_name", "due_date", "item_number")
    id = serializers.IntegerField(help_text=gettext_lazy("Number of the decision."))
    position = serializers.IntegerField(help_text=gettext_lazy("Its place among them."))


class MeetingOut(RecordOut, MeetingRow):
    """One meeting."""

    of = (
        *("agenda", "guests", "notified_at", "held_at", "minutes", "drafted_by_name"),
        *("signed_by_name", "signed_date", "closed_date", "archive_number"),
    )
    attendances = MeetingAttendance(many=True, help_text=gettext_lazy("Those invited."))
    decisions = MeetingDecision(many=True, help_text=gettext_lazy("Decisions, in order."))


class SignInForm(django_forms.Form):
    """The code that stands on the screen."""

    code = django_forms.CharField(
        label=gettext_lazy("sign-in code"),
        max_length=200,
        help_text=gettext_lazy("What follows sign-in/ in the code on the screen."),
    )

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = record

    def clean_code(self) -> str:
        """Of this meeting, and of this county."""
        code = str(self.cleaned_data["code"])
        if codes.meeting_of(code) != self.meeting.pk:
            raise ValidationError(_("This is not the code of this meeting."))
        return code

    def data_given(self) -> dict[str, Any]:
        """Nothing but that one is here. Raises Violation for a code that has run out."""
        codes.check(self.cleaned_data["code"])
        return {}


def may_change(record: Meeting, actor: Any) -> None:
    """The organiser, or the office."""
    if not selectors.organises(record, actor):
        raise denied(CONVENERS)


class Meetings(Records):
    """Meetings."""

    area = "meetings"
    at, name = "meetings", "meeting"
    page = MeetingRecord
    row, output = MeetingRow, MeetingOut
    filters = MeetingFilters
    order = ("-starts_at", "-pk")
    title = gettext_lazy("Meetings")
    about = gettext_lazy(
        "All for the office and the leaders; else those that one arranges, comes to, or keeps the "
        "minutes of. The latest first."
    )
    one = gettext_lazy("One meeting")
    adds = Sent(
        gettext_lazy("Plan a meeting"),
        form=forms.MeetingForm,
        service=services.meeting_plan,
        about=gettext_lazy(
            "The room is booked by it; those invited are told when notice is given (R26)."
        ),
        who=CONVENERS,
        example={
            "title": "双周工作例会",
            "kind": "regular",
            "agenda": "一、通报情况\n二、研究下一步安排",
            "day": "2026-12-04",
            "start": "09:00:00",
            "end": "11:00:00",
            "room_id": 1,
            "chair_id": 3,
            "recorder_id": 5,
            "attending": [6, 7],
            "listening": [8],
        },
    )
    changes = {
        "change": Sent(
            gettext_lazy("Change the meeting"),
            form=forms.MeetingForm,
            service=services.meeting_change,
            about=gettext_lazy(
                "Until it is held; what is left out stays. After the notice everybody is told "
                "anew, and at another time the answers given so far count no more."
            ),
            key="meeting_id",
            may=may_change,
            stands=forms.initial_of,
            example={"day": "2026-12-05", "start": "14:30:00", "end": "16:00:00"},
        ),
        "sign_in": Sent(
            gettext_lazy("Sign in to the meeting"),
            form=SignInForm,
            service=services.meeting_sign_in,
            about=gettext_lazy(
                "By whoever is invited, or their deputy, with the code that is on the screen in "
                "the room; it is good for some minutes only. Who comes late is noted as late."
            ),
            key="meeting_id",
            who=PEOPLE,
            example={"code": "MTI:1wABcd:Zk3vY0-signed-by-the-county"},
        ),
    }

    def listed(self) -> QuerySet[Meeting]:
        """With how many are invited, come, and were there."""
        return selectors.with_counts(selectors.meetings(self.actor))

    def narrowed(self, found: QuerySet[Meeting], **wanted: Any) -> QuerySet[Meeting]:
        """As the console's list does."""
        return selectors.filtered(found, **wanted)

    def more(self, record: Meeting) -> dict[str, Any]:
        """Those invited and what was decided; asked once."""
        rows = rows_of(record)
        decided = record.decisions.select_related("department").order_by("position")
        return {
            "invited": len(rows),
            "coming": selectors.how_many_come(rows),
            "came": sum(one.signed_in_at is not None for one in rows),
            "attendances": [tell(MeetingAttendance, one) for one in rows],
            "decisions": [tell(MeetingDecision, one) for one in decided],
        }


# --- Rooms ---


class RoomRow(Shape):
    """A room of the register."""

    model = Room
    of = ("name", "place", "seats", "equipment", "ended_date", "ended_reason")
    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    version = serializers.IntegerField(help_text=gettext_lazy("Rises with every change."))


class Rooms(Records):
    """The register of rooms: read by whoever works at the centre, kept by the office."""

    area = "meetings"
    at, name = "meetings/rooms", "meeting_room"
    row = output = RoomRow
    filters = Query
    order = ("pk",)
    moves = ()
    title = gettext_lazy("Meeting rooms")
    about = gettext_lazy("For everybody who works at the centre; those out of use say since when.")
    one = gettext_lazy("One meeting room")
    adds = Sent(
        gettext_lazy("Enter a room"),
        form=forms.RoomForm,
        service=services.room_add,
        about=gettext_lazy("By the office; two rooms in use have different names (R26)."),
        who=KEEPERS,
        example={"name": "第三会议室", "place": "二楼东侧", "seats": 20, "equipment": "投影、白板"},
    )
    changes = {
        "change": Sent(
            gettext_lazy("Change the room"),
            form=forms.RoomChangeForm,
            service=services.room_change,
            about=gettext_lazy(
                "Seats, place and equipment, by the office; what is left out stays. A room keeps "
                "its name."
            ),
            key="room_id",
            who=KEEPERS,
            stands=forms.as_it_stands,
            example={"seats": 24},
        ),
        "end": Sent(
            gettext_lazy("Take the room out of use"),
            form=forms.EndForm,
            service=services.room_end,
            about=gettext_lazy("By the office, when no meeting is booked there any more (R26)."),
            key="room_id",
            who=KEEPERS,
            example={"reason": "改作仓库"},
        ),
    }

    def visible(self) -> QuerySet[Room]:
        """Every room, for whoever works here."""
        found = Room.objects.all()
        return found if selectors.works_here(self.actor) else found.none()

    def whole(self, record: Room) -> dict[str, Any]:
        """All of the line."""
        return tell(RoomRow, record)


class BookingFilters(Query):
    """Which days."""

    day = serializers.DateField(required=False, help_text=gettext_lazy("First day; today if none."))
    days = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("So many days; seven if nothing is said."),
    )


class BookingRow(serializers.Serializer[Any]):
    """A room that is taken for a while."""

    id = serializers.IntegerField(
        allow_null=True,
        help_text=gettext_lazy("Number of the meeting, if you may see it."),
    )
    title = serializers.CharField(
        allow_blank=True,
        help_text=gettext_lazy("Title of the meeting; empty if you may not see it."),
    )
    room = Located(help_text=gettext_lazy("The room."))
    starts_at = serializers.DateTimeField(help_text=gettext_lazy("Taken from."))
    ends_at = serializers.DateTimeField(help_text=gettext_lazy("Taken until."))


class Bookings(ListView):
    """GET meetings/bookings/."""

    area = "meetings"
    order = ("starts_at", "pk")
    filters = BookingFilters
    operations = {
        "get": Operation(
            gettext_lazy("When rooms are taken"),
            gettext_lazy(
                "For everybody who works at the centre: the times of every room. What it is for "
                "is said to those who may see the meeting. To book a room, plan a meeting in it."
            ),
            output=BookingRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Meeting]:
        """Some days of every room; what of it this person may see is asked once."""
        first: date = asked.get("day") or timezone.localdate()
        days = asked.get("days", selectors.DAYS_SHOWN)
        found = selectors.bookings(first=first, days=days)
        seen = selectors.meetings(self.actor).filter(pk__in=found.order_by().values("pk"))
        self.seen = set(seen.values_list("pk", flat=True))
        found = found.select_related("room")
        return found if selectors.works_here(self.actor) else found.none()

    def shown(self, row: Meeting) -> dict[str, Any]:
        """The time, and the meeting where one may see it."""
        seen = row.pk in self.seen
        return tell(BookingRow, row, id=row.pk if seen else None, title=row.title if seen else "")


urlpatterns = [
    *Rooms.paths(),
    path("meetings/bookings/", Bookings.as_view(), name="meeting_bookings"),
    *Meetings.paths(),
]
