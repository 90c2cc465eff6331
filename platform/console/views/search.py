"""The page of the global search."""

from typing import Any

from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.views.pages import Shell
from console import search


class SearchView(Shell, TemplateView):
    """What all modules find."""

    template_name = "console/search.html"
    page_title = gettext_lazy("Search")
    header_icon = "search"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Hits by module."""
        words = self.request.GET.get("q", "").strip()[:100]
        return {
            **super().get_context_data(**kwargs),
            "q": words,
            "found": search.search(words, by=self.actor),
        }
