"""What other parts ask of the archive: where it is, and who reads its papers."""

from console import places
from core import attachments
from core.actor import Actor
from operations.archives import selectors
from operations.archives.models import DestructionList


def register() -> None:
    """Called once at start-up."""
    from operations.archives import figures, numbers  # noqa: F401 - they declare themselves

    places.register("archives", where="county")
    attachments.register_guard(DestructionList, may_see)


def may_see(actor: Actor, found: DestructionList) -> bool:
    """The paper of a destroyed list is for those who look over the archive."""
    return selectors.lists(actor).filter(pk=found.pk).exists()
