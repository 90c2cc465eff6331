"""Verbs of the work calendar: publish a year's days, set a county's own, take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.errors import Denied, Violation
from core.models.calendar import CalendarDay

Recompute = Callable[[int], int]

# Who keeps a county's own days.
KEEPERS = ("county_admin",)

_recompute: dict[str, tuple[Recompute, type[models.Model] | None]] = {}

audit.name_actions(
    {
        "calendar.publish": gettext_lazy("published the work calendar"),
        "calendar.override": gettext_lazy("set a day of the county's own"),
        "calendar.override_remove": gettext_lazy("took back a day of the county's own"),
    }
)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One day as published. kind, status: values of CalendarDay.Kind and .Status."""

    date: date
    kind: str
    name: str = ""
    status: str = CalendarDay.Status.OFFICIAL


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did, in numbers of days; recomputed: due dates that moved."""

    created: int
    changed: int
    same: int
    removed: int
    years: tuple[int, ...]
    recomputed: int


def register_recompute(
    name: str, recompute: Recompute, *, model: type[models.Model] | None = None
) -> None:
    """Have open due dates worked out again when a year's days change.

    recompute(year) moves the due dates of *open* records that touch the year (never of closed
    ones) inside the publisher's transaction and returns how many moved. model: where its table
    does not exist there is nothing to move; the province publishes too, and has no county's table.
    """
    _recompute[name] = (recompute, model)


@transaction.atomic
def calendar_publish_rows(
    rows: Iterable[CalendarRow], *, source: str, by: Actor, at: datetime
) -> Published:
    """Put a year's national days into this schema; a county's own days are left alone.

    The rows are the whole truth of the years they name: other national days of these years are
    removed, so a provisional guess does not outlive the announcement. The province publishes in
    its own schema and then in every county's. Raises Violation for a day named twice.
    """
    wanted = _by_date(rows)
    years = sorted({day.year for day in wanted})
    # The national rows are locked: two publishers would otherwise both insert.
    national = CalendarDay.objects.select_for_update().filter(county_override=False)
    stored = {row.date: row for row in national.order_by("date") if row.date.year in years}
    created = [_new(row, source=source, at=at) for row in wanted.values() if row.date not in stored]
    changed = [row for day, row in stored.items() if day in wanted and _differs(row, wanted[day])]
    gone = [row.pk for day, row in stored.items() if day not in wanted]
    for row in changed:
        _take_over(row, wanted[row.date], source=source, at=at)
    CalendarDay.objects.bulk_create(created)
    CalendarDay.objects.bulk_update(changed, ["kind", "name", "status", "source", "updated_at"])
    CalendarDay.objects.filter(pk__in=gone).delete()
    moved = _run_recompute(years) if created or changed or gone else 0
    result = Published(
        created=len(created),
        changed=len(changed),
        same=len(wanted) - len(created) - len(changed),
        removed=len(gone),
        years=tuple(years),
        recomputed=moved,
    )
    _note(result, by=by, source=source)
    return result


@transaction.atomic
def calendar_override(
    *, on: date, kind: str, name: str, reason: str, by: Actor, at: datetime
) -> CalendarDay:
    """Set a county's own day, such as the day of a local festival; it wins over the national one.

    Raises Denied, or Violation without a reason.
    """
    _may_keep(by)
    _reason_is_given(reason)
    day, _created = CalendarDay.objects.select_for_update().update_or_create(
        date=on,
        county_override=True,
        defaults={
            "kind": kind,
            "name": name,
            "source": reason.strip()[:80],
            "status": CalendarDay.Status.OFFICIAL,
            "updated_at": at,
        },
    )
    moved = _run_recompute([on.year])
    audit.record(
        None,
        by=by,
        action="calendar.override",
        note=reason,
        changes={"date": on.isoformat(), "kind": kind, "name": name, "recomputed": moved},
    )
    return day


@transaction.atomic
def calendar_override_remove(*, on: date, reason: str, by: Actor) -> None:
    """Take a county's own day back; the national calendar holds again.

    Raises Denied, or Violation when there is none.
    """
    _may_keep(by)
    _reason_is_given(reason)
    removed, _details = CalendarDay.objects.filter(date=on, county_override=True).delete()
    if not removed:
        raise Violation(_("The county has no day of its own on this date."), field="date")
    moved = _run_recompute([on.year])
    audit.record(
        None,
        by=by,
        action="calendar.override_remove",
        note=reason,
        changes={"date": on.isoformat(), "recomputed": moved},
    )


def _may_keep(by: Actor) -> None:
    if not (by.is_system or any(map(by.holds, KEEPERS))):
        raise Denied(_("The county's administrator keeps its own days."), needs=KEEPERS)


def _reason_is_given(reason: str) -> None:
    if not reason.strip():
        raise Violation(_("Say why the county keeps this day differently."), field="reason")


def _by_date(rows: Iterable[CalendarRow]) -> dict[date, CalendarRow]:
    wanted: dict[date, CalendarRow] = {}
    for row in rows:
        if row.date in wanted:
            raise Violation(
                _("%(date)s is named twice in the list. Keep one of the two lines.")
                % {"date": row.date.isoformat()},
                field="date",
            )
        wanted[row.date] = row
    return wanted


def _new(row: CalendarRow, *, source: str, at: datetime) -> CalendarDay:
    return CalendarDay(
        date=row.date,
        kind=row.kind,
        name=row.name,
        status=row.status,
        source=source,
        updated_at=at,
    )


def _differs(stored: CalendarDay, row: CalendarRow) -> bool:
    return (stored.kind, stored.name, stored.status) != (row.kind, row.name, row.status)


def _take_over(stored: CalendarDay, row: CalendarRow, *, source: str, at: datetime) -> None:
    stored.kind, stored.name, stored.status = row.kind, row.name, row.status
    stored.source, stored.updated_at = source, at


def _run_recompute(years: Iterable[int]) -> int:
    tables = set(connection.introspection.table_names())
    here = [
        recompute
        for recompute, model in _recompute.values()
        if model is None or model._meta.db_table in tables
    ]
    return sum(recompute(year) for year in years for recompute in here)


def _note(result: Published, *, by: Actor, source: str) -> None:
    audit.record(
        None,
        by=by,
        action="calendar.publish",
        note=source,
        changes={
            "years": list(result.years),
            "created": result.created,
            "changed": result.changed,
            "removed": result.removed,
            "recomputed": result.recomputed,
        },
    )
