"""What other parts ask of meetings: files, the archive, hand-overs, where a decision's page is."""

from __future__ import annotations

from django.urls import reverse

from console import places
from console.records import places as pages
from core import attachments, inbox
from core.actor import Actor
from operations.archives import fulltext, sources
from operations.meetings import filing, selectors
from operations.meetings.models import Decision, Meeting, Visit
from operations.meetings.services.handing import handed_over


def register() -> None:
    """Called once at start-up."""
    from operations.meetings import figures, numbers  # noqa: F401 - they declare themselves

    for prefix in ("meetings", "visits"):
        places.register(prefix, where="county")
    attachments.register_guard(Meeting, may_see)
    attachments.register_guard(Visit, may_see_visit)
    attachments.on_removed(Meeting, fulltext.put)
    inbox.on_handed_over("meetings", handed_over)
    sources.register(filing.source())
    pages.register_page(Decision, lambda pk: reverse("meetings:decision", args=[pk]))


def may_see(actor: Actor, meeting: Meeting) -> bool:
    """Files and papers of a meeting are for those who may see it."""
    return selectors.meetings(actor).filter(pk=meeting.pk).exists()


def may_see_visit(actor: Actor, visit: Visit) -> bool:
    """Files of a visit are for those who may see it."""
    return selectors.visits(actor).filter(pk=visit.pk).exists()
