"""Minutes: written with what was decided, signed into supervision items, filed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, followups, numbering
from core.actor import Actor, directory
from core.clauses import R
from operations.archives import fulltext
from operations.archives.rules import retention_is_known
from operations.archives.services import open_file, pack
from operations.meetings import filing, paperwork, selectors
from operations.meetings.lifecycle import MEETING, OWNERS, S
from operations.meetings.models import Decision, Meeting
from operations.meetings.numbers import MINUTES
from operations.meetings.rules import minutes as rules
from operations.meetings.services.moving import (
    concerned,
    locked,
    move,
    refigure_minutes,
    tell,
)
from operations.staff.models import Department

# What office offers to make of a decision (`core.followups`).
SUPERVISION = "supervision-decision"


@transaction.atomic
def decision_add(
    *,
    meeting_id: int,
    text: str,
    department_id: int,
    due_date: date,
    by: Actor,
    at: datetime,
    owner_id: int | None = None,
) -> Decision:
    """One thing that was decided: what, who, until when (R44)."""
    meeting = _being_written(meeting_id, by)
    department = Department.objects.filter(pk=department_id, is_active=True).first()
    rules.decision_is_complete(
        text=text, department=department is not None, due=due_date, today=timezone.localdate(at)
    )
    known = directory()
    if owner_id is not None:
        active = known.is_active(owner_id)
        held = known.actor_of(owner_id).posts if active else ()
        rules.owner_can_do_it(active=active, held=held, posts=OWNERS)
    rules.decisions_are_few(number=meeting.decisions.count())
    last = meeting.decisions.order_by("-position").first()
    made = Decision.objects.create(
        meeting=meeting,
        position=last.position + 1 if last else 1,
        text=" ".join(text.split()),
        department_id=department_id,
        owner_id=owner_id,
        owner_name=known.name_of(owner_id)[:80] if owner_id else "",
        due_date=due_date,
    )
    audit.record(meeting, by=by, action="meeting.decide", note=made.text, clauses=(R(44),), at=at)
    return made


@transaction.atomic
def decision_drop(*, meeting_id: int, decision_id: int, by: Actor, at: datetime) -> Meeting:
    """Struck out while the minutes are being written; those after it move up (R44)."""
    meeting = _being_written(meeting_id, by)
    found = meeting.decisions.filter(pk=decision_id).first()
    if found is None:
        return meeting
    text = found.text
    found.delete()
    for position, one in enumerate(meeting.decisions.order_by("position"), 1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    audit.record(meeting, by=by, action="meeting.undecide", note=text, clauses=(R(44),), at=at)
    return meeting


@transaction.atomic
def minutes_draft(
    *, meeting_id: int, minutes: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Meeting:
    """The minutes are written and go before a leader (R26)."""
    meeting = locked(meeting_id)
    MEETING.check(meeting, "draft", by=by, expected_version=expected_version)
    _writes(meeting, by)
    rules.minutes_are_written(text=minutes)
    meeting.minutes = minutes.strip()
    meeting.drafted_by_id = (by.acting_for or by).user_id
    meeting.drafted_by_name = by.signature[:80]
    return move(
        meeting,
        "draft",
        by=by,
        at=at,
        fields=("minutes", "drafted_by_id", "drafted_by_name"),
        version=expected_version,
    )


@transaction.atomic
def minutes_return(
    *, meeting_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Meeting:
    """Not so: back to whoever writes them, with the reason (R26)."""
    meeting = locked(meeting_id)
    return move(meeting, "return", by=by, at=at, reason=reason, version=expected_version)


@transaction.atomic
def minutes_sign(
    *,
    meeting_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> Meeting:
    """A leader who did not write them signs: number, paper, and in one act an item each (R44)."""
    meeting = locked(meeting_id)
    MEETING.check(meeting, "sign", by=by, expected_version=expected_version)
    rules.signer_did_not_write(writer=meeting.drafted_by_id, signers=by.persons)
    today = timezone.localdate(at)
    meeting.signed_by_name, meeting.signed_date = by.signature[:80], today
    decisions = list(meeting.decisions.select_related("department").order_by("position"))
    # Late: whoever signs next waits for this transaction's end from here on.
    meeting.minutes_number = numbering.draw(MINUTES, on=today, record=meeting).text
    made = _supervise(meeting, decisions, by=by, at=at)
    move(
        meeting,
        "sign",
        by=by,
        at=at,
        reason=opinion,
        fields=("signed_by_name", "signed_date", "minutes_number"),
        version=expected_version,
        changes={
            "minutes": meeting.minutes_number,
            "decisions": len(decisions),
            "items": "、".join(made),
        },
    )
    paperwork.minutes(meeting, by=by)
    fulltext.put(meeting)
    said = _("Minutes: %(title)s") % {"title": meeting.title}
    tell(meeting, concerned(meeting), step="minutes", title=said, by=by, at=at)
    refigure_minutes(meeting, on=today)
    return meeting


@transaction.atomic
def meeting_close(
    *,
    meeting_id: int,
    retention: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Meeting:
    """The office files minutes, sheet and papers, and closes it (R29)."""
    meeting = locked(meeting_id)
    retention_is_known(retention=retention, clause=R(29))
    MEETING.check(meeting, "close", by=by, expected_version=expected_version)
    paperwork.attendance(meeting, by=by)
    file = open_file(meeting, filing.of(meeting, retention=retention, at=at), by=by, at=at)
    pack(file, meeting, **filing.PACKAGE, by=by, at=at)
    meeting.archive_number, meeting.closed_date = file.number, timezone.localdate(at)
    move(
        meeting,
        "close",
        by=by,
        at=at,
        fields=("archive_number", "closed_date"),
        version=expected_version,
        changes={"archive_number": file.number},
    )
    fulltext.put(meeting)
    return meeting


@transaction.atomic
def meeting_skip(
    *, meeting_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Meeting:
    """No minutes are needed, the office says why (R26)."""
    meeting = locked(meeting_id)
    meeting.closed_date = timezone.localdate(at)
    move(
        meeting,
        "skip",
        by=by,
        at=at,
        reason=reason,
        fields=("closed_date",),
        version=expected_version,
    )
    refigure_minutes(meeting, on=meeting.closed_date)
    return meeting


def _being_written(meeting_id: int, by: Actor) -> Meeting:
    meeting = locked(meeting_id)
    _writes(meeting, by)
    rules.decisions_are_open(held=meeting.status == S.HELD)
    return meeting


def _writes(meeting: Meeting, by: Actor) -> None:
    rules.recorder_writes(mine=selectors.writes(meeting, by), recorder=meeting.recorder_name)


def _supervise(
    meeting: Meeting, decisions: list[Decision], *, by: Actor, at: datetime
) -> list[str]:
    """A supervision item of each decision, where supervision is offered; their numbers."""
    offer = followups.offered(SUPERVISION)
    if offer is None:
        return []
    made = []
    for decision in decisions:
        # With the number that the minutes have from now on.
        decision.meeting = meeting
        item = offer.make(
            decision,
            title=decision.text,
            department_id=decision.department_id,
            due=decision.due_date,
            by=by,
            at=at,
        )
        decision.item_type, decision.item_id = item._meta.label_lower, str(item.pk)
        decision.item_number = str(getattr(item, "number", ""))
        decision.save(update_fields=["item_type", "item_id", "item_number"])
        made.append(decision.item_number)
    return made
