"""Every movement of every asset, on one page and as a file (R82)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.lists import Column, ListView
from core.privacy import mask_name
from operations.assets import selectors
from operations.assets.kinds import Act
from operations.assets.models import Movement


class MovementFilter(forms.Form):
    """What narrows them."""

    q = forms.CharField(
        label=_("Thing, number, user, place"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    act = forms.ChoiceField(
        label=_("What happened to it"), required=False, choices=(("", _("All")), *Act.choices)
    )
    since = forms.DateField(label=_("From"), required=False, widget=day_input())
    until = forms.DateField(label=_("Until"), required=False, widget=day_input())


class MovementsView(ListView[Movement]):
    """The newest first."""

    name = "assets:movements"
    page_title = _("Movements of assets")
    header_icon = "list-ul"
    above = (("assets:index", _("Ledger of fixed assets")),)
    filter_form = MovementFilter
    order: ClassVar[Sequence[str]] = ("-at",)
    empty = _("No asset has moved yet.")
    columns = (
        Column(_("When"), "at", sort="at", one_line=True),
        Column(_("Name of the asset"), "asset__name", link=True),
        Column(_("Number of the asset"), "asset__number", one_line=True),
        Column(_("What happened to it"), "act"),
        Column(_("Handed over by"), "giver_name", mask=mask_name, on_cards=False),
        Column(_("Taken over by"), "taker_name", mask=mask_name),
        Column(_("Department"), "department__name", on_cards=False),
        Column(_("Place of the asset"), "place"),
        Column(_("Price (yuan)"), "asset__price", number=True, on_cards=False, total=True),
        Column(_("Note"), "note", on_cards=False),
    )

    def visible(self) -> QuerySet[Movement]:
        """Of the assets that one may see."""
        return selectors.movements(self.actor)

    def narrowed(self, rows: QuerySet[Movement], asked: dict[str, Any]) -> QuerySet[Movement]:
        """By words, what happened, and days."""
        words = asked.get("q", "").strip()
        if words:
            rows = rows.filter(
                Q(asset__name__icontains=words)
                | Q(asset__number__icontains=words)
                | Q(taker_name__icontains=words)
                | Q(place__icontains=words)
            )
        if "act" in asked:
            rows = rows.filter(act=asked["act"])
        if "since" in asked:
            rows = rows.filter(at__date__gte=asked["since"])
        if "until" in asked:
            rows = rows.filter(at__date__lte=asked["until"])
        return rows

    def address(self, row: Movement) -> str:
        """The card."""
        return reverse("assets:record", args=[row.asset_id])
