"""What every move of a case has in common: lock, move, clock, inbox, audit, figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor, Scope
from core.clauses import Clause, R
from core.workcalendar import WorkCalendar
from operations.casework import clock
from operations.casework.lifecycle import CASE, DONE, OVER, States
from operations.casework.models import Case, Pause
from operations.casework.settings import setting

# Moves that end the usual way rather than go on it.
BACKWARDS = ("ask", "refuse", "withdraw", "discard", "end", "wait")
# The step of the process that lies in an inbox while a case stands there.
STEP_OF = {
    str(States.SUBMITTED): "answer",
    str(States.ACCEPTED): "assign",
    str(States.ASSIGNED): "handle",
    str(States.HANDLING): "handle",
}
# What a stock or a flow of the province counts of cases.
FINISHING = ("C-FINISHED", "C-ONTIME", "C-OVERDUE")


def locked(case_id: int) -> Case:
    """The case, locked until the transaction ends. Raises Case.DoesNotExist.

    With what every move asks for; station and handler come when asked for, as joining them for
    each move costs more than they are worth.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("item", "form", "applicant")
        .get(pk=case_id)
    )
    case.form.item = case.item
    return case


def move(
    case: Case,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    changes: dict[str, Any] | None = None,
    clauses: Iterable[Clause] = (),
    announced: bool = True,
) -> Case:
    """Make a move and everything that follows from it, in the caller's transaction.

    announced: put the next step before somebody; not where the caller takes it at once.
    The case is locked by the caller. Raises Violation or Denied, before anything is written.
    """
    was = case.status
    CASE.apply(case, action, by=by, reason=reason, at=at, expected_version=expected_version)
    case.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    _close(case, was, action, by=by, at=at, reason=reason)
    if announced:
        announce(case, by=by, at=at)
    audit.record(
        case,
        by=by,
        action=f"case.{action}",
        note=reason,
        changes=changes or {},
        clauses=clauses,
        at=at,
    )
    return case


def _close(case: Case, was: str, action: str, *, by: Actor, at: datetime, reason: str) -> None:
    """End the step of the process; requests beside it (an extension) end with the case only."""
    step = None if case.status in (*DONE, *OVER) else STEP_OF.get(was, "")
    if step != "":
        inbox.close(
            case,
            by=by,
            outcome=action,
            step=step,
            opinion=reason,
            at=at,
            returning=action in BACKWARDS,
        )


def announce(case: Case, *, by: Actor, at: datetime) -> None:
    """Put the next step before those whose turn it is, with its due time."""
    today = timezone.localdate(at)
    if case.status == States.SUBMITTED:
        post, scope = _window(case)
        _assign(case, "answer", R(135), case.answer_due_date, by=by, at=at, post=post, scope=scope)
    elif case.status == States.ACCEPTED:
        due = WorkCalendar.load().add(today, setting("assign_days", on=today))
        _assign(case, "assign", R(121), due, by=by, at=at, post=Post.OPS)
    elif case.status in (States.ASSIGNED, States.HANDLING):
        _assign(case, "handle", R(136), case.due_date, by=by, at=at, user_id=case.handler_id)


def _window(case: Case) -> tuple[Post, Scope]:
    scope = case.process_scope()
    return (Post.STATION_MGR, scope) if scope.kind == "station" else (Post.FRONTDESK, scope)


def _assign(
    case: Case,
    step: str,
    clause: Clause,
    due: date | None,
    *,
    by: Actor,
    at: datetime,
    post: str = "",
    scope: Scope = Scope.CENTRE,
    user_id: int | None = None,
) -> None:
    inbox.assign(
        case,
        step=step,
        title=title_of(case),
        by=by,
        post=post,
        scope=scope,
        user_id=user_id,
        due_at=end_of(due) if due else None,
        clause=clause,
        at=at,
    )


def title_of(case: Case) -> str:
    """How a case is called in the inbox: item, masked applicant, state."""
    who = case.applicant.masked_name if case.applicant else "—"
    return _("%(item)s: %(who)s, %(state)s") % {
        "item": case.item.name,
        "who": who,
        "state": States(case.status).label,
    }


def end_of(day: date) -> datetime:
    """The last moment of a day, where the centre is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def drop_extension(case: Case, *, at: datetime) -> None:
    """An extension nobody decided on has no meaning once the case is over."""
    case.extensions.filter(approved__isnull=True).update(
        approved=False, decided_at=at, opinion=_("The case was over before a decision.")
    )


# --- The clock ---


def pause(case: Case, kind: str, *, reason: str, on: date) -> None:
    """Stop the clock."""
    Pause.objects.create(case=case, kind=kind, reason=reason[:500], from_date=on)


def unpause(case: Case, *, on: date) -> None:
    """Let the clock run again; nothing where none stands still."""
    running = Pause.objects.filter(case=case, to_date__isnull=True).first()
    if running is not None:
        running.to_date = max(on, running.from_date)
        running.save(update_fields=["to_date"])


def reckon(case: Case, *, on: date, calendar: WorkCalendar | None = None) -> tuple[str, ...]:
    """Work the dates out again; returns the fields to save. A submitted case has its answer's.

    Pauses before acceptance count for the answer, those after it for the result.
    """
    calendar = calendar or WorkCalendar.load()
    spans = list(case.pauses.values_list("kind", "from_date", "to_date"))
    if case.accepted_at is None:
        case.answer_due_date = clock.due_after(
            calendar,
            start=timezone.localdate(case.submitted_at),
            days=setting("answer_days", on=on),
            spans=[(first, last) for _kind, first, last in spans],
            today=on,
        )
        return ("answer_due_date",)
    old = case.promised_date, case.due_date
    found = clock.dues(
        calendar,
        accepted=timezone.localdate(case.accepted_at),
        promise=case.promise_days,
        extended=case.extended_days,
        legal=case.legal_days,
        spans=[(first, last) for kind, first, last in spans if kind == Pause.Kind.APPLICANT],
        today=on,
    )
    case.promised_date, case.due_date = found.promised, found.due
    case.legal_due_date = found.legal
    if old[0] != case.promised_date:
        foretell(old[0], case.promised_date)
    if old[1] != case.due_date:
        case.warned = ""
    return ("promised_date", "due_date", "legal_due_date", "warned")


def foretell(*promised: date | None) -> None:
    """Tell the figures on which days a case becomes overdue, or does no more."""
    for day in promised:
        if day is not None:
            figures.changed(("C-OVERDUE",), on=day + timedelta(days=1))


def refigure(codes: Iterable[str], *, on: date) -> None:
    """Tell the figures that a day's values changed."""
    figures.changed(tuple(codes), on=on)
