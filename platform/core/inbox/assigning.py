"""Giving a step to somebody, and ending it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, Scope, directory
from core.clauses import Clause
from core.errors import Violation
from core.inbox.addressing import (
    LIVE,
    Address,
    Assignee,
    children_of,
    is_for,
    items_of,
    lock_items,
    names,
    record_key,
    record_of,
    resolve,
)
from core.models.inbox import InboxItem, SigningRound

State, Role = InboxItem.State, InboxItem.Role


@transaction.atomic
def assign(
    record: models.Model,
    *,
    step: str,
    title: str,
    by: Actor,
    post: str = "",
    user_id: int | None = None,
    scope: Scope = Scope.CENTRE,
    due_at: datetime | None = None,
    clause: Clause | None = None,
    kind: str = InboxItem.Kind.TODO,
    message: str = "",
    four_eyes: bool = False,
    at: datetime | None = None,
) -> InboxItem:
    """Put a step before a person or before whoever holds a post at a scope.

    four_eyes: not before the record's maker (R0). Where nobody can take it, it falls to the
    process administrator. Asked again while it is open, it stays the one item it is.
    """
    maker = getattr(record, "created_by_id", None) if four_eyes else None
    to = resolve(Assignee(user_id, post, scope), maker_id=maker)
    open_already = items_of(record).filter(
        step=step,
        kind=kind,
        state__in=LIVE,
        role=Role.STEP,
        user_id=to.user_id,
        post=to.post,
        scope_kind=to.scope.kind,
        scope_key=to.scope.key,
    )
    found = open_already.first()
    if found is not None:
        return found
    return create(
        record,
        to=to,
        by=by,
        at=at or timezone.now(),
        step=step,
        title=title,
        due_at=due_at,
        clause=clause.number if clause else None,
        kind=kind,
        message=message,
    )


def create(
    record: models.Model, *, to: Address, by: Actor, at: datetime, **fields: object
) -> InboxItem:
    """Write one item; the initiator is whoever began with this record."""
    first = items_of(record).order_by("id").values_list("initiator_id", flat=True).first()
    initiator = first or getattr(record, "created_by_id", None) or by.user_id
    fields["title"] = str(fields["title"])[:200]
    fields["message"] = str(fields.get("message", ""))[:500]
    return InboxItem.objects.create(
        **record_key(record),
        user_id=to.user_id,
        post=to.post,
        scope_kind=to.scope.kind,
        scope_key=to.scope.key,
        meant_for=to.meant_for,
        initiator_id=initiator,
        sender_id=by.user_id,
        sender_name=by.signature[:80],
        created_at=at,
        **fields,
    )


@transaction.atomic
def close(
    record: models.Model,
    *,
    by: Actor,
    outcome: str,
    step: str | None = None,
    opinion: str = "",
    returning: bool = False,
    at: datetime | None = None,
) -> int:
    """End a step in the service that decides it; without a step everything about the record.

    The decider's item is done, the others of the step are taken back: the first decision counts.
    A step whose countersigners have not all signed cannot be ended forwards; returning=True ends
    it all the same. Copies to read stay. Returns how many items it ended. Raises Violation.
    """
    live = lock_items(*record_key(record).values())
    mine = [item for item in live if item.kind == InboxItem.Kind.TODO and step in (None, item.step)]
    if step is not None and not returning:
        _all_have_signed(mine)
    when = at or timezone.now()
    own = next((item for item in mine if is_for(item, by) and item.role == Role.STEP), None)
    decided = own or next((item for item in mine if item.role == Role.STEP), None)
    for item in mine:
        if item is decided:
            finish(item, by=by, outcome=outcome, opinion=opinion, at=when)
        else:
            take_back(item, at=when)
    end_rounds(mine, SigningRound.Outcome.CANCELLED)
    return len(mine)


def _all_have_signed(items: list[InboxItem]) -> None:
    asked = [item for item in items if item.role != Role.STEP]
    if asked:
        raise Violation(_("%(names)s must answer first; or return it.") % {"names": names(asked)})


def finish(item: InboxItem, *, by: Actor, outcome: str, at: datetime, opinion: str = "") -> None:
    """Mark an item as done by somebody."""
    item.state = State.DONE
    item.closed_at = at
    item.closed_by_id = (by.acting_for or by).user_id
    item.closed_by_name = by.signature[:80]
    item.outcome = outcome[:40]
    item.opinion = opinion.strip()[:500] or item.opinion
    item.opened_at = item.opened_at or at
    item.save()


def end_rounds(items: Iterable[InboxItem], outcome: str) -> None:
    """End the countersignings that these items belonged to."""
    rounds = {item.signing_id for item in items if item.signing_id is not None}
    SigningRound.objects.filter(pk__in=rounds, outcome=SigningRound.Outcome.OPEN).update(
        outcome=outcome
    )


def take_back(item: InboxItem, *, at: datetime) -> None:
    """Mark an item as needed no longer."""
    item.state = State.CANCELLED
    item.closed_at = at
    item.save(update_fields=["state", "closed_at"])


def take_back_below(item: InboxItem, live: list[InboxItem], *, at: datetime) -> None:
    """Take back everything that was asked for by an item, and by those it asked."""
    for child in children_of(item, live):
        take_back_below(child, live, at=at)
        take_back(child, at=at)


@transaction.atomic
def rescue(*, by: Actor, at: datetime) -> int:
    """Let items that reach nobody any more fall to the process administrator; how many did.

    Persons leave and posts fall vacant while items wait; scheduled work calls this.
    """
    rescued = 0
    for item in InboxItem.objects.select_for_update().filter(state__in=LIVE).order_by("id"):
        if _reaches_somebody(item):
            continue
        to = resolve(Assignee(None, item.post, item.scope))
        if (to.user_id, to.post, to.scope) == (item.user_id, item.post, item.scope):
            continue
        item.user_id, item.post = to.user_id, to.post
        item.scope_kind, item.scope_key, item.meant_for = to.scope.kind, to.scope.key, to.meant_for
        item.save()
        audit.record(record_of(item), by=by, action="inbox.rescue", note=item.title, at=at)
        rescued += 1
    return rescued


def _reaches_somebody(item: InboxItem) -> bool:
    if item.user_id is not None:
        return directory().is_active(item.user_id)
    return bool(directory().holders(item.post, item.scope))
