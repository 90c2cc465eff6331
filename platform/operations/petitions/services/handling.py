"""The handler's work: begin, note, answer; another handler; delivered, closed, withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from operations.petitions import paperwork, selectors
from operations.petitions.kinds import Delivery, Outcome, Stage, Verdict
from operations.petitions.lifecycle import LEADERS, PETITION, WITH_HANDLER, S
from operations.petitions.models import Course, Petition, Round
from operations.petitions.rules import handling as rules
from operations.petitions.rules import terms
from operations.petitions.services.moving import (
    ANSWERED,
    DECIDED,
    announce,
    begin_round,
    current,
    involve,
    locked,
    move,
    name_handler,
    refigure,
)
from operations.petitions.services.registering import office_only
from operations.petitions.settings import setting


@transaction.atomic
def petition_begin(
    *, petition_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Petition:
    """The named handler takes it up (R26)."""
    petition = locked(petition_id)
    PETITION.check(petition, "begin", by=by, expected_version=expected_version)
    _own(current(petition), by)
    return move(petition, "begin", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def course_note(*, petition_id: int, text: str, by: Actor, at: datetime) -> Course:
    """What was done: whom one asked, what one found (R26)."""
    petition = locked(petition_id)
    _in_hand(petition)
    present = current(petition)
    _own(present, by)
    rules.course_is_noted(text=text)
    made = Course.objects.create(
        petition=petition,
        stage=present.stage,
        text=text.strip()[:500],
        by_name=by.signature[:80],
        at=at,
    )
    audit.record(petition, by=by, action="petition.note", note=made.text, clauses=(R(26),), at=at)
    return made


@transaction.atomic
def petition_assign(
    *, petition_id: int, handler_id: int, reason: str, by: Actor, at: datetime
) -> Petition:
    """A leader names another handler; the term runs on (R26)."""
    if not any(by.holds(post) for post in LEADERS):
        raise denied(LEADERS)
    petition = locked(petition_id)
    _in_hand(petition)
    present = current(petition)
    rules.handler_changes(handler=handler_id, present=present.handler_id)
    inbox.close(
        petition,
        by=by,
        outcome="assign",
        step=str(petition.status),
        opinion=reason,
        returning=True,
        at=at,
    )
    give_to(petition, present, handler_id, by=by, at=at)
    announce(petition, by=by, at=at, message=reason)
    audit.record(
        petition,
        by=by,
        action="petition.assign",
        note=reason,
        changes={"named": present.handler_name},
        clauses=(R(26),),
        at=at,
    )
    return petition


def give_to(
    petition: Petition,
    present: Round,
    handler_id: int,
    *,
    by: Actor,
    at: datetime,
    field: str = "handler_id",
) -> None:
    """From now on it is this person's, if it may be (R0). Raises Violation."""
    name = name_handler(petition, handler_id, stage=present.stage, field=field)
    present.handler_id, present.handler_name = handler_id, name[:80]
    present.save(update_fields=["handler_id", "handler_name"])
    involve(present, on=timezone.localdate(at))


def handed_over(record: object, item: InboxItem, by: Actor, at: datetime) -> None:
    """What is handed over in the inbox is the new person's here, too, under the same rules."""
    if (
        isinstance(record, Petition)
        and item.user_id is not None
        and item.role == InboxItem.Role.STEP
        and item.step in WITH_HANDLER
        and item.step == record.status
    ):
        give_to(record, current(record), item.user_id, by=by, at=at, field="to")


