"""What other parts ask of products: files, and pages of what has none of its own."""

from __future__ import annotations

from typing import Any

from console import places
from core import attachments
from core.actor import Actor
from operations.trade import selectors
from operations.trade.models import Batch, Certificate


def register() -> None:
    """Called once at start-up."""
    from operations.trade import numbers  # noqa: F401 - it declares itself

    places.register("trade", where="county")
    attachments.register_guard(Batch, may_see)
    attachments.register_guard(Certificate, may_see)


def may_see(actor: Actor, record: Any) -> bool:
    """Reports and certificates are for whoever works at the centre."""
    return selectors.reads(actor)
