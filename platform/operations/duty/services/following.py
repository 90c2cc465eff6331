"""Verbs of matters that others decide: departments answer, leaders instruct (R53, R54)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import inbox
from core.actor import Actor, Scope, directory
from core.clauses import R
from core.workcalendar import WorkCalendar
from operations.duty import selectors
from operations.duty.lifecycle import T
from operations.duty.models import DutyRecord, Weight
from operations.duty.rules import records as rules
from operations.duty.services.moving import end_of, tell
from operations.duty.services.recording import (
    Line,
    line,
    locked_record,
    may_write,
    move_record,
    report,
)
from operations.duty.settings import setting
from operations.staff.models import Department


@transaction.atomic
def record_hand_to(
    *,
    record_id: int,
    department_id: int,
    by: Actor,
    at: datetime,
    note: str = "",
    expected_version: int | None = None,
) -> DutyRecord:
    """Another department's matter: handed over, with an answer by a working day (R53)."""
    record = locked_record(record_id)
    may_write(by, at=at)
    rules.important_goes_to_a_leader_first(
        important=record.weight == Weight.IMPORTANT, instructed=record.instructed_at is not None
    )
    found = Department.objects.filter(pk=department_id, is_active=True).select_related("head")
    department = found.first()
    rules.department_is_named(known=department is not None)
    today = timezone.localdate(at)
    record.department = department
    record.due_date = WorkCalendar.load().add(today, setting("answer_days", on=today))
    record.answered_at = None
    move_record(
        record,
        "hand_to",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("department", "due_date", "answered_at"),
        changes={"department": str(department), "due_date": record.due_date.isoformat()},
    )
    words = note.strip() or _("Handed over to %(department)s.") % {"department": department}
    line(record, Line.HANDED_OVER, words, by=by, at=at)
    inbox.close(record, by=by, outcome="hand_to", returning=True, at=at)
    ask_department(record, by=by, at=at, message=note)
    return record


def ask_department(record: DutyRecord, *, by: Actor, at: datetime, message: str = "") -> None:
    """Put it before the head of the department, else before the heads of departments."""
    department = record.department
    head = department.head if department is not None else None
    inbox.assign(
        record,
        step=T.WITH_DEPARTMENT,
        title=_("Handle and answer: %(what)s") % {"what": record},
        by=by,
        at=at,
        post=Post.DEPT_HEAD,
        user_id=head.user_id if head is not None else None,
        due_at=end_of(record.due_date) if record.due_date else None,
        clause=R(53),
        message=message,
    )


@transaction.atomic
def record_answer(
    *, record_id: int, text: str, by: Actor, at: datetime, expected_version: int | None = None
) -> DutyRecord:
    """The department says what came of it; who is on duty closes the matter (R53)."""
    record = locked_record(record_id)
    if record.status == T.WITH_DEPARTMENT and record.department is not None:
        rules.answered_by_its_department(
            is_its=selectors.is_of(record.department, by, on=timezone.localdate(at)),
            department=str(record.department),
        )
    rules.something_is_written(text=text)
    record.answered_at = at
    move_record(
        record,
        "answer",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("answered_at",),
    )
    line(record, Line.ANSWER, text, by=by, at=at)
    inbox.close(record, by=by, outcome="answer", step=T.WITH_DEPARTMENT, returning=True, at=at)
    _back_to_duty(record, _("Answered: %(what)s"), by=by, at=at)
    return record


@transaction.atomic
def record_ask_again(
    *, record_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> DutyRecord:
    """The answer does not do; the department is asked again until the same day (R53)."""
    record = locked_record(record_id)
    may_write(by, at=at)
    record.answered_at = None
    move_record(
        record,
        "ask_again",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("answered_at",),
    )
    line(record, Line.ASKED_AGAIN, reason, by=by, at=at)
    inbox.close(record, by=by, outcome="ask_again", step=T.ANSWERED, returning=True, at=at)
    ask_department(record, by=by, at=at, message=reason)
    return record


@transaction.atomic
def record_report(
    *, record_id: int, by: Actor, at: datetime, note: str = "", expected_version: int | None = None
) -> DutyRecord:
    """Before a leader; nothing is done about it until the instruction is there (R54)."""
    record = locked_record(record_id)
    may_write(by, at=at)
    report(record, by=by, at=at, expected_version=expected_version)
    inbox.close(record, by=by, outcome="report", step=T.ANSWERED, returning=True, at=at)
    line(record, Line.REPORTED, note.strip() or _("Reported."), by=by, at=at)
    return record


@transaction.atomic
def record_instruct(
    *, record_id: int, text: str, by: Actor, at: datetime, expected_version: int | None = None
) -> DutyRecord:
    """The leader says what is to be done: who, when, what stands in the book (R54)."""
    record = locked_record(record_id)
    rules.instruction_is_written(text=text)
    record.instructed_at, record.instructed_by_name = at, by.signature[:80]
    move_record(
        record,
        "instruct",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("instructed_at", "instructed_by_name"),
    )
    line(record, Line.INSTRUCTION, text, by=by, at=at)
    inbox.close(record, by=by, outcome="instruct", step=T.WITH_LEADER, opinion=text,
                returning=True, at=at)  # fmt: skip
    _back_to_duty(record, _("Instructed: %(what)s"), by=by, at=at)
    return record


def _back_to_duty(record: DutyRecord, title: str, *, by: Actor, at: datetime) -> None:
    """Before the duty officers, else the office: whoever is at the post goes on with it."""
    holders = directory().holders(Post.DUTY, Scope.CENTRE)
    inbox.assign(
        record,
        step=record.status,
        title=title % {"what": record},
        by=by,
        at=at,
        post=Post.DUTY if holders else Post.OFFICE,
        clause=R(53) if record.status == T.ANSWERED else R(54),
    )


def records_remind(*, by: Actor, at: datetime) -> int:
    """Tell departments, and the office, of answers that are overdue; once a day (R53)."""
    today = timezone.localdate(at)
    late = DutyRecord.objects.filter(status=T.WITH_DEPARTMENT, due_date__lt=today)
    told = 0
    for pk in list(late.exclude(warned_date=today).order_by("pk").values_list("pk", flat=True)):
        told += _remind(pk, by=by, at=at)
    return told


@transaction.atomic
def _remind(pk: int, *, by: Actor, at: datetime) -> int:
    record, today = locked_record(pk), timezone.localdate(at)
    head = record.department.head if record.department is not None else None
    title = _("Answer overdue: %(what)s") % {"what": record}
    step = f"late-{today.isoformat()}"
    who = head.user_id if head is not None else None
    tell(
        record, step=step, title=title, by=by, at=at, post=Post.DEPT_HEAD, user_id=who, clause=R(53)
    )
    tell(record, step=step, title=title, by=by, at=at, post=Post.OFFICE, clause=R(53))
    record.warned_date = today
    record.save(update_fields=["warned_date", "updated_at"])
    return 1
