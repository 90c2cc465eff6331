"""Every movement of stock, on one page and as a file (R111)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.lists import Column, ListView
from core.lifecycle_words import denied
from core.money import to_cents
from operations.supplies import selectors
from operations.supplies.kinds import Flow
from operations.supplies.lifecycle import PEOPLE
from operations.supplies.models import Movement
from operations.supplies.views_stock import IN_STOCK


class MovementFilter(forms.Form):
    """What narrows them."""

    q = forms.CharField(
        label=_("Supply"), required=False, max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    flow = forms.ChoiceField(
        label=_("Why it moves"), required=False, choices=(("", _("All")), *Flow.choices)
    )
    since = forms.DateField(label=_("From"), required=False, widget=day_input())
    until = forms.DateField(label=_("Until"), required=False, widget=day_input())


class MovementsView(ListView[Movement]):
    """The newest first."""

    name = "supplies:movements"
    page_title = _("Movements of stock")
    header_icon = "list-ul"
    above = IN_STOCK
    filter_form = MovementFilter
    order: ClassVar[Sequence[str]] = ("-at",)
    empty = _("Nothing has moved yet.")
    columns = (
        Column(_("When"), "at", sort="at", one_line=True),
        Column(_("Supply"), "item__name", link=True),
        Column(_("Specification"), "item__spec", on_cards=False),
        Column(_("Why it moves"), "flow"),
        Column(_("Place"), "place__name"),
        Column(_("Pieces"), "quantity", number=True, total=True),
        Column(_("Left there"), "left", number=True, on_cards=False),
        Column(
            _("Value"), lambda row: to_cents(row.value), number=True, on_cards=False, total=True
        ),
        Column(_("Numbers of the forms"), "serials", on_cards=False),
        Column(_("Remark"), "note", on_cards=False),
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Not for those outside, as the stock itself."""
        if not selectors.works_here(self.actor):
            raise denied(PEOPLE)
        return super().dispatch(request, *args, **kwargs)

    def visible(self) -> QuerySet[Movement]:
        """All of them."""
        return Movement.objects.select_related("item", "place")

    def narrowed(self, rows: QuerySet[Movement], asked: dict[str, Any]) -> QuerySet[Movement]:
        """By words, reason and days."""
        words = asked.get("q", "").strip()
        if words:
            rows = rows.filter(Q(item__name__icontains=words) | Q(item__code__icontains=words))
        if "flow" in asked:
            rows = rows.filter(flow=asked["flow"])
        if "since" in asked:
            rows = rows.filter(at__date__gte=asked["since"])
        if "until" in asked:
            rows = rows.filter(at__date__lte=asked["until"])
        return rows

    def address(self, row: Movement) -> str:
        """The supply; out of the catalogue it has no page."""
        return "" if row.item.ended_date else reverse("supplies:item", args=[row.item_id])
