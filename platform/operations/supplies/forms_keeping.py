"""Shape of input only: stock, catalogue, standards, and what people hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import SignatureField
from operations.staff.models import Assignment, Department, Person
from operations.stations.models import Station
from operations.supplies import stations
from operations.supplies.forms import CHOOSE, chosen, items_of, number, offer, places
from operations.supplies.kinds import DeviceClass, Period, SupplyClass
from operations.supplies.models import Holding, Item
from operations.supplies.services import ItemData


def supplied() -> list[tuple[int, str]]:
    """Stations that get supplies."""
    found = Station.objects.filter(status__in=stations.SUPPLIED).order_by("name", "pk")
    return [(one.pk, one.name) for one in found]


class ReceiveForm(forms.Form):
    """Something is put into the cabinet."""

    item_id = chosen(_("Supply"))
    place_id = chosen(_("Put into"))
    packs = number(_("Packs"), min_value=0, initial=0, required=False)
    quantity = number(_("Loose pieces"), min_value=0, initial=0, required=False)
    price = forms.DecimalField(
        label=_("Price of a piece"), min_value=0, max_digits=10, decimal_places=2,
        error_messages={"required": _("Enter the price.")},
    )  # fmt: skip
    serials = forms.CharField(label=_("Numbers of the forms"), max_length=80, required=False)
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item_id", items_of())
        offer(self, "place_id", places())

    def clean(self) -> dict[str, Any]:
        """Nothing typed is nothing."""
        given = super().clean() or {}
        return given | {name: given.get(name) or 0 for name in ("packs", "quantity")}


class CountForm(forms.Form):
    """What was counted (R115)."""

    item_id = chosen(_("Supply"))
    place_id = chosen(_("Counted at"))
    counted = number(
        _("Pieces counted"), min_value=0, error_messages={"required": _("Say how many there are.")}
    )
    reason = forms.CharField(label=_("Reason of the difference"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item_id", items_of())
        offer(self, "place_id", places())


class ItemForm(forms.Form):
    """A supply of the catalogue."""

    code = forms.CharField(
        label=_("Code"), max_length=12, error_messages={"required": _("Enter the code.")}
    )
    name = forms.CharField(
        label=_("Name"), max_length=40, error_messages={"required": _("Enter the name.")}
    )
    spec = forms.CharField(label=_("Specification"), max_length=60, required=False)
    kind = forms.ChoiceField(
        label=_("Class"), choices=(*CHOOSE, *SupplyClass.choices),
        error_messages={"required": _("Choose one of the six classes.")},
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Unit"), max_length=8, error_messages={"required": _("Enter the unit.")}
    )
    pack_unit = forms.CharField(label=_("Pack"), max_length=8, required=False)
    pack_size = number(_("Pieces in a pack"), initial=1)
    minimum = number(_("Minimum stock"), min_value=0, initial=0)
    price = forms.DecimalField(
        label=_("Usual price"), min_value=0, max_digits=10, decimal_places=2, initial=0
    )
    is_kept = forms.BooleanField(
        label=_("It stays with its holder"), required=False,
        help_text=_("Reusable or refillable; durable goods and furniture always."),
    )  # fmt: skip
    is_numbered = forms.BooleanField(label=_("Numbered forms"), required=False)

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": ItemData(**self.cleaned_data)}


class StandardForm(forms.Form):
    """How many, for whom, from when."""

    quantity = number(
        _("Standard quantity"), min_value=0, error_messages={"required": _("Enter the number.")}
    )
    period = forms.ChoiceField(label=_("Counted"), choices=Period.choices)
    post = forms.CharField(
        label=_("Post"), max_length=40, required=False,
        help_text=_(
            "At most one of post, department, device and station; none: for everybody at the"
            " centre."
        ),
    )  # fmt: skip
    department_id = chosen(_("Department"), required=False)
    device_class = forms.ChoiceField(
        label=_("Class of device"), choices=(*CHOOSE, *DeviceClass.choices), required=False
    )
    level = forms.ChoiceField(
        label=_("All stations of a level"), choices=(*CHOOSE, *Station.Level.choices),
        required=False,
    )  # fmt: skip
    station_id = chosen(_("One station"), required=False)
    from_date = forms.DateField(
        label=_("Valid from"), widget=day_input(),
        error_messages={"required": _("Enter the day.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Department.objects.filter(is_active=True).order_by("order", "pk")
        offer(self, "department_id", [(one.pk, one.name) for one in found])
        offer(self, "station_id", supplied())


class EndForm(forms.Form):
    """Only to confirm."""


class PlaceForm(forms.Form):
    """A cabinet or slot."""

    name = forms.CharField(
        label=_("Cabinet and slot"), max_length=40,
        error_messages={"required": _("Give the place a name that no other has.")},
    )  # fmt: skip


class _OfHolding(forms.Form):
    """How many of what is held."""

    quantity = number(_("Pieces"), error_messages={"required": _("Say how many.")})

    def __init__(self, *args: Any, record: Holding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].initial = record.quantity


class ReturnForm(_OfHolding):
    """It comes back."""

    place_id = chosen(_("Put into"))
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, record: Holding, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        offer(self, "place_id", places())


class CompensateForm(_OfHolding):
    """It was lost or broken, and paid for."""

    amount = forms.DecimalField(
        label=_("Amount paid"), min_value=0, max_digits=10, decimal_places=2,
        error_messages={"required": _("Enter the amount.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Please give the reason.")}
    )


class HandOverForm(_OfHolding):
    """Who gives it, who takes it, and both signatures (R99, R101)."""

    given_by = forms.CharField(
        label=_("Handed over by"), max_length=40,
        error_messages={"required": _("Say who hands it over.")},
    )  # fmt: skip
    person_id = chosen(_("Taken over by"), required=False)
    station_id = chosen(
        _("Or by a station"), required=False,
        help_text=_("Then the station's manager signs, and the station has it."),
    )  # fmt: skip
    counted = number(
        _("Left when counted"), min_value=0, required=False,
        help_text=_("Supplies of equipment are counted; what is gone is used up."),
    )  # fmt: skip
    given = SignatureField(_("Whoever hands it over signs here"))
    taken = SignatureField(_("Whoever takes it over signs here"))

    def __init__(self, *args: Any, record: Holding, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        works = Assignment.objects.on(timezone.localdate()).values("person")
        found = Person.objects.filter(pk__in=works).exclude(pk=record.person_id or 0)
        offer(self, "person_id", [(one.pk, one.name) for one in found.order_by("name", "pk")])
        offer(self, "station_id", [one for one in supplied() if one[0] != record.station_id])
        holder = record.person.name if record.person else ""
        self.fields["given_by"].initial = record.station.manager_name if record.station else holder
        if record.item.kind != SupplyClass.EQUIPMENT:
            del self.fields["counted"]


class ScrapForm(_OfHolding):
    """What is worn out, and why (R114)."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Please give the reason.")}
    )


def initial_of(item: Item) -> dict[str, Any]:
    """A supply as it stands."""
    return {name: getattr(item, name) for name in ItemForm.base_fields}
