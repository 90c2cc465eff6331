"""An actor as JSON, so that a task acts as the person who asked for the work."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core import inbox
from core.actor import Actor, Holding, Scope, directory
from core.errors import Denied


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


def as_of(actor: Actor, *, on: date) -> Actor:
    """The same person with the posts held that day, still in the place of whom they acted for.

    For work whose permission is asked again when it is done. Raises Denied for an account that
    was closed, and where the person no longer stands in for the absent one.
    """
    if actor.user_id is None:
        return actor
    if not directory().is_active(actor.user_id):
        raise Denied(_("The account of %(name)s is closed.") % {"name": actor.name})
    now = directory().actor_of(actor.user_id)
    now = replace(now, address=actor.address, device=actor.device)
    absent = actor.acting_for
    if absent is None or absent.user_id is None:
        return now
    return inbox.stand_in(by=now, absent_id=absent.user_id, on=on)
