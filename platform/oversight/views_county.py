"""The county's own page: its month as the province will see it, and the button that locks it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from core.errors import Violation
from core.workcalendar import WorkCalendar
from oversight import facts, periods, selectors, services
from oversight.forms import ReopeningForm
from oversight.models import Report
from oversight.periods import Period
from oversight.presentation import charts_of
from oversight.services import COUNTY_POSTS
from tenants.context import CountyRef, province_context
from tenants.models import County


class MonthlyReportView(View):
    """Look at a month's figures, lock it, or ask for it to be reopened (R157)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """To the sign-in page without a session, 403 without one of the posts."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.actor.posts & set(COUNTY_POSTS):  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The month asked for, else the one to be locked next."""
        return self._show(request, self._month(), ReopeningForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lock the month, or ask for its reopening."""
        period = self._month()
        form = ReopeningForm(request.POST)
        asking = request.POST.get("action") == "reopen"
        if asking and not form.is_valid():
            return self._show(request, period, form)
        try:
            self._act(request, period, form.cleaned_data["reason"] if asking else "")
        except Violation as refusal:
            messages.error(request, refusal.sentence)
        return redirect(f"{request.path}?period={period}")

    def _act(self, request: HttpRequest, period: Period, reason: str) -> None:
        county: CountyRef = request.county  # type: ignore[attr-defined]
        by = request.actor  # type: ignore[attr-defined]
        now = timezone.now()
        today = timezone.localdate(now)
        if reason:
            with province_context():
                services.reopening_ask(
                    county_id=county.pk, month=period.first, reason=reason, by=by, now=now
                )
            messages.success(request, _("The province has been asked to reopen the month."))
            return
        facts.refresh(county, today=today, now=now)
        with province_context():
            services.report_lock(
                county_id=county.pk, month=period.first, by=by, today=today, now=now
            )
        messages.success(request, _("The month is locked and reported to the province."))

    def _month(self) -> Period:
        text = self.request.GET.get("period", "")
        try:
            period = Period.parse(text)
        except ValueError:
            period = Period.around(timezone.localdate(), "month").shifted(-1)
        return Period.around(period.last, "month")

    def _show(self, request: HttpRequest, period: Period, form: ReopeningForm) -> HttpResponse:
        county: CountyRef = request.county  # type: ignore[attr-defined]
        today = timezone.localdate()
        with province_context():
            row = County.objects.get(pk=county.pk)
            line = selectors.one_unit(row, period, level="county", code=county.code)
            report = Report.objects.filter(county=row, month=period.first).first()
            charts = charts_of(line, selectors.months_shown(period)) if line else []
        due = selectors.lock_due(period.first, WorkCalendar.load())
        return render(
            request,
            "oversight/monthly_report.html",
            {
                "period": period,
                "previous_period": period.shifted(-1),
                "next_period": period.shifted(1),
                "has_next": period.shifted(1).first <= periods.month_of(today),
                "charts": charts,
                "report": report,
                "due": due,
                "late": today > due,
                "over": today > period.last,
                "form": form,
            },
        )
