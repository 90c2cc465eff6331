"""What may be read of stations: by whom (R148), and what the public may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.posts import LOCAL
from core.actor import Actor
from core.codes.typed import is_digits
from core.privacy import mask_name, search_hash
from operations.stations.lifecycle import BEFORE_OPERATING, ENDED, States
from operations.stations.models import Station, Township, Village


def stations(actor: Actor) -> QuerySet[Station]:
    """The stations an actor may see: own, one's township's, or all (R148)."""
    found = Station.objects.select_related("township", "village", "manager_user")
    if actor.is_system or sees_all(actor):
        return found
    own = [h.scope.key for h in actor.holdings if h.scope.kind == "station"]
    townships = [h.scope.key for h in actor.holdings if h.scope.kind == "township"]
    return found.filter(
        Q(pk__in=[int(key) for key in own if is_digits(key)]) | Q(township__code__in=townships)
    )


def filtered(
    found: QuerySet[Station],
    *,
    query: str = "",
    township: str = "",
    state: str = "",
    kind: str = "",
    level: str = "",
    subsidised: bool | None = None,
) -> QuerySet[Station]:
    """Narrowed as a ledger's reader asks; a phone is found whole, by its hash (R156)."""
    if query.strip():
        query = query.strip()
        found = found.filter(
            Q(name__icontains=query)
            | Q(number__icontains=query)
            | Q(village__name__icontains=query)
            | Q(manager_name__icontains=query)
            | Q(manager_phone_hash=search_hash(query))
        )
    asked = {"township__code": township, "status": state, "kind": kind, "level": level}
    wanted = {name: value for name, value in asked.items() if value}
    found = found.filter(**wanted) if wanted else found
    return found if subsidised is None else found.filter(subsidised=subsidised)


def sees_all(actor: Actor) -> bool:
    """Does any post at the centre (not a local one) show all stations?"""
    return any(h.scope.kind in ("centre", "area") and h.post not in LOCAL for h in actor.holdings)


def townships_of(actor: Actor, *, on: date) -> QuerySet[Township]:
    """The townships an actor may see (R148)."""
    found = Township.objects.on(on)
    if actor.is_system or sees_all(actor):
        return found.order_by("code")
    return found.filter(pk__in=stations(actor).values("township")).order_by("code")


def villages_of(actor: Actor, *, on: date) -> QuerySet[Village]:
    """The villages of the townships an actor may see (R148)."""
    found = Village.objects.on(on)
    if not (actor.is_system or sees_all(actor)):
        found = found.filter(township__in=townships_of(actor, on=on).values("pk"))
    return found.order_by("code")


@dataclass(slots=True)
class TownshipBoard:
    """A township with its stations by state, its villages and those that have none."""

    township: Township
    stations: list[Station] = field(default_factory=list)
    villages: int = 0
    covered: int = 0

    @property
    def by_state(self) -> dict[str, int]:
        """How many stations stand where."""
        return dict(Counter(station.status for station in self.stations))


def board(actor: Actor, *, on: date) -> list[TownshipBoard]:
    """All townships one may see, in the order of their codes."""
    boards = {t.pk: TownshipBoard(t) for t in townships_of(actor, on=on)}
    counts = Village.objects.on(on).values("township").annotate(n=Count("pk"))
    for row in counts:
        if row["township"] in boards:
            boards[row["township"]].villages = row["n"]
    for station in stations(actor).order_by("village__code", "pk"):
        if station.township_id in boards:
            boards[station.township_id].stations.append(station)
    for entry in boards.values():
        entry.covered = len(
            {s.village_id for s in entry.stations if s.village_id and s.status == States.OPERATING}
        )
    return list(boards.values())


@dataclass(frozen=True, slots=True)
class PublicStation:
    """What the public sees of an operating station: no personal data but a masked name."""

    slug: str
    name: str
    level: str
    level_label: str
    kind_label: str
    township_code: str
    township: str
    village: str
    address: str
    manager: str
    phone: str
    opening_hours: dict[str, list[str]]
    abilities: list[str]
    latitude: float | None
    longitude: float | None
    changed_at: datetime | None = None


