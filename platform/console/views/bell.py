"""The bell: what waits, what is to be read, files that are ready; asked for once a minute."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.actors import actor_of
from core import inbox, jobs


class BellView(TemplateView):
    """The part of the top bar that htmx swaps."""

    template_name = "console/bell.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts of the person."""
        actor = actor_of(self.request.user, self.request)
        now = timezone.now()
        counts = inbox.counts(actor, at=now)
        return {
            **super().get_context_data(**kwargs),
            "counts": counts,
            "files": jobs.ready(actor, at=now),
        }
