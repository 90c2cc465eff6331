"""Verbs of the duty book: an entry, what happened next, a correction (R48, R52, R56, R57)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor
from core.clauses import R
from operations.duty import selectors
from operations.duty.lifecycle import RECORD, UNFINISHED, T
from operations.duty.models import DutyEntry, DutyRecord, Kind, Weight
from operations.duty.rules import records as rules
from operations.duty.services.moving import move, tell

Line = DutyEntry.Kind


@dataclass(frozen=True, slots=True)
class RecordData:
    """What an entry says. occurred_at: now, if not said; result: handled at once."""

    kind: str
    text: str
    contact: str = ""
    important: bool = False
    occurred_at: datetime | None = None
    result: str = ""


def locked_record(record_id: int) -> DutyRecord:
    """The record, locked until the transaction ends. Raises DutyRecord.DoesNotExist."""
    found = DutyRecord.objects.select_for_update(of=("self",))
    return found.select_related("shift", "department__head").get(pk=record_id)


@transaction.atomic
def record_add(*, data: RecordData, by: Actor, at: datetime) -> DutyRecord:
    """Write into the book of the shift that one is on (R48).

    With a result it is handled at once (R52). An emergency goes before the leaders in the same
    moment, which is its first report (R56).
    """
    shift = rules.only_on_duty(shift=selectors.on_duty(by, at=at))
    rules.one_of_the_seven(kind=data.kind, known=Kind.values)
    rules.something_is_written(text=data.text)
    occurred = data.occurred_at or at
    rules.not_ahead(occurred=occurred, now=at)
    emergency = data.kind == Kind.EMERGENCY
    important = data.important or emergency
    if data.result.strip():
        rules.important_goes_to_a_leader_first(important=important, instructed=False)
    record = DutyRecord.objects.create(
        shift=shift,
        kind=data.kind,
        weight=Weight.IMPORTANT if important else Weight.NORMAL,
        text=data.text.strip()[:500],
        contact=data.contact.strip()[:80],
        occurred_at=occurred,
        recorded_at=at,
        recorded_by_id=selectors.own_id(by),
        recorded_by_name=by.signature[:80],
        status_since=at,
        created_at=at,
        created_by_id=selectors.own_id(by),
    )
    audit.record(
        record,
        by=by,
        action="duty_record.add",
        changes={"kind": str(record.get_kind_display())},
        clauses=(R(48), R(56)) if emergency else (R(48),),
        at=at,
    )
    if emergency:
        _first_report(record, by=by, at=at)
    elif data.result.strip():
        finish(record, result=data.result, by=by, at=at)
    return record


def _first_report(record: DutyRecord, *, by: Actor, at: datetime) -> None:
    line(record, Line.FIRST_REPORT, record.text, by=by, at=at)
    report(record, by=by, at=at)
    for post in (Post.DIRECTOR, Post.OFFICE):
        tell(
            record,
            step=Kind.EMERGENCY,
            title=_("Emergency: %(what)s") % {"what": record.text},
            by=by,
            at=at,
            post=post,
            clause=R(56),
        )
    figures.changed(("O-FIRSTREPORT",), on=timezone.localdate(record.occurred_at))


def line(record: DutyRecord, kind: str, text: str, *, by: Actor, at: datetime) -> DutyEntry:
    """Add a line to a record's course."""
    return DutyEntry.objects.create(
        record=record,
        kind=kind,
        text=text.strip(),
        by_id=by.user_id,
        by_name=by.signature[:80],
        at=at,
    )


def move_record(record: DutyRecord, action: str, *, by: Actor, at: datetime, **more: Any) -> None:
    """A move of a record."""
    move(record, RECORD, action, by=by, at=at, **more)


def report(record: DutyRecord, *, by: Actor, at: datetime, **more: Any) -> None:
    """Before the leader on call, else before who supervises (R54)."""
    record.weight = Weight.IMPORTANT
    move_record(record, "report", by=by, at=at, fields=("weight",), **more)
    inbox.assign(
        record,
        step=T.WITH_LEADER,
        title=_("Instruct: %(what)s") % {"what": record},
        by=by,
        at=at,
        post=Post.LEADER,
        user_id=record.shift.leader_id,
        clause=R(54),
    )


def finish(
    record: DutyRecord, *, result: str, by: Actor, at: datetime, expected_version: int | None = None
) -> None:
    """Close a matter with its result."""
    record.result, record.closed_at = result.strip(), at
    move_record(
        record,
        "close",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("result", "closed_at"),
    )
    kind = Line.FINAL_REPORT if record.kind == Kind.EMERGENCY else Line.RESULT
    line(record, kind, result, by=by, at=at)


def may_write(by: Actor, *, at: datetime) -> None:
    """Who is at the post goes on with open matters of any shift; the office may, too (R55)."""
    if not by.holds(Post.OFFICE):
        rules.only_on_duty(shift=selectors.on_duty(by, at=at))


@transaction.atomic
def record_follow_up(*, record_id: int, text: str, by: Actor, at: datetime) -> DutyEntry:
    """What happened next (R56)."""
    record = locked_record(record_id)
    may_write(by, at=at)
    rules.still_open(is_open=record.status in UNFINISHED)
    rules.something_is_written(text=text)
    audit.record(record, by=by, action="duty_record.follow_up", clauses=(R(56),), at=at)
    return line(record, Line.FOLLOW_UP, text, by=by, at=at)


@transaction.atomic
def record_correct(*, record_id: int, text: str, by: Actor, at: datetime) -> DutyEntry:
    """Something written down is wrong: the correction stands beside it, nothing is changed (R57).

    By who wrote it, who is at the post, or the office; also after the matter is closed.
    """
    record = locked_record(record_id)
    if record.recorded_by_id != selectors.own_id(by):
        may_write(by, at=at)
    rules.something_is_written(text=text)
    audit.record(record, by=by, action="duty_record.correct", clauses=(R(57),), at=at)
    return line(record, Line.CORRECTION, text, by=by, at=at)


@transaction.atomic
def record_close(
    *, record_id: int, result: str, by: Actor, at: datetime, expected_version: int | None = None
) -> DutyRecord:
    """Handled: with the department's answer, the leader's instruction, the course of an emergency.

    Raises Violation while one of them is missing (R52, R53, R54, R56).
    """
    record = locked_record(record_id)
    may_write(by, at=at)
    important = record.weight == Weight.IMPORTANT
    if record.status in UNFINISHED:
        rules.important_goes_to_a_leader_first(
            important=important, instructed=record.instructed_at is not None
        )
        rules.feedback_is_there(
            handed_over=record.department_id is not None,
            answered=record.answered_at is not None,
        )
    rules.handled_has_a_result(result=result)
    rules.emergency_was_followed(
        emergency=record.kind == Kind.EMERGENCY,
        follow_ups=record.entries.filter(kind=Line.FOLLOW_UP).count(),
    )
    finish(record, result=result, by=by, at=at, expected_version=expected_version)
    inbox.close(record, by=by, outcome="close", returning=True, at=at)
    return record
