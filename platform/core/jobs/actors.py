"""An actor as JSON, so that a task acts as the person who asked for the work."""

from typing import Any

from core.actor import Actor, Holding, Scope


def pack(actor: Actor) -> dict[str, Any]:
    """What is needed to make the same actor again."""
    return {
        "user_id": actor.user_id,
        "name": actor.name,
        "address": actor.address,
        "device": actor.device,
        "holdings": sorted([h.post, h.scope.kind, h.scope.key] for h in actor.holdings),
        "acting_for": pack(actor.acting_for) if actor.acting_for else None,
    }


def unpack(packed: dict[str, Any]) -> Actor:
    """The actor that was packed."""
    holdings = frozenset(Holding(post, Scope(kind, key)) for post, kind, key in packed["holdings"])
    return Actor(
        user_id=packed["user_id"],
        name=packed["name"],
        holdings=holdings,
        address=packed["address"],
        device=packed["device"],
        acting_for=unpack(packed["acting_for"]) if packed["acting_for"] else None,
    )
