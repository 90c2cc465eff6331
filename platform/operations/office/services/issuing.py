"""Issuing an item, and calling it off (R44, R46)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, numbering
from core.actor import Actor, directory
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.office import selectors
from operations.office.lifecycle import ISSUERS, OWNERS, WITH_OWNER
from operations.office.models import Level, Milestone, Source, SupervisionItem
from operations.office.rules import supervision as rules
from operations.office.services.moving import (
    announce,
    head_of,
    locked,
    move,
    refigure,
    tell,
)
from operations.staff.models import Department


@dataclass(frozen=True, slots=True)
class SupervisionData:
    """What an item says. Either due_date or days; milestones as (day, name)."""

    title: str
    requirement: str
    department_id: int
    owner_id: int | None = None
    assisting: tuple[int, ...] = ()
    level: str = Level.NORMAL
    due_date: date | None = None
    days: int | None = None
    milestones: tuple[tuple[date, str], ...] = field(default=())


@transaction.atomic
def supervision_open(
    *,
    data: SupervisionData,
    source: str,
    by: Actor,
    at: datetime,
    reference: str = "",
    record: models.Model | None = None,
) -> SupervisionItem:
    """Issue an item to its owner, with its number (R44, R46).

    source: a Source. reference: where it comes from, in words. record: the document, plan item or
    minutes it is made of, once. Raises Violation or Denied.
    """
    if not any(by.holds(post) for post in ISSUERS):
        raise denied(ISSUERS)
    rules.source_is_known(source=source, known=Source.values)
    rules.matter_is_named(title=data.title, requirement=data.requirement)
    rules.owner_is_not_assisting(owner=data.department_id, assisting=data.assisting)
    kind, key = _key(record)
    today = timezone.localdate(at)
    due = rules.due_day(WorkCalendar.load(), issued=today, due=data.due_date, days=data.days)
    rules.milestones_in_order(milestones=data.milestones, issued=today, due=due)
    department = _department(data.department_id)
    if data.owner_id is not None:
        can_own(data.owner_id)
    item = SupervisionItem(
        created_by_id=(by.acting_for or by).user_id,
        source=source,
        reference=reference.strip()[:120],
        source_type=kind,
        source_id=key,
        title=data.title.strip(),
        requirement=data.requirement.strip(),
        level=data.level if data.level in Level.values else Level.NORMAL,
        department=department,
        owner_id=data.owner_id,
        owner_name=directory().name_of(data.owner_id)[:80] if data.owner_id else "",
        issued_by_name=by.signature[:80],
        issued_date=today,
        days=data.days,
        first_due_date=due,
        due_date=due,
        status_since=at,
        created_at=at,
    )
    item.number = numbering.draw("supervision", on=today).text
    item.save()
    helpers = _helpers(data.assisting)
    item.assisting.set(helpers)
    Milestone.objects.bulk_create(
        Milestone(item=item, title=title.strip()[:80], due_date=day)
        for day, title in data.milestones
    )
    announce(item, by=by, at=at)
    for helper in helpers:
        head = head_of(helper)
        if head is not None:
            said = _("Your department assists: %(title)s") % {"title": item.title}
            tell(item, step="assist", title=said, by=by, at=at, user_id=head)
    audit.record(
        item,
        by=by,
        action="supervision.open",
        changes={"number": item.number, "due_date": due.isoformat()},
        clauses=(R(44),),
        at=at,
    )
    refigure(item, at=at)
    return item


def _key(record: models.Model | None) -> tuple[str, str]:
    """How another module's record is named; refused when it has an item already (R44)."""
    if record is None:
        return "", ""
    kind, key = record._meta.label_lower, str(record.pk)
    # Two who click at once follow each other.
    type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
    found = selectors.of_source(kind, key)
    if found is not None:
        raise Violation(
            _("This is supervised already as %(number)s.") % {"number": found.number}, R(44)
        )
    return kind, key


def _department(pk: int) -> Department:
    found = Department.objects.filter(pk=pk, is_active=True).select_related("head").first()
    if found is None:
        raise Violation(_("Choose the owner department."), R(44), field="department_id")
    return found


def _helpers(pks: Collection[int]) -> list[Department]:
    found = list(
        Department.objects.filter(pk__in=pks, is_active=True).select_related("head").order_by("pk")
    )
    if len(found) != len(set(pks)):
        raise Violation(_("Choose departments that are in use."), R(44), field="assisting")
    return found


def can_own(user_id: int) -> None:
    """An owner can sign in and holds a post that may have items. Raises Violation."""
    known = directory()
    if not known.is_active(user_id):
        raise Violation(_("This person cannot sign in. Choose somebody else."), field="owner_id")
    if not known.actor_of(user_id).posts & set(OWNERS):
        raise Violation(
            _("%(name)s holds no post that carries out items.") % {"name": known.name_of(user_id)},
            R(46),
            field="owner_id",
        )


@transaction.atomic
def supervision_cancel(
    *, item_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> SupervisionItem:
    """A leader calls it off, with the reason (R46). The number stays (R17)."""
    item = locked(item_id)
    move(item, "cancel", by=by, at=at, reason=reason, expected_version=expected_version)
    if item.owner_id is not None:
        said = _("Called off: %(title)s") % {"title": item.title}
        tell(
            item, step="cancelled", title=said, by=by, at=at, user_id=item.owner_id, message=reason
        )
    return item


def handed_over(record: object, given: InboxItem, by: Actor, at: datetime) -> None:
    """The inbox's 转办 of the owner's step makes its receiver the owner (R46)."""
    if not isinstance(record, SupervisionItem) or given.user_id is None:
        return
    if given.step not in [str(state) for state in WITH_OWNER]:
        return
    item = locked(record.pk)
    can_own(given.user_id)
    was = item.owner_name
    item.owner_id, item.owner_name = given.user_id, directory().name_of(given.user_id)[:80]
    item.version += 1
    item.save(update_fields=["owner_id", "owner_name", "version", "updated_at"])
    audit.record(
        item,
        by=by,
        action="supervision.owner",
        changes={"owner": (was, item.owner_name)},
        clauses=(R(46),),
        at=at,
    )
