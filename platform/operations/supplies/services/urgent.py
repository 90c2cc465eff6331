"""Outside the monthly plan: what is urgent, and the first issue to a new post (R98, R107)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from operations.staff.models import Assignment, Person
from operations.supplies import selectors
from operations.supplies.kinds import Occasion, SupplyClass
from operations.supplies.lifecycle import URGENT, U
from operations.supplies.models import Line, Party, Place, Standard, Urgent, whose
from operations.supplies.numbers import URGENT as SERIES
from operations.supplies.rules import asking, classes
from operations.supplies.services.issuing import settle
from operations.supplies.services.lines import approve_lines
from operations.supplies.services.moving import (
    manager_decides,
    move,
    party_for,
    urgent_locked,
    written_by_its_own,
)
from operations.supplies.services.purchasing import Arrived, lay
from operations.supplies.settings import threshold


@transaction.atomic
def urgent_open(
    *,
    reason: str,
    by: Actor,
    at: datetime,
    department_id: int | None = None,
    station_id: int | None = None,
) -> Urgent:
    """Begin an urgent request; it says why it cannot wait (R107)."""
    today = timezone.localdate(at)
    given = {"department_id": department_id, "station_id": station_id}
    party = party_for(by, on=today, clerks=True, **given)
    asking.urgency_is_stated(reason=reason)
    return _make(party, Occasion.URGENT, reason, None, by=by, at=at)


@transaction.atomic
def starter_open(*, person_id: int, by: Actor, at: datetime) -> Urgent:
    """The first issue to somebody's new post, by its standards; only once in a service (R98)."""
    today = timezone.localdate(at)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    classes.no_second_starter_set(name=person.name, had=selectors.had_starter_set(person))
    department = selectors.department_of(person, on=today)
    asking.has_a_post(has=department is not None, name=person.name)
    own = party_for(
        by,
        department_id=department.pk if department else 0,
        station_id=None,
        on=today,
        clerks=True,
    )
    running = Urgent.objects.filter(person=person).exclude(status__in=(U.REFUSED, U.ISSUED))
    asking.starter_runs_once(taken=running.exists(), name=person.name)
    reason = str(Occasion.STARTER.label)
    urgent = _make(own, Occasion.STARTER, reason, person, by=by, at=at)
    for item_id, quantity in _set_of(person, on=today).items():
        Line.objects.create(urgent=urgent, item_id=item_id, quantity=quantity, person=person)
    return urgent


@transaction.atomic
def urgent_ask(
    *, urgent_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Urgent:
    """Hand it in; it goes before the head of the department (R107)."""
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "ask", by=by, expected_version=expected_version)
    written_by_its_own(urgent, by, on=timezone.localdate(at))
    asking.something_is_asked(lines=urgent.lines.count())
    urgent.asked_at = at
    figures.changed(("SU-URGENT",), on=timezone.localdate(at))
    return move(urgent, "ask", by=by, at=at, fields=("asked_at",), version=expected_version)


@transaction.atomic
def urgent_agree(
    *,
    urgent_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Urgent:
    """The head of the department agrees first; not to what they wrote themselves (R0, R107)."""
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "agree", by=by, expected_version=expected_version)
    manager_decides(urgent, by)
    urgent.agreed_by_id = (by.acting_for or by).user_id
    urgent.agreed_by_name = by.signature[:80]
    fields = ("agreed_by_id", "agreed_by_name")
    return move(
        urgent, "agree", by=by, at=at, reason=reason, fields=fields, version=expected_version
    )


@transaction.atomic
def urgent_approve(
    *,
    urgent_id: int,
    by: Actor,
    at: datetime,
    approved: Mapping[int, int] | None = None,
    reason: str = "",
    expected_version: int | None = None,
) -> Urgent:
    """Then the manager of the administration, who is somebody else; within the standard (R107).

    approved: by line; None for everything that is asked for.
    """
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "approve", by=by, expected_version=expected_version)
    asking.two_approvals(same=bool(_agreed(urgent) & by.persons))
    today = timezone.localdate(at)
    approve_lines(urgent, approved, month=today.replace(day=1), on=today)
    urgent.approved_by_name, urgent.approved_at = by.signature[:80], at
    fields = ("approved_by_name", "approved_at")
    return move(
        urgent, "approve", by=by, at=at, reason=reason, fields=fields, version=expected_version
    )


@transaction.atomic
def urgent_refuse(
    *, urgent_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Urgent:
    """One of the two says no, and why (R107)."""
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "refuse", by=by, expected_version=expected_version)
    if urgent.status == U.ASKED:
        manager_decides(urgent, by)
    return move(urgent, "refuse", by=by, at=at, reason=reason, version=expected_version)


@transaction.atomic
def urgent_buy(
    *,
    urgent_id: int,
    place_id: int,
    arrived: Mapping[int, Arrived],
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Urgent:
    """The clerk buys what the cabinet has not, and puts it there (R107)."""
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "buy", by=by, expected_version=expected_version)
    place = Place.objects.get(pk=place_id)
    least = threshold(on=timezone.localdate(at))
    for line in urgent.lines.select_related("item").order_by("item_id", "pk"):
        came = arrived.get(line.pk, Arrived(0))
        if came.quantity:
            lay(line.item, place, came, threshold=least, note=urgent.number, by=by, at=at)
    move(urgent, "buy", by=by, at=at, version=expected_version)
    settle(urgent, by=by, at=at)
    return urgent


def _agreed(urgent: Urgent) -> set[int | None]:
    """Who agreed, and in whose place: neither approves a second time (R0, R107)."""
    said = audit.timeline(urgent).filter(action="supplyurgent.agree")
    both = said.values_list("actor_id", "acting_for_id")
    return {urgent.agreed_by_id, *(one for pair in both for one in pair)}


def _make(
    party: Party,
    occasion: str,
    reason: str,
    person: Person | None,
    *,
    by: Actor,
    at: datetime,
) -> Urgent:
    urgent = Urgent.objects.create(
        **whose(party),
        occasion=occasion,
        person=person,
        reason=reason.strip()[:300],
        applicant_name=by.signature[:80],
        created_by_id=(by.acting_for or by).user_id,
        created_at=at,
        status_since=at,
    )
    urgent.number = numbering.draw(SERIES, on=timezone.localdate(at), record=urgent).text
    urgent.save(update_fields=["number"])
    audit.record(urgent, by=by, action="supplyurgent.open", clauses=(R(107),), at=at)
    return urgent


def _set_of(person: Person, *, on: date) -> dict[int, int]:
    """What the standards give to the post; of several the narrowest."""
    posts = Assignment.objects.on(on).filter(person=person).values_list("title", flat=True)
    found: dict[int, int] = {}
    standards = Standard.objects.on(on).filter(
        item__ended_date=None,
        item__kind__in=(SupplyClass.DURABLE, SupplyClass.STATIONERY),
        department=None,
        device_class="",
        station=None,
        level="",
        post__in=["", *posts],
        quantity__gt=0,
    )
    for standard in standards.order_by("post", "item__kind", "item__code"):
        found[standard.item_id] = standard.quantity
    return found
