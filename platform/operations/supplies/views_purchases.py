"""The purchases of the months: their list, and putting the checked plans together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.supplies import forms, selectors, services
from operations.supplies.lifecycle import CLERKS, READERS
from operations.supplies.models import Purchase
from operations.supplies.views import Cell, FormView, ListPage, badge


class PurchasesView(ListPage):
    """The purchases of the months."""

    page_title = gettext_lazy("Purchases of supplies")
    empty = gettext_lazy("Nothing has been bought yet.")
    who = READERS

    def found(self) -> QuerySet[Any]:
        """The newest first."""
        return Purchase.objects.order_by("-pk")

    def head(self) -> list[Any]:
        """The columns."""
        return [_("Number"), _("Month of the plan"), _("Supplier"), _("Listed by"), _("State")]

    def row(self, record: Any) -> list[Cell]:
        """One purchase."""
        return [
            Cell(record.number, url=reverse("supplies:purchase", args=[record.pk])),
            Cell(f"{record.month:%Y-%m}"),
            Cell(record.supplier or "—"),
            Cell(record.listed_by_name),
            badge(record),
        ]

    def tools(self) -> list[tuple[Any, str, bool]]:
        """Put the checked plans together."""
        if not selectors.is_clerk(self.actor):
            return []
        return [(_("List a purchase"), reverse("supplies:purchase_add"), True)]


class PurchaseAddView(FormView):
    """Put the checked plans of a month together."""

    form_class = forms.MonthForm
    page_title = gettext_lazy("List a purchase")
    submit_label = gettext_lazy("List it")
    who = CLERKS
    made_at, back = "supplies:purchase", "supplies:purchases"

    def perform(self, data: dict[str, Any]) -> None:
        """List it."""
        self.made = services.purchase_list(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Listed as %(number)s.") % {"number": self.made.number})
