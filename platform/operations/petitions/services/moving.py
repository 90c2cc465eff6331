"""What every verb of petitions has in common: lock, move, inbox, audit, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor, directory
from core.clauses import Clause, R
from core.models.inbox import InboxItem
from operations.petitions import selectors
from operations.petitions.kinds import Stage
from operations.petitions.lifecycle import ENDED, PETITION, WITH_HANDLER, S
from operations.petitions.models import Involvement, LongerTerm, Petition, Round
from operations.petitions.rules import handling as rules

LONGER = "longer-term"
# What the figures count by day.
DECIDED = ("P-ACCEPTED", "P-LATE")
ANSWERED = ("P-ANSWERED", "P-LATE")


def locked(petition_id: int) -> Petition:
    """The petition, locked until the transaction ends. Raises Petition.DoesNotExist."""
    return Petition.objects.select_for_update().get(pk=petition_id)


def move(
    petition: Petition,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    changes: dict[str, Any] | None = None,
    clauses: Iterable[Clause] = (),
) -> Petition:
    """Make a move and everything that follows from it, in the caller's transaction.

    The petition is locked by the caller, and what its new state needs (a decision, a round) is
    stored. Raises Violation or Denied before anything is written.
    """
    was = str(petition.status)
    PETITION.apply(petition, action, by=by, reason=reason, at=at, expected_version=expected_version)
    saved = ["status", "status_since", "version", "returned_from", "updated_at", *fields]
    petition.save(update_fields=list(dict.fromkeys(saved)))
    ended = petition.status in ENDED
    if petition.status not in WITH_HANDLER or petition.status == S.REVIEWING:
        lapse(petition, at=at)
    inbox.close(
        petition,
        by=by,
        outcome=action,
        step=None if ended else was,
        opinion=reason,
        returning=ended,
        at=at,
    )
    announce(petition, by=by, at=at)
    audit.record(
        petition,
        by=by,
        action=f"petition.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )
    return petition


def announce(petition: Petition, *, by: Actor, at: datetime, message: str = "") -> None:
    """Put the next step before whose turn it is; an ended petition waits for nobody."""
    state = S(petition.status)
    to: dict[str, Any]
    if state == S.REGISTERED:
        decision = selectors.decision_of(petition)
        to = {"post": Post.LEADER, "due_at": end_of(decision.due_date) if decision else None}
    elif state in WITH_HANDLER:
        present = current(petition)
        to = {"user_id": present.handler_id, "due_at": end_of(present.due_date)}
    elif state == S.ANSWERED:
        to = {"post": Post.OFFICE}
    else:
        return
    inbox.assign(
        petition,
        step=str(state),
        title=title_of(petition),
        by=by,
        at=at,
        clause=R(26),
        message=message,
        four_eyes=state == S.REGISTERED,
        **to,
    )


def tell(
    petition: Petition,
    *,
    step: str,
    title: str,
    by: Actor,
    at: datetime,
    post: str = "",
    user_id: int | None = None,
    message: str = "",
) -> None:
    """A copy to read."""
    inbox.assign(
        petition,
        step=step,
        title=title,
        by=by,
        at=at,
        post=post,
        user_id=user_id,
        kind=InboxItem.Kind.READ,
        clause=R(26),
        message=message,
    )


def title_of(petition: Petition) -> str:
    """How it is called in the inbox: never by the petitioner's name."""
    return _("%(state)s: %(title)s") % {
        "state": S(petition.status).label,
        "title": petition.subject,
    }


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def current(petition: Petition) -> Round:
    """The handling or review that is running, or was answered last."""
    return Round.objects.filter(petition=petition, cycle=petition.cycle).latest("pk")


def name_handler(
    petition: Petition, handler_id: int, *, stage: str, field: str = "handler_id"
) -> str:
    """The name of somebody who may handle it at this stage. Raises Violation."""
    known = directory()
    name = known.name_of(handler_id)
    active = known.is_active(handler_id)
    rules.handler_can(
        active=active,
        held=known.actor_of(handler_id).posts if active else (),
        posts=selectors.posts_of(stage),
        name=name,
        field=field,
    )
    rules.handler_is_not_concerned(name=name, concerned=petition.names_concerned, field=field)
    if stage != Stage.HANDLING:
        rules.handler_is_another(
            handler=handler_id, involved=selectors.involved(petition), field=field
        )
    return name


def begin_round(
    petition: Petition,
    *,
    stage: str,
    handler_id: int,
    began: date,
    days: int,
    due: date,
    request: str = "",
) -> Round:
    """Store a handling or a review, and that somebody has it in hand from now on."""
    name = name_handler(petition, handler_id, stage=stage)
    made = Round.objects.create(
        petition=petition,
        cycle=petition.cycle,
        stage=stage,
        handler_id=handler_id,
        handler_name=name[:80],
        began_date=began,
        days=days,
        due_date=due,
        request=request.strip()[:500],
    )
    involve(made, on=began)
    return made


def involve(found: Round, *, on: date) -> None:
    """Note who has it in hand; noted once for a stage."""
    Involvement.objects.get_or_create(
        petition_id=found.petition_id,
        user_id=found.handler_id,
        stage=found.stage,
        defaults={"name": found.handler_name, "from_date": on},
    )


def lapse(petition: Petition, *, at: datetime) -> None:
    """What was asked for and not decided is void when the handling is over."""
    waiting = LongerTerm.objects.filter(round__petition=petition, choice=LongerTerm.Choice.OPEN)
    if waiting.update(choice=LongerTerm.Choice.LAPSED, decided_at=at):
        inbox.close(
            petition, by=Actor.system(_("System")), outcome="lapsed", step=LONGER, at=at,
            returning=True,
        )  # fmt: skip


def refigure(codes: Iterable[str], *, on: date, due: date) -> None:
    """Tell the figures which days' values may have changed: the act's, and the day after due."""
    names = tuple(codes)
    figures.changed(names, on=on)
    figures.changed(names, on=due + timedelta(days=1))
