"""Shape of input only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.inbox.forms import people
from console.records.forms import AGREE, RETURN, Phrases
from operations.archives.kinds import Retention
from operations.meetings import filing, selectors
from operations.meetings.kinds import MeetingKind, Part, Reply
from operations.meetings.lifecycle import OWNERS
from operations.meetings.models import Attendance, Meeting, Room
from operations.meetings.rules.meetings import LONGEST_AGENDA, LONGEST_NAME, LONGEST_TITLE
from operations.meetings.rules.minutes import LONGEST_DECISION, LONGEST_MINUTES
from operations.meetings.services import MeetingData
from operations.staff.selectors import departments

CHOOSE = (("", _("Choose")),)
# What stands in each part of the forms.
PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("The meeting"), ("title", "kind", "agenda", "secret")),
    (_("When and where"), ("day", "start", "end", "room_id", "place")),
    (_("Who comes"), ("chair_id", "recorder_id", "attending", "listening", "guests")),
)


def time_input() -> forms.TimeInput:
    """A time of the day."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def colleagues() -> list[tuple[int, str]]:
    """Who works at the centre, by name with posts."""
    here = selectors.staff_ids()
    return [(pk, label) for pk, label in people(with_post=True) if pk in here]


class Grouped(forms.Form):
    """A form in parts."""

    parts: Sequence[tuple[Any, Sequence[str]]] = ()

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [(title, [self[name] for name in names]) for title, names in self.parts]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        raise NotImplementedError


def one_of(label: Any, missing: Any) -> forms.TypedChoiceField:
    """One person of the centre; choices come with the form."""
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=(), error_messages={"required": missing}
    )


def some_of(label: Any, **more: Any) -> forms.TypedMultipleChoiceField:
    """Several persons."""
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, choices=(), widget=forms.CheckboxSelectMultiple, **more
    )


