"""Papers handed in: the list, and handing one in on a phone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
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


class AddView(OnceAction):
    """Hand in a paper."""

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

    def perform(self, data: dict[str, Any]) -> None:
        """Hand it in."""
        self.paper = services.paper_hand_in(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Handed in; the office registers or returns it."))

    def get_success_url(self) -> str:
        """To the paper."""
        if self.paper is None:
            return reverse("handed:index")
        return reverse("handed:record", args=[self.paper.pk])
