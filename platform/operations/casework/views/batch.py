"""Assigning many cases to one person, with what became of each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from accounts.views import once
from accounts.views.pages import Shell
from core.errors import Denied
from core.workcalendar import WorkCalendar
from operations.casework import selectors, services, showing
from operations.casework.forms.registering import described
from operations.casework.lifecycle import ASSIGNERS, States
from operations.casework.models import Case, ServiceItem
from operations.staff.rules import SIX_ZONES

MOST = 100


class BatchForm(forms.Form):
    """Which cases, to whom."""

    case_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cases"),
        coerce=int,
        error_messages={"required": gettext_lazy("Tick at least one case.")},
    )
    handler_id = forms.TypedChoiceField(
        label=gettext_lazy("Handler"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the handler.")},
    )


class BatchView(Shell, FormView):  # type: ignore[type-arg]
    """Accepted cases of one zone that nobody has yet."""

    template_name = "casework/batch.html"
    header_icon = "group"
    page_title = gettext_lazy("Assign many")
    above = (("casework:index", gettext_lazy("Cases")), ("casework:team", gettext_lazy("Team")))
    form_class = BatchForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who assign."""
        if not self.actor.posts & set(ASSIGNERS):
            raise Denied(_("Cases are assigned by the office and the zones."), needs=ASSIGNERS)
        return super().dispatch(request, *args, **kwargs)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The cases of the zone looked at, the first one with something to do by default."""
        super().setup(request, *args, **kwargs)
        waiting = selectors.cases(self.actor).filter(status=States.ACCEPTED, item__by_station=False)
        zones = set(waiting.values_list("zone", flat=True).distinct())
        self.zones = [(code, name) for code, name in SIX_ZONES if code in zones]
        asked = request.POST.get("zone") or request.GET.get("zone", "")
        self.zone = asked if asked in dict(SIX_ZONES) else self.zones[0][0] if self.zones else ""
        rows = waiting.filter(zone=self.zone).order_by("due_date", "pk")
        self.cases = list(rows[:MOST])

    def get_form(self, form_class: Any = None) -> BatchForm:
        """Choices are what one sees here."""
        return self._filled(super().get_form(form_class))

    def _filled(self, form: BatchForm) -> BatchForm:
        fields: dict[str, Any] = form.fields
        fields["case_ids"].choices = [(case.pk, str(case)) for case in self.cases]
        fields["handler_id"].choices = [("", _("Choose")), *self._handlers()]
        return form

    def _handlers(self) -> list[tuple[int, str]]:
        """Everybody who may handle something of this zone, by load."""
        if not self.cases:
            return []
        first = Case(item=ServiceItem.objects.get(pk=self.cases[0].item_id), zone=self.zone)
        found = selectors.candidates(first, on=timezone.localdate())
        return [(one.user_id, described(one)) for one in found]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Each on its own; the page shows what became of each."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return self.render_to_response(self.get_context_data(form=self._filled(BatchForm())))
        done = services.cases_assign(
            case_ids=form.cleaned_data["case_ids"],
            handler_id=form.cleaned_data["handler_id"],
            by=self.actor,
            at=timezone.now(),
        )
        good = sum(not one.refusal for one in done)
        words = ngettext("%(n)s case is assigned.", "%(n)s cases are assigned.", good)
        messages.success(self.request, words % {"n": good})
        self.setup(self.request)
        form = self._filled(BatchForm())
        return self.render_to_response(self.get_context_data(form=form, done=done))

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cases with their clocks."""
        today, calendar = timezone.localdate(), WorkCalendar.load()
        ticked = set(self.request.POST.getlist("case_ids")) if "done" not in kwargs else set()
        rows = [
            {
                "case": case,
                "light": showing.badge_of(selectors.standing(case, on=today, calendar=calendar)),
                "ticked": str(case.pk) in ticked,
            }
            for case in self.cases
        ]
        return {
            **super().get_context_data(**kwargs),
            "rows": rows,
            "zones": self.zones,
            "zone": self.zone,
            "once": once.token(),
        }