@transaction.atomic
def petition_answer(
    *,
    petition_id: int,
    outcome: str,
    answer: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """The handler's written answer, or the reviewer's opinion, as a paper (R26)."""
    petition = locked(petition_id)
    PETITION.check(petition, "answer", by=by, expected_version=expected_version)
    present = current(petition)
    _own(present, by)
    rules.answer_is_written(answer=answer, outcome=outcome, stage=present.stage)
    today = timezone.localdate(at)
    present.outcome, present.answer = outcome, answer.strip()
    present.answered_date, present.answered_by_name = today, by.signature[:80]
    present.save(update_fields=["outcome", "answer", "answered_date", "answered_by_name"])
    move(
        petition,
        "answer",
        by=by,
        at=at,
        expected_version=expected_version,
        changes={"answer": str(Outcome(outcome).label)},
    )
    refigure(ANSWERED, on=today, due=present.due_date)
    paperwork.answer(petition, present, by=by)
    return petition


@transaction.atomic
def answer_deliver(
    *, petition_id: int, delivered_date: date, delivery: str, by: Actor, at: datetime
) -> Petition:
    """The answer has reached the petitioner: the term for asking a review runs (R26)."""
    office_only(by)
    petition = locked(petition_id)
    if petition.status != S.ANSWERED:
        raise Violation(_("There is no answer to deliver."), R(26))
    present = current(petition)
    rules.delivery_in_order(
        anonymous=petition.is_anonymous,
        answered=present.answered_date or delivered_date,
        delivered=delivered_date,
        today=timezone.localdate(at),
        delivery=delivery,
        done=present.delivered_date is not None,
    )
    present.delivered_date, present.delivery = delivered_date, delivery
    present.save(update_fields=["delivered_date", "delivery"])
    audit.record(
        petition,
        by=by,
        action="petition.deliver",
        note=str(Delivery(delivery).label),
        changes={"delivered": delivered_date.isoformat()},
        clauses=(R(26),),
        at=at,
    )
    return petition


@transaction.atomic
def petition_review(
    *,
    petition_id: int,
    handler_id: int,
    asked_date: date,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """The petitioner does not accept the answer: a leader who had no part in it reviews it (R0).

    Twice at most (review, re-review), each time within the term after the delivery (R26).
    """
    petition = locked(petition_id)
    PETITION.check(petition, "review", by=by, expected_version=expected_version)
    last, today = current(petition), timezone.localdate(at)
    days = setting("review_days", on=today)
    stage = rules.review_can_be_asked(
        anonymous=petition.is_anonymous,
        stage=last.stage,
        delivered=last.delivered_date,
        days=setting("review_ask_days", on=today),
        asked=asked_date,
        today=today,
    )
    found = begin_round(
        petition,
        stage=stage,
        handler_id=handler_id,
        began=asked_date,
        days=days,
        due=terms.last_day(began=asked_date, days=days),
        request=reason,
    )
    move(
        petition,
        "review",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        changes={"named": found.handler_name, "last_day": found.due_date.isoformat()},
        clauses=(R(0),),
    )
    refigure(ANSWERED, on=today, due=found.due_date)
    return petition


@transaction.atomic
def petition_close(
    *,
    petition_id: int,
    by: Actor,
    at: datetime,
    content: bool = False,
    note: str = "",
    expected_version: int | None = None,
) -> Petition:
    """The answer has arrived, and no review can be asked for any more, or none is wanted (R26)."""
    petition = locked(petition_id)
    PETITION.check(petition, "close", by=by, expected_version=expected_version)
    last, today = current(petition), timezone.localdate(at)
    rules.can_be_closed(
        anonymous=petition.is_anonymous,
        delivered=last.delivered_date,
        content=content,
        final=last.stage == Stage.RE_REVIEW,
        days=setting("review_ask_days", on=today),
        today=today,
    )
    petition.closed_date, petition.closing_note = today, note.strip()[:300]
    return move(
        petition,
        "close",
        by=by,
        at=at,
        reason=note,
        expected_version=expected_version,
        fields=("closed_date", "closing_note"),
    )


@transaction.atomic
def petition_withdraw(
    *,
    petition_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """The petitioner takes it back; what was not answered needs no answer (R26)."""
    petition = locked(petition_id)
    move(petition, "withdraw", by=by, at=at, reason=reason, expected_version=expected_version)
    today = timezone.localdate(at)
    decision = selectors.decision_of(petition)
    if decision is not None and not decision.verdict:
        decision.verdict, decision.decided_date = Verdict.WITHDRAWN, today
        decision.reason, decision.decided_by_name = reason.strip()[:500], by.signature[:80]
        decision.save(update_fields=["verdict", "decided_date", "reason", "decided_by_name"])
        refigure(DECIDED, on=today, due=decision.due_date)
    running = selectors.round_of(petition)
    if running is not None and running.is_open:
        running.dropped_date = today
        running.save(update_fields=["dropped_date"])
        refigure(ANSWERED, on=today, due=running.due_date)
    return petition


def _own(present: Round, by: Actor) -> None:
    rules.own_part(handler=present.handler_id, persons=by.persons, name=present.handler_name)


def _in_hand(petition: Petition) -> None:
    if petition.status not in WITH_HANDLER:
        raise Violation(_("Nobody has this petition in hand now."), R(26))
