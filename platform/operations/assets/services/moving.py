"""What every move of an asset's papers has in common: table, inbox, trail."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import Clause, R
from core.lifecycle import Lifecycle, LifecycleRecord
from operations.assets import selectors
from operations.assets.lifecycle import PURCHASE, REIMBURSEMENT, REPAIR, SCRAPPING, B, C, F, P
from operations.assets.models import PurchaseRequest, Reimbursement, Repair, Scrapping
from operations.assets.rules import buying as rules
from operations.assets.selectors import Paper

# What the ledger's beginnings and ends change for the province, and who keeps what.
BOOKED = ("AS-VALUE", "AS-CENTRAL", "AS-PROVINCE", "AS-COUNTY", "AS-OWN", "AS-IDLE", "AS-SEARCHED")
KEPT = ("AS-IDLE",)
COMPARED = ("AS-AGREE", "AS-OFF")
# Whose turn it is in each state; those who made it never decide on it (R0).
TURN: Mapping[str, str] = {
    P.HEAD: Post.DEPT_HEAD,
    P.AREA: Post.AREA_CLERK,
    P.GM: Post.GM,
    P.BUYING: Post.AREA_CLERK,
    P.ARRIVED: Post.AREA_CLERK,
    P.DIFFERS: Post.GM,
    P.ACCEPTED: Post.AREA_CLERK,
}
DECIDED = (P.HEAD, P.AREA, P.GM, P.ARRIVED, P.DIFFERS)
TURN_OF_MONEY: Mapping[str, str] = {
    B.HANDED_IN: Post.FINANCE,
    B.HEAD: Post.DEPT_HEAD,
    B.REVIEW: Post.FINANCE,
}
TURN_OF_REPAIR: Mapping[str, str] = {
    F.REPORTED: Post.ADMIN,
    F.FILED: Post.AREA_CLERK,
    F.OUT: Post.AREA_CLERK,
}
TURN_OF_SCRAPPING: Mapping[str, str] = {
    C.APPLIED: Post.AREA_CLERK,
    C.INSPECTED: Post.DEPT_HEAD,
    C.HEAD: Post.LEADER,
    C.LEADER: Post.GM,
    C.APPROVED: Post.AREA_CLERK,
    C.HANDLED: Post.ADMIN,
    C.BACK: Post.FINANCE,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its table, whose turn it is, where four eyes decide, its clause."""

    table: Lifecycle
    turn: Mapping[str, str]
    decided: Container[str]
    clause: Clause


KINDS: Mapping[type[LifecycleRecord], Kind] = {
    PurchaseRequest: Kind(PURCHASE, TURN, DECIDED, R(74)),
    Reimbursement: Kind(REIMBURSEMENT, TURN_OF_MONEY, tuple(TURN_OF_MONEY), R(64)),
    Repair: Kind(REPAIR, TURN_OF_REPAIR, (), R(87)),
    Scrapping: Kind(
        SCRAPPING,
        TURN_OF_SCRAPPING,
        (C.APPLIED, C.INSPECTED, C.HEAD, C.LEADER, C.BACK),
        R(90),
    ),
}


def move(
    record: Paper,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Move by the table, store, and put the next step before whoever has it."""
    table = KINDS[type(record)].table
    was = str(record.status)
    if is_heads_turn(record):
        _head_decides(record, action, by, version)
    table.apply(record, action, by=by, reason=reason, at=at, expected_version=version)
    record.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(record, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    announce(record, by=by, at=at)
    audit.record(
        record, by=by, action=f"{table.name}.{action}", note=reason, changes=changes or {}, at=at
    )


def is_heads_turn(record: Paper) -> bool:
    """Is it before the head of the department?"""
    return KINDS[type(record)].turn.get(str(record.status)) == Post.DEPT_HEAD


def decides(record: Paper, actor: Actor) -> bool:
    """Where it is a head's turn, the head of this department."""
    return not is_heads_turn(record) or selectors.answers_for(record, actor)


def _head_decides(record: Paper, action: str, by: Actor, version: int | None) -> None:
    """Who has the post at all comes first, then whose department it is."""
    kind = KINDS[type(record)]
    if kind.table.check(record, action, by=by, expected_version=version).who == (Post.DEPT_HEAD,):
        rules.head_decides(
            own=selectors.answers_for(record, by),
            department=selectors.department_of(record).name,
            clause=kind.clause,
        )


def announce(record: Paper, *, by: Actor, at: datetime) -> None:
    """Put the next step before its post; a returned reimbursement before whoever handed it in."""
    kind, status = KINDS[type(record)], str(record.status)
    to: dict[str, Any] = {"post": kind.turn.get(status), "four_eyes": status in kind.decided}
    if status == B.RETURNED and isinstance(record, Reimbursement):
        to = {"user_id": record.created_by_id}
    elif to["post"] is None:
        return
    elif is_heads_turn(record) and (head := selectors.head_of(record)) is not None:
        to |= {"user_id": head, "post": ""}
    inbox.assign(
        record,
        step=status,
        title=_("%(state)s: %(title)s") % {"state": kind.table.label(status), "title": str(record)},
        by=by,
        at=at,
        clause=kind.clause,
        **to,
    )
