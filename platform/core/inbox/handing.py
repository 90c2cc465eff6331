"""Giving work to others: for good (转办), to come back (委派), or for their signature (加签)."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, directory
from core.clauses import R
from core.errors import Violation
from core.inbox.addressing import (
    Address,
    active_person,
    children_of,
    is_for,
    lock_items,
    lock_mine,
    lock_record,
    names,
    record_of,
)
from core.inbox.assigning import Role, State, create, finish, take_back, take_back_below
from core.lifecycle_words import titles
from core.models.inbox import InboxItem

HandedOver = Callable[[models.Model | None, InboxItem, Actor, datetime], None]

_handed_over: dict[str, HandedOver] = {}


def on_handed_over(module: str, follow: HandedOver) -> None:
    """Let a module follow when work on its records goes to somebody else.

    follow(record, new item, by, at) runs in the same transaction; its Violation undoes it all.
    """
    _handed_over[module] = follow


@transaction.atomic
def hand_over(*, item_id: int, to_user_id: int, by: Actor, message: str, at: datetime) -> InboxItem:
    """Give an item to somebody who holds its post; it does not come back (转办).

    What was asked of the first is asked of the second: a delegate's answer still returns to the
    one who delegated. Raises Violation (empty message, wrong person, not open) or Denied.
    """
    row = InboxItem.objects.get(pk=item_id)
    follow = _handed_over.get(row.record_type.partition(".")[0])
    record = lock_record(row) if follow is not None else None
    item, _live = lock_mine(item_id, by)
    _said(message)
    name = active_person(to_user_id, but=by)
    _may_do(item, to_user_id, name)
    given = _pass_on(item, to_user_id, by=by, message=message, at=at, role=item.role, step=True)
    given.parent, given.signing, given.order = item.parent, item.signing, item.order
    given.returned_by = item.returned_by
    given.save(update_fields=["parent", "signing", "order", "returned_by"])
    finish(item, by=by, outcome="handed_over", opinion=message, at=at)
    _log(item, by=by, action="inbox.hand_over", note=message, to=name, at=at)
    if follow is not None:
        follow(record, given, by, at)
    return given


@transaction.atomic
def delegate(*, item_id: int, to_user_id: int, by: Actor, message: str, at: datetime) -> InboxItem:
    """Let somebody prepare an item; it comes back with their opinion (委派).

    Raises Violation or Denied.
    """
    item, _live = lock_mine(item_id, by)
    _said(message)
    name = active_person(to_user_id, but=by)
    given = _pass_on(item, to_user_id, by=by, message=message, at=at, role=Role.DELEGATE)
    _wait(item)
    _log(item, by=by, action="inbox.delegate", note=message, to=name, at=at)
    return given


@transaction.atomic
def add_countersigner(
    *,
    item_id: int,
    to_user_ids: Collection[int],
    when: str,
    by: Actor,
    message: str,
    at: datetime,
    opinion: str = "",
) -> list[InboxItem]:
    """Ask further people to sign (加签); the item comes back when all have, or one refuses.

    when: 'before' one's own opinion, or 'after' it (then the opinion is given now and shown to
    them). Raises Violation or Denied.
    """
    item, _live = lock_mine(item_id, by)
    if when not in (Role.BEFORE, Role.AFTER):
        raise ValueError(when)
    _said(message)
    if not to_user_ids:
        raise Violation(_("Choose at least one person."), field="to")
    if when == Role.AFTER:
        if not opinion.strip():
            raise Violation(_("Please give your own opinion first."), field="opinion")
        item.opinion = opinion.strip()[:500]
    given = []
    for user_id in dict.fromkeys(to_user_ids):
        name = active_person(user_id, but=by)
        given.append(_pass_on(item, user_id, by=by, message=message, at=at, role=Role(when)))
        _log(item, by=by, action=f"inbox.sign_{when}", note=message, to=name, at=at)
    _wait(item)
    return given


@transaction.atomic
def remove_countersigner(*, item_id: int, by: Actor, at: datetime) -> InboxItem:
    """Do without somebody who was asked and has not answered (减签). Returns the asker's item.

    item_id: of the person who was asked. Raises Violation or Denied.
    """
    child = InboxItem.objects.select_related("parent").get(pk=item_id)
    live = lock_items(child.record_type, child.record_id)
    child = next((item for item in live if item.pk == item_id), child)
    parent = _asker(child, live, by)
    take_back_below(child, live, at=at)
    take_back(child, at=at)
    reopen_if_alone(parent, [item for item in live if item.is_live])
    _log(parent, by=by, action="inbox.unsign", note="", to=names([child]), at=at)
    return parent


@transaction.atomic
def recall(*, item_id: int, by: Actor, at: datetime) -> InboxItem:
    """Take back what one delegated or had sent round for signing, until somebody opens it.

    item_id: one's own, waiting item. Raises Violation naming who has opened it.
    """
    row = InboxItem.objects.get(pk=item_id)
    live = lock_items(row.record_type, row.record_id)
    item = next((item for item in live if item.pk == item_id), row)
    children = children_of(item, live)
    if not children or not is_for(item, by):
        raise Violation(_("There is nothing to take back."))
    opened = [child for child in children if child.opened_at is not None]
    if opened:
        raise Violation(_("%(names)s has opened it already.") % {"names": names(opened)})
    take_back_below(item, live, at=at)
    item.state = State.OPEN
    item.save(update_fields=["state"])
    _log(item, by=by, action="inbox.recall", note="", to=names(children), at=at)
    return item


def reopen_if_alone(parent: InboxItem, live: list[InboxItem]) -> None:
    """Put an item before its person again when nobody is asked any more."""
    if not children_of(parent, live):
        parent.state = State.OPEN
        parent.save(update_fields=["state"])


def _asker(child: InboxItem, live: list[InboxItem], by: Actor) -> InboxItem:
    parent = next((item for item in live if item.pk == child.parent_id), None)
    if parent is None or not child.is_live:
        raise Violation(_("There is nothing to take back."))
    if not is_for(parent, by):
        raise Violation(_("Only the person who asked for it can take it back."))
    return parent


def _may_do(item: InboxItem, user_id: int, name: str) -> None:
    """A step belongs to its post (R12): the next person must hold it too."""
    if item.role != Role.STEP or not item.post:
        return
    if user_id not in directory().holders(item.post, item.scope):
        raise Violation(
            _("%(name)s does not hold the post %(post)s and cannot take this step.")
            % {"name": name, "post": titles((item.post,))},
            R(12),
            field="to",
        )


def _said(message: str) -> None:
    """The receiver is told why."""
    if not message.strip():
        raise Violation(_("Please say what it is about."), field="message")


def _wait(item: InboxItem) -> None:
    item.state = State.WAITING
    item.opened_at = item.opened_at or item.created_at
    item.save(update_fields=["state", "opened_at", "opinion"])


def _pass_on(
    item: InboxItem,
    user_id: int,
    *,
    by: Actor,
    message: str,
    at: datetime,
    role: str,
    step: bool = False,
) -> InboxItem:
    """A new item about the same record and step; step=True keeps its post."""
    record = record_of(item)
    if record is None:
        raise Violation(_("The record does not exist any more."))
    return create(
        record,
        to=Address(user_id, item.post if step else "", item.scope, item.meant_for),
        by=by,
        at=at,
        step=item.step,
        title=item.title,
        message=message,
        kind=item.kind,
        role=role,
        due_at=item.due_at,
        clause=item.clause,
        parent=None if step else item,
    )


def _log(item: InboxItem, *, by: Actor, action: str, note: str, to: str, at: datetime) -> None:
    audit.record(record_of(item), by=by, action=action, note=note, changes={"to": to}, at=at)
