"""Lending: applied for, approved, handed out until a day, back (R26)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from core.inbox.addressing import items_of
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar
from operations.archives import rules, selectors
from operations.archives.kinds import Form
from operations.archives.lifecycle import BORROWERS, LOAN, RUNNING, L
from operations.archives.models import ArchivedFile, ArchivedPart, Loan


@transaction.atomic
def loan_apply(*, number: str, form: str, days: int, purpose: str, by: Actor, at: datetime) -> Loan:
    """Ask for a file by its archive number; a leader decides. One's own post at the centre counts.

    Raises Violation or Denied.
    """
    if not any(by.holds(post) for post in BORROWERS):
        raise denied(BORROWERS)
    file = _wanted(number)
    if form not in Form.values:
        raise Violation(_("Choose how you want it."), R(26), field="form")
    rules.days_are_sensible(days=days)
    rules.purpose_is_said(purpose=purpose)
    rules.not_on_a_list(listed=_is_listed(file))
    rules.has_copies(electronic=form == Form.COPY, parts=selectors.markable(file).count())
    me = (by.acting_for or by).user_id
    rules.asked_once(running=file.loans.filter(created_by_id=me, status__in=RUNNING).exists())
    loan = Loan.objects.create(
        file=file,
        form=form,
        days=days,
        purpose=purpose.strip()[:300],
        created_by_id=me,
        borrower_name=by.signature[:80],
        applied_at=at,
        status_since=at,
    )
    audit.record(
        loan, by=by, action="loan.apply", note=loan.purpose, changes={"file": file.number}, at=at
    )
    _announce(loan, by=by, at=at)
    return loan


def _wanted(number: str) -> ArchivedFile:
    """The file of a number as somebody typed it, locked."""
    file = ArchivedFile.objects.select_for_update().filter(number=number.strip().upper()).first()
    if file is None:
        raise Violation(_("There is no archived file of this number."), R(26), field="number")
    rules.still_kept(destroyed=file.destroyed_at is not None)
    return file


@transaction.atomic
def loan_approve(
    *,
    loan_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> Loan:
    """A leader lets somebody have it; not for one's own application (R0)."""
    loan = _locked(loan_id)
    _decided(loan, by=by, at=at, opinion=opinion)
    return _move(
        loan,
        "approve",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("decided_by_name", "decided_at", "opinion"),
    )


