"""What every step of supplies does: lock, move, tell whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.lifecycle import Lifecycle, LifecycleRecord
from core.lifecycle_words import denied
from operations.staff.models import Department
from operations.stations.models import Station
from operations.stations.services import returns_settled
from operations.supplies import selectors, stations
from operations.supplies.lifecycle import ASKERS, CLERKS, PLAN, PURCHASE, SCRAP, URGENT, S, U
from operations.supplies.lifecycle import ScrapStates as X
from operations.supplies.models import Party, Plan, Purchase, Scrap, Urgent
from operations.supplies.rules import asking

R_ = TypeVar("R_", bound=LifecycleRecord)
# The step of a station's manager while a paper waits to be handed out.
SIGN = "sign"
OVER = (S.ISSUED, S.REJECTED, U.ISSUED, U.REFUSED)
# Whose turn it is, by kind and state.
TURNS: dict[tuple[type[LifecycleRecord], str], tuple[Post, int]] = {
    (Plan, S.SUBMITTED): (Post.DEPT_HEAD, 105),
    (Plan, S.APPROVED): (Post.AREA_CLERK, 105),
    (Plan, S.READY): (Post.AREA_CLERK, 108),
    (Urgent, U.ASKED): (Post.DEPT_HEAD, 107),
    (Urgent, U.AGREED): (Post.ADMIN_MGR, 107),
    (Urgent, U.APPROVED): (Post.AREA_CLERK, 107),
    (Urgent, U.BOUGHT): (Post.AREA_CLERK, 109),
    (Scrap, X.ASKED): (Post.ADMIN_MGR, 114),
    (Scrap, X.REVIEWED): (Post.FINANCE, 114),
    (Scrap, X.FILED): (Post.AREA_CLERK, 114),
}
WAYS: dict[type[LifecycleRecord], Lifecycle] = {
    Plan: PLAN,
    Urgent: URGENT,
    Purchase: PURCHASE,
    Scrap: SCRAP,
}


def clerks_only(by: Actor) -> None:
    """Raises Denied for others than the office area."""
    if not by.is_system and not selectors.is_clerk(by):
        raise denied(CLERKS)


def askers_only(by: Actor) -> None:
    """Raises Denied for those who neither work at the centre nor manage a station."""
    if not stations.admits(by, ASKERS):
        raise denied(ASKERS)


def party_for(
    by: Actor, *, department_id: int | None, station_id: int | None, on: date, clerks: bool = False
) -> Party:
    """The department or station for which somebody may write, locked: two follow each other.

    clerks: the office area may write for every department.
    """
    askers_only(by)
    asking.one_is_named(department=department_id is not None, station=station_id is not None)
    if station_id is not None:
        station = Station.objects.select_for_update(of=("self",), no_key=True).get(pk=station_id)
        own = stations.writes_for(station, by)
        asking.of_the_department(own=own, department=station.name, field="station_id")
        still_supplied(station)
        return station
    department = Department.objects.select_for_update(of=("self",)).get(pk=department_id or 0)
    every = clerks and selectors.is_clerk(by)
    own = every or department.pk in selectors.departments_of(by, on=on)
    asking.of_the_department(own=own, department=department.name)
    return department


def still_supplied(party: Party) -> None:
    """Raises Violation for a station that is suspended, closed, or not there yet (R113, R141)."""
    if isinstance(party, Station):
        # Locked, so that nobody suspends or closes it while it is given something.
        found = Station.objects.select_for_update(of=("self",), no_key=True)
        party = found.get(pk=party.pk)
        asking.station_is_supplied(
            supplied=party.status in stations.SUPPLIED,
            station=party.name,
            state=party.get_status_display(),
        )


def written_by_its_own(paper: Plan | Urgent, by: Actor, *, on: date) -> None:
    """Raises Violation for others than those whose paper it is (R104, R148)."""
    asking.of_the_department(
        own=selectors.writes(paper, by, on=on),
        department=paper.party.name,
        field="department_id" if paper.station_id is None else "station_id",
    )
    still_supplied(paper.party)


def plan_locked(plan_id: int) -> Plan:
    """The plan, locked."""
    found = Plan.objects.select_for_update(of=("self",))
    return found.select_related("department__head", "station").get(pk=plan_id)


def urgent_locked(urgent_id: int) -> Urgent:
    """The request, locked."""
    found = Urgent.objects.select_for_update(of=("self",))
    return found.select_related("department__head", "station").get(pk=urgent_id)


def manager_decides(paper: Plan | Urgent, by: Actor) -> None:
    """Raises Violation for the head of another department (R105)."""
    decides = selectors.decides_on(paper)
    asking.answers_for_it(
        own=selectors.answers_for(paper, by),
        department=decides.name if decides else paper.party.name,
    )


def move(
    record: R_,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: dict[str, Any] | None = None,
) -> R_:
    """Make the move, close what waited, put the next step before somebody, write it down."""
    was, way = str(record.status), WAYS[type(record)]
    way.apply(record, action, by=by, reason=reason, at=at, expected_version=version)
    record.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(record, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    if record.status in OVER and isinstance(record, Plan | Urgent) and record.station_id:
        signing_ends(record, by=by, at=at)
        returns_settled(station_id=record.station_id, by=by, at=at)
    announce(record, by=by, at=at)
    audit.record(
        record, by=by, action=f"{way.name}.{action}", note=reason, changes=changes or {}, at=at
    )
    return record


def announce(record: LifecycleRecord, *, by: Actor, at: datetime) -> None:
    """Put the next step before whoever does it; a department's own head where there is one."""
    turn = TURNS.get((type(record), str(record.status)))
    if turn is None:
        return
    post, clause = turn
    head = None
    if post == Post.DEPT_HEAD and isinstance(record, Plan | Urgent):
        head = selectors.head_of(record)
    label = WAYS[type(record)].label(str(record.status))
    inbox.assign(
        record,
        step=str(record.status),
        title=_("%(state)s: %(title)s") % {"state": label, "title": record},
        by=by,
        at=at,
        post=post if head is None else "",
        user_id=head,
        four_eyes=post in (Post.DEPT_HEAD, Post.ADMIN_MGR),
        clause=R(clause),
    )
    if record.status in (S.READY, U.BOUGHT):
        ask_to_sign(record, by=by, at=at)


def ask_to_sign(record: LifecycleRecord, *, by: Actor, at: datetime) -> None:
    """A station's manager signs on their own phone before it is handed out (R109)."""
    if not isinstance(record, Plan | Urgent) or record.station is None:
        return
    if record.station.manager_user_id is None or not any(one.left for one in record.lines.all()):
        return
    inbox.assign(
        record,
        step=SIGN,
        title=_("Sign for your supplies: %(title)s") % {"title": record},
        by=by,
        at=at,
        post=Post.STATION_MGR,
        scope=record.station.own_scope,
        clause=R(109),
    )


def signing_ends(record: Plan | Urgent, *, by: Actor, at: datetime) -> None:
    """Signed, handed out or dropped: nothing waits for the station's manager any more."""
    inbox.close(record, by=by, outcome=SIGN, step=SIGN, returning=True, at=at)
