"""What every step of supplies does: lock, move, tell whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.lifecycle import Lifecycle, LifecycleRecord
from core.lifecycle_words import denied
from operations.supplies import selectors
from operations.supplies.lifecycle import CLERKS, PEOPLE, PLAN, PURCHASE, SCRAP, URGENT, S, U
from operations.supplies.lifecycle import ScrapStates as X
from operations.supplies.models import Plan, Purchase, Scrap, Urgent
from operations.supplies.rules import asking

R_ = TypeVar("R_", bound=LifecycleRecord)
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


def people_only(by: Actor) -> None:
    """Raises Denied for those outside the centre."""
    if not selectors.works_here(by):
        raise denied(PEOPLE)


def plan_locked(plan_id: int) -> Plan:
    """The plan, locked."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("department__head")
    return found.get(pk=plan_id)


def urgent_locked(urgent_id: int) -> Urgent:
    """The request, locked."""
    found = Urgent.objects.select_for_update(of=("self",)).select_related("department__head")
    return found.get(pk=urgent_id)


def manager_decides(paper: Plan | Urgent, by: Actor) -> None:
    """Raises Violation for the head of another department (R105)."""
    asking.answers_for_it(own=selectors.answers_for(paper, by), department=paper.department.name)


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
