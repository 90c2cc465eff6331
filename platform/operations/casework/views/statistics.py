"""Statistics of the zones over a period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from accounts.views.pages import Page
from core import charts
from core.errors import Denied
from core.workcalendar import WorkCalendar
from operations.casework import selectors, statistics
from operations.casework.forms.lists import PeriodForm
from operations.casework.lifecycle import CHIEFS
from operations.casework.statistics import Line, Statistics
from operations.casework.views.lists import zones_of

READERS = (
    *CHIEFS,
    *(Post.OFFICE, Post.DEPT_SUP, Post.DIRECTOR, Post.GM, Post.ADMIN_MGR, Post.COUNTY_ADMIN),
)
SHOWN = 10


class StatisticsView(Page):
    """Taken, completed, in time, days taken, ratings: by item and by handler."""

    template_name = "casework/statistics.html"
    page_title = gettext_lazy("Statistics of cases")
    header_icon = "table"
    above = (("casework:index", gettext_lazy("Cases")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who lead; figures of colleagues are not for everybody."""
        if not self.actor.posts & set(READERS):
            raise Denied(_("Statistics are for those who lead a zone."), needs=READERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The period and its lines."""
        form = PeriodForm(self.request.GET if "since" in self.request.GET else None)
        form.initial = PeriodForm.this_month()
        asked = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
        context = {**super().get_context_data(**kwargs), "form": form}
        if form.is_bound and not form.is_valid():
            return context
        cases = selectors.cases(self.actor).select_related(None)
        areas = [asked["zone"]] if asked.get("zone") else zones_of(self.actor)
        found = statistics.of_period(
            cases.filter(zone__in=areas) if areas else cases,
            first=asked["since"],
            last=asked["until"],
            total=_("All together"),
            calendar=WorkCalendar.load(),
        )
        return {**context, "found": found, "asked": asked, **_drawn(found)}


def _drawn(found: Statistics) -> dict[str, Any]:
    busiest = [line for line in found.items if line.completed][:SHOWN]
    if not busiest:
        return {}
    return {
        "bars": charts.bars(
            title=_("Completed cases by item"),
            labels=[line.code for line in busiest],
            series=[
                charts.Series(_("Completed"), [line.completed for line in busiest]),
                charts.Series(_("In time"), [line.in_time for line in busiest]),
            ],
            unit=_("cases"),
        ),
        "names": _legend(busiest),
    }


def _legend(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """What the codes under the bars stand for."""
    return [(line.code, line.name) for line in lines]
