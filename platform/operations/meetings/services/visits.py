"""Visitors: announced, received, closed; a leader is told (R26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox, numbering
from core.actor import Actor, directory
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from core.models.inbox import InboxItem
from operations.meetings import selectors
from operations.meetings.lifecycle import HOSTS, PEOPLE, VISIT, V
from operations.meetings.models import Visit
from operations.meetings.numbers import VISITS
from operations.meetings.rules import visits as rules


@dataclass(frozen=True, slots=True)
class VisitData:
    """Who comes from where, for what, when, and who receives them."""

    kind: str
    unit: str
    matter: str
    arrives_at: datetime
    leaves_at: datetime
    host_id: int
    headcount: int = 1
    head_name: str = ""
    programme: str = ""
    cost_note: str = ""


@transaction.atomic
def visit_plan(*, data: VisitData, by: Actor, at: datetime) -> Visit:
    """Enter visitors; their host gets them before them, and leaders are told (R26)."""
    if not any(by.holds(post) for post in HOSTS):
        raise denied(HOSTS)
    visit = Visit(
        created_by_id=(by.acting_for or by).user_id,
        registered_by_name=by.signature[:80],
        status_since=at,
        created_at=at,
    )
    _take(visit, data)
    visit.save()
    # Late: whoever enters the next waits for this transaction's end from here on.
    visit.number = numbering.draw(VISITS, on=timezone.localdate(at), record=visit).text
    visit.save(update_fields=["number"])
    _announce(visit, by=by, at=at)
    _tell_leaders(visit, _("Visitors announced: %(visit)s"), "told", by=by, at=at)
    audit.record(
        visit, by=by, action="visit.plan", changes={"visit": visit.number},
        clauses=(R(26),), at=at,
    )  # fmt: skip
    return visit


@transaction.atomic
def visit_change(
    *, visit_id: int, data: VisitData, by: Actor, at: datetime, expected_version: int | None = None
) -> Visit:
    """Other times, another host or programme, while they have not come (R26)."""
    visit = _locked(visit_id)
    _own(visit, by)
    rules.still_announced(planned=visit.status == V.PLANNED)
    if expected_version is not None and expected_version != visit.version:
        raise Violation(changed_meanwhile(visit))
    _take(visit, data)
    visit.version += 1
    visit.save()
    inbox.close(visit, by=by, outcome="change", step=V.PLANNED, returning=True, at=at)
    _announce(visit, by=by, at=at)
    said, step = _("Visit changed: %(visit)s"), f"changed-{visit.version}"
    _tell_leaders(visit, said, step, by=by, at=at)
    audit.record(visit, by=by, action="visit.change", clauses=(R(26),), at=at)
    return visit


@transaction.atomic
def visit_receive(
    *, visit_id: int, by: Actor, at: datetime, headcount: int, expected_version: int | None = None
) -> Visit:
    """They are here, so many of them (R26)."""
    visit = _locked(visit_id)
    VISIT.check(visit, "receive", by=by, expected_version=expected_version)
    _own(visit, by)
    rules.received_on_its_day(arrives=visit.arrives_at, now=at)
    rules.visitors_are_said(
        unit=visit.unit, matter=visit.matter, kind=visit.kind, headcount=headcount
    )
    visit.received_at, visit.headcount = at, headcount
    _move(
        visit,
        "receive",
        by=by,
        at=at,
        fields=("received_at", "headcount"),
        version=expected_version,
    )
    figures.changed(("MT-VISITS",), on=timezone.localdate(at))
    return visit


@transaction.atomic
def visit_close(
    *,
    visit_id: int,
    result: str,
    by: Actor,
    at: datetime,
    cost_note: str = "",
    expected_version: int | None = None,
) -> Visit:
    """They have left: what came of it, and what is to be said of costs (R26)."""
    visit = _locked(visit_id)
    VISIT.check(visit, "close", by=by, expected_version=expected_version)
    _own(visit, by)
    rules.result_is_noted(result=result)
    visit.result = result.strip()[:500]
    visit.cost_note = cost_note.strip()[:200]
    visit.closed_date = timezone.localdate(at)
    return _move(
        visit,
        "close",
        by=by,
        at=at,
        fields=("result", "cost_note", "closed_date"),
        version=expected_version,
    )


@transaction.atomic
def visit_cancel(
    *, visit_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Visit:
    """They do not come (R26)."""
    visit = _locked(visit_id)
    VISIT.check(visit, "cancel", by=by, expected_version=expected_version)
    _own(visit, by)
    _move(visit, "cancel", by=by, at=at, reason=reason, version=expected_version)
    _tell_leaders(visit, _("Visit called off: %(visit)s"), "cancelled", by=by, at=at)
    return visit


def _locked(visit_id: int) -> Visit:
    return Visit.objects.select_for_update(of=("self",)).get(pk=visit_id)


def _own(visit: Visit, by: Actor) -> None:
    rules.host_or_office_acts(mine=selectors.receives(visit, by), host=visit.host_name)


def _take(visit: Visit, data: VisitData) -> None:
    """Check what was typed and put it on the record."""
    rules.visitors_are_said(
        unit=data.unit, matter=data.matter, kind=data.kind, headcount=data.headcount
    )
    rules.stay_in_order(arrives=data.arrives_at, leaves=data.leaves_at)
    known = directory()
    active = known.is_active(data.host_id)
    held = known.actor_of(data.host_id).posts if active else ()
    rules.host_can_receive(active=active, held=held, posts=PEOPLE)
    visit.kind, visit.headcount = data.kind, data.headcount
    visit.unit, visit.matter = data.unit.strip()[:80], data.matter.strip()[:200]
    visit.head_name = data.head_name.strip()[:60]
    visit.arrives_at, visit.leaves_at = data.arrives_at, data.leaves_at
    visit.host_id, visit.host_name = data.host_id, known.name_of(data.host_id)[:80]
    visit.programme, visit.cost_note = data.programme.strip(), data.cost_note.strip()[:200]


def _move(
    visit: Visit,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
) -> Visit:
    was = str(visit.status)
    VISIT.apply(visit, action, by=by, reason=reason, at=at, expected_version=version)
    visit.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(visit, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    _announce(visit, by=by, at=at)
    audit.record(visit, by=by, action=f"visit.{action}", note=reason, at=at)
    return visit


def _announce(visit: Visit, *, by: Actor, at: datetime) -> None:
    """The host receives them, and closes the visit when they have left."""
    if visit.status not in (V.PLANNED, V.RECEIVED):
        return
    active = directory().is_active(visit.host_id)
    to: dict[str, Any] = {"user_id": visit.host_id} if active else {"post": Post.OFFICE}
    planned = visit.status == V.PLANNED
    inbox.assign(
        visit,
        step=str(visit.status),
        title=(_("Receive visitors: %(visit)s") if planned else _("Close the visit: %(visit)s"))
        % {"visit": visit},
        by=by,
        at=at,
        due_at=visit.arrives_at if planned else visit.leaves_at,
        clause=R(26),
        **to,
    )


def _tell_leaders(visit: Visit, words: str, step: str, *, by: Actor, at: datetime) -> None:
    when = f"{timezone.localtime(visit.arrives_at):%Y-%m-%d %H:%M}"
    inbox.assign(
        visit,
        step=step,
        title=words % {"visit": visit},
        by=by,
        at=at,
        post=Post.LEADER,
        kind=InboxItem.Kind.READ,
        clause=R(26),
        message=f"{when} · {visit.host_name}",
    )
