"""Cases as they are given: shapes for the schema."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.shown import Available, Event, Located, Named
from operations.casework.lifecycle import States
from operations.casework.models import Applicant, Channel, Pause
from operations.casework.showing import LIGHT_CHOICES
from operations.staff.rules import SIX_ZONES


class CaseRow(serializers.Serializer[Any]):
    """A case in a list."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    number = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Case number, given at acceptance.")
    )
    reference = serializers.CharField(help_text=gettext_lazy("Reference, there from the start."))
    item = Named(help_text=gettext_lazy("Service item."))
    state = serializers.ChoiceField(States.choices, help_text=gettext_lazy("State."))
    state_label = serializers.CharField(help_text=gettext_lazy("State in words."))
    zone = serializers.ChoiceField(SIX_ZONES, help_text=gettext_lazy("Code of the zone (R118)."))
    channel = serializers.ChoiceField(Channel.choices, help_text=gettext_lazy("How it came in."))
    channel_label = serializers.CharField(help_text=gettext_lazy("How it came in, in words."))
    station = Located(allow_null=True, help_text=gettext_lazy("Station; null at the centre."))
    township = Named(allow_null=True, help_text=gettext_lazy("Township of the station."))
    applicant = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Applicant's name, masked (R152).")
    )
    handler = Located(
        allow_null=True, help_text=gettext_lazy("Handler, by the number of the account.")
    )
    urgent = serializers.BooleanField(help_text=gettext_lazy("Urgent?"))
    light = serializers.ChoiceField(
        LIGHT_CHOICES, allow_blank=True, help_text=gettext_lazy("How near the due day is today.")
    )
    light_label = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("The light and the days left, in words.")
    )
    answer_due_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("To be answered by (R135).")
    )
    due_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Due on, with extensions (R136).")
    )
    legal_due_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Legally due on.")
    )
    created_at = serializers.DateTimeField(help_text=gettext_lazy("Begun at."))
    submitted_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Handed in at.")
    )
    accepted_at = serializers.DateTimeField(allow_null=True, help_text=gettext_lazy("Accepted at."))
    finished_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Completed at.")
    )
    version = serializers.IntegerField(help_text=gettext_lazy("Rises with every change."))
    updated_at = serializers.DateTimeField(help_text=gettext_lazy("Last changed at."))


class CaseApplicant(serializers.Serializer[Any]):
    """Who asks; all of it masked (R152)."""

    id = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("Number; null where you may not open the entry.")
    )
    kind = serializers.ChoiceField(Applicant.Kind.choices, help_text=gettext_lazy("Kind."))
    kind_label = serializers.CharField(help_text=gettext_lazy("Kind in words."))
    name = serializers.CharField(help_text=gettext_lazy("Name, masked; organisations in full."))
    contact = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Contact person, masked.")
    )
    phone = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Phone, masked."))
    id_number = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("ID number, masked.")
    )
    credit_code = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Credit code."))
    village = Named(allow_null=True, help_text=gettext_lazy("Village."))


class Answer(serializers.Serializer[Any]):
    """What was answered to a question of the item's form."""

    label = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("The question in words.")
    )
    text = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("The answer in words; private ones masked.")
    )


class CaseMaterial(serializers.Serializer[Any]):
    """A paper of the checklist."""

    key = serializers.CharField(help_text=gettext_lazy("Its name in “materials”."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    required = serializers.BooleanField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("Must it be handed in?")
    )
    note = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Note."))
    paper = serializers.BooleanField(help_text=gettext_lazy("Handed in on paper?"))
    file = serializers.BooleanField(help_text=gettext_lazy("Is there a file of it?"))


class Term(serializers.Serializer[Any]):
    """A date that the case runs to, with its reason."""

    label = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("Which date.")
    )
    date = serializers.DateField(help_text=gettext_lazy("The day."))
    reason = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Why that day."))


class PauseOut(serializers.Serializer[Any]):
    """Days on which the clock stood still (R135)."""

    kind = serializers.ChoiceField(Pause.Kind.choices, help_text=gettext_lazy("Why."))
    from_date = serializers.DateField(help_text=gettext_lazy("From."))
    to_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Until; null while it stands still.")
    )
    reason = serializers.CharField(help_text=gettext_lazy("Reason."))


