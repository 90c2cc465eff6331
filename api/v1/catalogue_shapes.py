"""The catalogue as it is given: shapes for the schema."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.shown import Located
from operations.casework.forms.catalogue import TYPES
from operations.casework.models import Applicant, Channel, System


class PromiseOut(serializers.Serializer[Any]):
    """What is promised from a day on, in working days (R136)."""

    valid_from_date = serializers.DateField(help_text=gettext_lazy("In force from."))
    days = serializers.IntegerField(help_text=gettext_lazy("Promised working days; 0: same day."))
    urgent_days = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("Promised working days if urgent.")
    )
    legal_days = serializers.IntegerField(help_text=gettext_lazy("Legal working days."))


class ItemRow(serializers.Serializer[Any]):
    """A service item in the catalogue."""

    code = serializers.CharField(help_text=gettext_lazy("Code."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    short = serializers.CharField(allow_blank=True, help_text=gettext_lazy("In one line."))
    system = serializers.ChoiceField(System.choices, help_text=gettext_lazy("System (R117)."))
    system_label = serializers.CharField(help_text=gettext_lazy("System in words."))
    zone = serializers.CharField(help_text=gettext_lazy("Code of the zone (R118)."))
    zone_label = serializers.CharField(help_text=gettext_lazy("Zone in words."))
    applicants = serializers.ListField(
        child=serializers.ChoiceField(Applicant.Kind.choices),
        help_text=gettext_lazy("Who may apply; empty: everybody (R120)."),
    )
    channels = serializers.ListField(
        child=serializers.ChoiceField(Channel.choices), help_text=gettext_lazy("Ways to apply.")
    )
    by_station = serializers.BooleanField(help_text=gettext_lazy("Done by stations themselves?"))
    at_station = serializers.BooleanField(help_text=gettext_lazy("Taken at stations?"))
    free = serializers.BooleanField(help_text=gettext_lazy("Free of charge (R140)?"))
    promise = PromiseOut(allow_null=True, help_text=gettext_lazy("The promise of today."))
    offered = serializers.BooleanField(help_text=gettext_lazy("Offered today?"))
    withdrawn_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Not offered from this day on.")
    )
    registrable = serializers.BooleanField(
        help_text=gettext_lazy("Can you register it today, at the centre or at a station of yours?")
    )


class FieldOut(serializers.Serializer[Any]):
    """A question of an item's form."""

    key = serializers.CharField(help_text=gettext_lazy("Its name in “details”."))
    label = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("The question in words.")
    )
    type = serializers.ChoiceField(TYPES, help_text=gettext_lazy("What is answered."))
    required = serializers.BooleanField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("Must it be answered?")
    )
    choices = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("What to choose from.")
    )
    unit = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Unit."))
    help = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Help for answering."))
    min = serializers.IntegerField(allow_null=True, help_text=gettext_lazy("At least."))
    max = serializers.IntegerField(allow_null=True, help_text=gettext_lazy("At most."))
    stage = serializers.ChoiceField(
        [("apply", gettext_lazy("at registration")), ("finish", gettext_lazy("at the end"))],
        help_text=gettext_lazy("When it is asked."),
    )
    private = serializers.BooleanField(help_text=gettext_lazy("Stored encrypted, shown masked?"))
    own = serializers.BooleanField(help_text=gettext_lazy("Added by this county?"))


class MaterialOut(serializers.Serializer[Any]):
    """A paper that an item asks for."""

    key = serializers.CharField(help_text=gettext_lazy("Its name in “materials”."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    required = serializers.BooleanField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("Must it be handed in?")
    )
    note = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Note."))


class FormOut(serializers.Serializer[Any]):
    """The form in force: cases keep the version they began with."""

    version = serializers.IntegerField(help_text=gettext_lazy("Version of the form."))
    valid_from_date = serializers.DateField(help_text=gettext_lazy("In force from."))
    fields = FieldOut(  # type: ignore[assignment]  # popped by the metaclass
        many=True, help_text=gettext_lazy("What is asked.")
    )
    materials = MaterialOut(many=True, help_text=gettext_lazy("Papers to be handed in."))


class ItemOut(ItemRow):
    """One service item with its guide."""

    what = serializers.CharField(allow_blank=True, help_text=gettext_lazy("What it is."))
    who = serializers.CharField(allow_blank=True, help_text=gettext_lazy("For whom."))
    where = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Where it is done."))
    steps = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("Steps, in order.")
    )
    evidence = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("What proves that it was done.")
    )
    fee = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Fee in words."))
    needs_agreement = serializers.BooleanField(
        help_text=gettext_lazy("Only after an agreement (R140)?")
    )
    basis = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Basis."))
    promise_note = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("About the promise.")
    )
    promise_step = serializers.CharField(
        allow_blank=True,
        help_text=gettext_lazy("The step that the promise runs to; empty: the completion."),
    )
    department = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Who handles it; empty: the stations themselves.")
    )
    skill = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Skill wanted."))
    coming_promise = PromiseOut(
        allow_null=True, help_text=gettext_lazy("A promise that comes into force later.")
    )
    form = FormOut(help_text=gettext_lazy("What is asked today."))
    coming_form_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("A new version of the form comes on this day.")
    )
    stations = Located(
        many=True, help_text=gettext_lazy("Stations of yours at which it can be registered today.")
    )
