"""A period by item and by handler: counts, punctuality, time taken, ratings (R136, R137)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.workcalendar import WorkCalendar
from operations.casework.finding import since
from operations.casework.lifecycle import DONE
from operations.casework.models import Case, Pause
from operations.casework.rules import is_satisfied

# Fewer ratings than these would tell who rated a colleague how (R139).
FEWEST_RATINGS = 3
_FIELDS = (
    *("pk", "item__code", "item__name", "handler_id", "handler__name", "accepted_at"),
    *("finished_at", "promised_date", "promise_met_at", "status", "rating__level"),
)


@dataclass(slots=True)
class Line:
    """One item or one handler over a period."""

    key: Hashable
    name: str
    code: str = ""
    taken: int = 0
    completed: int = 0
    in_time: int = 0
    days: list[int] = field(default_factory=list)
    rated: int = 0
    satisfied: int = 0
    hides_ratings: bool = False

    @property
    def punctual(self) -> int | None:
        """Completed in time, in per cent; None where nothing was completed."""
        return round(100 * self.in_time / self.completed) if self.completed else None

    @property
    def median_days(self) -> float | None:
        """The middle one of the working days that the cases took."""
        return median(self.days) if self.days else None

    @property
    def satisfaction(self) -> int | None:
        """Satisfied ÷ rated in per cent; None without ratings, or with too few to show."""
        if not self.rated or self.too_few:
            return None
        return round(100 * self.satisfied / self.rated)

    @property
    def too_few(self) -> bool:
        """Are there ratings, but not enough to hide who gave them?"""
        return self.hides_ratings and 0 < self.rated < FEWEST_RATINGS


@dataclass(frozen=True, slots=True)
class Statistics:
    """The lines and their sum."""

    items: list[Line]
    handlers: list[Line]
    total: Line


def of_period(
    cases: QuerySet[Case], *, first: date, last: date, total: str, calendar: WorkCalendar
) -> Statistics:
    """Cases taken or completed from `first` to `last`, both included. total: the sum's name."""
    start, end = since(first), since(last + timedelta(days=1))
    taken = Q(accepted_at__gte=start, accepted_at__lt=end)
    completed = Q(finished_at__gte=start, finished_at__lt=end, status__in=DONE)
    rows = list(cases.filter(taken | completed).order_by("pk").values(*_FIELDS))
    paused = _paused(row["pk"] for row in rows)
    items: dict[Hashable, Line] = {}
    handlers: dict[Hashable, Line] = {}
    whole = Line("", total)
    for row in rows:
        item = items.setdefault(
            row["item__code"], Line(row["item__code"], row["item__name"], row["item__code"])
        )
        lines = [item, whole]
        if row["handler_id"] is not None:
            one = Line(row["handler_id"], row["handler__name"], hides_ratings=True)
            lines.append(handlers.setdefault(row["handler_id"], one))
        was_taken = row["accepted_at"] is not None and start <= row["accepted_at"] < end
        for line in lines:
            line.taken += was_taken
        if row["finished_at"] is not None and start <= row["finished_at"] < end:
            _complete(lines, row, paused.get(row["pk"], []), calendar)
    return Statistics(
        sorted(items.values(), key=lambda line: (-line.completed, -line.taken, line.code)),
        sorted(handlers.values(), key=lambda line: (-line.completed, -line.taken, line.name)),
        whole,
    )


def _complete(
    lines: Iterable[Line],
    row: dict[str, Any],
    pauses: Iterable[tuple[date, date]],
    calendar: WorkCalendar,
) -> None:
    if row["status"] not in DONE:
        return
    accepted = timezone.localdate(row["accepted_at"])
    finished = timezone.localdate(row["finished_at"])
    met = row["promise_met_at"]
    kept = min(finished, timezone.localdate(met)) if met else finished
    days = calendar.working_days_between(accepted, finished)
    days -= sum(calendar.working_days_between(a, min(b, finished)) for a, b in pauses)
    for line in lines:
        line.completed += 1
        line.in_time += row["promised_date"] is not None and kept <= row["promised_date"]
        line.days.append(max(0, days))
        if row["rating__level"] is not None:
            line.rated += 1
            line.satisfied += is_satisfied(row["rating__level"])


def _paused(pks: Iterable[int]) -> dict[int, list[tuple[date, date]]]:
    """The days on which the promised clock stood still, by case."""
    found: dict[int, list[tuple[date, date]]] = {}
    rows = Pause.objects.filter(
        case__in=list(pks), kind=Pause.Kind.APPLICANT, to_date__isnull=False
    )
    for case, first, last in rows.values_list("case_id", "from_date", "to_date"):
        if last is not None:
            found.setdefault(case, []).append((first, last))
    return found
