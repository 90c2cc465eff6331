"""Shape of input only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from console.records.forms import RETURN, OpinionForm, Phrases, SignatureField
from core.actor import Actor
from core.codes.typed import typed_month
from operations.staff.models import Assignment, Department, Person
from operations.stations.models import Station
from operations.supplies import selectors, stations
from operations.supplies.kinds import DeviceClass
from operations.supplies.models import (
    Holding,
    Line,
    Place,
    Plan,
    Purchase,
    Urgent,
    of,
)
from operations.supplies.services import Arrived, LineData

CHOOSE = (("", _("Choose")),)
MOST = 1_000_000


def number(label: Any, **more: Any) -> forms.IntegerField:
    """A number of pieces."""
    given = {"min_value": 1, "max_value": MOST, **more}
    return forms.IntegerField(label=label, **given)


def chosen(label: Any, *, required: bool = True, **more: Any) -> forms.TypedChoiceField:
    """One of our own records; its choices come with the form."""
    if required:
        more = {"error_messages": {"required": _("Please choose one.")}, **more}
    return forms.TypedChoiceField(
        label=label, coerce=int, empty_value=None, choices=(), required=required, **more
    )


def offer(form: forms.Form, name: str, pairs: Any) -> None:
    """What can be chosen in a field."""
    form.fields[name].choices = [*CHOOSE, *pairs]  # type: ignore[attr-defined]


def items_of(station: Station | None = None) -> list[tuple[int, str]]:
    """The catalogue, class by class; of a station what it has standards for."""
    found = selectors.items().order_by("kind", "code")
    if station is not None:
        standards = stations.standards_of_station(station, on=timezone.localdate())
        found = found.filter(pk__in=[one.item_id for one in standards])
    return [(item.pk, f"{item.kind} {item}（{item.unit}）") for item in found]


def places() -> list[tuple[int, str]]:
    """The cabinets."""
    return [(one.pk, one.name) for one in Place.objects.order_by("order", "pk")]


class PlanForm(forms.Form):
    """Whose plan: of a department, or of a station one writes for."""

    department_id = chosen(_("Department"), required=False)
    station_id = chosen(_("Station"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = selectors.departments_of(actor, on=timezone.localdate())
        found = Department.objects.filter(pk__in=own, is_active=True).order_by("order", "pk")
        theirs = list(stations.stations_to_write_for(actor))
        offer(self, "department_id", [(one.pk, one.name) for one in found])
        offer(self, "station_id", [(one.pk, one.name) for one in theirs])
        # Who writes for one kind only is not asked which; for one station only, not for which.
        if not theirs:
            self.fields["station_id"].widget = forms.HiddenInput()
        elif not selectors.works_here(actor):
            self.fields["department_id"].widget = forms.HiddenInput()
            if len(theirs) == 1:
                self.fields["station_id"].initial = theirs[0].pk


class UrgentForm(PlanForm):
    """Whose request, and why it cannot wait (R107)."""

    reason = forms.CharField(
        label=_("Reason of the urgency"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it cannot wait for the next monthly plan.")},
    )  # fmt: skip


class StarterForm(forms.Form):
    """Who is new."""

    person_id = chosen(
        _("New colleague"),
        help_text=_("The set of the post's standards is put in; it is issued once in a service."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        held = Assignment.objects.on(today)
        if not selectors.is_clerk(actor):
            held = held.filter(department__in=selectors.departments_of(actor, on=today))
        found = Person.objects.filter(pk__in=held.values("person")).exclude(status="left")
        offer(self, "person_id", [(one.pk, one.name) for one in found.order_by("name", "pk")])


class LineForm(forms.Form):
    """What is asked for."""

    item_id = chosen(_("Supply"))
    quantity = number(
        _("Pieces"), initial=1, error_messages={"required": _("Say how many are needed.")}
    )
    person_id = chosen(
        _("Intended for"), required=False, help_text=_("Durable goods and stationery.")
    )
    device_class = forms.ChoiceField(
        label=_("Class of device"), choices=(*CHOOSE, *DeviceClass.choices), required=False,
        help_text=_("Only for supplies of equipment."),
    )  # fmt: skip
    device = forms.CharField(label=_("Device"), max_length=60, required=False)
    replaces_id = chosen(
        _("Old one handed in"), required=False,
        help_text=_("Old for new: what is worn out is handed in when the new one is issued."),
    )  # fmt: skip
    override_reason = forms.CharField(
        label=_("Why no old one is handed in"), max_length=200, required=False
    )
    remark = forms.CharField(label=_("Remark"), max_length=100, required=False)

    def __init__(self, *args: Any, record: Plan | Urgent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item_id", items_of(record.station))
        if record.department is not None:
            people = selectors.works_in(record.department, on=timezone.localdate())
            offer(self, "person_id", [(one.pk, one.name) for one in people])
        else:
            for name in ("person_id", "device_class", "device"):
                del self.fields[name]
        held = Holding.objects.filter(of(record.party), quantity__gt=0)
        offer(
            self,
            "replaces_id",
            [
                (one.pk, f"{one.item} × {one.quantity}" + (f" {one.person}" if one.person else ""))
                for one in held.select_related("item", "person").order_by("item__code", "pk")
            ],
        )

    def clean(self) -> dict[str, Any]:
        """As the service takes it."""
        given = super().clean() or {}
        return given if self.errors else {"data": LineData(**given)}


class LineDropForm(forms.Form):
    """Which line goes."""

    line_id = chosen(_("Line"))

    def __init__(self, *args: Any, record: Plan | Urgent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = record.lines.select_related("item").order_by("pk")
        offer(self, "line_id", [(one.pk, f"{one.item} × {one.quantity}") for one in lines])


class SubmitForm(forms.Form):
    """Hand it in, or say that nothing is needed (R106)."""

    nothing = forms.BooleanField(label=_("Nothing is needed this month"), required=False)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


class CheckForm(forms.Form):
    """What is approved of each line, with the numbers beside it (R105, R110)."""

    # Is a number asked for? What is left empty stays as it was asked for.
    each = True

    def __init__(self, *args: Any, record: Plan | Urgent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(record.lines.select_related("item", "person").order_by("pk"))
        today = timezone.localdate()
        month = record.month if isinstance(record, Plan) else today.replace(day=1)
        for line in self.lines:
            found = selectors.allowance(line, party=record.party, month=month, on=today)
            self.fields[f"line_{line.pk}"] = forms.IntegerField(
                label=f"{line.item}" + (f" · {line.person}" if line.person else ""),
                required=self.each,
                min_value=0,
                max_value=line.quantity,
                initial=min(line.quantity, found.left),
                help_text=_t(
                    "Asked for %(asked)s; standard %(quota)s, used %(used)s, in stock %(stock)s."
                )
                % {
                    "asked": line.quantity,
                    "quota": "—" if found.quota is None else found.quota,
                    "used": found.used,
                    "stock": found.stock,
                },
            )

    def clean(self) -> dict[str, Any]:
        """By line."""
        given = super().clean() or {}
        if self.errors:
            return given
        said = {line.pk: given.pop(f"line_{line.pk}") for line in self.lines}
        return given | {"approved": {pk: each for pk, each in said.items() if each is not None}}


class ApproveForm(CheckForm, OpinionForm):
    """An urgent request as it is, or cut down to the standard (R107, R110)."""

    each = False

    def __init__(self, *args: Any, record: Urgent, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        # The opinion comes last.
        self.fields["reason"] = self.fields.pop("reason")


class ArrivedForm(forms.Form):
    """What came, at what price, and where it is put (R106, R111)."""

    place_id = chosen(_("Put into"))

    def __init__(self, *args: Any, record: Purchase | Urgent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "place_id", places())
        self.lines: list[Any] = list(record.lines.select_related("item").order_by("pk"))
        for line in self.lines:
            name, needed = f"{line.item}（{line.item.unit}）", line.quantity
            if isinstance(line, Line):
                needed = max(0, line.left - selectors.stock_of(line.item_id))
            self.fields[f"quantity_{line.pk}"] = forms.IntegerField(
                label=_t("%(item)s: pieces") % {"item": name},
                min_value=0, max_value=MOST, initial=needed,
            )  # fmt: skip
            self.fields[f"price_{line.pk}"] = forms.DecimalField(
                label=_t("%(item)s: price of one") % {"item": name},
                min_value=0, max_digits=10, decimal_places=2, initial=line.item.price,
            )  # fmt: skip
            if line.item.is_numbered:
                self.fields[f"serials_{line.pk}"] = forms.CharField(
                    label=_t("%(item)s: first and last number") % {"item": name},
                    max_length=80, required=False,
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """By line."""
        given = super().clean() or {}
        if self.errors:
            return given
        arrived = {
            line.pk: Arrived(
                given[f"quantity_{line.pk}"],
                given[f"price_{line.pk}"],
                given.get(f"serials_{line.pk}", ""),
            )
            for line in self.lines
        }
        return {"place_id": given["place_id"], "arrived": arrived}


class OrderForm(forms.Form):
    """From whom."""

    supplier = forms.CharField(label=_("Supplier"), max_length=80, required=False)


class IssueForm(forms.Form):
    """What is handed out, who takes it, and the signature (R109)."""

    line_ids = forms.TypedMultipleChoiceField(
        label=_("What is handed out"), coerce=int, choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is issued.")},
    )  # fmt: skip
    signed_by = forms.CharField(
        label=_("Taken by"), max_length=40,
        error_messages={"required": _("Say who takes it.")},
    )  # fmt: skip
    serials = forms.CharField(label=_("Numbers of the forms"), max_length=80, required=False)
    signature = SignatureField(_("Whoever takes it signs here"))

    def __init__(self, *args: Any, record: Plan | Urgent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = record.lines.select_related("item", "person").order_by("pk")
        waiting = [one for one in lines if one.left]
        self.fields["line_ids"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.item} × {one.left}" + (f" · {one.person}" if one.person else ""))
            for one in waiting
        ]
        self.fields["line_ids"].initial = [one.pk for one in waiting]
        if not any(one.item.is_numbered for one in waiting):
            del self.fields["serials"]
        ahead = stations.signed_ahead(record)
        if ahead is not None:
            del self.fields["signed_by"], self.fields["signature"]
            self.fields["line_ids"].help_text = _t("%(name)s has signed for it.") % {
                "name": ahead.signed_by
            }


class MonthForm(forms.Form):
    """Of which month the plans are bought."""

    month = forms.CharField(
        label=_("Month of the plans"), widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"required": _("Choose the month.")},
    )  # fmt: skip

    def clean_month(self) -> Any:
        """Its first day."""
        found = typed_month(self.cleaned_data["month"])
        if found is None:
            raise forms.ValidationError(_t("Choose the month."))
        return found
