"""What a station's manager does on a phone: hand in the need of a month on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from core.workcalendar import WorkCalendar
from operations.supplies import forms_station, services, stations
from operations.supplies.lifecycle import PlanStates
from operations.supplies.records import listed
from operations.supplies.rules import windows
from operations.supplies.settings import setting
from operations.supplies.views import FormView


class NeedView(FormView):
    """A station's need of the next month on one page of a phone."""

    form_class = forms_station.NeedForm
    page_title = gettext_lazy("Hand in the need")
    submit_label = gettext_lazy("Hand in the need")
    header_icon = "clipboard-list"
    made_at, with_actor = "supplies:plan", True
    who = (Post.STATION_MGR,)
    done = gettext_lazy("Handed in; the operations centre and the office area look at it next.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever has handed it in already is led to it."""
        own = list(stations.managed(self.actor))
        if len(own) == 1 and request.method == "GET":
            plan = stations.planned(own[0], month=windows.next_month(timezone.localdate()))
            if plan is not None and plan.status != PlanStates.DRAFT:
                messages.info(request, _("The need of this month is handed in."))
                return redirect("supplies:plan", pk=plan.pk)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Hand it in."""
        self.made = services.station_need(by=self.actor, at=timezone.now(), **data)

    def get_page_subtitle(self) -> str:
        """Of which month, and when."""
        today = timezone.localdate()
        reading = setting("plan_reading", on=today)
        days = windows.plan_window(WorkCalendar.load(), month=today, reading=reading)
        return _("For %(month)s; it is handed in on %(days)s.") % {
            "month": f"{windows.next_month(today):%Y-%m}",
            "days": listed(days),
        }
