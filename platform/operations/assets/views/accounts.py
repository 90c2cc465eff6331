"""Depreciation by month, and the ledger beside the books of finance (R79)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.views.pages import OnceAction, Page
from core.codes.typed import typed_month
from core.lifecycle_words import denied
from operations.assets import selectors, services
from operations.assets.forms.accounts import BalanceForm, MonthForm
from operations.assets.lifecycle import FINANCE, READERS

ABOVE = (("assets:accounts", gettext_lazy("Depreciation and reconciliation")),)
# Five years are read at a glance.
MOST_MONTHS = 60


class AccountsView(Page):
    """What a month took off, and whether books and things agree."""

    template_name = "assets/accounts.html"
    page_title = gettext_lazy("Depreciation and reconciliation")
    header_icon = "table"
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Those who have to do with assets."""
        if not selectors.reads_all(self.actor):
            raise denied(READERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Months, and the balances of the one asked for."""
        today = timezone.localdate()
        month = typed_month(self.request.GET.get("month", "")) or today.replace(day=1)
        return {
            **super().get_context_data(**kwargs),
            "month": f"{month:%Y-%m}",
            "months": selectors.months()[:MOST_MONTHS],
            "balances": list(selectors.balances(month)),
            "may_enter": any(self.actor.holds(post) for post in FINANCE),
        }


class FinanceForm(OnceAction):
    """What only finance enters."""

    template_name = "console/form.html"
    header_icon = "edit"
    above: tuple[tuple[str, Any], ...] = ABOVE
    month: date | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others."""
        if not any(self.actor.holds(post) for post in FINANCE):
            raise denied(FINANCE)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The present month."""
        return {"month": f"{timezone.localdate():%Y-%m}"}

    def get_success_url(self) -> str:
        """To the month."""
        asked = f"?month={self.month:%Y-%m}" if self.month else ""
        return f"{reverse('assets:accounts')}{asked}"


class ChargeView(FinanceForm):
    """Charge a month."""

    form_class = MonthForm
    page_title = gettext_lazy("Charge the depreciation of a month")
    submit_label = gettext_lazy("Charge it")
    page_subtitle = gettext_lazy("It is done in the background; the next page shows how far it is.")

    def perform(self, data: dict[str, Any]) -> None:
        """Ask for it."""
        services.month_charge_ask(by=self.actor, at=timezone.now(), **data)

    def get_success_url(self) -> str:
        """To the job, for the second of two clicks as for the first."""
        month = typed_month(self.request.POST.get("month", ""))
        job = selectors.charging_job(self.actor, month) if month else None
        return reverse("console:job", args=[job.pk]) if job else super().get_success_url()


class BalanceView(FinanceForm):
    """Say what the books have."""

    form_class = BalanceForm
    page_title = gettext_lazy("Enter a balance of finance")
    submit_label = gettext_lazy("Enter and compare")
    done = gettext_lazy("The balance is entered and compared.")

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.balance_enter(by=self.actor, at=timezone.now(), **data)
        self.month = data["month"]
