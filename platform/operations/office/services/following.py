"""Supervision items made of other modules' records, such as a document from above (R35, R43)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.office.models import Source, SupervisionItem
from operations.office.rules.supervision import LONGEST_TITLE
from operations.office.services.issuing import SupervisionData, supervision_open
from operations.office.settings import setting


def supervision_of_record(
    source: models.Model,
    *,
    title: str,
    department_id: int | None,
    due: date | None,
    by: Actor,
    at: datetime,
) -> SupervisionItem:
    """Supervise what a document asks for: its department owns the item, its day is the due day."""
    return _supervise(
        source, Source.DOCUMENT, title=title, department_id=department_id, due=due, by=by, at=at
    )


def supervision_of_decision(
    source: models.Model,
    *,
    title: str,
    department_id: int | None,
    due: date | None,
    by: Actor,
    at: datetime,
) -> SupervisionItem:
    """Supervise what a meeting decided; a person named there (`owner_id`) owns the item (R44)."""
    return _supervise(
        source,
        Source.MEETING,
        owner_id=getattr(source, "owner_id", None),
        title=title,
        department_id=department_id,
        due=due,
        by=by,
        at=at,
    )


def _supervise(
    source: models.Model,
    came_from: Source,
    *,
    title: str,
    department_id: int | None,
    due: date | None,
    by: Actor,
    at: datetime,
    owner_id: int | None = None,
) -> SupervisionItem:
    """An item of another module's record.

    A day of rest or one that has passed becomes the next possible working day; without a day the
    county's usual number of working days counts. Raises Violation while no department handles the
    record, or when an item of it exists.
    """
    if department_id is None:
        raise Violation(
            _("No department handles it yet. Have that decided first."), R(46), field="department"
        )
    calendar, today = WorkCalendar.load(), timezone.localdate(at)
    name = " ".join(title.split())
    short = name if len(name) <= LONGEST_TITLE else f"{name[: LONGEST_TITLE - 1]}…"
    data = SupervisionData(
        title=short,
        requirement=name,
        department_id=department_id,
        owner_id=owner_id,
        due_date=max(calendar.on_or_before(due), calendar.on_or_after(today)) if due else None,
        days=None if due else int(setting("usual_days", on=today)),
    )
    return supervision_open(
        data=data, source=came_from, reference=str(source), record=source, by=by, at=at
    )
