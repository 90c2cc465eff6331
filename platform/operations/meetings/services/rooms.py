"""The register of rooms, kept by the office."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.meetings import selectors
from operations.meetings.lifecycle import AHEAD, KEEPERS
from operations.meetings.models import Room
from operations.meetings.rules import meetings as rules


@transaction.atomic
def room_add(
    *, name: str, seats: int, by: Actor, at: datetime, place: str = "", equipment: str = ""
) -> Room:
    """The office enters a room (R26)."""
    _keepers_only(by)
    rules.room_is_named(name=name, taken=selectors.rooms().filter(name=name.strip()).exists())
    rules.room_has_seats(seats=seats)
    room = Room(name=name.strip(), place=place.strip(), seats=seats, equipment=equipment.strip())
    room.save()
    audit.record(room, by=by, action="room.add", changes={"seats": seats}, clauses=(R(26),), at=at)
    return room


@transaction.atomic
def room_change(
    *,
    room_id: int,
    seats: int,
    by: Actor,
    at: datetime,
    place: str = "",
    equipment: str = "",
    expected_version: int | None = None,
) -> Room:
    """Other seats, another place or equipment; a room keeps its name (R26)."""
    _keepers_only(by)
    room = Room.objects.select_for_update().get(pk=room_id)
    if expected_version is not None and expected_version != room.version:
        raise Violation(changed_meanwhile(room))
    rules.room_is_in_use(ended=room.ended_date is not None, field="")
    rules.room_has_seats(seats=seats)
    room.seats, room.place, room.equipment = seats, place.strip(), equipment.strip()
    room.version += 1
    room.save(update_fields=["seats", "place", "equipment", "version"])
    audit.record(
        room, by=by, action="room.change", changes={"seats": seats}, clauses=(R(26),), at=at
    )
    return room


@transaction.atomic
def room_end(*, room_id: int, reason: str, by: Actor, at: datetime) -> Room:
    """Out of use: no meeting is booked there any more (R26)."""
    _keepers_only(by)
    room = Room.objects.select_for_update().get(pk=room_id)
    rules.room_is_in_use(ended=room.ended_date is not None, field="")
    ahead = room.meetings.filter(status__in=AHEAD, ends_at__gt=at).order_by("starts_at")
    rules.nothing_is_booked(titles=list(ahead.values_list("title", flat=True)))
    rules.reason_is_given(reason=reason)
    room.ended_date, room.ended_reason = timezone.localdate(at), reason.strip()[:200]
    room.version += 1
    room.save(update_fields=["ended_date", "ended_reason", "version"])
    audit.record(room, by=by, action="room.end", note=reason, clauses=(R(26),), at=at)
    return room


def _keepers_only(by: Actor) -> None:
    if not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
