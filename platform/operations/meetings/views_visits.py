"""Lists and forms of visits."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import Page
from core.lifecycle_words import denied
from operations.meetings import selectors, services
from operations.meetings.forms_visit import VisitForm, initial_of_visit
from operations.meetings.kinds import VisitKind
from operations.meetings.lifecycle import HOSTS, V, VisitStates
from operations.meetings.views import FILTERS, PER_PAGE, FormView, holds_one

ABOVE: tuple[tuple[str, Any], ...] = (("meetings:visits", gettext_lazy("Visits")),)


class VisitsView(Page):
    """Visits one may see; filters are in the address."""

    template_name = "meetings/visits.html"
    page_title = gettext_lazy("Visits")
    header_icon = "user"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        found = selectors.filtered_visits(
            selectors.visits(self.actor),
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        )
        page = Paginator(found.order_by("-arrives_at", "-pk"), PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": asked,
            "query": urlencode(asked),
            "states": VisitStates.choices,
            "kinds": VisitKind.choices,
            "may_add": any(self.actor.holds(post) for post in HOSTS),
        }


class VisitAddView(FormView):
    """Enter visitors."""

    form_class = VisitForm
    page_title = gettext_lazy("Enter a visit")
    submit_label = gettext_lazy("Save")
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may enter one."""
        holds_one(self.actor, HOSTS)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.subject = services.visit_plan(by=self.actor, at=timezone.now(), **data)
        messages.success(
            self.request, _("Entered as %(number)s.") % {"number": self.subject.number}
        )

    def get_success_url(self) -> str:
        """To the visit."""
        if self.subject is None:
            return reverse("meetings:visits")
        return reverse("meetings:visit", args=[self.subject.pk])


class VisitChangeView(FormView):
    """Other times, another host."""

    form_class = VisitForm
    page_title = gettext_lazy("Change the visit")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The visit is changed.")
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is out of sight or over, 403 for those who only read."""
        found = selectors.visits(self.actor).filter(pk=kwargs["pk"], status=V.PLANNED).first()
        if found is None:
            raise Http404
        if not selectors.receives(found, self.actor):
            raise denied(HOSTS)
        self.subject = found
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return initial_of_visit(self.subject)

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.visit_change(
            visit_id=self.subject.pk,
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )

    def get_success_url(self) -> str:
        """To the visit."""
        return reverse("meetings:visit", args=[self.subject.pk])
