"""What other parts ask of papers handed in: who may see their files, where their pages are."""

from __future__ import annotations

from console import places
from core import attachments
from core.actor import Actor
from operations.documents.handed import selectors
from operations.documents.models import HandedPaper


def register() -> None:
    """Called once at start-up."""
    from operations.documents.handed import words

    words.register()
    places.register("handed", where="county")
    attachments.register_guard(HandedPaper, may_see)


def may_see(actor: Actor, paper: HandedPaper) -> bool:
    """Files of a paper are for those who may see it."""
    return selectors.papers(actor).filter(pk=paper.pk).exists()
