"""What every move of an asset's papers has in common: table, inbox, trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.lifecycle import Lifecycle
from operations.assets.lifecycle import PURCHASE, REIMBURSEMENT, B, P
from operations.assets.models import PurchaseRequest, Reimbursement

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


def move(
    record: PurchaseRequest | Reimbursement,
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
    table, kind = _table(record)
    was = str(record.status)
    table.apply(record, action, by=by, reason=reason, at=at, expected_version=version)
    record.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(record, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    announce(record, by=by, at=at)
    audit.record(
        record, by=by, action=f"{kind}.{action}", note=reason, changes=changes or {}, at=at
    )


def announce(record: PurchaseRequest | Reimbursement, *, by: Actor, at: datetime) -> None:
    """Put the next step before its post; a returned reimbursement before whoever handed it in."""
    status = str(record.status)
    if isinstance(record, PurchaseRequest):
        to: dict[str, Any] = {"post": TURN.get(status, ""), "four_eyes": status in DECIDED}
        label, clause = P(status).label, R(74)
    else:
        to = {"post": TURN_OF_MONEY.get(status, ""), "four_eyes": True}
        label, clause = B(status).label, R(64)
        if status == B.RETURNED:
            to = {"user_id": record.created_by_id}
    if not to.get("post") and "user_id" not in to:
        return
    inbox.assign(
        record,
        step=status,
        title=_("%(state)s: %(title)s") % {"state": label, "title": str(record)},
        by=by,
        at=at,
        clause=clause,
        **to,
    )


def _table(record: PurchaseRequest | Reimbursement) -> tuple[Lifecycle, str]:
    if isinstance(record, PurchaseRequest):
        return PURCHASE, "purchase"
    return REIMBURSEMENT, "reimbursement"
