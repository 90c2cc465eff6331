"""Fit-out and acceptance (form C, R142)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core import attachments
from core.actor import Actor
from operations.stations import rules, settings
from operations.stations.models import Acceptance, Station
from operations.stations.services.moving import locked, move

PHOTO_KIND = "acceptance_"


@transaction.atomic
def station_ready(
    *, station_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Station:
    """Fit-out is done; the centre may come and look."""
    return move(locked(station_id), "ready", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def acceptance_pass(
    *,
    station_id: int,
    answers: Mapping[str, bool],
    by: Actor,
    at: datetime,
    remarks: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    expected_version: int | None = None,
) -> Station:
    """Accept the station: every point of the checklist, both photos and the position (R142).

    Photos are attachments of the kinds acceptance_inside and acceptance_outside. Raises Violation
    that names all missing points at once.
    """
    station = locked(station_id)
    today = timezone.localdate(at)
    rules.position_is_in_china(latitude=latitude, longitude=longitude)
    if latitude is not None:
        station.latitude, station.longitude = latitude, longitude
    rules.checklist_is_complete(
        answers=answers,
        area=station.area_m2,
        least_area=settings.least_area(station.kind, on=today),
        photos=photo_kinds(station),
        position=station.latitude is not None and station.longitude is not None,
    )
    station.accepted_date = today
    move(
        station,
        "accept",
        by=by,
        at=at,
        opinion=remarks,
        expected_version=expected_version,
        fields=("accepted_date", "latitude", "longitude"),
    )
    _note(station, answers, by=by, at=at, passed=True, remarks=remarks)
    return station


@transaction.atomic
def acceptance_fail(
    *,
    station_id: int,
    answers: Mapping[str, bool],
    by: Actor,
    at: datetime,
    reason: str,
    expected_version: int | None = None,
) -> Station:
    """Not accepted: back to fit-out with what is missing."""
    station = locked(station_id)
    move(station, "fail", by=by, at=at, reason=reason, expected_version=expected_version)
    _note(station, answers, by=by, at=at, passed=False, remarks=reason)
    return station


def photo_kinds(station: Station) -> set[str]:
    """Which of the two photos are there: inside, outside."""
    kinds = attachments.of(station).filter(
        kind__startswith=PHOTO_KIND, media_type__in=attachments.PICTURES
    )
    return {kind.removeprefix(PHOTO_KIND) for kind in kinds.values_list("kind", flat=True)}


def _note(
    station: Station,
    answers: Mapping[str, bool],
    *,
    by: Actor,
    at: datetime,
    passed: bool,
    remarks: str,
) -> None:
    Acceptance.objects.create(
        station=station,
        answers=dict(answers),
        passed=passed,
        remarks=remarks,
        visited_date=timezone.localdate(at),
        visited_by_name=by.name,
    )
