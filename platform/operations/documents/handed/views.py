"""Papers handed in: the list, and handing one in on a phone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from accounts.views.pages import Action, Page
from console.records import once
from core.lifecycle_words import denied
from operations.documents.handed import forms, selectors, services
from operations.documents.handed.kinds import PaperKind
from operations.documents.handed.lifecycle import HandedStates
from operations.documents.handed.records import course_in_words
from operations.documents.models import HandedPaper
from operations.documents.selectors import READERS

PER_PAGE = 50
ABOVE = (("handed:index", gettext_lazy("Papers handed in")),)
FILTERS = ("q", "state", "kind")


class IndexView(Page):
    """A station's own papers; for the office those of all."""

    template_name = "documents/handed/index.html"
    page_title = gettext_lazy("Papers handed in")
    header_icon = "upload"
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for others."""
        if not (selectors.reads_all(self.actor) or selectors.own_keys(self.actor)):
            raise denied((Post.STATION_MGR, *READERS))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        found = selectors.filtered(
            selectors.papers(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            kind=asked.get("kind", ""),
        ).order_by("-handed_at", "-pk")
        page = Paginator(found, PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": [(one, course_in_words(one)) for one in page.object_list],
            "asked": asked,
            "query": urlencode(asked),
            "states": HandedStates.choices,
            "kinds": PaperKind.choices,
            "may_add": bool(selectors.own_keys(self.actor)),
        }


class AddView(Action):
    """Hand in a paper; 422 when something is wrong."""

    template_name = "documents/handed/form.html"
    form_class = forms.HandInForm
    page_title = gettext_lazy("Hand in a paper")
    submit_label = gettext_lazy("Hand it in")
    header_icon = "upload"
    above = ABOVE
    paper: HandedPaper | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Managers of stations only."""
        if not selectors.own_keys(self.actor):
            raise denied((Post.STATION_MGR,))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With who hands it in."""
        return super().get_form_kwargs() | {"actor": self.actor}

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        """The values as the service takes them, once."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect("handed:index")
        form.cleaned_data = form.data_given()  # type: ignore[attr-defined]
        response = super().form_valid(form)
        if response.status_code == 422:  # noqa: PLR2004 - it came back with an error
            once.give_back(sent)
        return response

    def form_invalid(self, form: django_forms.Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def perform(self, data: dict[str, Any]) -> None:
        """Hand it in."""
        self.paper = services.paper_hand_in(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Handed in; the office registers or returns it."))

    def get_success_url(self) -> str:
        """To the paper."""
        if self.paper is None:
            return reverse("handed:index")
        return reverse("handed:record", args=[self.paper.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a token, so that two taps make one paper."""
        return {**super().get_context_data(**kwargs), "once": once.token()}
