"""The first term: accepted and given to somebody, not accepted, or forwarded; and reopened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.actor import Actor
from operations.petitions import paperwork
from operations.petitions.kinds import Stage, Verdict
from operations.petitions.lifecycle import PETITION
from operations.petitions.models import Decision, Petition
from operations.petitions.rules import handling as rules
from operations.petitions.rules import terms
from operations.petitions.services.moving import (
    ANSWERED,
    DECIDED,
    begin_round,
    locked,
    move,
    refigure,
)
from operations.petitions.services.registering import begin_term
from operations.petitions.settings import setting


@transaction.atomic
def petition_accept(
    *,
    petition_id: int,
    handler_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> Petition:
    """A leader accepts it and names who handles it; the petitioner gets the notice (R26).

    Raises Violation (state, version, handler) or Denied; whoever registered it does not (R0).
    """
    petition = locked(petition_id)
    PETITION.check(petition, "accept", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    days = setting("handling_days", on=today)
    found = begin_round(
        petition,
        stage=Stage.HANDLING,
        handler_id=handler_id,
        began=today,
        days=days,
        due=terms.last_day(began=today, days=days),
    )
    _decide(petition, Verdict.ACCEPTED, by=by, on=today, reason=opinion)
    move(
        petition,
        "accept",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        changes={"named": found.handler_name, "last_day": found.due_date.isoformat()},
    )
    refigure(ANSWERED, on=today, due=found.due_date)
    paperwork.notice(petition, by=by, on=today)
    return petition


@transaction.atomic
def petition_refuse(
    *,
    petition_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """Not ours, or not to be accepted by law: ended, with the reason told in writing (R26)."""
    return _end(
        petition_id, "refuse", Verdict.REFUSED, reason, by=by, at=at, version=expected_version
    )


@transaction.atomic
def petition_forward(
    *,
    petition_id: int,
    organ: str,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """Another organ is competent: it goes there, and the petitioner is told (R26)."""
    rules.organ_is_named(organ=organ)
    return _end(
        petition_id,
        "forward",
        Verdict.FORWARDED,
        reason,
        by=by,
        at=at,
        version=expected_version,
        organ=organ.strip()[:80],
    )


@transaction.atomic
def petition_reopen(
    *,
    petition_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Petition:
    """New facts: it is registered anew under its number, and every term begins again (R26)."""
    petition = locked(petition_id)
    PETITION.check(petition, "reopen", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    petition.cycle += 1
    petition.closed_date, petition.closing_note = None, ""
    begin_term(petition, began=today, on=today)
    return move(
        petition,
        "reopen",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("cycle", "closed_date", "closing_note"),
    )


def _end(
    petition_id: int,
    action: str,
    verdict: Verdict,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    version: int | None,
    organ: str = "",
) -> Petition:
    petition = locked(petition_id)
    today = timezone.localdate(at)
    changes: dict[str, Any] = {"organ": organ} if organ else {}
    move(
        petition,
        action,
        by=by,
        at=at,
        reason=reason,
        expected_version=version,
        changes=changes,
    )
    _decide(petition, verdict, by=by, on=today, reason=reason, organ=organ)
    paperwork.notice(petition, by=by, on=today)
    return petition


def _decide(
    petition: Petition,
    verdict: Verdict,
    *,
    by: Actor,
    on: date,
    reason: str = "",
    organ: str = "",
) -> Decision:
    """Write down what was decided in the present cycle."""
    decision = Decision.objects.get(petition=petition, cycle=petition.cycle)
    decision.verdict, decision.reason, decision.organ = verdict, reason.strip()[:500], organ
    decision.decided_date, decision.decided_by_name = on, by.signature[:80]
    decision.save(update_fields=["verdict", "reason", "organ", "decided_date", "decided_by_name"])
    refigure(DECIDED, on=on, due=decision.due_date)
    return decision
