"""Work on a case: steps, notes, waiting, more time, result (R135, R136)."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from core.lifecycle_words import changed_meanwhile, denied
from core.models.inbox import InboxItem
from operations.casework import rules
from operations.casework.fields import check_values
from operations.casework.lifecycle import CHIEFS, DONE, OVER, States
from operations.casework.models import Case, CaseNote, CaseStep, Extension, Pause
from operations.casework.services.moving import (
    FINISHING,
    drop_extension,
    foretell,
    locked,
    move,
    pause,
    reckon,
    refigure,
    title_of,
    unpause,
)
from operations.casework.services.registering import joined, split
from operations.casework.settings import setting
from operations.casework.terms import fields_of


@transaction.atomic
def case_start(
    *, case_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """Begin with it: from now on the applicant cannot withdraw any more."""
    case = locked(case_id)
    _is_mine(case, by)
    return move(case, "start", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def case_step(
    *, case_id: int, by: Actor, at: datetime, on_date: date, text: str, minutes: int | None = None
) -> CaseStep:
    """Write down what was done: a session, a call, a draft sent."""
    case = locked(case_id)
    _is_mine(case, by)
    _is_handled(case)
    if not text.strip():
        raise Violation(_("Write down what was done."), R(121), field="text")
    if on_date > timezone.localdate(at):
        raise Violation(_("This day lies ahead."), R(121), field="on_date")
    step = CaseStep.objects.create(
        case=case,
        on_date=on_date,
        text=text.strip()[:500],
        minutes=minutes,
        by_name=by.signature[:80],
        created_at=at,
    )
    audit.record(case, by=by, action="case.step", note=step.text, at=at)
    return step


@transaction.atomic
def promise_keep(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    text: str = "",
    expected_version: int | None = None,
) -> Case:
    """The step that the promise runs to is done; from now on only the legal clock runs (R136)."""
    case = locked(case_id)
    _is_mine(case, by)
    _same_version(case, expected_version)
    rules.promise_has_a_step(
        step=case.item.promise_step,
        met=case.promise_met_at is not None,
        handling=case.status == States.HANDLING,
    )
    case.promise_met_at = at
    case.warned = ""
    case.version += 1
    case.save(update_fields=["promise_met_at", "warned", "version", "updated_at"])
    CaseStep.objects.create(
        case=case,
        on_date=timezone.localdate(at),
        text=(text.strip() or case.item.promise_step)[:500],
        by_name=by.signature[:80],
        created_at=at,
    )
    audit.record(case, by=by, action="case.promise", clauses=(R(136),), at=at)
    refigure(("C-OVERDUE",), on=timezone.localdate(at))
    return case


@transaction.atomic
def case_note(
    *, case_id: int, by: Actor, at: datetime, text: str, mentions: Collection[int] = ()
) -> CaseNote:
    """Leave an internal note; those mentioned find it in their inbox (to read)."""
    case = locked(case_id)
    if by.user_id is None:
        raise Denied(_("Notes are written by people."))
    if not text.strip():
        raise Violation(_("Write the note."), field="text")
    note = CaseNote.objects.create(
        case=case,
        text=text.strip()[:1000],
        by_id=by.user_id,
        by_name=by.signature[:80],
        mentions=sorted(set(mentions)),
        created_at=at,
    )
    for user_id in note.mentions:
        inbox.assign(
            case,
            step=f"note-{note.pk}",
            title=_("%(name)s mentions you: %(case)s") % {"name": by.name, "case": title_of(case)},
            by=by,
            user_id=user_id,
            kind=InboxItem.Kind.READ,
            message=note.text,
            at=at,
        )
    audit.record(case, by=by, action="case.note", at=at)
    return note


@transaction.atomic
def case_wait(
    *, case_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Case:
    """The applicant must do something first; the clock stands still (R135)."""
    case = locked(case_id)
    _is_mine(case, by)
    moved = move(case, "wait", by=by, at=at, reason=reason, expected_version=expected_version)
    pause(moved, Pause.Kind.APPLICANT, reason=reason.strip(), on=timezone.localdate(at))
    # From its promised day on it is not overdue; around midnight that may be counted already.
    foretell(moved.promised_date)
    return moved


@transaction.atomic
def case_continue(
    *, case_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """The applicant has done it; the working days in between do not count (R135)."""
    case = locked(case_id)
    _is_mine(case, by)
    on = timezone.localdate(at)
    unpause(case, on=on)
    fields = reckon(case, on=on)
    # Where no working day went by, the promised day stays and the case is overdue from today.
    refigure(("C-OVERDUE",), on=on)
    return move(case, "continue", by=by, at=at, expected_version=expected_version, fields=fields)


@transaction.atomic
def extension_ask(*, case_id: int, by: Actor, at: datetime, days: int, reason: str) -> Extension:
    """Ask a chief for more working days, within the legal time (R136)."""
    case = locked(case_id)
    _is_mine(case, by)
    _is_handled(case)
    if case.extensions.filter(approved__isnull=True).exists():
        raise Violation(_("An extension is being decided on already."), R(136))
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(136), field="reason")
    rules.extension_fits(
        days=days, extended=case.extended_days, promise=case.promise_days, legal=case.legal_days
    )
    extension = Extension.objects.create(
        case=case,
        days=days,
        reason=reason.strip()[:500],
        asked_at=at,
        asked_by_id=by.user_id or 0,
        asked_by_name=by.signature[:40],
    )
    inbox.assign(
        case,
        step="extension",
        title=_("Extension by %(days)d working days: %(case)s")
        % {"days": days, "case": title_of(case)},
        by=by,
        post=CHIEFS[0],
        clause=R(136),
        message=extension.reason,
        at=at,
    )
    audit.record(
        case,
        by=by,
        action="case.extension_ask",
        note=extension.reason,
        changes={"days": days},
        at=at,
    )
    return extension


@transaction.atomic
def extension_decide(
    *, case_id: int, by: Actor, at: datetime, approved: bool, opinion: str = ""
) -> Extension:
    """Decide on the extension asked for; not by the one who asked (R0, R136)."""
    case = locked(case_id)
    _chiefs_only(case, by)
    _is_handled(case)
    extension = (
        case.extensions.select_for_update().filter(approved__isnull=True).order_by("pk").first()
    )
    if extension is None:
        raise Violation(_("No extension is waiting for a decision."), R(136))
    if extension.asked_by_id in by.persons:
        raise Violation(_("You asked for it yourself; somebody else decides."), R(0), R(136))
    if not approved and not opinion.strip():
        raise Violation(_("Please give the reason."), R(136), field="opinion")
    extension.approved, extension.decided_at = approved, at
    extension.decided_by_name, extension.opinion = by.signature[:80], opinion.strip()[:500]
    extension.save()
    if approved:
        case.extended_days += extension.days
        fields = reckon(case, on=timezone.localdate(at))
        case.version += 1
        case.save(update_fields=["extended_days", "version", "updated_at", *fields])
    inbox.close(
        case,
        by=by,
        outcome="approved" if approved else "refused",
        step="extension",
        opinion=opinion,
        at=at,
    )
    audit.record(
        case,
        by=by,
        action="case.extension_approve" if approved else "case.extension_refuse",
        note=opinion.strip(),
        changes={"days": extension.days},
        clauses=(R(136),),
        at=at,
    )
    return extension


@transaction.atomic
def case_finish(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    result: str,
    details: dict[str, Any] | None = None,
    delivered: str = "",
    files: Collection[File[bytes]] = (),
    expected_version: int | None = None,
) -> Case:
    """Complete the case with its result; it can be rated from now on (R136, R139)."""
    case = locked(case_id)
    _is_mine(case, by)
    rules.result_is_said(result=result)
    on = timezone.localdate(at)
    clean = check_values(fields_of(case.form), details or {}, stage="finish")
    case.details, private = split(case.form, {**joined(case), **clean})
    case.private_details = json.dumps(private, ensure_ascii=False) if private else ""
    case.result, case.delivered = result.strip(), delivered.strip()[:80]
    case.finished_at = at
    case.rate_until_date = on + timedelta(days=setting("rating_days", on=on))
    moved = move(
        case,
        "finish",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=(
            "details",
            "private_details",
            "result",
            "delivered",
            "finished_at",
            "rate_until_date",
        ),
    )
    for upload in files:
        attachments.attach(case, upload, kind="result", by=by, field="files")
    drop_extension(case, at=at)
    refigure(FINISHING, on=on)
    return moved


@transaction.atomic
def case_end(
    *, case_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> Case:
    """Terminate a case that cannot be brought to its end, with the reason."""
    case = locked(case_id)
    on = timezone.localdate(at)
    case.closing_reason = reason.strip()[:500]
    unpause(case, on=on)
    moved = move(
        case,
        "end",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("closing_reason",),
    )
    drop_extension(case, at=at)
    refigure(("C-OVERDUE",), on=on)
    return moved


def _is_mine(case: Case, by: Actor) -> None:
    if by.is_system or case.status in (*DONE, *OVER):
        return  # the lifecycle says what is possible there
    rules.handler_works(handler=case.handler_id, persons=by.persons, is_chief=_is_chief(case, by))


def _same_version(case: Case, expected: int | None) -> None:
    if expected is not None and expected != case.version:
        raise Violation(changed_meanwhile(case))


def _is_handled(case: Case) -> None:
    if case.status not in (States.ASSIGNED, States.HANDLING, States.WAITING):
        raise Violation(_("This is for cases that are being handled."), R(136))


def _is_chief(case: Case, by: Actor) -> bool:
    return any(by.holds(post, case.process_scope()) for post in CHIEFS)


def _chiefs_only(case: Case, by: Actor) -> None:
    if not by.is_system and not _is_chief(case, by):
        raise denied(CHIEFS)