class MeetingForm(Grouped):
    """What is arranged."""

    parts = PARTS
    title = forms.CharField(
        label=_("Title of the meeting"), max_length=LONGEST_TITLE,
        error_messages={"required": _("Give the meeting its title.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Kind of meeting"), choices=[*CHOOSE, *MeetingKind.choices],
        error_messages={"required": _("Choose the kind of meeting.")},
    )  # fmt: skip
    agenda = forms.CharField(
        label=_("Agenda"), max_length=LONGEST_AGENDA, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One matter a line. Papers are added on the page of the meeting."),
        error_messages={"required": _("Write what is to be dealt with.")},
    )  # fmt: skip
    secret = forms.BooleanField(
        label=_("The meeting is secret"), required=False,
        help_text=_("Secret meetings go into the paper register of confidential items."),
    )  # fmt: skip
    day = forms.DateField(label=_("Day of the meeting"), widget=day_input())
    start = forms.TimeField(label=_("Begins at"), widget=time_input(), initial=time(9))
    end = forms.TimeField(label=_("Ends at"), widget=time_input(), initial=time(11))
    room_id = forms.TypedChoiceField(
        label=_("Room"), coerce=int, empty_value=None, required=False, choices=()
    )
    place = forms.CharField(
        label=_("Elsewhere"), max_length=80, required=False,
        help_text=_("Only where it is in no room of the centre."),
    )  # fmt: skip
    chair_id = one_of(_("Chaired by"), _("Choose who chairs it."))
    recorder_id = one_of(_("Minutes kept by"), _("Choose who keeps the minutes."))
    attending = some_of(
        _("Attending"), error_messages={"required": _("Invite at least one person.")}
    )
    listening = some_of(_("Sitting in"), required=False)
    guests = forms.CharField(
        label=_("Guests from outside"), max_length=200, required=False,
        help_text=_("Names with their units, separated by 、"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = colleagues()
        for name in ("chair_id", "recorder_id"):
            self.fields[name].choices = [*CHOOSE, *here]  # type: ignore[attr-defined]
        for name in ("attending", "listening"):
            self.fields[name].choices = here  # type: ignore[attr-defined]
        self.fields["room_id"].choices = [  # type: ignore[attr-defined]
            ("", _("No room of the centre")),
            *((one.pk, f"{one.name}（{one.seats}）") for one in selectors.rooms().order_by("pk")),
        ]

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        found = dict(self.cleaned_data)
        day = found.pop("day")
        found["starts_at"] = _moment(day, found.pop("start"))
        found["ends_at"] = _moment(day, found.pop("end"))
        return {"data": MeetingData(**found)}


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as its form shows it."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    rows = list(meeting.attendances.all())
    names = ("kind", "title", "agenda", "room_id", "place", "chair_id", "recorder_id", "guests")
    return {
        **{name: getattr(meeting, name) for name in names},
        "day": starts.date(),
        "start": starts.time(),
        "end": ends.time(),
        "attending": [one.user_id for one in rows if one.part == Part.ATTEND],
        "listening": [one.user_id for one in rows if one.part == Part.LISTEN],
    }


class RoomChangeForm(forms.Form):
    """What of a room changes: it keeps its name."""

    place = forms.CharField(label=_("Where it is"), max_length=60, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=1000, initial=10)
    equipment = forms.CharField(label=_("Equipment"), max_length=120, required=False)


class RoomForm(RoomChangeForm):
    """A room of the register."""

    name = forms.CharField(
        label=_("Name of the room"), max_length=LONGEST_NAME,
        error_messages={"required": _("Give the room its name.")},
    )  # fmt: skip
    field_order = ("name", "place", "seats", "equipment")


def as_it_stands(room: Room) -> dict[str, Any]:
    """A room as its form shows it."""
    return {"place": room.place, "seats": room.seats, "equipment": room.equipment}


class EndForm(forms.Form):
    """Why it is out of use."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Please give the reason.")}
    )


# --- Actions ---


class ReplyForm(forms.Form):
    """Will come, will not, or sends somebody."""

    reply = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(one.value, one.label) for one in (Reply.COMING, Reply.DEPUTY, Reply.ABSENT)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your answer.")},
    )
    deputy_id = forms.TypedChoiceField(
        label=_("Who comes for you"), coerce=int, empty_value=None, required=False, choices=()
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False,
        help_text=_("Needed when you will not come."),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invited = set(record.attendances.values_list("user_id", flat=True))
        self.fields["deputy_id"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody")),
            *((pk, label) for pk, label in colleagues() if pk not in invited),
        ]


class PresenceForm(forms.Form):
    """Who came without signing in."""

    in_time = some_of(_("Came in time"), required=False)
    late = some_of(_("Came late"), required=False)

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Attendance.objects.filter(meeting=record, signed_in_at=None).order_by("pk")
        found = [(one.pk, one.deputy_name or one.name) for one in waiting]
        for name in ("in_time", "late"):
            self.fields[name].choices = found  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """The words of the minutes."""

    minutes = forms.CharField(
        label=_("Text of the minutes"),
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Time, place, those present and the decisions are printed by themselves."),
        error_messages={"required": _("Write the minutes.")},
    )


class DecisionForm(forms.Form):
    """What, who, until when."""

    text = forms.CharField(
        label=_("What was decided"), max_length=LONGEST_DECISION,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was decided.")},
    )  # fmt: skip
    department_id = forms.TypedChoiceField(
        label=_("Department that does it"), coerce=int, choices=(),
        error_messages={"required": _("Choose the department that does it.")},
    )  # fmt: skip
    owner_id = forms.TypedChoiceField(
        label=_("Person who does it"), coerce=int, empty_value=None, required=False, choices=()
    )
    due_date = forms.DateField(label=_("To be done by"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department_id"].choices = [  # type: ignore[attr-defined]
            *CHOOSE,
            *((one.pk, one.name) for one in departments()),
        ]
        able = selectors.holders(OWNERS)
        self.fields["owner_id"].choices = [  # type: ignore[attr-defined]
            ("", _("The department says who")),
            *((pk, label) for pk, label in people(with_post=True) if pk in able),
        ]


class DropForm(forms.Form):
    """Which decision is struck out."""

    decision_id = forms.TypedChoiceField(
        label=_("Decision to strike out"), coerce=int, choices=(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.position}. {one.text}") for one in record.decisions.order_by("position")
        ]


class OpinionForm(forms.Form):
    """A leader's opinion."""

    opinion = forms.CharField(
        label=_("Opinion"), max_length=300, required=False, widget=Phrases(AGREE)
    )


class ReasonForm(forms.Form):
    """A reason, with phrases."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


class PlainReasonForm(forms.Form):
    """A reason in one's own words."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


class CloseForm(forms.Form):
    """For how long it is kept."""

    retention = forms.ChoiceField(
        label=_("kept for"), choices=Retention.choices, initial=Retention.TEN
    )

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["retention"].initial = filing.proposed(record, on=timezone.localdate())
