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
from api.v1.shapes import Located, labels
from operations.casework import selectors
from operations.casework.fields import FieldSpec
from operations.casework.forms.catalogue import TYPES
from operations.casework.lifecycle import REGISTRARS
from operations.casework.models import Applicant, Channel, Promise, ServiceItem, System
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
