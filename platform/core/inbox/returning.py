"""Going back: to an earlier step (退回), straight again to who sent it back, and 撤回."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, Scope, directory
from core.clauses import Clause
from core.errors import Denied, Violation
from core.inbox.addressing import Assignee, is_for, items_of, lock_items, names, record_key, resolve
from core.inbox.assigning import Role, State, create, end_rounds, finish, take_back
from core.models.inbox import InboxItem, SigningRound


@transaction.atomic
def send_back(
    record: models.Model,
    *,
    step: str,
    to_step: str,
    title: str,
    by: Actor,
    reason: str,
    at: datetime,
    post: str = "",
    scope: Scope = Scope.CENTRE,
    due_at: datetime | None = None,
    clause: Clause | None = None,
) -> InboxItem:
    """Return a record from a step to an earlier one, with the reason, whoever is still signing.

    It goes to the person who did that step; where there is none, to `post`, else to the one who
    began. The module moves the lifecycle. Raises Violation without a reason.
    """
    if not reason.strip():
        raise Violation(_("Please give the reason."), field="reason")
    mine = _end_all(record, step=step, by=by, reason=reason, at=at)
    audit.record(record, by=by, action="inbox.send_back", note=reason, at=at)
    before = _did(record, to_step)
    user_id = before.closed_by_id if before else None
    if user_id is None and not post:
        user_id = items_of(record).order_by("id").values_list("initiator_id", flat=True).first()
    return create(
        record,
        to=resolve(Assignee(user_id, post or (before.post if before else ""), scope)),
        by=by,
        at=at,
        step=to_step,
        title=title,
        message=reason,
        due_at=due_at,
        clause=clause.number if clause else None,
        returned_by=mine,
    )


def _end_all(record: models.Model, *, step: str, by: Actor, reason: str, at: datetime) -> InboxItem:
    """End every live item; the returner's own says 'returned', and is made when there was none."""
    live = [
        item
        for item in lock_items(*record_key(record).values())
        if item.kind == InboxItem.Kind.TODO
    ]
    here = [item for item in live if item.step == step and item.role in (Role.STEP, Role.SIGNER)]
    mine = next((item for item in here if is_for(item, by)), here[0] if here else None)
    if mine is None:
        me = resolve(Assignee((by.acting_for or by).user_id))
        mine = create(record, to=me, by=by, at=at, step=step, title=str(record))
    for item in live:
        if item is not mine:
            take_back(item, at=at)
    finish(mine, by=by, outcome="returned", opinion=reason, at=at)
    end_rounds([*live, mine], SigningRound.Outcome.REFUSED)
    return mine


def _did(record: models.Model, step: str) -> InboxItem | None:
    """Who did a step last."""
    done = items_of(record).filter(
        step=step, state=State.DONE, role=Role.STEP, closed_by_id__isnull=False
    )
    return done.exclude(outcome__in=("handed_over", "returned")).order_by("-closed_at").first()


@transaction.atomic
def resubmit(record: models.Model, *, title: str, by: Actor, at: datetime) -> InboxItem:
    """Send a returned record straight back to the person who returned it.

    The module moves the lifecycle. Raises Violation when it was not returned.
    """
    live = lock_items(*record_key(record).values())
    item = next((item for item in live if item.returned_by_id is not None), None)
    if item is None or item.returned_by is None:
        raise Violation(_("It was not returned, so it goes the usual way."))
    returner = item.returned_by
    finish(item, by=by, outcome="resubmitted", at=at)
    audit.record(record, by=by, action="inbox.resubmit", at=at)
    return create(
        record,
        to=resolve(Assignee(returner.closed_by_id, returner.post, returner.scope)),
        by=by,
        at=at,
        step=returner.step,
        title=title,
        due_at=returner.due_at,
        clause=returner.clause,
    )


@transaction.atomic
def withdraw(
    record: models.Model, *, by: Actor, at: datetime, reason: str = ""
) -> InboxItem | None:
    """Take back what one passed on, until somebody opens it (撤回).

    Returns the item that is before oneself again, None when one only began. The module moves the
    lifecycle back. Raises Violation naming who has opened it; Denied when it is not one's own.
    """
    me = (by.acting_for or by).user_id
    live = [
        item
        for item in lock_items(*record_key(record).values())
        if item.kind == InboxItem.Kind.TODO and item.role in (Role.STEP, Role.SIGNER)
    ]
    if not live or any(item.sender_id not in by.persons for item in live):
        raise Denied(_("Only the person who passed it on can take it back."))
    rounds = {item.signing_id for item in live if item.signing_id is not None}
    answered = InboxItem.objects.filter(signing__in=rounds, state=State.DONE)
    opened = [item for item in live if item.opened_at is not None] + list(answered)
    if opened:
        raise Violation(_("%(names)s has opened it already.") % {"names": names(opened)})
    for item in live:
        take_back(item, at=at)
    end_rounds(live, SigningRound.Outcome.CANCELLED)
    audit.record(record, by=by, action="inbox.withdraw", note=reason, at=at)
    done = items_of(record).filter(state=State.DONE, role=Role.STEP, closed_by_id=me)
    before = done.order_by("-closed_at", "-id").first()
    if before is None or me is None or not directory().is_active(me):
        return None
    return create(
        record,
        to=resolve(Assignee(me, before.post, before.scope)),
        by=by,
        at=at,
        step=before.step,
        title=before.title,
        due_at=before.due_at,
        clause=before.clause,
        returned_by=before.returned_by,
    )
