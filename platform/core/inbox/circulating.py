"""Copies to read with receipts (传阅), opening, and reminding (催办)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, Scope, directory
from core.errors import Denied, Violation
from core.inbox.addressing import (
    LIVE,
    OVERSEERS,
    PROCESS_ADMINS,
    Address,
    Assignee,
    is_for,
    items_of,
    record_of,
    whom,
)
from core.inbox.assigning import Role, create, finish
from core.models.inbox import InboxItem

URGERS = (*OVERSEERS, *PROCESS_ADMINS)
# Nobody is reminded of the same thing more often.
REMIND_PAUSE = timedelta(hours=1)


@transaction.atomic
def circulate(
    record: models.Model,
    *,
    to: Sequence[Assignee],
    title: str,
    by: Actor,
    message: str = "",
    step: str = "copy",
    at: datetime | None = None,
) -> list[InboxItem]:
    """Give people a copy to read; posts are told as the persons who hold them.

    Each person once, not oneself, and not while an earlier copy lies unread. Raises Violation
    when nobody is left.
    """
    known = directory()
    people: dict[int, None] = {}
    for assignee in to:
        holders = known.holders(assignee.post, assignee.scope) if assignee.post else ()
        chosen = sorted(holders) if assignee.user_id is None else [assignee.user_id]
        people |= dict.fromkeys(user_id for user_id in chosen if known.is_active(user_id))
    unread = items_of(record).filter(kind=InboxItem.Kind.READ, state__in=LIVE)
    has_one = set(unread.values_list("user_id", flat=True)) | by.persons
    when = at or timezone.now()
    copies = [
        create(
            record,
            to=Address(user_id, "", Scope.CENTRE),
            by=by,
            at=when,
            step=step,
            title=title,
            message=message,
            kind=InboxItem.Kind.READ,
            role=Role.COPY,
        )
        for user_id in people
        if user_id not in has_one
    ]
    if not copies:
        raise Violation(_("Everybody you chose has a copy already."), field="to")
    names = "、".join(known.name_of(copy.user_id or 0) for copy in copies)
    audit.record(
        record, by=by, action="inbox.circulate", note=message, changes={"to": names}, at=when
    )
    return copies


@transaction.atomic
def mark_opened(*, item_id: int, by: Actor, at: datetime) -> InboxItem:
    """Its person has it on the screen: from now on it cannot be withdrawn; a copy is read.

    Raises Denied when it is somebody else's.
    """
    item = InboxItem.objects.select_for_update().get(pk=item_id)
    if not is_for(item, by):
        raise Denied(_("This is with %(whom)s.") % {"whom": whom(item)})
    if item.state != InboxItem.State.OPEN:
        return item
    if item.kind == InboxItem.Kind.READ:
        finish(item, by=by, outcome="read", at=at)
    if not item.opened_by_name:
        item.opened_at = item.opened_at or at
        item.opened_by_name = by.signature[:80]
        item.save(update_fields=["opened_at", "opened_by_name"])
    return item


def receipts(record: models.Model) -> QuerySet[InboxItem]:
    """Copies of a record, who has read them and when."""
    return items_of(record).filter(kind=InboxItem.Kind.READ).order_by("id")


@transaction.atomic
def remind(*, item_id: int, by: Actor, at: datetime, note: str = "") -> InboxItem:
    """Urge whoever has it (催办): the one who sent it, the one who began, or who oversees all.

    At most once an hour. Raises Violation or Denied.
    """
    item = InboxItem.objects.select_for_update().get(pk=item_id)
    asked_by = {item.sender_id, item.initiator_id}
    if not (by.is_system or by.persons & asked_by or any(map(by.holds, URGERS))):
        raise Denied(_("Only the person who waits for it can remind."), needs=URGERS)
    if item.state != InboxItem.State.OPEN:
        raise Violation(_("Nobody needs to be reminded of this any more."))
    if item.reminded_at is not None and at - item.reminded_at < REMIND_PAUSE:
        raise Violation(_("%(whom)s was reminded less than an hour ago.") % {"whom": whom(item)})
    item.reminded_at = at
    item.reminders += 1
    item.save(update_fields=["reminded_at", "reminders"])
    audit.record(
        record_of(item), by=by, action="inbox.remind", note=note, changes={"to": whom(item)}, at=at
    )
    return item
