"""Shape of input only: what a station's manager types and signs on a phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from console.records.forms import SignatureField
from core.actor import Actor
from operations.supplies import stations
from operations.supplies.forms import MOST, chosen, offer
from operations.supplies.models import Plan, Standard, Urgent
from operations.supplies.rules import windows


class SignForm(forms.Form):
    """A station's manager signs on their own phone for what is ready (R109)."""

    signature = SignatureField(_("Sign here for what you get"))

    def __init__(self, *args: Any, record: Plan | Urgent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = record.lines.select_related("item").order_by("pk")
        waiting = [f"{one.item} × {one.left} {one.item.unit}" for one in lines if one.left]
        self.fields["signature"].help_text = "、".join(waiting)


class NeedForm(forms.Form):
    """What a station needs next month, all on one page (R104, R106)."""

    station_id = chosen(_("Station"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = list(stations.managed(actor))
        # With one station there is nothing to choose, and the page says what it has.
        self.only = own[0] if len(own) == 1 else None
        if self.only is None:
            offer(self, "station_id", [(one.pk, one.name) for one in own])
        else:
            del self.fields["station_id"]
        held = stations.held_at(self.only) if self.only else {}
        typed = stations.drafted(self.only) if self.only else {}
        self.items: list[int] = []
        # What it asks for is of the next month: by the standards of then.
        month = windows.next_month(timezone.localdate())
        for one in own:
            for standard in stations.standards_of_station(one, on=month):
                if standard.item_id not in self.items:
                    self._ask(standard, held.get(standard.item_id, 0), typed)
        self.fields["nothing"] = forms.BooleanField(
            label=_t("Nothing is needed this month"), required=False
        )

    def _ask(self, standard: Standard, held: int, typed: dict[int, int]) -> None:
        item = standard.item
        self.items.append(item.pk)
        said = _t("Standard %(n)s %(unit)s, %(period)s.") % {
            "n": standard.quantity, "unit": item.unit, "period": standard.get_period_display(),
        }  # fmt: skip
        if held:
            said += _t("You hold %(n)s; beyond the standard the old ones are handed in.") % {
                "n": held
            }
        self.fields[f"item_{item.pk}"] = forms.IntegerField(
            label=str(item), required=False, min_value=0, max_value=MOST, help_text=said,
            initial=typed.get(item.pk),
        )  # fmt: skip

    def data_given(self) -> dict[str, Any]:
        """By item; what is left empty is not needed."""
        given = self.cleaned_data
        wanted = {pk: given.get(f"item_{pk}") or 0 for pk in self.items}
        return {
            "station_id": self.only.pk if self.only else given["station_id"],
            "nothing": given["nothing"],
            "wanted": {pk: pieces for pk, pieces in wanted.items() if pieces},
        }
