"""Reads of counting; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from core.actor import Actor
from operations.assets.lifecycle import AssetStates
from operations.assets.models import Asset, Movement
from operations.counting.kinds import Result, Subject
from operations.counting.lifecycle import COUNTERS, READERS, UNDER_WAY, CountStates
from operations.counting.models import Count, Line, Room, Scan
from operations.counting.models.counts import DIFFERENT
from operations.counting.rules.judging import place_at
from operations.supplies.models import Movement as StockMovement

# What is not expected to be there: it is written off, or known to be missing already.
NOT_EXPECTED = (AssetStates.SCRAPPED, AssetStates.MISSING)
DIFFERS = Q(result__in=DIFFERENT) | (
    Q(result=Result.COUNTED) & ~Q(counted=F("quantity") + F("quantity_moved"))
)


def reads(actor: Actor) -> bool:
    """Those who count, organise, keep the ledger, pay, and lead."""
    return any(actor.holds(post) for post in READERS)


def may_count(actor: Actor) -> bool:
    """The office and the departments' keepers (R92, R93)."""
    return any(actor.holds(post) for post in COUNTERS)


def counts(actor: Actor) -> QuerySet[Count]:
    """All for those who have to do with counts; nothing for others."""
    return Count.objects.all() if reads(actor) else Count.objects.none()


def filtered_counts(
    found: QuerySet[Count], *, query: str = "", state: str = "", subject: str = ""
) -> QuerySet[Count]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(number__icontains=words)
    if state == "open":
        found = found.filter(status__in=UNDER_WAY)
    elif state:
        found = found.filter(status=state)
    return found.filter(subject=subject) if subject else found


def expected_assets(
    *, classes: Sequence[int], places: Sequence[str], on: date | None = None
) -> QuerySet[Asset]:
    """What should be there, of some classes and places or of all (R94). on: booked by then."""
    found = Asset.objects.exclude(status__in=NOT_EXPECTED)
    if on is not None:
        found = found.filter(booked_date__lte=on)
    if classes:
        found = found.filter(asset_class_id__in=classes)
    return found.filter(place__in=places) if places else found


def ledger_began() -> date | None:
    """The day of the first entry of the ledger; None for an empty one."""
    first = Movement.objects.order_by("at").values_list("at", flat=True).first()
    return timezone.localdate(first) if first else None


def places() -> list[str]:
    """Every place where an asset stands."""
    found = Asset.objects.exclude(status__in=NOT_EXPECTED)
    return list(found.order_by("place").values_list("place", flat=True).distinct())


def rooms() -> QuerySet[Room]:
    """Rooms with a code, by name."""
    return Room.objects.order_by("name")


def lines(count: Count) -> QuerySet[Line]:
    """Its lines by number; what turned up comes last."""
    return count.lines.order_by("-is_expected", "place", "number", "pk")


def filtered_lines(
    found: QuerySet[Line], *, query: str = "", result: str = "", place: str = ""
) -> QuerySet[Line]:
    """Narrowed by what the list's filters say. result: also "open", "differs" and "conflict"."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(number__icontains=words) | Q(name__icontains=words) | Q(user_name__icontains=words)
        )
    if place:
        found = found.filter(Q(place=place) | Q(found_place=place))
    named = {
        "open": Q(result=""),
        "differs": DIFFERS,
        "conflict": Q(in_conflict=True),
        "moved": Q(is_moved=True),
        "unexplained": DIFFERS & Q(remedy=""),
    }
    if result in named:
        return found.filter(named[result])
    return found.filter(result=result) if result else found


@dataclass(frozen=True, slots=True)
class Figures:
    """Lines in figures: of a whole count, of one place, of one class."""

    name: str
    expected: int = 0
    answered: int = 0
    agree: int = 0
    differ: int = 0
    missing: int = 0
    wrong_place: int = 0
    surplus: int = 0
    conflicts: int = 0
    unexplained: int = 0
    moved: int = 0

    @property
    def left(self) -> int:
        """Lines that nobody has answered."""
        return self.expected - self.answered

    @property
    def percent(self) -> int:
        """Answered lines in a hundred."""
        return self.answered * 100 // self.expected if self.expected else 0


_HERE = Q(is_expected=True)
_SUMS = {
    "expected": _HERE,
    "answered": _HERE & ~Q(result=""),
    "agree": _HERE & ~Q(result="") & ~DIFFERS,
    "differ": DIFFERS,
    "missing": Q(result=Result.MISSING),
    "wrong_place": Q(result=Result.PLACE),
    "surplus": Q(result=Result.SURPLUS),
    "conflicts": Q(in_conflict=True),
    "unexplained": DIFFERS & Q(remedy=""),
    "moved": Q(is_moved=True),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a count is: as a whole, by place and by class."""

    whole: Figures
    by_place: list[Figures]
    by_class: list[Figures]


