"""The province publishes a year: by an imported list, in its own schema, then in every county.

National days exist in every schema (schemas are self-contained), so what is published here is
sent to the counties, each of which takes it in a task of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.actor import Actor
from core.imports import parsers
from core.imports.specs import Column, ImportSpec, Key, Row, register
from core.models.calendar import CalendarDay
from core.workcalendar.services import CalendarRow, Published, calendar_publish_rows

FAN_OUT_TASK = "tenants.fan_out"
TAKE_TASK = "core.take_calendar"
SOURCE = "国务院办公厅节假日安排"
NATIONAL_KINDS = (CalendarDay.Kind.HOLIDAY, CalendarDay.Kind.MAKE_UP)
# May publish for the whole province.
PUBLISHERS = frozenset({"root"})


def national_rows(years: Collection[int] | None = None) -> list[CalendarRow]:
    """This schema's national days, of some years or of all, to be copied to another schema."""
    days = CalendarDay.objects.filter(county_override=False).order_by("date")
    return [
        CalendarRow(date=day.date, kind=day.kind, name=day.name, status=day.status)
        for day in days
        if years is None or day.date.year in years
    ]


def hold() -> None:
    """Let nobody publish in this schema until the transaction ends; waits for who is at it.

    Several may hold at once, for they only read: a shared lock, which the ORM has no word for.
    Read the days after it, in a statement of its own: one that waits does not see new rows.
    """
    table = connection.ops.quote_name(CalendarDay._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE NOT county_override ORDER BY date FOR SHARE"  # noqa: S608
        )


def adopt(rows: Collection[CalendarRow], *, by: Actor, at: datetime) -> Published | None:
    """Bring this schema's national days to those of the province; None where nothing is missing.

    Only years that differ are written. A year that is announced here stays when the province has
    only a guess: a new version of the product may know more than a province that has not looked.
    """
    theirs, ours = _by_year(rows), _by_year(national_rows())
    newer = [
        row
        for year, days in theirs.items()
        if days != ours.get(year) and not (_announced(ours.get(year)) and not _announced(days))
        for row in days
    ]
    return calendar_publish_rows(newer, source=SOURCE, by=by, at=at) if newer else None


def _by_year(rows: Collection[CalendarRow]) -> dict[int, list[CalendarRow]]:
    years: dict[int, list[CalendarRow]] = {}
    for row in sorted(rows, key=lambda row: row.date):
        years.setdefault(row.date.year, []).append(row)
    return years


def _announced(days: Collection[CalendarRow] | None) -> bool:
    return bool(days) and all(day.status == CalendarDay.Status.OFFICIAL for day in days or ())


def pack(rows: Collection[CalendarRow]) -> list[list[str]]:
    """Rows as JSON for a task."""
    return [[row.date.isoformat(), row.kind, row.name, row.status] for row in rows]


def unpack(packed: Sequence[Sequence[str]]) -> list[CalendarRow]:
    """Rows that were packed."""
    return [
        CalendarRow(date=date.fromisoformat(day), kind=kind, name=name, status=status)
        for day, kind, name, status in packed
    ]


@transaction.atomic
def publish_days(rows: Sequence[Row], by: Actor) -> None:
    """Add imported days to their years, as official, and send these years to every county.

    What was provisional in these years is dropped: the list is the announcement.
    """
    new = {
        row.values["date"]: CalendarRow(
            date=row.values["date"], kind=row.values["kind"], name=row.values.get("name", "")
        )
        for row in rows
    }
    years = {day.year for day in new}
    kept = {
        row.date: row for row in national_rows(years) if row.status == CalendarDay.Status.OFFICIAL
    }
    whole = list((kept | new).values())
    calendar_publish_rows(whole, source=SOURCE, by=by, at=timezone.now())
    transaction.on_commit(partial(_send, pack(whole)))


def _send(packed: list[list[str]]) -> None:
    current_app.tasks[FAN_OUT_TASK].delay(TAKE_TASK, {"rows": packed, "source": SOURCE})


def _load(keys: Collection[Key]) -> Mapping[Key, Mapping[str, Any]]:
    days = CalendarDay.objects.filter(
        date__in=[key[0] for key in keys], county_override=False, status="official"
    )
    return {(day.date,): {"date": day.date, "kind": day.kind, "name": day.name} for day in days}


def _may(actor: Actor) -> bool:
    return bool(actor.posts & PUBLISHERS)


WORK_CALENDAR = register(
    ImportSpec(
        key_name="work-calendar",
        title=_("work calendar"),
        intro=_(
            "Holidays and make-up working days as announced by the State Council, one day a row."
            " They hold in every county; a county's own days stay."
        ),
        columns=(
            Column(
                "date",
                _("date"),
                parsers.day,
                required=True,
                help=_("Every day of the holiday has its own row."),
                samples=("2030-01-01", "2030-01-05"),
            ),
            Column(
                "kind",
                _("kind of day"),
                required=True,
                choices=[(kind.value, kind.label) for kind in NATIONAL_KINDS],
                help=_("Ordinary weekends need no row."),
                samples=("法定节假日", "调休上班"),
            ),
            Column(
                "name",
                _("name"),
                parsers.text_of(40),
                required=True,
                help=_("The holiday that it belongs to."),
                samples=("元旦", "元旦"),
            ),
        ),
        key=("date",),
        load_existing=_load,
        apply=publish_days,
        may=_may,
        most_rows=1_000,
    )
)
