"""What other parts ask of enquiries: masked data, their place."""

from __future__ import annotations

from console import places
from core import attachments, privacy
from core.actor import Actor
from operations.enquiries import selectors
from operations.enquiries.forms import PRIVATE
from operations.enquiries.lifecycle import ANSWERERS
from operations.enquiries.models import Enquiry


def register() -> None:
    """Called once at start-up."""
    from operations.enquiries import numbers  # noqa: F401 - it declares itself

    places.register("enquiries", where="county")
    attachments.register_guard(Enquiry, may_see)
    for field in PRIVATE:
        privacy.register_reveal(Enquiry, field, allow=may_reveal, needs=ANSWERERS)


def may_see(actor: Actor, enquiry: Enquiry) -> bool:
    """Files that are added to it are for those who may see it."""
    return selectors.reads(actor)


def may_reveal(actor: Actor, _enquiry: object) -> bool:
    """Whoever answers must know whom (R152)."""
    return any(actor.holds(post) for post in ANSWERERS)
