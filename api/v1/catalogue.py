"""The catalogue of services: guides, promises, and what an item's form asks today."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, OneView, Operation
from api.inputs import LARGEST_ID, Query
from api.shown import labels
from api.v1.catalogue_shapes import ItemOut, ItemRow
from operations.casework import selectors
from operations.casework.fields import FieldSpec
from operations.casework.lifecycle import REGISTRARS
from operations.casework.models import Promise, ServiceItem, System
from operations.casework.terms import fields_of, form_of, promise_of
from operations.casework.views.registering import own_stations
from operations.staff.models import Department
from operations.staff.rules import SIX_ZONES
from operations.stations.models import Station

ZONES = dict(SIX_ZONES)


class ItemFilters(Query):
    """How the catalogue is narrowed."""

    q = serializers.CharField(
        required=False,
        max_length=40,
        allow_blank=True,
        help_text=gettext_lazy("Part of a code or name."),
    )
    zone = serializers.ChoiceField(SIX_ZONES, required=False, help_text=gettext_lazy("Zone."))
    system = serializers.ChoiceField(
        System.choices, required=False, help_text=gettext_lazy("System.")
    )
    offered = serializers.BooleanField(
        required=False, help_text=gettext_lazy("Offered today? Left out: withdrawn ones as well.")
    )
    registrable = serializers.BooleanField(
        required=False, help_text=gettext_lazy("Can you register it, here or at a station?")
    )
    station = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text=gettext_lazy("What you can register at this station of yours."),
    )


class Registrable:
    """What the asking person may register today."""

    actor: Any

    @cached_property
    def today(self) -> date:
        """The day of the question."""
        return timezone.localdate()

    @cached_property
    def may(self) -> bool:
        """Windows and stations register."""
        return bool(self.actor.posts & set(REGISTRARS))

    @cached_property
    def own(self) -> list[Station]:
        """Stations at which this person registers; none for the centre."""
        return own_stations(self.actor) if self.may else []

    @cached_property
    def codes(self) -> set[str]:
        """Codes of the items."""
        if not self.may:
            return set()
        places: list[Station | None] = [*self.own] or [None]
        found = (selectors.items_for(self.actor, on=self.today, station=one) for one in places)
        return {code for rows in found for code in rows.values_list("code", flat=True)}


def promise_row(promise: Promise | None) -> dict[str, Any] | None:
    """A promise as JSON."""
    if promise is None:
        return None
    return {
        "valid_from_date": promise.valid_from_date,
        "days": promise.days,
        "urgent_days": promise.urgent_days,
        "legal_days": promise.legal_days,
    }


def row(item: ServiceItem, promise: Promise | None, who: Registrable) -> dict[str, Any]:
    """One line of the catalogue."""
    return {
        "code": item.code,
        "name": item.name,
        "short": item.short,
        "system": item.system,
        "system_label": labels()(System, item.system),
        "zone": item.zone,
        "zone_label": str(ZONES.get(item.zone, item.zone)),
        "applicants": item.applicants,
        "channels": item.channels,
        "by_station": item.by_station,
        "at_station": item.at_station,
        "free": item.free,
        "promise": promise_row(promise),
        "offered": item.is_offered(who.today),
        "withdrawn_date": item.withdrawn_date,
        "registrable": item.code in who.codes,
    }


class ItemList(Registrable, ListView):
    """GET catalogue/."""

    area = "catalogue"
    filters = ItemFilters
    order = ("order", "code")
    operations = {
        "get": Operation(
            gettext_lazy("Service items"),
            gettext_lazy(
                "The whole catalogue, as everybody at work reads it: items that were withdrawn or "
                "will be are marked. What you can register yourself is marked, too (R121)."
            ),
            output=ItemRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[ServiceItem]:
        """Narrowed as in the console; promises are read once for the page."""
        self.promises = selectors.promises(on=self.today)
        found = ServiceItem.objects.all()
        if asked.get("q"):
            found = found.filter(Q(code__istartswith=asked["q"]) | Q(name__icontains=asked["q"]))
        for name in ("zone", "system"):
            if name in asked:
                found = found.filter(**{name: asked[name]})
        if "offered" in asked:
            offered = Q(withdrawn_date__isnull=True) | Q(withdrawn_date__gt=self.today)
            found = found.filter(offered) if asked["offered"] else found.exclude(offered)
        if "registrable" in asked:
            mine = Q(code__in=self.codes)
            found = found.filter(mine) if asked["registrable"] else found.exclude(mine)
        if "station" in asked:
            found = found.filter(pk__in=self._at(asked["station"]))
        return found

    def _at(self, station: int) -> Any:
        """Of a station of one's own; of any other nothing (R148)."""
        here = next((one for one in self.own if one.pk == station), None)
        if here is None:
            return ()
        return selectors.items_for(self.actor, on=self.today, station=here).values("pk")

    def shown(self, row_: ServiceItem) -> dict[str, Any]:
        """One line."""
        return row(row_, self.promises.get(row_.pk), self)