class Clocks(serializers.Serializer[Any]):
    """The clock of the promise and the clock of the law (R135, R136)."""

    days_left = serializers.IntegerField(
        allow_null=True,
        help_text=gettext_lazy("Working days to the due day; null where no clock runs."),
    )
    promise_days = serializers.IntegerField(help_text=gettext_lazy("Promised working days."))
    extended_days = serializers.IntegerField(help_text=gettext_lazy("Extended by working days."))
    legal_days = serializers.IntegerField(help_text=gettext_lazy("Legal working days."))
    promised_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Promised for: what “in time” is measured by.")
    )
    promise_met_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("The promised step was done at.")
    )
    terms = Term(many=True, help_text=gettext_lazy("The dates with their reasons."))
    pauses = PauseOut(many=True, help_text=gettext_lazy("Days on which the clock stood still."))


class Extended(serializers.Serializer[Any]):
    """More days that were asked for."""

    days = serializers.IntegerField(help_text=gettext_lazy("Working days."))
    reason = serializers.CharField(help_text=gettext_lazy("Reason."))
    asked_by = serializers.CharField(help_text=gettext_lazy("Asked by."))
    asked_at = serializers.DateTimeField(help_text=gettext_lazy("Asked at."))
    approved = serializers.BooleanField(
        allow_null=True, help_text=gettext_lazy("Approved? null while nobody has decided.")
    )
    decided_by = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Decided by."))
    opinion = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Opinion."))


class StepOut(serializers.Serializer[Any]):
    """A line of the handling record."""

    on_date = serializers.DateField(help_text=gettext_lazy("Day."))
    text = serializers.CharField(help_text=gettext_lazy("What was done."))
    minutes = serializers.IntegerField(allow_null=True, help_text=gettext_lazy("Minutes."))
    by = serializers.CharField(help_text=gettext_lazy("By whom."))


class NoteOut(serializers.Serializer[Any]):
    """An internal note; the applicant never sees it."""

    text = serializers.CharField(help_text=gettext_lazy("The note."))
    by = serializers.CharField(help_text=gettext_lazy("By whom."))
    at = serializers.DateTimeField(help_text=gettext_lazy("Written at."))


class AboutOut(serializers.Serializer[Any]):
    """The case that a complaint is about."""

    id = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("Number; null where you may not see it.")
    )
    number = serializers.CharField(help_text=gettext_lazy("Case number or reference."))


class CaseOut(CaseRow):
    """One case."""

    applicant = CaseApplicant(  # type: ignore[assignment]  # more is told of one than in a list
        allow_null=True, help_text=gettext_lazy("Who asks, masked (R152).")
    )
    request = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("What the applicant asks for.")
    )
    details = Answer(many=True, help_text=gettext_lazy("Answers to the item's form."))
    materials = CaseMaterial(many=True, help_text=gettext_lazy("Checklist of papers."))
    missing = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("Names of what is missing (R135).")
    )
    on_behalf = serializers.BooleanField(
        help_text=gettext_lazy("Handled on behalf, with the applicant's consent?")
    )
    agreement = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Agreement (R140)."))
    fee = serializers.CharField(help_text=gettext_lazy("Fee in yuan, as text."))
    about = AboutOut(allow_null=True, help_text=gettext_lazy("The case complained about."))
    accepted_by = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Accepted by."))
    clocks = Clocks(help_text=gettext_lazy("Both clocks."))
    result = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Result."))
    delivered = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("How it was delivered.")
    )
    closing_reason = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Why it was refused, withdrawn or ended.")
    )
    rate_until_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Can be rated until (R139).")
    )
    rated = serializers.BooleanField(help_text=gettext_lazy("Has it been rated?"))
    course = StepOut(many=True, help_text=gettext_lazy("Handling record."))
    extensions = Extended(many=True, help_text=gettext_lazy("Extensions asked for."))
    notes = NoteOut(many=True, help_text=gettext_lazy("Internal notes."))
    history = Event(many=True, help_text=gettext_lazy("What happened, the last 40 entries."))
    state_since = serializers.DateTimeField(help_text=gettext_lazy("In this state since."))
    available_actions = Available(
        many=True, help_text=gettext_lazy("What you could do with it now.")
    )
