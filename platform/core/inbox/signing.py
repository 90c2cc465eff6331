"""Answers of those who were asked: delegates, added signers, and several who countersign (会签)."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import Clause, R
from core.errors import Violation
from core.inbox.addressing import (
    Assignee,
    items_of,
    lock_mine,
    lock_record,
    record_key,
    record_of,
    resolve,
)
from core.inbox.assigning import Role, State, create, finish, take_back, take_back_below
from core.inbox.handing import reopen_if_alone
from core.models.inbox import InboxItem, SigningRound

Rule, Outcome = SigningRound.Rule, SigningRound.Outcome

_decided: dict[str, Callable[[models.Model, SigningRound, Actor], None]] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer did. outcome: of the round it belonged to; '' when it was not in one."""

    item: InboxItem
    outcome: str = ""

    @property
    def decided(self) -> bool:
        """Has the round come to its end?"""
        return self.outcome in (Outcome.AGREED, Outcome.REFUSED)


def on_decided(
    record_type: str, effect: Callable[[models.Model, SigningRound, Actor], None]
) -> None:
    """Let a module act when a round about its records is decided, in the same transaction."""
    _decided[record_type] = effect


@transaction.atomic
def countersign(
    record: models.Model,
    *,
    step: str,
    title: str,
    to: Sequence[Assignee],
    by: Actor,
    rule: str = Rule.ALL,
    share: int = 100,
    due_at: datetime | None = None,
    clause: Clause | None = None,
    message: str = "",
    at: datetime | None = None,
) -> SigningRound:
    """Ask several people to countersign one step.

    rule: 'all', 'any', 'ratio' (share in per cent) or 'in_order'. Raises Violation for an empty
    list, or while the step is being countersigned already.
    """
    when = at or timezone.now()
    addresses = list(dict.fromkeys(resolve(assignee) for assignee in to))
    if not addresses:
        raise Violation(_("Choose at least one person."), field="to")
    if items_of(record).filter(step=step, signing__outcome=Outcome.OPEN).exists():
        raise Violation(_("This step is being countersigned already."))
    round_ = SigningRound(**record_key(record), step=step, rule=rule, share=share, created_at=when)
    round_.full_clean(validate_constraints=False)
    round_.save()
    for order, address in enumerate(addresses):
        create(
            record,
            to=address,
            by=by,
            at=when,
            step=step,
            title=title,
            message=message,
            due_at=due_at,
            clause=clause.number if clause else None,
            role=Role.SIGNER,
            signing=round_,
            order=order,
            state=State.WAITING if rule == Rule.IN_ORDER and order else State.OPEN,
        )
    return round_


@transaction.atomic
def answer(*, item_id: int, by: Actor, agree: bool, opinion: str, at: datetime) -> Answer:
    """Answer what one was asked: as a delegate, an added signer or a countersigner.

    A refusal needs an opinion. An added signer's item returns to the one who asked, at once when
    refused, else when all have answered. Raises Violation or Denied.
    """
    row = InboxItem.objects.get(pk=item_id)
    if row.signing_id is not None and row.record_type in _decided:
        # Deciding moves the record: locked before its items, in the order services lock them.
        lock_record(row)
    item, live = lock_mine(item_id, by)
    if item.role in (Role.STEP, Role.COPY):
        raise Violation(_("This step is decided on its own page."))
    if not agree and not opinion.strip():
        raise Violation(_("Please give the reason."), R(13), field="opinion")
    finish(item, by=by, outcome="agreed" if agree else "refused", opinion=opinion, at=at)
    record = record_of(item)
    audit.record(
        record, by=by, action="inbox.agree" if agree else "inbox.refuse", note=opinion, at=at
    )
    live = [other for other in live if other.is_live]
    if item.signing_id is None:
        _come_back(item, live, agree=agree, at=at)
        return Answer(item)
    round_ = SigningRound.objects.select_for_update().get(pk=item.signing_id)
    _settle(round_, live, at=at)
    if round_.outcome != Outcome.OPEN and record is not None and round_.record_type in _decided:
        _decided[round_.record_type](record, round_, by)
    return Answer(item, round_.outcome)


def _come_back(item: InboxItem, live: list[InboxItem], *, agree: bool, at: datetime) -> None:
    # The asker's item lives as long as what it asked for: ending it takes that back.
    parent = next(other for other in live if other.pk == item.parent_id)
    if not agree:
        take_back_below(parent, live, at=at)
        live = [other for other in live if other.is_live]
    reopen_if_alone(parent, live)


def _settle(round_: SigningRound, live: list[InboxItem], *, at: datetime) -> None:
    """Count the answers, and end the round when they decide it."""
    answers = [
        outcome
        for outcome in round_.items.filter(state=State.DONE).values_list("outcome", flat=True)
        if outcome != "handed_over"
    ]
    waiting = sorted(
        (item for item in live if item.signing_id == round_.pk), key=lambda item: item.order
    )
    agreed, refused = answers.count("agreed"), answers.count("refused")
    outcome = verdict(
        round_.rule, round_.share, agreed=agreed, refused=refused, waiting=len(waiting)
    )
    if outcome == Outcome.OPEN:
        if round_.rule == Rule.IN_ORDER:
            waiting[0].state = State.OPEN
            waiting[0].created_at = at
            waiting[0].save(update_fields=["state", "created_at"])
        return
    round_.outcome = outcome
    round_.save(update_fields=["outcome"])
    for item in waiting:
        take_back_below(item, live, at=at)
        take_back(item, at=at)


def verdict(rule: str, share: int, *, agreed: int, refused: int, waiting: int) -> str:
    """The rules of a round, on counts only."""
    total = agreed + refused + waiting
    if rule == Rule.ANY:
        over, yes = agreed > 0 or not waiting, agreed > 0
    elif rule == Rule.RATIO:
        needed = math.ceil(total * share / 100)
        yes = agreed >= needed
        over = yes or agreed + waiting < needed
    elif rule == Rule.IN_ORDER:
        over, yes = refused > 0 or not waiting, not refused
    else:
        over, yes = not waiting, not refused
    if not over:
        return Outcome.OPEN
    return Outcome.AGREED if yes else Outcome.REFUSED
