"""The catalogue in the console."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.lists import Column, ListView
from operations.casework import selectors, showing
from operations.casework.forms.lists import choice
from operations.casework.lifecycle import OPEN
from operations.casework.models import ServiceItem, System
from operations.staff.rules import SIX_ZONES

ZONES = dict(SIX_ZONES)


class ItemFilter(forms.Form):
    """Short, as the catalogue is."""

    zone = choice(gettext_lazy("Zone"), SIX_ZONES)
    system = choice(gettext_lazy("System"), System.choices)
    offered = choice(
        gettext_lazy("Offered"),
        [("yes", gettext_lazy("offered")), ("no", gettext_lazy("withdrawn"))],
    )


@dataclass(frozen=True, slots=True)
class _Today:
    day: date
    promises: dict[int, Any]

    def promised(self, item: ServiceItem) -> str:
        now = self.promises.get(item.pk)
        return showing.days(now.days) if now else ""

    def offered(self, item: ServiceItem) -> str:
        return _("offered") if item.is_offered(self.day) else _("withdrawn")


class ItemsView(ListView[ServiceItem]):
    """Items with their promise, offered or withdrawn."""

    name = "casework:items"
    page_title = gettext_lazy("Service items")
    above: tuple[tuple[str, Any], ...] = ()
    filter_form = ItemFilter
    order = ("order", "code")
    empty = gettext_lazy("The catalogue is empty.")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Promises are read once for the page."""
        today = timezone.localdate()
        self.today = _Today(today, selectors.promises(on=today))
        super().setup(request, *args, **kwargs)

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """What one looks for in a catalogue."""
        return (
            Column(_("Code"), "code", sort="code", on_cards=False),
            Column(_("Service item"), "name", link=True),
            Column(_("Zone"), lambda item: ZONES.get(item.zone, item.zone), sort="zone"),
            Column(_("System"), "system", on_cards=False),
            Column(_("Promise"), self.today.promised),
            Column(_("Taken at stations"), "at_station", on_cards=False),
            Column(_("Open cases"), "open_cases", number=True),
            Column(_("Offered"), self.today.offered),
        )

    def visible(self) -> QuerySet[ServiceItem]:
        """For everybody at work; the cases counted are the centre's sum."""
        open_ = Count("cases", filter=Q(cases__status__in=OPEN))
        return ServiceItem.objects.annotate(open_cases=open_)

    def narrowed(self, rows: QuerySet[ServiceItem], asked: dict[str, Any]) -> QuerySet[ServiceItem]:
        """By zone, system, offered or not."""
        for name in ("zone", "system"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        offered = Q(withdrawn_date__isnull=True) | Q(withdrawn_date__gt=self.today.day)
        if asked.get("offered"):
            rows = rows.filter(offered) if asked["offered"] == "yes" else rows.exclude(offered)
        return rows

    def address(self, row: ServiceItem) -> str:
        """The item's page."""
        return reverse("casework:item", args=[row.pk])