def public_stations(township_code: str | None = None) -> list[PublicStation]:
    """Operating stations for the public site, township stations first."""
    found = Station.objects.filter(status=States.OPERATING).select_related("township", "village")
    if township_code:
        found = found.filter(township__code=township_code)
    return [_public(s) for s in found.order_by("township__code", "level", "village__code", "pk")]


def public_station(slug: str) -> PublicStation | None:
    """One operating station, None for any other."""
    found = Station.objects.filter(status=States.OPERATING, slug=slug)
    station = found.select_related("township", "village").first()
    return _public(station) if station else None


def public_counts() -> dict[str, int]:
    """Numbers for the public site: stations, townships and villages that have one."""
    operating = Station.objects.filter(status=States.OPERATING)
    return operating.aggregate(
        stations=Count("pk"),
        townships=Count("township", distinct=True),
        villages=Count("village", distinct=True),
    )


def _public(station: Station) -> PublicStation:
    return PublicStation(
        slug=station.slug,
        name=station.name,
        level=station.level,
        level_label=station.get_level_display(),
        kind_label=station.get_kind_display(),
        township_code=station.township.code,
        township=station.township.name,
        village=station.village.name if station.village else "",
        address=station.address,
        manager=mask_name(station.manager_name) if station.manager_name else "",
        phone=station.public_phone,
        opening_hours=station.opening_hours,
        abilities=list(station.abilities),
        latitude=float(station.latitude) if station.latitude is not None else None,
        longitude=float(station.longitude) if station.longitude is not None else None,
        changed_at=station.updated_at,
    )


def public_notices() -> QuerySet[Station]:
    """Stations on public notice."""
    return Station.objects.filter(status=States.NOTICE).select_related("township", "village")


def state_counts(actor: Actor) -> dict[str, int]:
    """Stations one may see, by state."""
    rows = stations(actor).values("status").annotate(n=Count("pk"))
    return {row["status"]: row["n"] for row in rows}


def preparing(actor: Actor) -> QuerySet[Station]:
    """Stations on their way to operating."""
    return stations(actor).filter(status__in=BEFORE_OPERATING)


# So many days before an agreement ends its renewal is prepared.
RENEWAL_DAYS = 30


def notices_over(actor: Actor, *, on: date) -> QuerySet[Station]:
    """Stations whose public notice ends today or has ended: somebody has to end it."""
    found = stations(actor).filter(status=States.NOTICE, notice_to_date__lte=on)
    return found.order_by("notice_to_date", "pk")


def rectifications_due(actor: Actor, *, on: date) -> QuerySet[Station]:
    """Stations whose rectification falls due today or is late."""
    found = stations(actor).filter(status=States.RECTIFYING, rectify_by_date__lte=on)
    return found.order_by("rectify_by_date", "pk")


def agreements_ending(actor: Actor, *, on: date) -> QuerySet[Station]:
    """Stations at work whose agreement ends soon."""
    until = on + timedelta(days=RENEWAL_DAYS)
    found = stations(actor).exclude(status__in=ENDED)
    found = found.filter(agreement_to_date__gte=on, agreement_to_date__lte=until)
    return found.order_by("agreement_to_date", "pk")


def history(station: Station) -> dict[str, Any]:
    """Acceptances, inspections, rectifications, objections and changes of manager of a station."""
    return {
        "acceptances": station.acceptances.order_by("-visited_date", "-pk"),
        "inspections": station.inspections.order_by("-visited_date", "-pk"),
        "rectifications": station.rectifications.order_by("-ordered_date", "-pk"),
        "objections": station.objections.order_by("-raised_at", "-pk"),
        "manager_changes": station.manager_changes.order_by("-handover_date", "-pk"),
    }
