"""Pages of oversight on the province's host: overview, drill-down, register, reports, export."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from core.errors import Violation
from oversight import exports, periods, selectors, services, topics
from oversight.forms import IndicatorForm
from oversight.indicators import register_on
from oversight.models import IndicatorSetting, Report
from oversight.periods import Period
from oversight.presentation import Table, charts_of, sort_lines, tiles_of
from tenants.models import County

READERS = {"province", "root"}


class OversightView(View):
    """Base: signed-in provincial officers only; the period comes from the query string."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """To the sign-in page without a session, 403 without a provincial post."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.actor.posts & READERS:  # type: ignore[attr-defined]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def period(self) -> Period:
        """The period asked for, else the newest month with facts."""
        text = self.request.GET.get("period", "")
        try:
            return Period.parse(text)
        except ValueError:
            month = selectors.latest_month() or periods.month_of(timezone.localdate())
            kind = self.request.GET.get("kind", "month")
            return Period.around(month, kind if kind in periods.KINDS else "month")

    def page(self, template: str, **context: Any) -> HttpResponse:
        """Render with what every page of oversight shows."""
        period = context["period"] = context.get("period") or self.period()
        context["kinds"] = [
            (kind, label, Period.around(period.last, kind)) for kind, label in periods.kinds()
        ]
        newest = selectors.latest_month()
        context["previous_period"] = period.shifted(-1)
        context["next_period"] = period.shifted(1)
        context["has_next"] = bool(newest and period.shifted(1).first <= newest)
        return render(self.request, f"oversight/{template}.html", context)


class OverviewView(OversightView):
    """All counties in one table with small charts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The overview, or its XLSX with ?export=xlsx."""
        today = timezone.localdate()
        if request.GET.get("export") == "xlsx":
            everything = selectors.overview(self.period(), today=today)
            return exports.overview(everything, by=request.actor)  # type: ignore[attr-defined]
        topic = topics.topic(request.GET.get("topic", ""))
        overview = selectors.overview(self.period(), today=today, wanted=topic.holds)
        sort_lines(overview.lines, request.GET.get("sort", ""))
        shown = [one for one in overview.indicators if topic.holds(one.code)]
        return self.page(
            "overview",
            period=overview.period,
            overview=overview,
            table=Table.of(shown, overview.lines, overview.months),
            tiles=tiles_of(overview.whole, shown, overview.months),
            prefectures=Table.of(shown, overview.prefectures, overview.months),
            sort=request.GET.get("sort", ""),
            topic=topic,
            topics=topics.TOPICS,
            keep=f"&topic={topic.key}" if topic.key else "",
        )


class CountyView(OversightView):
    """One county: its figures over time, its townships and its service items."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """404 for a county that the province does not list."""
        county = _county(code)
        period = self.period()
        line = selectors.one_unit(county, period, level="county", code=code)
        townships = selectors.drill_down(county, period, level="township")
        items = selectors.drill_down(county, period, level="item")
        months = selectors.months_shown(period)
        extra = {"items": Table.of(register_on(period.last), items, months)}
        return self._respond(county, period, line, townships, "county", extra)

    def _respond(  # noqa: PLR0917 - a private helper, read beside its callers
        self,
        county: County,
        period: Period,
        line: selectors.Line | None,
        below: list[selectors.Line],
        template: str,
        extra: dict[str, Any],
    ) -> HttpResponse:
        indicators = register_on(period.last)
        months = selectors.months_shown(period)
        if self.request.GET.get("export") == "xlsx":
            title = line.name if line else county.name
            return exports.lines(title, period, indicators, below, by=self.request.actor)  # type: ignore[attr-defined]
        return self.page(
            template,
            period=period,
            county=county,
            line=line,
            charts=charts_of(line, months) if line else [],
            table=Table.of(indicators, below, months),
            **extra,
        )


class TownshipView(CountyView):
    """One township and its stations."""

    def get(self, request: HttpRequest, code: str, unit: str = "") -> HttpResponse:
        """404 for a township without facts."""
        county = _county(code)
        period = self.period()
        line = selectors.one_unit(county, period, level="township", code=unit)
        if line is None:
            raise Http404
        stations = selectors.drill_down(county, period, level="station", parent=unit)
        return self._respond(county, period, line, stations, "township", {})


class StationView(CountyView):
    """One station: name and figures, no record of it (R153)."""

    def get(self, request: HttpRequest, code: str, unit: str = "") -> HttpResponse:
        """404 for a station without facts."""
        county = _county(code)
        period = self.period()
        line = selectors.one_unit(county, period, level="station", code=unit)
        if line is None:
            raise Http404
        township = selectors.one_unit(county, period, level="township", code=line.parent)
        return self._respond(county, period, line, [], "station", {"township": township})


class IndicatorsView(OversightView):
    """The register: formula in words, clause, settings with dates (R162, R163)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The register of today."""
        return self._show(IndicatorForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set an indicator from a day on."""
        services.root_only(request.actor)  # type: ignore[attr-defined]
        form = IndicatorForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        try:
            services.indicator_set(
                **form.cleaned_data,
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except Violation as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
            return self._show(form)
        messages.success(request, _("The setting is stored and counts from its day on."))
        return redirect("oversight:indicators")

    def _show(self, form: IndicatorForm) -> HttpResponse:
        return self.page(
            "indicators",
            indicators=register_on(timezone.localdate()),
            history=IndicatorSetting.objects.order_by("code", "-valid_from_date"),
            form=form,
            may_set="root" in self.request.actor.posts,  # type: ignore[attr-defined]
        )


class ReportsView(OversightView):
    """Which counties have locked which month in time (R157, R164)."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The reporting table of the last months."""
        return self.page(
            "reports",
            board=selectors.report_board(timezone.localdate()),
            asked=selectors.reopenings_asked(),
            may_grant="root" in request.actor.posts,  # type: ignore[attr-defined]
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Grant a reopening."""
        report = get_object_or_404(Report, pk=request.POST.get("report") or 0)
        try:
            services.reopening_grant(report_id=report.pk, by=request.actor)  # type: ignore[attr-defined]
        except Violation as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The month is open again for the county."))
        return redirect("oversight:reports")


def _county(code: str) -> County:
    return get_object_or_404(County.objects.listed(), code=code)
