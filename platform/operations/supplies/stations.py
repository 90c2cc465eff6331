"""Reads of the stations that are supplied: whose they are, what they may have, what is open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet, Sum

from accounts.posts import Post
from core.actor import Actor
from core.codes.typed import is_digits
from operations.stations.lifecycle import States
from operations.stations.models import Station
from operations.supplies.lifecycle import RUNNING, RUNNING_URGENT, S, U
from operations.supplies.models import Holding, Issue, Line, Plan, Standard, Urgent

# The operations centre runs the stations: its head decides on what they need (R105), and it writes
# for those whose manager has no account.
CARING = "ops"
# In these states a station is supplied; in the last two it hands in a plan every month.
SUPPLIED = (States.FITOUT, States.ACCEPTANCE, States.OPERATING, States.RECTIFYING)
PLANNING = (States.OPERATING, States.RECTIFYING)
# Running papers of a station, each of which is ended before the station is closed.
OPEN_PLANS = (S.SUBMITTED, S.APPROVED, *RUNNING)
OPEN_URGENT = (U.ASKED, U.AGREED, *RUNNING_URGENT)


def own_stations(actor: Actor) -> list[int]:
    """The stations that this person manages (R148)."""
    keys = [
        one.scope.key
        for one in actor.holdings
        if one.post == Post.STATION_MGR and one.scope.kind == "station"
    ]
    return sorted(int(key) for key in keys if is_digits(key))


def admits(actor: Actor, who: Collection[str]) -> bool:
    """Is one of these posts held: at the centre, or a manager's at a station of theirs?"""
    if any(actor.holds(post) for post in who):
        return True
    return Post.STATION_MGR in who and bool(own_stations(actor))


def writes_for(station: Station, actor: Actor) -> bool:
    """Its manager; the operations centre where the manager has no account (R104)."""
    if station.pk in own_stations(actor):
        return True
    return station.manager_user_id is None and actor.holds(Post.OPS)


def stations_to_write_for(actor: Actor) -> QuerySet[Station]:
    """Those that are supplied and for which this person writes."""
    mine = Q(pk__in=own_stations(actor))
    if actor.holds(Post.OPS):
        mine |= Q(manager_user=None)
    return Station.objects.filter(mine, status__in=SUPPLIED).order_by("name", "pk")


def managed(actor: Actor) -> QuerySet[Station]:
    """The supplied stations that this person manages."""
    found = Station.objects.filter(pk__in=own_stations(actor), status__in=SUPPLIED)
    return found.order_by("name", "pk")


def planned(station: Station, *, month: date) -> Plan | None:
    """The station's plan of a month."""
    return Plan.objects.filter(station=station, month=month).exclude(status=S.REJECTED).first()


def drafted(station: Station) -> dict[int, int]:
    """What its draft asks for, by item: one that came back is put right, not typed again."""
    lines = Line.objects.filter(plan__station=station, plan__status=S.DRAFT)
    return dict(lines.order_by("plan__month", "pk").values_list("item_id", "quantity"))


def standards_of_station(station: Station, *, on: date) -> list[Standard]:
    """What a station has standards for, one an item: its own before that of its level."""
    found = Standard.objects.on(on).filter(Q(station=station) | Q(level=station.level))
    found = found.filter(item__ended_date=None).select_related("item")
    best = {one.item_id: one for one in found.order_by("-level", "from_date")}
    return sorted(best.values(), key=lambda one: (one.item.kind, one.item.code))


def missing_stations(month: date, *, until: date) -> QuerySet[Station]:
    """Stations at work before the window ended, whose managers handed in no plan (R104).

    For those without an account the operations centre writes when something is needed.
    """
    made = Plan.objects.filter(month=month, station__isnull=False)
    made = made.exclude(status__in=(S.DRAFT, S.REJECTED))
    found = Station.objects.filter(status__in=PLANNING, manager_user__isnull=False)
    found = found.exclude(accepted_date__gt=until)
    return found.exclude(pk__in=made.values("station"))


def signed_ahead(paper: Plan | Urgent) -> Issue | None:
    """What a station's manager has signed for and nobody has handed out yet (R109)."""
    if paper.station_id is None:
        return None
    found = Issue.objects.filter(source_type=paper._meta.label_lower, source_id=paper.pk)
    return found.filter(entries=None).order_by("pk").last()


def held_at(station: Station) -> dict[int, int]:
    """What a station holds, by item."""
    found = Holding.objects.filter(station=station, quantity__gt=0)
    return dict(found.values_list("item").annotate(n=Sum("quantity")))


def open_papers(station: Station) -> list[Plan | Urgent]:
    """What a station has asked for and not got yet."""
    plans = Plan.objects.filter(station=station, status__in=OPEN_PLANS).order_by("month", "pk")
    urgent = Urgent.objects.filter(station=station, status__in=OPEN_URGENT).order_by("pk")
    return [*plans.select_related("station"), *urgent.select_related("station")]
