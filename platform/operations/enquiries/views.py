"""The list of enquiries."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.views.pages import Page
from core.lifecycle_words import denied
from operations.enquiries import selectors
from operations.enquiries.kinds import Kind
from operations.enquiries.lifecycle import READERS, EnquiryStates

PER_PAGE = 50
FILTERS = ("q", "state", "kind")


class IndexView(Page):
    """Enquiries, the newest first; what narrows them is in the address."""

    template_name = "enquiries/index.html"
    page_title = gettext_lazy("Enquiries")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for those who have nothing to do with them."""
        if not selectors.reads(self.actor):
            raise denied(READERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        rows = selectors.filtered(
            selectors.enquiries(self.actor),
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            kind=asked.get("kind", ""),
        ).order_by("-sent_at", "-pk")
        page = Paginator(rows, PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": asked,
            "query": urlencode(asked),
            "states": EnquiryStates.choices,
            "kinds": Kind.choices,
        }
