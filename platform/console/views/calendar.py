"""The work calendar: a year at a glance, a county's own days, and how a due date comes about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.access import only
from accounts.forms import day_input
from accounts.views.pages import FormPage, Shell
from console.sentences import put_on_form
from core.codes.typed import typed_year
from core.errors import Violation
from core.models.calendar import CalendarDay
from core.workcalendar import (
    Deadline,
    WorkCalendar,
    YearStatus,
    calendar_override,
    calendar_override_remove,
    reading,
)
from core.workcalendar.services import KEEPERS
from core.workcalendar.wording import long_date

FIRST_YEAR = 2025
# Further ahead nothing is known, and nobody asks.
YEARS_AHEAD = 2
MOST_WORKING_DAYS = 250


class AskForm(forms.Form):
    """The small calculator: so many working days after a day."""

    start = forms.DateField(label=gettext_lazy("Received on"), widget=day_input())
    days = forms.IntegerField(
        label=gettext_lazy("Working days"), min_value=0, max_value=MOST_WORKING_DAYS
    )

    def clean_start(self) -> date:
        """Within what a calendar can know."""
        start: date = self.cleaned_data["start"]
        if not FIRST_YEAR <= start.year <= timezone.localdate().year + YEARS_AHEAD:
            raise forms.ValidationError(
                _("Choose a day from %(first)s to %(last)s.")
                % {"first": FIRST_YEAR, "last": timezone.localdate().year + YEARS_AHEAD}
            )
        return start


class DayForm(forms.Form):
    """A day that the county keeps differently."""

    date = forms.DateField(label=gettext_lazy("Day"), widget=day_input())
    kind = forms.ChoiceField(
        label=gettext_lazy("On this day the county"),
        choices=[
            (CalendarDay.Kind.REST.value, gettext_lazy("rests")),
            (CalendarDay.Kind.WORKDAY.value, gettext_lazy("works")),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=40,
        help_text=gettext_lazy("For instance the name of the local festival."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=80,
        help_text=gettext_lazy("By which notice, so that it can be looked up."),
        error_messages={"required": gettext_lazy("Please write the reason.")},
    )


class ReasonForm(forms.Form):
    """Why a day is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        error_messages={"required": gettext_lazy("Please write the reason.")},
    )


@dataclass(frozen=True, slots=True)
class Known:
    """How much is known of a year, in a word and a sentence."""

    status: YearStatus

    @property
    def word(self) -> str:
        """For the badge."""
        return str(
            {
                YearStatus.OFFICIAL: _("official"),
                YearStatus.PROVISIONAL: _("provisional"),
                YearStatus.UNKNOWN: _("not announced"),
            }[self.status]
        )

    @property
    def sentence(self) -> str:
        """What it means for due dates."""
        return str(
            {
                YearStatus.OFFICIAL: _("As announced by the State Council."),
                YearStatus.PROVISIONAL: _(
                    "This year is not announced yet. Statutory days are marked provisional, "
                    "make-up working days are unknown; due dates are worked out again when it is."
                ),
                YearStatus.UNKNOWN: _(
                    "This year is not announced yet. For now Monday to Friday count as working "
                    "days; due dates are worked out again when it is."
                ),
            }[self.status]
        )


class YearView(Shell, TemplateView):
    """Twelve small months, the county's own days, and the calculator."""

    template_name = "console/calendar/year.html"
    page_title = gettext_lazy("Work calendar")
    header_icon = "calendar"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One year; the calculator's answer when it was asked."""
        today, calendar = timezone.localdate(), WorkCalendar.load()
        year = _year(self.request.GET.get("year", ""), today=today)
        asked = AskForm(self.request.GET) if "start" in self.request.GET else None
        months = reading.months(year, calendar)
        return {
            **super().get_context_data(**kwargs),
            "year": year,
            "earlier": year - 1 if year > FIRST_YEAR else None,
            "later": year + 1 if year < today.year + YEARS_AHEAD else None,
            "known": Known(calendar.year_status(year)),
            "months": months,
            "working_days": sum(month.working_days for month in months),
            "own_days": reading.own_days(year),
            "today": today,
            "ask": asked or AskForm(initial={"start": today, "days": 5}),
            "deadline": _deadline(asked, calendar),
            "may_keep": getattr(self.request, "county", None) is not None
            and any(map(self.actor.holds, KEEPERS)),
            "may_publish": getattr(self.request, "county", None) is None
            and self.actor.holds("root"),
        }


def _year(typed: str, *, today: date) -> int:
    year = typed_year(typed) or today.year
    return min(max(year, FIRST_YEAR), today.year + YEARS_AHEAD)


def _deadline(asked: AskForm | None, calendar: WorkCalendar) -> Deadline | None:
    if asked is None or not asked.is_valid():
        return None
    data = asked.cleaned_data
    return calendar.deadline(data["start"], data["days"], because=_("that is what was asked for"))


class _Keeping(FormPage):
    """Base of what the county's administrator does to its days."""

    template_name = "console/records/action.html"
    header_icon = "calendar"
    above = (("console:calendar", gettext_lazy("Work calendar")),)
    intro: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The administrator only."""
        only(self.actor, KEEPERS, _("The county's administrator keeps its own days."))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> date:
        """Make the one call; returns the day concerned."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it and show the year."""
        try:
            day = self.perform(form.cleaned_data)
        except Violation as refusal:
            put_on_form(form, refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("Saved. Open due dates of %(year)d are worked out again.") % {"year": day.year},
        )
        return redirect(f"{reverse('console:calendar')}?year={day.year}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        return {
            **super().get_context_data(**kwargs),
            "record": _("Work calendar"),
            "intro": self.intro,
            "submit_label": _("Save"),
            "page_title_text": self.page_title,
            "back": reverse("console:calendar"),
        }


class DayView(_Keeping):
    """Set a day of the county's own."""

    page_title = gettext_lazy("A day of the county's own")
    form_class = DayForm
    intro = gettext_lazy(
        "It holds in this county instead of what the national calendar says. Due dates that are "
        "still open are worked out again; what is closed stays as it was."
    )

    def perform(self, data: dict[str, Any]) -> date:
        """Set it."""
        day = calendar_override(
            on=data["date"],
            kind=data["kind"],
            name=data["name"],
            reason=data["reason"],
            by=self.actor,
            at=timezone.now(),
        )
        return day.date


class RemoveView(_Keeping):
    """Take a day of the county's own back."""

    page_title = gettext_lazy("Take the day back")
    form_class = ReasonForm

    @property
    def day(self) -> CalendarDay:
        """Raises Http404 for another's, such as a national day."""
        return get_object_or_404(CalendarDay, pk=self.kwargs["pk"], county_override=True)

    def perform(self, data: dict[str, Any]) -> date:
        """Take it back."""
        day = self.day.date
        calendar_override_remove(on=day, reason=data["reason"], by=self.actor)
        return day

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which day."""
        return {
            **super().get_context_data(**kwargs),
            "record": f"{long_date(self.day.date)} {self.day.name}",
            "intro": _("Afterwards the national calendar holds again on this day."),
        }
