"""Shape of input only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import RETURN, Phrases
from operations.duty import selectors
from operations.duty.lifecycle import OFFICERS, S
from operations.duty.models import DutyRecord, HolidaySchedule, Kind, Shift, StandIn
from operations.duty.services import RecordData, ShiftData
from operations.duty.settings import setting
from operations.staff.selectors import departments

CHOOSE = [("", _("Choose"))]
TYPED = "%Y-%m-%dT%H:%M"


def moment_input() -> forms.DateTimeInput:
    """A day with its time, as browsers ask for it."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED)


def officers() -> list[tuple[int, str]]:
    """Who may be on the roster."""
    return list(selectors.people(OFFICERS, on=timezone.localdate()).items())


def leaders() -> list[tuple[int, str]]:
    """Who may be on call."""
    today = timezone.localdate()
    return list(selectors.people(setting("leaders", on=today), on=today).items())


# --- The roster ---


class ShiftForm(forms.Form):
    """A shift of the roster."""

    officer_id = forms.TypedChoiceField(
        label=_("person on duty"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose who is on duty.")},
    )
    starts_at = forms.DateTimeField(label=_("shift begins"), widget=moment_input())
    ends_at = forms.DateTimeField(label=_("shift ends"), widget=moment_input())
    leader_id = forms.TypedChoiceField(
        label=_("leader on call"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=(),
        help_text=_("In holidays every shift has one."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer_id"].choices = [*CHOOSE, *officers()]  # type: ignore[attr-defined]
        self.fields["leader_id"].choices = [("", _("nobody")), *leaders()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the service takes."""
        found = super().clean() or {}
        return found if self.errors else {"data": ShiftData(**found)}


class FillForm(forms.Form):
    """From which day until which the roster is filled."""

    first_date = forms.DateField(label=_("from"), widget=day_input())
    last_date = forms.DateField(label=_("until"), widget=day_input())


class PlaceForm(forms.Form):
    """Where one signs in."""

    place = forms.CharField(
        label=_("where signed in"),
        max_length=80,
        required=False,
        help_text=_("Only if it is not the duty room."),
    )


class HandOverForm(forms.Form):
    """What the other side gets (R51, R55)."""

    summary = forms.CharField(
        label=_("main work of the day"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down the main work of the day.")},
    )
    things = forms.CharField(
        label=_("keys and equipment"),
        max_length=300,
        error_messages={"required": _("List the keys and equipment handed over.")},
    )
    nothing_happened = forms.BooleanField(
        label=_("nothing came up"),
        required=False,
        help_text=_("Say so when the duty book has no entries of this shift."),
    )
    place = forms.CharField(label=_("where signed out"), max_length=80, required=False)

    def __init__(self, *args: Any, record: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["things"].initial = setting("things", on=record.on_date)
        self.fields["summary"].initial = record.summary
        if record.records.exists():
            del self.fields["nothing_happened"]


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give the reason.")},
    )


class RefuseForm(ReasonForm):
    """Why a handover is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (_("A matter is missing in the list."), _("Keys are missing."), RETURN[0])
        self.fields["reason"].widget = Phrases(words)


class StandInForm(forms.Form):
    """Who stands in, from when until when, and why (R50)."""

    person_id = forms.TypedChoiceField(
        label=_("who stands in"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose who stands in.")},
    )
    starts_at = forms.DateTimeField(label=_("from"), widget=moment_input())
    ends_at = forms.DateTimeField(label=_("until"), widget=moment_input())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        error_messages={"required": _("Please give the reason.")},
    )

    def __init__(self, *args: Any, record: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in officers() if one[0] != record.officer_id]
        self.fields["person_id"].choices = [*CHOOSE, *others]  # type: ignore[attr-defined]
        self.fields["starts_at"].initial = timezone.localtime(record.starts_at)
        self.fields["ends_at"].initial = timezone.localtime(record.ends_at)


class DecideForm(forms.Form):
    """Agree to a stand-in or not."""

    stand_in_id = forms.TypedChoiceField(label=_("who stands in"), coerce=int, choices=())
    agree = forms.TypedChoiceField(
        label=_("decision"),
        coerce=lambda sent: sent == "yes",
        choices=[("yes", _("Agree")), ("no", _("Refuse"))],
    )
    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=200, widget=Phrases((_("Agreed."),))
    )

    def __init__(self, *args: Any, record: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = record.stand_ins.filter(decision=StandIn.Decision.OPEN).order_by("pk")
        self.fields["stand_in_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one}（{one.reason}）") for one in waiting
        ]


class InquiryForm(forms.Form):
    """What the inquiry into a gap found."""

    gap_id = forms.TypedChoiceField(label=_("gap at the post"), coerce=int, choices=())
    finding = forms.CharField(
        label=_("result of the inquiry"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the inquiry found.")},
    )

    def __init__(self, *args: Any, record: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = record.gaps.filter(finding="").order_by("starts_at")
        self.fields["gap_id"].choices = [(one.pk, str(one)) for one in waiting]  # type: ignore[attr-defined]


class SwapForm(forms.Form):
    """With whom, for which shift, and why (R57)."""

    partner_id = forms.TypedChoiceField(
        label=_("colleague"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose the colleague.")},
    )
    other_id = forms.TypedChoiceField(
        label=_("shift in exchange"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=(),
        help_text=_("Left open, the colleague takes over your shift without an exchange."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        error_messages={"required": _("Please give the reason.")},
    )

    def __init__(self, *args: Any, record: Shift, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in officers() if one[0] != record.officer_id]
        self.fields["partner_id"].choices = [*CHOOSE, *others]  # type: ignore[attr-defined]
        near = Shift.objects.filter(status=S.PLANNED, starts_at__gt=timezone.now()).exclude(
            officer_id=record.officer_id
        )
        theirs = [(one.pk, str(one)) for one in near.order_by("starts_at")[:60]]
        self.fields["other_id"].choices = [("", _("none")), *theirs]  # type: ignore[attr-defined]


# --- The duty book ---


class RecordForm(forms.Form):
    """An entry of a kind (R48)."""

    text = forms.CharField(
        label=_("what it is about"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what there is to say.")},
    )
    contact = forms.CharField(label=_("who, and how to reach them"), max_length=80, required=False)
    occurred_at = forms.DateTimeField(
        label=_("happened at"),
        required=False,
        widget=moment_input(),
        help_text=_("Left open, it is now."),
    )
    important = forms.BooleanField(
        label=_("important matter"),
        required=False,
        help_text=_("It is reported to a leader before anything is done."),
    )
    result = forms.CharField(
        label=_("handled at once: what came of it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Left open, the matter stays open and is passed on at the handover."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == Kind.EMERGENCY:
            del self.fields["important"]
            del self.fields["result"]

    def clean(self) -> dict[str, Any]:
        """What the service takes."""
        found = super().clean() or {}
        return found if self.errors else {"data": RecordData(kind=self.kind, **found)}


class TextForm(forms.Form):
    """Something to say."""

    text = forms.CharField(
        label=_("what was said"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what there is to say.")},
    )


class InstructForm(forms.Form):
    """What is to be done (R54)."""

    text = forms.CharField(
        label=_("instruction of the leader"),
        max_length=500,
        widget=Phrases((_("Handle it at once."), _("Report the result to me."))),
        error_messages={"required": _("Write the instruction.")},
    )


class NoteForm(forms.Form):
    """A word that may be left out."""

    note = forms.CharField(
        label=_("note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandToForm(NoteForm):
    """To which department (R53)."""

    department_id = forms.TypedChoiceField(
        label=_("department in charge"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose the department in charge.")},
    )
    field_order = ("department_id", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.pk, one.name) for one in departments()]
        self.fields["department_id"].choices = [*CHOOSE, *offered]  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=_("result"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what came of it.")},
    )

    def __init__(self, *args: Any, record: DutyRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record.kind == Kind.EMERGENCY:
            self.fields["result"].label = _("final report")


class ArrangementsForm(forms.Form):
    """What is to be done in a holiday."""

    arrangements = forms.CharField(
        label=_("arrangements"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, record: HolidaySchedule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrangements"].initial = record.arrangements


def first_times(day: datetime) -> dict[str, datetime]:
    """A working day's shift, tomorrow: what a new shift begins with."""
    on = timezone.localdate(day) + timedelta(days=1)
    start, end = (setting("shifts", on=on).get("work") or [["08:30", "17:30"]])[0]
    return {
        name: timezone.make_aware(datetime.fromisoformat(f"{on.isoformat()}T{at}"))
        for name, at in (("starts_at", start), ("ends_at", end))
    }