@transaction.atomic
def loan_refuse(
    *, loan_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Loan:
    """A leader does not, and says why."""
    loan = _locked(loan_id)
    _decided(loan, by=by, at=at, opinion=reason)
    return _move(
        loan,
        "refuse",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("decided_by_name", "decided_at", "opinion"),
    )


@transaction.atomic
def loan_withdraw(
    *, loan_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Loan:
    """Whoever applied does not need it any more."""
    loan = _locked(loan_id)
    rules.own_application(borrower=loan.created_by_id, persons=by.persons)
    return _move(loan, "withdraw", by=by, at=at, expected_version=expected_version)


@transaction.atomic
def loan_lend(
    *, loan_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Loan:
    """The office hands it out: the days run from now. There is one original."""
    loan = _locked(loan_id)
    file = ArchivedFile.objects.select_for_update().get(pk=loan.file_id)
    if loan.status == L.APPROVED:
        rules.not_on_a_list(listed=_is_listed(file))
        if loan.form == Form.ORIGINAL:
            rules.original_is_in(out_to=selectors.original_with(file))
    loan.lent_at = at
    loan.due_date = rules.last_day(handed_out=timezone.localdate(at), days=loan.days)
    return _move(
        loan,
        "lend",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("lent_at", "due_date"),
        until=str(loan.due_date),
    )


@transaction.atomic
def loan_return(
    *,
    loan_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Loan:
    """It is back, or a copy is closed. reason: what was found when it came back."""
    loan = _locked(loan_id)
    loan.returned_at = at
    return _move(
        loan,
        "return",
        by=by,
        at=at,
        reason=reason,
        expected_version=expected_version,
        fields=("returned_at",),
    )


@transaction.atomic
def copy_opened(*, loan_id: int, part_id: int, by: Actor, at: datetime) -> ArchivedPart:
    """Note that the borrower opens a part of a borrowed copy; returns the part.

    Raises Violation when the copy is closed, Denied for anybody else.
    """
    loan = _locked(loan_id)
    if loan.created_by_id not in by.persons:
        raise Denied(_("This copy was lent to somebody else."))
    if not rules.copy_is_open(
        electronic=loan.form == Form.COPY,
        lent=loan.status == L.LENT,
        due=loan.due_date,
        today=timezone.localdate(at),
    ):
        raise Violation(_("This copy is not open. Apply for it again."), R(26))
    part = selectors.markable(loan.file).select_related("paper", "attachment").get(pk=part_id)
    loan.opened += 1
    loan.save(update_fields=["opened"])
    audit.record(loan, by=by, action="loan.open", note=part.name, at=at)
    return part


def loans_follow(*, by: Actor, at: datetime) -> int:
    """Close copies whose days are over; on working days remind of originals. How many were."""
    today = timezone.localdate(at)
    done = 0
    over = Loan.objects.filter(status=L.LENT, form=Form.COPY, due_date__lt=today)
    for pk in list(over.order_by("pk").values_list("pk", flat=True)):
        loan_return(loan_id=pk, by=by, at=at, reason=_("The days of the copy are over."))
        done += 1
    if not WorkCalendar.load().is_working(today):
        return done
    for loan in selectors.late_loans(today).order_by("pk"):
        done += _remind(loan, by=by, at=at)
    return done


def _remind(loan: Loan, *, by: Actor, at: datetime) -> int:
    """Once a day, whoever has it."""
    item = items_of(loan).filter(step=L.LENT, state=InboxItem.State.OPEN).first()
    if item is None:
        return 0
    if item.reminded_at and timezone.localdate(item.reminded_at) >= timezone.localdate(at):
        return 0
    inbox.remind(item_id=item.pk, by=by, at=at)
    return 1


def _decided(loan: Loan, *, by: Actor, at: datetime, opinion: str) -> None:
    loan.decided_by_name, loan.decided_at = by.signature[:80], at
    loan.opinion = opinion.strip()[:500]


def _is_listed(file: ArchivedFile) -> bool:
    return ArchivedFile.objects.filter(selectors.is_listed(), pk=file.pk).exists()


def _locked(loan_id: int) -> Loan:
    """The loan, locked until the transaction ends. Raises Loan.DoesNotExist."""
    return Loan.objects.select_for_update(of=("self",)).select_related("file").get(pk=loan_id)


def _move(
    loan: Loan,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
    fields: Iterable[str] = (),
    until: str = "",
) -> Loan:
    was = str(loan.status)
    LOAN.apply(loan, action, by=by, reason=reason, at=at, expected_version=expected_version)
    loan.save(update_fields=["status", "status_since", "version", *fields])
    inbox.close(
        loan,
        by=by,
        outcome=action,
        step=was,
        opinion=reason,
        at=at,
        returning=loan.status in (L.REFUSED, L.WITHDRAWN),
    )
    audit.record(
        loan,
        by=by,
        action=f"loan.{action}",
        note=reason,
        changes={"until": until} if until else {},
        at=at,
    )
    _announce(loan, by=by, at=at)
    return loan


def _announce(loan: Loan, *, by: Actor, at: datetime) -> None:
    """Before a leader, the office, or whoever has it until its day."""
    if loan.status not in RUNNING:
        return
    lent = loan.status == L.LENT
    post = Post.LEADER if loan.status == L.APPLIED else Post.OFFICE
    due = None
    if loan.due_date is not None:
        due = timezone.make_aware(datetime.combine(loan.due_date, time(23, 59, 59)))
    inbox.assign(
        loan,
        step=str(loan.status),
        title=_("%(state)s: %(number)s")
        % {"state": L(loan.status).label, "number": loan.file.number},
        by=by,
        at=at,
        post="" if lent else post,
        user_id=loan.created_by_id if lent else None,
        due_at=due,
        clause=R(26),
        four_eyes=loan.status == L.APPLIED,
    )
