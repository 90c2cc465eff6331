"""What other parts ask of petitions: files, hand-overs, masked data."""

from __future__ import annotations

from console import places
from core import attachments, inbox, privacy
from core.actor import Actor
from operations.petitions.lifecycle import READERS
from operations.petitions.models import Petition
from operations.petitions.selectors import petitions
from operations.petitions.services.handling import handed_over

REVEALED = ("name", "phone", "address", "concerned")


def register() -> None:
    """Called once at start-up."""
    from operations.petitions import figures, numbers  # noqa: F401 - they declare themselves

    places.register("petitions", where="county")
    attachments.register_guard(Petition, may_see)
    inbox.on_handed_over("petitions", handed_over)
    for field in REVEALED:
        privacy.register_reveal(Petition, field, allow=may_reveal, needs=READERS)


def may_see(actor: Actor, petition: Petition) -> bool:
    """Files and papers of a petition are for those who may see it."""
    return petitions(actor).filter(pk=petition.pk).exists()


def may_reveal(actor: Actor, petition: object) -> bool:
    """Full names: the office, the leaders, and whoever handles it or did (R152).

    Not those who only got a copy to read.
    """
    if not isinstance(petition, Petition):
        return False
    if any(actor.holds(post) for post in READERS):
        return True
    return petition.involved.filter(user_id__in=actor.persons).exists()
