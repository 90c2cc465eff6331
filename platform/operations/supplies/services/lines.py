"""Lines of plans and requests: what, for whom, instead of which old one (R96–R103)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from operations.staff.models import Department, Person
from operations.supplies import selectors
from operations.supplies.kinds import SupplyClass
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Holding, Item, Line, Party, Plan, Urgent, of
from operations.supplies.rules import asking, classes
from operations.supplies.rules import stock as stock_rules
from operations.supplies.services.moving import (
    askers_only,
    plan_locked,
    urgent_locked,
    written_by_its_own,
)


@dataclass(frozen=True, slots=True)
class LineData:
    """What is asked for."""

    item_id: int
    quantity: int
    person_id: int | None = None
    device_class: str = ""
    device: str = ""
    replaces_id: int | None = None
    override_reason: str = ""
    remark: str = ""


@transaction.atomic
def plan_line_add(*, plan_id: int, data: LineData, by: Actor, at: datetime) -> Line:
    """One more thing in a plan that is being drafted."""
    plan = plan_locked(plan_id)
    _may_write(plan, by, at, open_=plan.status == S.DRAFT)
    return add(plan, data, by=by, at=at)


@transaction.atomic
def urgent_line_add(*, urgent_id: int, data: LineData, by: Actor, at: datetime) -> Line:
    """One more thing in a request that is being drafted."""
    urgent = urgent_locked(urgent_id)
    _may_write(urgent, by, at, open_=urgent.status == U.DRAFT)
    return add(urgent, data, by=by, at=at)


@transaction.atomic
def plan_line_drop(*, plan_id: int, line_id: int, by: Actor, at: datetime) -> None:
    """Take a line out of a plan that is being drafted."""
    plan = plan_locked(plan_id)
    _may_write(plan, by, at, open_=plan.status == S.DRAFT)
    _drop(plan, line_id, by=by, at=at)


@transaction.atomic
def urgent_line_drop(*, urgent_id: int, line_id: int, by: Actor, at: datetime) -> None:
    """Take a line out of a request that is being drafted."""
    urgent = urgent_locked(urgent_id)
    _may_write(urgent, by, at, open_=urgent.status == U.DRAFT)
    _drop(urgent, line_id, by=by, at=at)


def add(paper: Plan | Urgent, data: LineData, *, by: Actor, at: datetime) -> Line:
    """The line, if every rule of its class lets it."""
    today = timezone.localdate(at)
    item = Item.objects.get(pk=data.item_id)
    asking.item_is_in_use(ended=item.ended_date is not None)
    stock_rules.amount_is_whole(quantity=data.quantity)
    classes.only_finance(kind=item.kind, is_finance=selectors.is_finance(by))
    party = paper.party
    person, device_class = None, ""
    # A station is one post and one place: it takes everything itself, whatever the class.
    if isinstance(party, Department):
        classes.who_it_is_for(
            kind=item.kind, has_person=data.person_id is not None, device_class=data.device_class
        )
        person = _colleague(data.person_id, party, on=today)
        device_class = data.device_class if item.kind == SupplyClass.EQUIPMENT else ""
    line = Line(
        plan=paper if isinstance(paper, Plan) else None,
        urgent=paper if isinstance(paper, Urgent) else None,
        item=item,
        quantity=data.quantity,
        # Furniture belongs to the department, whoever sits on it (R102).
        person=None if item.kind == SupplyClass.FURNITURE else person,
        device_class=device_class,
        device=data.device.strip()[:60] if device_class else "",
        replaces=_old_one(data, item, party),
        remark=data.remark.strip()[:100],
    )
    # A plan is measured by the standards of its month, here as when it is approved.
    day = max(paper.month, today) if isinstance(paper, Plan) else today
    overridden = _old_for_new(line, party, data.override_reason, on=day)
    line.override_reason = data.override_reason.strip()[:200] if overridden else ""
    line.save()
    audit.record(
        paper,
        by=by,
        action="supplyline.override" if overridden else "supplyline.add",
        note=line.override_reason,
        changes={"supply": str(item), "pieces": data.quantity},
        clauses=(R(103),),
        at=at,
    )
    return line


def _old_for_new(line: Line, party: Party, reason: str, *, on: date) -> bool:
    item = line.item
    quota = selectors.standard_for(line, party=party, on=on)
    return classes.old_is_handed_in(
        kind=item.kind,
        is_kept=item.is_kept,
        holds=selectors.held(item_id=item.pk, person_id=line.person_id, party=party),
        quota=quota.quantity if quota else 0,
        quantity=line.quantity,
        replaces=line.replaces is not None,
        reason=reason,
    )


def _may_write(paper: Plan | Urgent, by: Actor, at: datetime, *, open_: bool) -> None:
    askers_only(by)
    written_by_its_own(paper, by, on=timezone.localdate(at))
    asking.lines_may_change(open_=open_)


def _drop(paper: Plan | Urgent, line_id: int, *, by: Actor, at: datetime) -> None:
    line = paper.lines.select_related("item").filter(pk=line_id).first()
    if line is None:
        raise Violation(_("This line is not there any more."), R(105), field="line_id")
    name = str(line.item)
    line.delete()
    audit.record(
        paper, by=by, action="supplyline.drop", changes={"supply": name}, clauses=(R(105),), at=at
    )


def _colleague(person_id: int | None, department: Department, *, on: date) -> Person | None:
    """Somebody who works in the department."""
    if person_id is None:
        return None
    person = Person.objects.get(pk=person_id)
    works = selectors.works_in(department, on=on).filter(pk=person_id).exists()
    if not works:
        raise Violation(
            _("%(name)s does not work in %(department)s.")
            % {"name": person.name, "department": department.name},
            R(109),
            field="person_id",
        )
    return person


def _old_one(data: LineData, item: Item, party: Party) -> Holding | None:
    """The old one is of the same kind, held there, and as many as are asked for (R103)."""
    if data.replaces_id is None:
        return None
    old = Holding.objects.filter(of(party), pk=data.replaces_id, item=item).first()
    if old is None or (old.person_id is not None and old.person_id != data.person_id):
        raise Violation(
            _("The old one must be of the same kind, on the same ledger."),
            R(103),
            field="replaces_id",
        )
    asking.held_by(held=old.quantity, quantity=data.quantity)
    asking.not_being_scrapped(
        held=old.quantity, waiting=selectors.waiting(old), quantity=data.quantity
    )
    asking.not_named_already(held=old.quantity, named=selectors.named(old), quantity=data.quantity)
    return old


def approve_lines(
    paper: Plan | Urgent, approved: Mapping[int, int] | None, *, month: date, on: date
) -> None:
    """Write what is approved and the numbers that were seen; refused over the standard (R105).

    approved: by line; None for everything that is asked for.
    """
    lines = list(paper.lines.select_related("item").order_by("pk"))
    # Of two approvals in the same second the later one counts the earlier one (R110). All lock
    # in the same order, and nobody who only enters an item in a ledger has to wait.
    items = Item.objects.select_for_update(no_key=True).order_by("pk")
    list(items.filter(pk__in={line.item_id for line in lines}))
    for line in lines:
        wanted = line.quantity if approved is None else approved.get(line.pk, line.quantity)
        found = selectors.allowance(line, party=paper.party, month=month, on=on)
        asking.within_the_standard(
            name=str(line.item), approved=wanted, asked=line.quantity, allowance=found
        )
        line.approved = wanted
        line.quota_seen, line.used_seen, line.stock_seen = found.quota, found.used, found.stock
        line.save(update_fields=["approved", "quota_seen", "used_seen", "stock_seen"])
