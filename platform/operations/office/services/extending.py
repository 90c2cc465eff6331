"""A later day: the owner asks, a leader decides, the first day counts for the figure (R46)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import LEADERS, WITH_OWNER
from operations.office.models import Extension, SupervisionItem
from operations.office.rules import supervision as rules
from operations.office.services.moving import EXTENSION, due_at, locked, owners_own, tell


@transaction.atomic
def extension_ask(
    *, item_id: int, to_date: date, reason: str, by: Actor, at: datetime
) -> Extension:
    """The owner asks for a later day; it goes to the supervising leader (R46)."""
    item = locked(item_id)
    owners_own(item, by, at=at)
    _is_with_owner(item)
    rules.extension_is_asked_in_order(
        WorkCalendar.load(),
        present=item.due_date,
        wanted=to_date,
        reason=reason,
        open_already=_open(item) is not None,
    )
    extension = Extension.objects.create(
        item=item,
        from_date=item.due_date,
        to_date=to_date,
        reason=reason.strip()[:300],
        asked_by_id=(by.acting_for or by).user_id,
        asked_by_name=by.signature[:80],
        asked_at=at,
    )
    inbox.assign(
        item,
        step=EXTENSION,
        title=_("Extension asked for until %(day)s: %(title)s")
        % {"day": to_date.isoformat(), "title": item.title},
        by=by,
        at=at,
        post=Post.LEADER,
        clause=R(46),
        message=extension.reason,
    )
    audit.record(
        item,
        by=by,
        action="supervision.extension_ask",
        note=extension.reason,
        changes={"to_date": to_date.isoformat()},
        clauses=(R(46),),
        at=at,
    )
    return extension


@transaction.atomic
def extension_decide(
    *, item_id: int, agree: bool, by: Actor, at: datetime, opinion: str = ""
) -> Extension:
    """A leader agrees or refuses; the day set first stays for the figure (R46)."""
    if not any(by.holds(post) for post in LEADERS):
        raise denied(LEADERS)
    item = locked(item_id)
    extension = _open(item)
    if extension is None:
        raise Violation(_("There is no extension to decide on."), R(46))
    rules.extension_is_decided_by_another(asker=extension.asked_by_id, deciders=by.persons)
    rules.refusal_has_a_reason(agree=agree, opinion=opinion)
    decision = Extension.Decision.AGREED if agree else Extension.Decision.REFUSED
    extension.decision, extension.opinion = decision, opinion.strip()[:300]
    extension.decided_by_name, extension.decided_at = by.signature[:80], at
    extension.save(update_fields=["decision", "opinion", "decided_by_name", "decided_at"])
    inbox.close(item, by=by, outcome=str(decision), step=EXTENSION, opinion=opinion, at=at)
    if agree:
        _extend(item, extension.to_date)
    said = (
        _("Extended until %(day)s: %(title)s") if agree else _("Extension refused: %(title)s")
    ) % {"day": extension.to_date.isoformat(), "title": item.title}
    tell(
        item,
        step="extension-decided",
        title=said,
        by=by,
        at=at,
        user_id=extension.asked_by_id,
        message=opinion,
    )
    audit.record(
        item,
        by=by,
        action=f"supervision.extension_{decision}",
        note=opinion,
        changes={"due_date": item.due_date.isoformat()},
        clauses=(R(46),),
        at=at,
    )
    return extension


def _extend(item: SupervisionItem, until: date) -> None:
    item.due_date, item.days = until, None
    item.warned_date, item.escalated = None, 0
    item.version += 1
    item.save(
        update_fields=["due_date", "days", "warned_date", "escalated", "version", "updated_at"]
    )
    follow_due(item)


def follow_due(item: SupervisionItem) -> None:
    """What waits in the inbox is due on the item's new day."""
    InboxItem.objects.filter(
        record_type=SupervisionItem._meta.label_lower,
        record_id=str(item.pk),
        step=item.status,
        kind=InboxItem.Kind.TODO,
        closed_at=None,
    ).update(due_at=due_at(item))


def _open(item: SupervisionItem) -> Extension | None:
    return item.extensions.filter(decision=Extension.Decision.OPEN).first()


def _is_with_owner(item: SupervisionItem) -> None:
    if item.status not in WITH_OWNER:
        raise Violation(_("An extension is asked for before it is reported done."), R(46))
