"""The page 'who may do what'."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import duties, scopes, selectors, who_may
from accounts.access import only
from accounts.views.pages import Page, place_of
from core.lifecycle import REGISTERED


class WhoMayView(Page):
    """Two views, by post and by person; generated, never edited."""

    template_name = "accounts/who_may.html"
    page_title = gettext_lazy("Who may do what")
    header_icon = "group"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tables and grants of this moment."""
        only(
            self.actor,
            selectors.READERS,
            _("Who may do what is shown to the administration and those who lead the centre."),
        )
        held = selectors.held_today(self.actor, on=timezone.localdate())
        by_person = self.request.GET.get("by") == "person"
        processes = list(REGISTERED.values()) if place_of(self.request) == "county" else []
        return {
            **super().get_context_data(**kwargs),
            "by_person": by_person,
            "people": who_may.by_person(processes, held, scopes.names()) if by_person else [],
            "processes": [] if by_person else who_may.by_post(processes, held),
            "apart": duties.APART,
        }
