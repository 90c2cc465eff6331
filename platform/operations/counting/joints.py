"""What other parts ask of counting: places, files of counts and of unknown things."""

from __future__ import annotations

from console import places
from core import attachments
from core.actor import Actor
from operations.counting import selectors
from operations.counting.models import Count, Line
from operations.supplies.services import stock


def register() -> None:
    """Called once at start-up."""
    from operations.counting import figures, numbers  # noqa: F401 - they declare themselves

    places.register("counting", where="county")
    attachments.register_guard(Count, may_see_count)
    attachments.register_guard(Line, lambda actor, line: may_see_count(actor, line.count))
    # Nobody books round the approval of a count that runs (R115).
    stock.register_counting(selectors.being_counted)


def may_see_count(actor: Actor, count: Count) -> bool:
    """Files and signatures of a count are for those who may see it."""
    return selectors.counts(actor).filter(pk=count.pk).exists()
