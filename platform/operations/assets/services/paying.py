"""Papers in two copies, and the gate of finance (R63–R65, R76–R77)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from operations.assets import selectors
from operations.assets.kinds import PaperKind, Slot
from operations.assets.lifecycle import APPROVED, PEOPLE, REIMBURSEMENT
from operations.assets.models import PaperCopy, PurchasePaper, PurchaseRequest, Reimbursement
from operations.assets.numbers import REIMBURSEMENT as SERIES
from operations.assets.rules import paying as rules
from operations.assets.services.asking import locked
from operations.assets.services.moving import announce, move

# The clerk, finance, and whoever asked have the papers in hand.
HOLDERS = ("area_clerk", "finance", "cashier")


@transaction.atomic
def paper_add(
    *,
    request_id: int,
    kind: str,
    number: str,
    amount: Decimal,
    issued_date: date,
    by: Actor,
    at: datetime,
    code: str = "",
    dealer: str = "",
    kept_by: str = "",
    finance_by: str = "",
) -> PurchasePaper:
    """A voucher or an invoice; who has each of its two copies may be said at once (R65, R76)."""
    request = locked(request_id)
    _has_papers(request, by)
    rules.papers_are_for_a_purchase(approved=request.status in APPROVED)
    rules.copies_stay_while_claimed(claimed=selectors.is_claimed(request))
    code, number, today = code.strip(), number.strip(), timezone.localdate(at)
    invoice = kind == PaperKind.INVOICE
    rules.paper_is_readable(
        invoice=invoice, code=code, number=number, amount=amount, issued=issued_date, today=today
    )
    used = selectors.used_in(kind=kind, code=code, number=number, request=request)
    rules.paper_is_new(invoice=invoice, used_in=used)
    paper = PurchasePaper.objects.create(
        request=request,
        kind=kind,
        code=code,
        number=number[:30],
        amount=amount,
        issued_date=issued_date,
        dealer=(dealer.strip() or request.dealer)[:80],
    )
    for slot, holder in ((Slot.KEPT, kept_by), (Slot.FINANCE, finance_by)):
        if holder.strip():
            _put(paper, slot, holder, today, today)
    changes = {"bill": str(paper), "bill_amount": str(amount)}
    audit.record(request, by=by, action="purchase.paper", changes=changes, clauses=(R(76),), at=at)
    return paper


@transaction.atomic
def paper_remove(*, request_id: int, paper_id: int, by: Actor, at: datetime) -> None:
    """A paper that was entered by mistake, while nothing is claimed by it (R76)."""
    request = locked(request_id)
    paper = request.papers.get(pk=paper_id)
    _has_papers(request, by)
    rules.copies_stay_while_claimed(claimed=selectors.is_claimed(request))
    said = str(paper)
    paper.delete()
    audit.record(
        request, by=by, action="purchase.paper_remove", changes={"bill": said},
        clauses=(R(76),), at=at,
    )  # fmt: skip


@transaction.atomic
def copy_hand(
    *,
    request_id: int,
    paper_id: int,
    slot: str,
    holder_name: str,
    since_date: date,
    by: Actor,
    at: datetime,
) -> PaperCopy:
    """One of the two copies goes to somebody (R76)."""
    request = locked(request_id)
    paper = request.papers.get(pk=paper_id)
    _has_papers(request, by)
    copy = _put(paper, slot, holder_name, since_date, timezone.localdate(at))
    changes = {"bill": str(paper), "bill_copy": str(copy)}
    audit.record(request, by=by, action="purchase.copy", changes=changes, clauses=(R(76),), at=at)
    return copy


@transaction.atomic
def reimbursement_hand_in(*, request_id: int, payee: str, by: Actor, at: datetime) -> Reimbursement:
    """Handed in with all three papers; any missing is named, and nothing is taken (R63, R77)."""
    request = locked(request_id)
    _has_papers(request, by)
    claim = selectors.claim_of(request)
    rules.reimbursed_once(number=claim.number if claim else "")
    rules.payee_is_named(payee=payee)
    total = _proven(request)
    today = timezone.localdate(at)
    found = Reimbursement(
        created_by_id=(by.acting_for or by).user_id,
        request=request,
        applicant_name=by.signature[:80],
        handed_in_date=today,
        status_since=at,
        amount=total,
        payee=payee.strip()[:80],
    )
    found.number = numbering.draw(SERIES, on=today).text
    found.save()
    announce(found, by=by, at=at)
    changes = {"reimbursement": found.number, "bill_amount": str(total)}
    audit.record(
        found, by=by, action="reimbursement.hand_in", changes=changes, clauses=(R(64),), at=at
    )
    return found


@transaction.atomic
def reimbursement_check(
    *, reimbursement_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Reimbursement:
    """Finance checks request, voucher and invoice; incomplete is refused (R77)."""
    found = _locked(reimbursement_id)
    REIMBURSEMENT.check(found, "check", by=by, expected_version=expected_version)
    found.amount = _proven(found.request)
    found.checked_by_name = by.signature[:80]
    fields = ("amount", "checked_by_name")
    move(found, "check", by=by, at=at, fields=fields, version=expected_version)
    return found


@transaction.atomic
def reimbursement_agree(
    *,
    reimbursement_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    expected_version: int | None = None,
) -> Reimbursement:
    """The head of department agrees (R64)."""
    found = _locked(reimbursement_id)
    found.head_name = by.signature[:80]
    move(
        found, "agree", by=by, at=at, reason=reason, fields=("head_name",),
        version=expected_version,
    )  # fmt: skip
    return found


@transaction.atomic
def reimbursement_pay(
    *, reimbursement_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Reimbursement:
    """Reviewed and paid; the papers must still be complete (R64, R77)."""
    found = _locked(reimbursement_id)
    REIMBURSEMENT.check(found, "pay", by=by, expected_version=expected_version)
    _proven(found.request)
    found.paid_by_name, found.paid_date = by.signature[:80], timezone.localdate(at)
    fields = ("paid_by_name", "paid_date")
    move(
        found, "pay", by=by, at=at, fields=fields, version=expected_version,
        changes={"bill_amount": str(found.amount)},
    )  # fmt: skip
    return found


@transaction.atomic
def reimbursement_return(
    *,
    reimbursement_id: int,
    reason: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Reimbursement:
    """Back to whoever handed it in; what is missing is added to the reason (R64)."""
    found = _locked(reimbursement_id)
    there = selectors.proof(found.request)
    lacking = rules.missing(request=there.request, voucher=there.voucher, invoice=there.invoice)
    said = "；".join([reason.strip(), *lacking]) if reason.strip() else ""
    found.return_reason = said[:500]
    move(
        found, "return", by=by, at=at, reason=said, fields=("return_reason",),
        version=expected_version,
    )  # fmt: skip
    return found


@transaction.atomic
def reimbursement_resubmit(
    *, reimbursement_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Reimbursement:
    """Completed and handed in again by whoever has the papers (R64)."""
    found = _locked(reimbursement_id)
    REIMBURSEMENT.check(found, "resubmit", by=by, expected_version=expected_version)
    _has_papers(found.request, by)
    found.amount = _proven(found.request)
    move(found, "resubmit", by=by, at=at, fields=("amount",), version=expected_version)
    return found


def _proven(request: PurchaseRequest) -> Decimal:
    """The sum of the invoices, when papers, goods and amounts are in order."""
    there = selectors.proof(request)
    rules.papers_are_complete(request=there.request, voucher=there.voucher, invoice=there.invoice)
    lines = request.came_total if selectors.is_accepted(request) else None
    rules.goods_are_accepted(accepted=lines is not None)
    nothing = selectors.NOTHING
    approved = request.approved_total or nothing
    rules.amounts_agree(invoices=there.total, lines=lines or nothing, approved=approved)
    return there.total


def _put(paper: PurchasePaper, slot: str, holder: str, since: date, today: date) -> PaperCopy:
    rules.copy_has_holder(holder=holder, since=since, today=today)
    copy, _made = PaperCopy.objects.update_or_create(
        paper=paper,
        slot=slot,
        defaults={"holder_name": holder.strip()[:80], "since_date": since},
    )
    return copy


def _has_papers(request: PurchaseRequest, by: Actor) -> None:
    """Whoever asked, the clerk and finance."""
    mine = request.created_by_id in by.persons and any(by.holds(post) for post in PEOPLE)
    if not mine and not any(by.holds(post) for post in HOLDERS):
        raise denied(HOLDERS)


def _locked(reimbursement_id: int) -> Reimbursement:
    found = Reimbursement.objects.select_for_update(of=("self",)).get(pk=reimbursement_id)
    found.request = locked(found.request_id)
    return found
