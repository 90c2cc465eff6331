"""A longer term: the handler asks, a leader decides, the petitioner is told (R26)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from operations.petitions import paperwork, selectors
from operations.petitions.lifecycle import LEADERS, S
from operations.petitions.models import LongerTerm, Petition, Round
from operations.petitions.rules import handling
from operations.petitions.rules import terms as rules
from operations.petitions.services.moving import (
    ANSWERED,
    LONGER,
    current,
    end_of,
    locked,
    refigure,
    tell,
)
from operations.petitions.services.registering import office_only
from operations.petitions.settings import setting

Choice = LongerTerm.Choice


@transaction.atomic
def longer_term_ask(
    *, petition_id: int, days: int, reason: str, by: Actor, at: datetime
) -> LongerTerm:
    """The handler asks for more days, once, before the last one is over (R26)."""
    petition = locked(petition_id)
    if petition.status not in (S.ACCEPTED, S.HANDLING):
        raise Violation(_("A longer term is asked for while the petition is handled."), R(26))
    present, today = current(petition), timezone.localdate(at)
    handling.own_part(handler=present.handler_id, persons=by.persons, name=present.handler_name)
    rules.longer_term_in_order(
        stage=present.stage,
        due=present.due_date,
        today=today,
        days=days,
        most=setting("extension_days", on=today),
        reason=reason,
        asked=present.longer_terms.filter(choice__in=(Choice.OPEN, Choice.AGREED)).exists(),
    )
    made = LongerTerm.objects.create(
        round=present,
        days=days,
        reason=reason.strip()[:300],
        asked_by_id=(by.acting_for or by).user_id,
        asked_by_name=by.signature[:80],
        asked_at=at,
    )
    inbox.assign(
        petition,
        step=LONGER,
        title=_("%(n)s days more asked for: %(title)s") % {"n": days, "title": petition.subject},
        by=by,
        at=at,
        post=Post.LEADER,
        due_at=end_of(present.due_date),
        clause=R(26),
        message=made.reason,
    )
    audit.record(
        petition,
        by=by,
        action="petition.extension_ask",
        note=made.reason,
        changes={"added_days": days},
        clauses=(R(26),),
        at=at,
    )
    return made


@transaction.atomic
def longer_term_decide(
    *, petition_id: int, agree: bool, by: Actor, at: datetime, opinion: str = ""
) -> LongerTerm:
    """A leader who did not ask for it agrees or refuses (R0, R26)."""
    if not any(by.holds(post) for post in LEADERS):
        raise denied(LEADERS)
    petition = locked(petition_id)
    found = waiting(petition)
    if found is None:
        raise Violation(_("There is no longer term to decide on."), R(26))
    present, today = found.round, timezone.localdate(at)
    rules.longer_term_is_decided_by_another(
        asker=found.asked_by_id,
        deciders=by.persons,
        agree=agree,
        due=present.due_date,
        today=today,
    )
    rules.refusal_has_a_reason(agree=agree, opinion=opinion)
    found.choice = Choice.AGREED if agree else Choice.REFUSED
    found.opinion = opinion.strip()[:300]
    found.decided_by_name, found.decided_at = by.signature[:80], at
    found.save(update_fields=["choice", "opinion", "decided_by_name", "decided_at"])
    inbox.close(petition, by=by, outcome=str(found.choice), step=LONGER, opinion=opinion, at=at)
    if agree:
        _lengthen(petition, present, found.days, on=today)
        paperwork.longer_term(petition, present, found, by=by)
    said = (
        _("Longer term until %(day)s: %(title)s")
        if agree
        else _("No longer term, it stays %(day)s: %(title)s")
    ) % {"day": present.due_date.isoformat(), "title": petition.subject}
    tell(
        petition,
        step="longer-term-decided",
        title=said,
        by=by,
        at=at,
        user_id=present.handler_id,
        message=opinion,
    )
    audit.record(
        petition,
        by=by,
        action=f"petition.extension_{found.choice}",
        note=opinion,
        changes={"last_day": present.due_date.isoformat()},
        clauses=(R(26),),
        at=at,
    )
    return found


@transaction.atomic
def longer_term_tell(*, petition_id: int, told_date: date, by: Actor, at: datetime) -> LongerTerm:
    """The petitioner has been told of the longer term (R26)."""
    office_only(by)
    petition = locked(petition_id)
    found = untold(petition)
    if found is None or found.decided_at is None:
        raise Violation(_("There is no longer term to tell of."), R(26))
    rules.told_in_order(
        anonymous=petition.is_anonymous,
        decided=timezone.localdate(found.decided_at),
        told=told_date,
        today=timezone.localdate(at),
    )
    found.told_date = told_date
    found.save(update_fields=["told_date"])
    audit.record(
        petition,
        by=by,
        action="petition.extension_tell",
        changes={"delivered": told_date.isoformat()},
        clauses=(R(26),),
        at=at,
    )
    return found


def waiting(petition: Petition) -> LongerTerm | None:
    """What a leader has to decide on."""
    present = selectors.round_of(petition)
    return selectors.open_longer_term(present) if present is not None else None


def untold(petition: Petition) -> LongerTerm | None:
    """An agreed longer term that the petitioner has not been told of."""
    present = selectors.round_of(petition)
    if present is None:
        return None
    return present.longer_terms.filter(choice=Choice.AGREED, told_date=None).first()


def _lengthen(petition: Petition, present: Round, days: int, *, on: date) -> None:
    refigure(ANSWERED, on=on, due=present.due_date)
    present.due_date += timedelta(days=days)
    present.warned = ""
    present.save(update_fields=["due_date", "warned"])
    refigure(ANSWERED, on=on, due=present.due_date)
    # What waits in the inbox is due on the new day.
    InboxItem.objects.filter(
        record_type=Petition._meta.label_lower,
        record_id=str(petition.pk),
        step=petition.status,
        kind=InboxItem.Kind.TODO,
        closed_at=None,
    ).update(due_at=end_of(present.due_date))