def standing(count: Count) -> Standing:
    """All of it in one query, however many lines there are."""
    sums = {name: CountOf("pk", filter=which) for name, which in _SUMS.items()}
    found = count.lines.values("place", "class_name").annotate(**sums)
    rows: list[dict[str, Any]] = [dict(row) for row in found]

    def added(name: str, some: list[dict[str, Any]]) -> Figures:
        return Figures(name, **{key: sum(row[key] for row in some) for key in _SUMS})

    def by(column: str) -> list[Figures]:
        names = sorted({row[column] for row in rows if row["expected"]})
        return [added(name, [row for row in rows if row[column] == name]) for name in names]

    return Standing(added("", rows), by("place"), by("class_name"))


def overdue(day: date) -> QuerySet[Count]:
    """Counts of a month that should be closed and are not (R94)."""
    return Count.objects.filter(
        is_monthly=True, subject=Subject.ASSETS, closed_at=None, due_date__lt=day
    ).exclude(status=CountStates.CANCELLED)


def open_for(actor: Actor) -> QuerySet[Count]:
    """Counts of assets at which this person can count now."""
    if not may_count(actor):
        return Count.objects.none()
    found = Count.objects.filter(status=CountStates.OPEN, subject=Subject.ASSETS)
    return found.order_by("-is_monthly", "-pk")


def scans(count: Count) -> QuerySet[Scan]:
    """Everything that was sent, the newest first."""
    return count.scans.select_related("line").order_by("-received_at", "-serial")


def scans_of(line: Line) -> QuerySet[Scan]:
    """Who said what of a line, in order."""
    return line.scans.order_by("at", "serial")


def expected_place(line: Line, *, at: datetime) -> str:
    """Where the books had it then: as the count began, plus what moved since (R95)."""
    key = line.asset_id or 0
    moved = moved_since(line.count, [key]).get(key, [])
    return place_at(line.place, [(one.at, one.place) for one in moved], at)


def pieces_moved(line: Line, *, since: datetime, flow: str = "") -> int:
    """Pieces put in, less those taken out, of a supply in its cabinet (R95). flow: only these."""
    found = StockMovement.objects.filter(
        item_id=line.item_id or 0, place_id=line.cabinet_id or 0, at__gt=since
    )
    if flow:
        found = found.filter(flow=flow)
    return found.aggregate(all=Sum("quantity"))["all"] or 0


def being_counted(item_id: int, place_id: int) -> str:
    """The number of the count in which this supply is counted in this cabinet now; '' for none.

    A closed count is over unless this line waits for the general manager (R115).
    """
    running = Q(count__status__in=(*UNDER_WAY, CountStates.DISPUTED))
    waiting = Q(count__status=CountStates.CLOSED) & DIFFERS
    found = Line.objects.filter(running | waiting, item_id=item_id, cabinet_id=place_id)
    return found.values_list("count__number", flat=True).first() or ""


def moved_since(count: Count, assets: Sequence[int]) -> dict[int, list[Movement]]:
    """What happened to these things since the count began, in order (R95)."""
    found: dict[int, list[Movement]] = {}
    rows = Movement.objects.filter(asset_id__in=assets, at__gt=count.opened_at)
    for row in rows.order_by("at", "pk"):
        found.setdefault(row.asset_id, []).append(row)
    return found
