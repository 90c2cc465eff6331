"""Stations: the ledger, one station, and every move of its life."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.actions import available
from api.inputs import Query
from api.records import Records
from api.shown import Available, Named, Words
from core.privacy import mask_name, mask_phone
from operations.stations import selectors
from operations.stations.lifecycle import States
from operations.stations.models import Station
from operations.stations.records import StationRecord

COLUMNS = (
    "id",
    "number",
    "name",
    "level",
    "kind",
    "status",
    "township__code",
    "township__name",
    "village__code",
    "village__name",
    "address",
    "subsidised",
    "tier",
    "operator_name",
    "manager_name",
    "abilities",
    "latitude",
    "longitude",
    "accepted_date",
    "version",
    "updated_at",
)


class StationFilters(Query):
    """How the ledger is narrowed."""

    q = serializers.CharField(
        required=False,
        max_length=60,
        allow_blank=True,
        help_text=gettext_lazy("Part of a name or number; a manager's whole phone number."),
    )
    township = serializers.RegexField(
        r"^\d{9}$", required=False, help_text=gettext_lazy("Nine-digit code of the township.")
    )
    state = serializers.ChoiceField(
        States.choices, required=False, help_text=gettext_lazy("State.")
    )
    level = serializers.ChoiceField(
        Station.Level.choices, required=False, help_text=gettext_lazy("Level.")
    )
    kind = serializers.ChoiceField(
        Station.Kind.choices, required=False, help_text=gettext_lazy("Kind.")
    )
    subsidised = serializers.BooleanField(required=False, help_text=gettext_lazy("With subsidy?"))


class StationRow(serializers.Serializer[Any]):
    """A station in the ledger."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    number = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Official number, given with form A.")
    )
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    level = serializers.ChoiceField(Station.Level.choices, help_text=gettext_lazy("Level."))
    level_label = serializers.CharField(help_text=gettext_lazy("Level in words."))
    kind = serializers.ChoiceField(Station.Kind.choices, help_text=gettext_lazy("Kind."))
    kind_label = serializers.CharField(help_text=gettext_lazy("Kind in words."))
    state = serializers.ChoiceField(States.choices, help_text=gettext_lazy("State."))
    state_label = serializers.CharField(help_text=gettext_lazy("State in words."))
    township = Named(help_text=gettext_lazy("Township."))
    village = Named(allow_null=True, help_text=gettext_lazy("Village; null for township stations."))
    address = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Full address."))
    subsidised = serializers.BooleanField(help_text=gettext_lazy("With subsidy (R143)?"))
    tier = serializers.CharField(help_text=gettext_lazy("Tier."))
    operator = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Operator."))
    manager = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Manager's name, masked (R152).")
    )
    abilities = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("Codes of the services offered.")
    )
    latitude = serializers.CharField(
        allow_null=True, help_text=gettext_lazy("Latitude, WGS-84, as text.")
    )
    longitude = serializers.CharField(
        allow_null=True, help_text=gettext_lazy("Longitude, WGS-84, as text.")
    )
    accepted_date = serializers.DateField(allow_null=True, help_text=gettext_lazy("Accepted on."))
    version = serializers.IntegerField(help_text=gettext_lazy("Rises with every change."))
    updated_at = serializers.DateTimeField(help_text=gettext_lazy("Last changed at."))


class StationOut(StationRow):
    """One station."""

    area_m2 = serializers.CharField(help_text=gettext_lazy("Area in m², as text."))
    manager_phone = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Manager's phone, masked (R152).")
    )
    public_phone = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Phone that the public sees.")
    )
    opening_hours = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text=gettext_lazy("Weekday (1 to 7) → from, to; empty: closed (R147)."),
    )
    applied_date = serializers.DateField(allow_null=True, help_text=gettext_lazy("Applied on."))
    notice_from_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Public notice from.")
    )
    notice_to_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("Public notice until.")
    )
    rectify_by_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("To be rectified by (R145).")
    )
    state_since = serializers.DateTimeField(help_text=gettext_lazy("In this state since."))
    available_actions = Available(
        many=True, help_text=gettext_lazy("What you could do with it now.")
    )


def row(found: dict[str, Any], words: Words) -> dict[str, Any]:
    """One row of values() as JSON."""
    village = found["village__code"]
    return {
        "id": found["id"],
        "number": found["number"],
        "name": found["name"],
        "level": found["level"],
        "level_label": words(Station.Level, found["level"]),
        "kind": found["kind"],
        "kind_label": words(Station.Kind, found["kind"]),
        "state": found["status"],
        "state_label": words(States, found["status"]),
        "township": {"code": found["township__code"], "name": found["township__name"]},
        "village": {"code": village, "name": found["village__name"]} if village else None,
        "address": found["address"],
        "subsidised": found["subsidised"],
        "tier": found["tier"],
        "operator": found["operator_name"],
        "manager": mask_name(found["manager_name"]),
        "abilities": found["abilities"],
        "latitude": found["latitude"],
        "longitude": found["longitude"],
        "accepted_date": found["accepted_date"],
        "version": found["version"],
        "updated_at": found["updated_at"],
    }


class Stations(Records):
    """The ledger, read by values: whole counties are listed."""

    area = "stations"
    at, name = "stations", "station"
    page = StationRecord
    row, output = StationRow, StationOut
    filters = StationFilters
    order = ("pk",)
    title = gettext_lazy("Stations")
    about = gettext_lazy("Those you may see: your own, your township's, or all (R148).")
    one = gettext_lazy("One station")

    def visible(self) -> QuerySet[Station]:
        """Own, one's township's, or all (R148)."""
        return selectors.stations(self.actor)

    def narrowed(self, found: QuerySet[Station], **wanted: Any) -> QuerySet[Any, Any]:
        """As the console narrows it."""
        rows: QuerySet[Any, Any] = selectors.filtered(found, **wanted).values(*COLUMNS)
        return rows

    def line(self, record: dict[str, Any]) -> dict[str, Any]:
        """One line."""
        return row(record, self.words)

    def whole(self, record: Station) -> dict[str, Any]:
        """The whole of it, personal data masked (R152)."""
        values = Station.objects.filter(pk=record.pk).values(*COLUMNS).get()
        return {
            **row(values, self.words),
            "area_m2": record.area_m2,
            "manager_phone": mask_phone(record.manager_phone),
            "public_phone": record.public_phone,
            "opening_hours": record.opening_hours,
            "applied_date": record.applied_date,
            "notice_from_date": record.notice_from_date,
            "notice_to_date": record.notice_to_date,
            "rectify_by_date": record.rectify_by_date,
            "state_since": record.status_since,
            "available_actions": available(StationRecord, record, self.actor),
        }


urlpatterns = Stations.paths()