class ItemOne(Registrable, OneView):
    """GET catalogue/<code>/."""

    area = "catalogue"
    operations = {
        "get": Operation(
            gettext_lazy("One service item"),
            gettext_lazy(
                "The guide, the promise of today, and the form in force: types, choices and which "
                "answers are required. A case is registered with these keys."
            ),
            output=ItemOut,
        )
    }

    def visible(self) -> QuerySet[ServiceItem]:
        """For everybody at work."""
        return ServiceItem.objects.prefetch_related("forms", "promises")

    def load(self) -> ServiceItem:
        """By its code. Raises Http404."""
        found = self.visible().filter(code=self.kwargs["code"]).first()
        if found is None:
            raise Http404
        return found

    def shown(self, record: ServiceItem) -> dict[str, Any]:
        """The guide, the promises, the form."""
        item, today = record, self.today
        form, latest = form_of(item, on=today), selectors.latest_form(item)
        department = Department.objects.filter(code=item.department).values_list("name", flat=True)
        coming = item.promises.filter(valid_from_date__gt=today).order_by("valid_from_date").first()
        names = ("what", "who", "where", "steps", "evidence", "fee", "needs_agreement", "basis")
        return {
            **row(item, promise_of(item, on=today), self),
            **{name: getattr(item, name) for name in names},
            "promise_note": item.promise_note,
            "promise_step": item.promise_step,
            "department": department.first() or "",
            "skill": item.skill,
            "coming_promise": promise_row(coming),
            "form": {
                "version": form.version,
                "valid_from_date": form.valid_from_date,
                "fields": [question(one, own=one.key in form.own) for one in fields_of(form)],
                "materials": [material(one) for one in form.materials],
            },
            "coming_form_date": latest.valid_from_date
            if latest is not None and latest.version > form.version
            else None,
            "stations": [
                {"id": one.pk, "name": one.name}
                for one in self.own
                if selectors.items_for(self.actor, on=today, station=one)
                .filter(pk=item.pk)
                .exists()
            ],
        }


def question(spec: FieldSpec, *, own: bool) -> dict[str, Any]:
    """A field of the form as JSON."""
    return {
        "key": spec.key,
        "label": spec.label,
        "type": spec.type,
        "required": spec.required,
        "choices": list(spec.choices),
        "unit": spec.unit,
        "help": spec.help,
        "min": spec.min,
        "max": spec.max,
        "stage": spec.stage,
        "private": spec.private,
        "own": own,
    }


def material(one: dict[str, Any]) -> dict[str, Any]:
    """A paper as JSON."""
    return {
        "key": one["key"],
        "name": one["name"],
        "required": bool(one.get("required")),
        "note": one.get("note", ""),
    }


urlpatterns = [
    path("catalogue/", ItemList.as_view(), name="catalogue"),
    path("catalogue/<slug:code>/", ItemOne.as_view(), name="catalogue_item"),
]
