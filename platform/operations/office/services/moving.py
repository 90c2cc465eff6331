"""What every verb of supervision has in common: lock, move, inbox, audit, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor, Scope, directory
from core.clauses import Clause, R
from core.errors import Denied
from core.models.inbox import InboxItem
from operations.office import selectors
from operations.office.lifecycle import ENDED, SUPERVISION, WITH_OWNER, S
from operations.office.models import Extension, Source, SupervisionItem
from operations.staff.models import Department

EVIDENCE = "evidence"
EXTENSION = "extension"


def locked(item_id: int) -> SupervisionItem:
    """The item, locked until the transaction ends. Raises SupervisionItem.DoesNotExist."""
    return (
        SupervisionItem.objects.select_for_update(of=("self",))
        .select_related("department__head")
        .get(pk=item_id)
    )


def owners_own(item: SupervisionItem, by: Actor, *, at: datetime) -> None:
    """Signing, handling and reporting are the owner's (R46)."""
    if selectors.is_owner(item, by, on=timezone.localdate(at)):
        return
    if item.owner_id is None and item.department.head_id is None and by.holds(Post.DEPT_HEAD):
        return
    raise Denied(
        _("This is done by the owner, %(owner)s.")
        % {"owner": item.owner_name or item.department.name}
    )


def move(
    item: SupervisionItem,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    changes: dict[str, Any] | None = None,
    clauses: Iterable[Clause] = (),
) -> SupervisionItem:
    """Make a move and everything that follows from it, in the caller's transaction.

    The item is locked by the caller. Raises Violation or Denied before anything is written.
    """
    was = str(item.status)
    SUPERVISION.apply(item, action, by=by, reason=reason, at=at, expected_version=expected_version)
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    ended = item.status in ENDED
    if ended:
        item.ended_date = timezone.localdate(at)
        saved.append("ended_date")
    item.save(update_fields=list(dict.fromkeys(saved)))
    inbox.close(
        item,
        by=by,
        outcome=action,
        step=None if ended else was,
        opinion=reason,
        returning=ended or action == "return",
        at=at,
    )
    if ended:
        lapse_extensions(item, at=at)
    else:
        announce(item, by=by, at=at, message=reason)
    audit.record(
        item,
        by=by,
        action=f"supervision.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )
    refigure(item, at=at)
    return item


def announce(item: SupervisionItem, *, by: Actor, at: datetime, message: str = "") -> None:
    """Put the next step before whose turn it is: the owner, or those who confirm."""
    if item.status in WITH_OWNER:
        post, user_id = owner_of(item)
    else:
        post, user_id = confirmer_of(item), None
    inbox.assign(
        item,
        step=str(item.status),
        title=title_of(item),
        by=by,
        at=at,
        post=post,
        user_id=user_id,
        due_at=due_at(item),
        clause=R(46),
        message=message,
    )


def owner_of(item: SupervisionItem) -> tuple[str, int | None]:
    """Post and person of the owner: the person, else the head of the department."""
    if item.owner_id is not None:
        return "", item.owner_id
    return Post.DEPT_HEAD, head_of(item.department)


def head_of(department: Department) -> int | None:
    """The account of a department's head, if there is one."""
    return department.head.user_id if department.head is not None else None


def confirmer_of(item: SupervisionItem) -> str:
    """The office; where only the owner holds that post, a leader (R0)."""
    office = set(directory().holders(Post.OFFICE, Scope.CENTRE))
    others = office - {item.owner_id, item.reported_by_id}
    return Post.OFFICE if others or not office else Post.LEADER


def tell(
    item: SupervisionItem,
    *,
    step: str,
    title: str,
    by: Actor,
    at: datetime,
    post: str = "",
    user_id: int | None = None,
    message: str = "",
) -> None:
    """A copy to read about an item."""
    inbox.assign(
        item,
        step=step,
        title=title,
        by=by,
        at=at,
        post=post,
        user_id=user_id,
        kind=InboxItem.Kind.READ,
        clause=R(47),
        message=message,
    )


def title_of(item: SupervisionItem) -> str:
    """How it is called in the inbox."""
    return _("%(state)s: %(title)s") % {"state": S(item.status).label, "title": item.title}


def due_at(item: SupervisionItem) -> datetime:
    """The last moment of the due day."""
    return timezone.make_aware(datetime.combine(item.due_date, time(23, 59, 59)))


def lapse_extensions(item: SupervisionItem, *, at: datetime) -> None:
    """What was asked for is needed no longer."""
    Extension.objects.filter(item=item, decision=Extension.Decision.OPEN).update(
        decision=Extension.Decision.LAPSED, decided_at=at
    )


def refigure(item: SupervisionItem, *, at: datetime) -> None:
    """Tell the figures which days' values may change."""
    figures.changed(("K03",), on=item.first_due_date)
    figures.changed(("O-UNCHECKED",), on=timezone.localdate(at))
    if item.source == Source.MEETING:
        figures.changed(("O-DECISIONS",), on=item.first_due_date)
